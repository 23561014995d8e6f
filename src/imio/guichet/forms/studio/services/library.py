"""``@guichet-form-blocks``: the library of questions that forms take copies of."""

from __future__ import annotations

from imio.guichet.forms import library
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.services.base import StudioService
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _
from plone import api


class Get(StudioService):
    """The whole library."""

    def answer(self) -> JSON:
        return {"items": library.blocks_of(api.portal.get())}


class Post(StudioService):
    """Keeps some questions under a name."""

    writes = True

    def answer(self) -> JSON:
        data = self.data
        site = api.portal.get()
        title = self.text(data, "title")
        id_ = library.add(site, title, data.get("fields"), self.user_id)
        return {"id": id_, "items": library.blocks_of(site)}


class Delete(StudioService):
    """Takes one away: its id ends the address."""

    writes = True
    longest_path = 1

    def answer(self) -> JSON:
        if not self.path:
            raise Refused(_("studio_no_page", default="Rien à cette adresse."), "", 404)
        site = api.portal.get()
        library.remove(site, self.path[0])
        return {"items": library.blocks_of(site)}
