"""What surrounds each page: title, navigation, breadcrumb, footer, headers.

``main_template.pt`` asks it for values only; nothing here is computed before it is
shown, and the navigation is computed once for all visitors who see the same.
"""

from __future__ import annotations

from AccessControl import getSecurityManager
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from functools import cached_property
from imio.guichet.core.permissions import MANAGE_FORMS
from imio.guichet.core.permissions import USE_DESK
from imio.guichet.core.settings import town_settings
from imio.guichet.i18n import _
from imio.guichet.portal import headers
from imio.guichet.portal.icons import icon
from imio.guichet.portal.navigation import main_navigation
from imio.guichet.portal.navigation import NavigationItem
from imio.guichet.portal.resources import text_of
from imio.guichet.portal.resources import version
from plone.base.interfaces import INavigationRoot
from plone.base.interfaces import IPloneSiteRoot
from plone.registry.interfaces import IRegistry
from Products.CMFCore.permissions import ModifyPortalContent
from Products.CMFCore.utils import getToolByName
from Products.Five.browser import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.component.hooks import getSite
from zope.i18n import translate


MESSAGE_STYLES = {"warning": "warning", "warn": "warning", "error": "error"}


def may_edit(context: Any) -> bool:
    """Return whether the current user edits the site here: Plone's tools are shown."""
    manager = getSecurityManager()
    if manager.getUser().getId() is None:
        return False
    return bool(manager.checkPermission(ModifyPortalContent, context))


class Chrome(BrowserView):
    """Values for the main template."""

    view: Any = None

    def for_view(self, view: Any) -> Chrome:
        """Prepare for a page and set the headers each page has."""
        self.view = view
        headers.set_page_headers(
            self.request, editing=self.editing, csp=getattr(view, "csp", None)
        )
        return self

    # Who

    @cached_property
    def _user(self) -> Any:
        return getSecurityManager().getUser()

    @cached_property
    def anonymous(self) -> bool:
        return self._user.getId() is None

    @cached_property
    def editing(self) -> bool:
        """True when Plone's toolbar and resources are wanted."""
        return may_edit(self.context)

    @cached_property
    def user_name(self) -> str:
        user = self._user
        return user.getProperty("fullname", "") or user.getUserName()

    @cached_property
    def uses_desk(self) -> bool:
        return bool(self._user.has_permission(USE_DESK, self.site))

    @cached_property
    def builds_forms(self) -> bool:
        return bool(self._user.has_permission(MANAGE_FORMS, self.site))

    # Where

    @cached_property
    def site(self) -> Any:
        return getSite()

    @cached_property
    def site_url(self) -> str:
        return self.site.absolute_url()

    @cached_property
    def root(self) -> Any:
        """The navigation root around the page."""
        found = aq_inner(self.context)
        while found is not None and not INavigationRoot.providedBy(found):
            found = aq_parent(found)
        return self.site if found is None else found

    @cached_property
    def guichet_url(self) -> str:
        return f"{self.site_url}/guichet"

    # What the town says of itself

    @cached_property
    def settings(self) -> Any:
        return town_settings()

    @cached_property
    def registry(self) -> Any:
        return getUtility(IRegistry)

    @cached_property
    def town(self) -> str:
        return self.settings.administration_name or self.settings.town_name

    @cached_property
    def logo_url(self) -> str:
        """Address of the logo set in Plone's site control panel, or ''."""
        if not self.registry.get("plone.site_logo"):
            return ""
        view = getMultiAdapter((self.site, self.request), name="site-logo")
        return f"{self.site_url}/@@site-logo/{getattr(view, 'filename', '') or 'logo'}"

    # The page

    @cached_property
    def language(self) -> str:
        state = getMultiAdapter((self.context, self.request), name="plone_portal_state")
        return state.language()

    def page_title(self) -> str:
        """Return the page's own title, '' for the home page."""
        title = getattr(aq_base(self.view), "page_title", None)
        if title is not None:
            title = self.view.page_title
            return translate(
                title() if callable(title) else title, context=self.request
            )
        if self._is_default_view():
            return "" if self._is_home() else self.context.Title()
        label = getattr(self.view, "label", None)
        if isinstance(label, str) and label:
            return translate(label, context=self.request)
        return self.context.Title()

    def title(self) -> str:
        """Return the text of ``<title>``: "Page – Town"."""
        page, town = self.page_title(), self.town
        return f"{page} – {town}" if page and page != town else town

    def description(self) -> str:
        """Return the page's description for search engines, or ''."""
        describe = getattr(aq_base(self.context), "Description", None)
        if describe is None or not self._is_default_view():
            return ""
        return self.context.Description()

    def canonical_url(self) -> str:
        return self.context.absolute_url() if self._is_default_view() else ""

    def body_class(self, template: Any) -> str:
        """Return the classes of ``<body>``; Plone's own ones for editors."""
        name = (getattr(self.view, "__name__", "") or "view").strip("@")
        own = f"g-page template-{name.replace('.', '-')}"
        if not self.editing:
            return own
        layout = getMultiAdapter((self.context, self.request), name="plone_layout")
        return f"{own} {layout.bodyClass(template, self.view)}"

    def patterns(self) -> dict[str, str]:
        """Return the settings that Plone's JavaScript reads; {} for visitors."""
        if not self.editing:
            return {}
        view = getMultiAdapter(
            (self.context, self.request), name="plone_patterns_settings"
        )
        return view()

    @property
    def bleed(self) -> bool:
        """True when the page's main part touches header and footer."""
        return bool(getattr(self.view, "bleed", False))

    @property
    def content_class(self) -> str | None:
        """Class of the page's content: Plone's own pages get the page's width."""
        if self.bleed:
            return None
        return "g-content" if self._is_ours else "g-content g-wrap"

    @property
    def _is_ours(self) -> bool:
        classes = type(self.view).__mro__
        return any(cls.__module__.startswith("imio.guichet.") for cls in classes)

    def _is_home(self) -> bool:
        return aq_base(self.context) is aq_base(self.root)

    @cached_property
    def _state(self) -> Any:
        return getMultiAdapter((self.context, self.request), name="plone_context_state")

    def _is_default_view(self) -> bool:
        return bool(self._state.is_view_template())

    # Navigation

    def navigation(self) -> list[tuple[NavigationItem, bool]]:
        """Return the sections of the site and whether the page is in each."""
        here = self.context.absolute_url()
        return [
            (item, here == item.url or here.startswith(item.url + "/"))
            for item in main_navigation(self.root)
        ]

    def crumbs(self) -> list[tuple[str, str]]:
        """Return (title, address) from the home to the page; [] hides them."""
        extra = getattr(self.view, "crumbs", None)
        if extra is False:
            return []
        found: list[tuple[str, str]] = []
        item = aq_inner(self.context)
        root = aq_base(self.root)
        while item is not None and aq_base(item) is not root:
            if IPloneSiteRoot.providedBy(item) or not hasattr(item, "Title"):
                break
            found.insert(0, (item.Title(), item.absolute_url()))
            item = aq_parent(item)
        if extra:
            found.extend(extra() if callable(extra) else extra)
        elif not self._is_default_view():
            found.append((self.page_title(), ""))
        if not found or (self._is_home() and self._is_default_view()):
            return []
        home = translate(_("label_home", default="Accueil"), context=self.request)
        return [(home, self.root.absolute_url()), *found]

    def languages(self) -> list[tuple[str, str, bool]]:
        """Return (code, own name, current) of the site's languages; [] for one."""
        tool = getToolByName(self.site, "portal_languages")
        codes = tool.getSupportedLanguages()
        if len(codes) < 2:
            return []
        known = tool.getAvailableLanguages()
        names = {code: known.get(code, {}).get("native", code) for code in codes}
        return [(code, names[code], code == self.language) for code in codes]

    def messages(self) -> list[tuple[str, str]]:
        """Return (style, text) of what the site has to say, once."""
        shown = IStatusMessage(self.request).show() or ()
        return [(MESSAGE_STYLES.get(m.type, "success"), m.message) for m in shown]

    # Files

    def icon(self, name: str) -> str:
        return icon(name)

    def static(self, package: str, path: str) -> str:
        """Return the versioned address of a file of ``++plone++<package>``."""
        return f"{self.site_url}/++plone++{package}/{path}?v={version(package, path)}"

    # Editors

    def plone_layer(self) -> str:
        """Return CSS that loads Plone's styles below ours, for editors."""
        urls = headers.stylesheet_urls(self.context, self.request, self.view)
        return "\n".join(f'@import url("{url}") layer(plone);' for url in urls)

    @property
    def emblem(self) -> str:
        """The default logo, as inline SVG."""
        return text_of("imio.guichet.portal", "emblem.svg")
