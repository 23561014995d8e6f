"""``@guichet-form-blocks``: the library of questions that forms take copies of."""

from __future__ import annotations

from imio.guichet.forms import library
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.services.base import StudioService
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.studio.workbench import title_of
from imio.guichet.i18n import _
from plone import api


class Library(StudioService):
    """What the services of the library share."""

    def block(self) -> str:
        """Return the id that ends the address."""
        if not self.path:
            raise Refused(_("studio_no_page", default="Rien à cette adresse."), "", 404)
        return self.path[0]

    def items(self) -> JSON:
        return library.blocks_of(api.portal.get())


class Get(Library):
    """The whole library, with ``used`` where its blocks are; or one block."""

    longest_path = 1

    def answer(self) -> JSON:
        if self.path:
            return library.block_of(api.portal.get(), self.block())
        items = self.items()
        if self.request.form.get("used"):
            uses = library.uses()
            for item in items:
                item["used"] = [
                    self._use(use, item["version"]) for use in uses.get(item["id"], ())
                ]
        return {"items": items}

    def _use(self, use: library.Use, version: str) -> JSON:
        return {
            "title": title_of(use.procedure),
            "url": f"{use.procedure.absolute_url()}/@@form-studio",
            "here": use.procedure.getPhysicalPath() == self.context.getPhysicalPath(),
            "current": use.versions == {version},
        }


class Post(Library):
    """Keeps some questions under a name."""

    writes = True

    def answer(self) -> JSON:
        data = self.data
        title = self.text(data, "title")
        fields = data.get("fields")
        id_ = library.add(api.portal.get(), title, fields, self.user_id)
        return {"id": id_, "items": self.items()}


class Put(Library):
    """Changes one block, when nobody else did since ``version``."""

    writes = True
    longest_path = 1

    def answer(self) -> JSON:
        data = self.data
        library.change(
            api.portal.get(),
            self.block(),
            self.text(data, "title"),
            data.get("fields"),
            self.text(data, "version"),
            self.user_id,
        )
        return {"items": self.items()}


class Delete(Library):
    """Takes one away."""

    writes = True
    longest_path = 1

    def answer(self) -> JSON:
        library.remove(api.portal.get(), self.block())
        return {"items": self.items()}
