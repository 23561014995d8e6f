"""What the pages of a form share: who comes, may they, and how they are answered."""

from __future__ import annotations

from functools import cache
from functools import cached_property
from hashlib import sha256
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.origin import is_same_origin
from imio.guichet.core.settings import town_map
from imio.guichet.forms.availability import Availability
from imio.guichet.forms.browser.guard import Guard
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.html import tag
from imio.guichet.forms.quota import look
from imio.guichet.forms.types import Form
from imio.guichet.i18n import translate_whole
from markupsafe import Markup
from pathlib import Path
from plone import api
from plone.protect.authenticator import check as check_token
from plone.protect.authenticator import createToken
from plone.transformchain.interfaces import DISABLE_TRANSFORM_REQUEST_KEY
from Products.CMFCore.permissions import View
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import quote
from zExceptions import Forbidden
from zExceptions import NotFound


SCRIPT = Path(__file__).parent.parent / "static" / "forms.js"


@cache
def script_version() -> str:
    """Return what changes when our script does, or a part that it loads."""
    found = sha256()
    for path in sorted(SCRIPT.parent.glob("*.*")):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


class FormView(BrowserView):
    """A page about a procedure's form. ``body`` is its content, safe HTML."""

    context: Procedure
    form: Form | None = None
    template = ViewPageTemplateFile("templates/page.pt")
    page_title: str = ""
    body: Markup = Markup("")
    crumb: str = ""
    """The page in the breadcrumb, when it is not its title."""

    back_url: str = ""
    """Where the browser's back button leads after a post that our script made."""

    def translate(self, text: Message) -> str:
        """Return a text in the visitor's language."""
        return translate_whole(text, context=self.request)

    @property
    def csp(self) -> dict[str, str]:
        """What the page's policy of contents allows besides: the town's map. Pages that
        our script puts in this one have its policy: any page may ask a place."""
        if self.form is None or not self.form.asks_place:
            return {}
        return town_map().policy

    @cached_property
    def form_url(self) -> str:
        return f"{self.context.absolute_url()}/@@form"

    @cached_property
    def script_url(self) -> str:
        """Address of our script, with a version: browsers may keep it for ever."""
        portal_url = api.portal.get().absolute_url()
        return f"{portal_url}/++plone++imio.guichet.forms/forms.js?v={script_version()}"

    @cached_property
    def worker_url(self) -> str:
        """Address of the script that works for the guard."""
        portal_url = api.portal.get().absolute_url()
        return f"{portal_url}/++plone++imio.guichet.forms/worker.js"

    @cached_property
    def guard(self) -> Guard:
        return Guard(self)

    @cached_property
    def counter_url(self) -> str:
        return f"{api.portal.get().absolute_url()}/guichet"

    @cached_property
    def user_id(self) -> str | None:
        """Id of the signed-in person, None for anonymous people."""
        return api.user.get_current().getId()

    @property
    def is_post(self) -> bool:
        return self.request.method == "POST"

    @property
    def wants_fragment(self) -> bool:
        """True when our own script posts a page and shows the next one itself."""
        return self.is_post and self.request.get_header("X-Guichet-Fragment") == "1"

    @property
    def wants_autosave(self) -> bool:
        """True when our own script saves while somebody types."""
        return self.is_post and self.request.get_header("X-Guichet-Autosave") == "1"

    @cached_property
    def post(self) -> Post:
        return Post(self.request.form)

    def protect(self) -> bool:
        """Refuse a post that another site made a browser send (Forbidden).

        Anonymous people's first page holds no token: it is the same for everybody,
        and cached. What their browser says of the post's origin must be this site.
        Signed-in people's pages hold a token too. Return False when only that is
        missing: the page was shown before they signed in, so show it again.
        """
        if not is_same_origin(self.request, self.form_url):
            raise Forbidden("cross-site post")
        if self.user_id is None:
            return True
        try:
            check_token(self.request)
        except Forbidden:
            return False
        return True

    def token_inputs(self) -> list[tuple[str, str]]:
        """Return the hidden inputs that let a signed-in person post."""
        if self.user_id is None:
            return []
        return [("_authenticator", createToken())]

    def require_visible(self) -> None:
        """Raise NotFound when the procedure is not for this visitor."""
        allowed = api.user.has_permission(View, obj=self.context)
        if not allowed or self.context.live_revision is None:
            raise NotFound(self.context.getId())

    @cached_property
    def language(self) -> str:
        return (api.portal.get_current_language(self.context) or "fr").split("-")[0]

    def availability(self) -> Availability:
        """Return whether the procedure can be filled now by this visitor."""
        return look(self.context, self.user_id)

    @property
    def must_sign_in(self) -> bool:
        """True when the procedure asks who one is and nobody is signed in."""
        return self.context.needs_account and self.user_id is None

    def login_url(self, come_back: str) -> str:
        """Return the address where one signs in, and comes back from."""
        portal_url = api.portal.get().absolute_url()
        return f"{portal_url}/login?came_from={quote(come_back, safe='')}"

    def redirect(self, url: str) -> str:
        """Send the visitor elsewhere, by a GET."""
        if self.wants_fragment:
            return self.fragment(Markup(""), "", url)
        self.request.response.redirect(url, status=303)
        return ""

    def fragment(self, body: Markup, title: str, url: str) -> str:
        """Answer our script: the new content, its title and its address.

        The post's token has been checked: the chain of transformations, which parses
        whole pages, has nothing to do here.
        """
        self.request.environ[DISABLE_TRANSFORM_REQUEST_KEY] = True
        response = self.request.response
        response.setHeader("Content-Type", "text/html; charset=utf-8")
        response.setHeader("Cache-Control", "no-store")
        response.setHeader("X-Frame-Options", "SAMEORIGIN")
        return str(
            tag(
                "div",
                body,
                data_title=title,
                data_url=url,
                data_back=self.back_url or None,
            )
        )

    def page(self, body: Markup, title: Message, url: str = "") -> str:
        """Answer with a page, or with its content alone when our script asks."""
        title = self.translate(title)
        if self.wants_fragment:
            return self.fragment(body, f"{title} – {self.context.title}", url)
        self.page_title = f"{title} – {self.context.title}"
        self.crumbs = [(self.crumb or title, "")]
        self.body = body
        if not self.request.response.getHeader("Cache-Control"):
            self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.template()

    def message(
        self, title: Message, *texts: Message, links: list[Any] | None = None
    ) -> str:
        """Answer with a page that only says something. Links are (text, url)."""
        body = tag(
            "div",
            tag("p", self.context.title, class_="g-eyebrow"),
            tag("h1", self.translate(title), tabindex="-1", data_heading=True),
            *(tag("p", self.translate(text)) for text in texts),
            tag(
                "p",
                *(
                    tag(
                        "a",
                        self.translate(text),
                        href=url,
                        class_="g-btn g-btn--primary",
                    )
                    for text, url in links
                ),
                class_="g-cluster",
            )
            if links
            else None,
        )
        return self.page(body, title)
