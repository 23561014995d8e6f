"""``@@guichet-exchange``: giving procedures to other towns, taking theirs."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from imio.guichet.core.types import Problem
from imio.guichet.exchange import archive
from imio.guichet.exchange import package as packages
from imio.guichet.exchange import waiting
from imio.guichet.exchange.archive import PackageRefused
from imio.guichet.exchange.gather import find_procedure
from imio.guichet.exchange.gather import gather
from imio.guichet.exchange.gather import procedures_of
from imio.guichet.exchange.gather import service_titles
from imio.guichet.exchange.package import Package
from imio.guichet.exchange.plan import Choices
from imio.guichet.exchange.plan import Item
from imio.guichet.exchange.plan import make_plan
from imio.guichet.exchange.plan import Plan
from imio.guichet.exchange.plan import PROCEDURES
from imio.guichet.exchange.plan import State
from imio.guichet.exchange.take import take
from imio.guichet.forms.controls.base import Post
from imio.guichet.i18n import _
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import re


STATES = {
    State.NEW: _("state_new", default="Nouveau"),
    State.CHANGED: _("state_changed", default="Change"),
    State.SAME: _("state_same", default="Déjà là"),
}
SHELF_TITLES = {
    PROCEDURES: _("shelf_procedures", default="Démarche"),
    "lifecycles": _("shelf_lifecycles", default="Cycle de vie"),
    "blocks": _("shelf_blocks", default="Bloc de la bibliothèque"),
}
NO_FILE = _("error_package_none", default="Choisissez d'abord un fichier.")
NOTHING_CHOSEN = _("error_give_none", default="Cochez au moins une démarche.")


def download(view: BrowserView, procedures: list[Any], name: str) -> bytes:
    """Answer with the package of some procedures."""
    data = archive.pack(packages.files(gather(procedures)))
    response = view.request.response
    response.setHeader("Content-Type", "application/zip")
    response.setHeader("Content-Disposition", f'attachment; filename="{name}.zip"')
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Cache-Control", "private, no-store")
    return data


class ProcedureExport(BrowserView):
    """``@@guichet-export`` on a procedure: its package."""

    def __call__(self) -> bytes:
        return download(self, [self.context], self.context.getId())


class ManagerPage(BrowserView):
    """What the pages of the exchange share."""

    problems: tuple[Problem, ...] = ()
    crumbs: Any = None

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@guichet-exchange"

    @cached_property
    def user_id(self) -> str:
        return api.user.get_current().getId()

    def said(self, message: str) -> str:
        """Return a text in the manager's language."""
        return translate(message, context=self.request)

    @cached_property
    def post(self) -> Post:
        return Post(self.request.form)

    def private(self) -> None:
        self.request.response.setHeader("Cache-Control", "private, no-store")


class Exchange(ManagerPage):
    """Choose what to give; bring what to take."""

    page_title = _("title_exchange", default="Échanger des démarches")
    index = ViewPageTemplateFile("templates/exchange.pt")

    def __call__(self) -> Any:
        self.private()
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if "give" in self.request.form:
                return self._give()
            return self._bring()
        return self.index()

    @cached_property
    def procedures(self) -> list[Any]:
        return list(procedures_of(api.portal.get()))

    def path(self, procedure: Any) -> str:
        """Return what names a procedure in the form."""
        return "/".join(procedure.getPhysicalPath()[-2:])

    def _give(self) -> Any:
        chosen = set(self.post.texts("procedures"))
        found = [item for item in self.procedures if self.path(item) in chosen]
        if not found:
            self.problems = (Problem("procedures", NOTHING_CHOSEN),)
            self.request.response.setStatus(400)
            return self.index()
        name = found[0].getId() if len(found) == 1 else f"demarches-{date.today()}"
        return download(self, found, name)

    def _bring(self) -> Any:
        upload = next(iter(self.post.uploads("package")), None)
        if upload is None:
            return self._refuse((Problem("package", NO_FILE),))
        data = upload.read(archive.MAX_ZIP + 1)
        try:
            packages.parse(archive.unpack(data))
        except PackageRefused as error:
            return self._refuse(error.problems)
        name = re.sub(r"[^\w. -]", "", str(upload.filename))[-80:]
        token = waiting.keep(self.context, data, name, self.user_id)
        url = f"{self.context.absolute_url()}/@@guichet-import/{token}"
        self.request.response.redirect(url, status=303)
        return ""

    def _refuse(self, problems: tuple[Problem, ...]) -> Any:
        self.problems = problems
        self.request.response.setStatus(400)
        return self.index()


@implementer(IPublishTraverse)
class Import(ManagerPage):
    """``@@guichet-import/TOKEN``: what a package would do; POST takes it."""

    page_title = _("title_import", default="Avant d'installer")
    index = ViewPageTemplateFile("templates/import.pt")
    token = ""
    taken: tuple[Item, ...] | None = None
    package: Package

    def publishTraverse(self, request: Any, name: str) -> Import:
        if self.token:
            raise NotFound(name)
        self.token = name
        return self

    def __call__(self) -> Any:
        self.private()
        self.crumbs = [
            (Exchange.page_title, self.url),
            (self.page_title, ""),
        ]
        found = waiting.waiting(self.context, self.token, self.user_id)
        if found is None:
            raise NotFound(self.token)
        self.name = found.name
        self.package = packages.parse(archive.unpack(found.data))
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            if "cancel" in self.request.form:
                waiting.forget(self.context, self.token)
                self.request.response.redirect(self.url, status=303)
                return ""
            self._take()
        return self.index()

    @cached_property
    def plan(self) -> Plan:
        return make_plan(api.portal.get(), self.package)

    @cached_property
    def choices(self) -> Choices:
        """What the form says; at first, take all and give each service to nobody."""
        if self.request.method != "POST":
            return Choices()
        ticked = set(self.post.texts("take"))
        services = {
            need.id: self.post.text(f"service.{need.id}") for need in self.plan.needs
        }
        leave = {item.key for item in self.plan.items} - ticked
        values = frozenset(self.post.texts("values"))
        return Choices(frozenset(leave), services, values)

    @cached_property
    def services(self) -> list[tuple[str, str]]:
        """The town's services, by title."""
        found = service_titles(api.portal.get()).items()
        return sorted(found, key=lambda item: item[1].casefold())

    def _take(self) -> None:
        try:
            self.taken = take(api.portal.get(), self.package, self.choices)
        except PackageRefused as error:
            self.problems = error.problems
            self.request.response.setStatus(400)
            return
        waiting.forget(self.context, self.token)

    def state(self, item: Item) -> str:
        return STATES[item.state]

    def shelf(self, item: Item) -> str:
        return SHELF_TITLES[item.shelf]

    def link(self, item: Item) -> str:
        """Return where a procedure that was taken is read again; '' for other things."""
        if item.shelf != PROCEDURES:
            return ""
        found = find_procedure(api.portal.get(), *item.id.split("/"))
        return f"{found.absolute_url()}/@@form-studio" if found is not None else ""

    def changes(self, item: Item) -> str:
        return ", ".join(self.said(text) for text in item.changes)

    def kept(self, item: Item) -> str:
        """Say which options keep the town's own value, '' for none."""
        if not item.kept:
            return ""
        return self.said(
            _(
                "help_options_kept",
                default="Vos valeurs restent pour ces options : ${names}.",
                mapping={"names": ", ".join(item.kept)},
            )
        )

    def takes_values(self, item: Item) -> bool:
        """True when the package's values of options are to be taken."""
        return item.key in self.choices.values

    def can_leave(self, item: Item) -> bool:
        """True when a thing may be taken or left."""
        return item.state is not State.SAME

    def is_taken(self, item: Item) -> bool:
        """True when it is ticked."""
        return item.key not in self.choices.leave and not (
            item.refused and self.request.method != "POST"
        )
