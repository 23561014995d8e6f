"""``@@guichet-lists``: managers of forms keep the lists of choices of the site."""

from __future__ import annotations

from imio.guichet.core.choices import format_price
from imio.guichet.core.choicetext import decode
from imio.guichet.core.choicetext import LONGEST_CSV
from imio.guichet.core.choicetext import read_csv
from imio.guichet.forms import lists
from imio.guichet.forms.controls.base import Post
from imio.guichet.i18n import _
from imio.guichet.i18n import translate_whole
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zExceptions import NotFound


SEEN = 10
"""Choices shown of a list."""


class ListsView(BrowserView):
    """All lists, or one to edit (``?name=streets``). POST keeps it, or removes it."""

    page_title = _("title_lists", default="Listes de choix")
    problems: tuple[str, ...] = ()

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.post = Post(self.request.form)
        self.name = self.post.text("name")
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self._remove() if self.post.text("remove") else self._save()
        self.typed = self._kept()
        return self.index()

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@guichet-lists"

    @property
    def adding(self) -> bool:
        return not self.name or self.name not in lists.lists_of(self.context)

    def items(self) -> list[dict[str, object]]:
        """Return what is shown of each list."""
        return [
            {
                "name": name,
                "title": found.title,
                "count": len(found.table.choices),
                "public": found.public,
                "url": f"{self.url}?name={name}",
            }
            for name, found in lists.lists_of(self.context).items()
        ]

    def versions(self) -> list[dict[str, str]]:
        """Return the earlier versions of the list, the newest first."""
        found = lists.lists_of(self.context).get(self.name)
        versions = found.versions if found is not None else ()
        last = len(versions) - 1
        return [
            {
                "when": api.portal.get_localized_time(one.created, long_format=True),
                "author": one.author,
                "url": f"{self.url}?name={self.name}&version={number}",
                "current": "1" if number == last else "",
            }
            for number, one in reversed(list(enumerate(versions)))
        ]

    def sample(self) -> list[dict[str, str]]:
        """Return the first choices of the list, as they were read."""
        found = read_csv(self.typed["csv"]).choices[:SEEN]
        return [
            {
                "key": one.key,
                "title": one.title,
                "price": format_price(one.price) if one.price is not None else "",
                "parent": " | ".join(one.parents),
            }
            for one in found
        ]

    def _kept(self) -> dict[str, object]:
        found = lists.lists_of(self.context).get(self.name)
        if found is None:
            if self.name:
                raise NotFound(self.name)
            return {"name": "", "title": "", "public": True, "csv": ""}
        csv = found.csv
        version = self.post.text("version")
        if version.isascii() and version.isdigit() and len(version) < 4:
            if int(version) < len(found.versions):
                csv = found.versions[int(version)].csv
        return {
            "name": self.name,
            "title": found.title,
            "public": found.public,
            "csv": csv,
        }

    def _remove(self) -> str:
        if lists.lists_of(self.context).pop(self.name, None) is not None:
            said = _("msg_list_removed", default="La liste est supprimée.")
            api.portal.show_message(said, self.request)
        return self._leave()

    def _leave(self) -> str:
        self.request.response.redirect(self.url, status=303)
        return ""

    def _save(self) -> str:
        upload = next(iter(self.post.uploads("file")), None)
        csv = self.post.text("csv")
        if upload is not None:
            csv = decode(upload.read(4 * LONGEST_CSV))
        title = self.post.text("title")[:200]
        self.typed = {
            "name": self.name,
            "title": title,
            "public": bool(self.post.text("public")),
            "csv": csv,
        }
        self.problems = tuple(map(self._told, self._problems(title, csv)))
        if self.problems:
            self.request.response.setStatus(400)
            return self.index()
        kept = lists.lists_of(self.context)
        found = kept.get(self.name)
        if found is None:
            found = kept[self.name] = lists.ChoiceList(title, True)
        found.title, found.public = title, bool(self.typed["public"])
        found.write(csv, api.user.get_current().getId() or "")
        said = _("msg_list_saved", default="La liste est enregistrée.")
        api.portal.show_message(said, self.request)
        return self._leave()

    def _told(self, problem: str) -> str:
        """Return a problem in the page's language, the reason inside it too."""
        return translate_whole(problem, context=self.request)

    def _problems(self, title: str, csv: str) -> list[str]:
        found = []
        if not lists.NAME.fullmatch(self.name):
            found.append(
                _(
                    "error_list_name",
                    default="Le nom de la liste commence par une lettre : de petites "
                    "lettres sans accents, des chiffres, « - » et « _ ».",
                )
            )
        if not title:
            found.append(_("error_list_title", default="Donnez un titre à la liste."))
        if self.adding and len(lists.lists_of(self.context)) >= lists.MOST_LISTS:
            found.append(_("error_lists_many", default="Il y a trop de listes."))
        written = read_csv(csv)
        if not written.choices and not written.problems:
            found.append(_("error_list_empty", default="La liste est vide."))
        return [*found, *written.problems]
