"""``@guichet-dossier``: one dossier, with its answers and its story."""

from __future__ import annotations

from imio.guichet.api.serializers import SerializeDossier
from plone.restapi.services import Service
from typing import Any


class DossierGet(Service):
    """Strangers never come here: traversal finds them no dossier (core.gate)."""

    def reply(self) -> dict[str, Any]:
        return SerializeDossier(self.context, self.request).data()
