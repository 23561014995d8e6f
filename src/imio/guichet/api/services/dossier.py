"""``@guichet-dossier``: one dossier, with its answers and its story."""

from __future__ import annotations

from imio.guichet.api.records import DossierRecord
from imio.guichet.core.audit import READ
from imio.guichet.core.permissions import READ_INTERNAL
from imio.guichet.core.reading import note
from plone import api
from plone.restapi.services import Service
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate


class DossierGet(Service):
    """Strangers never come here: traversal finds them no dossier (core.gate)."""

    def reply(self) -> dict[str, Any]:
        dossier = self.context
        user_id = api.user.get_current().getId()
        internal = api.user.has_permission(READ_INTERNAL, obj=dossier)
        if dossier.is_draft:
            if user_id != dossier.applicant:
                raise NotFound(dossier.reference)
            internal = False
        if internal:
            note(dossier, self.request, user_id, READ)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return DossierRecord(
            dossier, internal, lambda text: translate(text, context=self.request)
        ).data()
