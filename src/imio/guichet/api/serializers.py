"""Our content as Plone's own REST answers show it (GET with ``application/json``).

Plone would write every attribute of a content type; these say what each reader may
know, and no more: a procedure's rules and who holds its functions are the town's.
"""

from __future__ import annotations

from imio.guichet.api.interfaces import IApiLayer
from imio.guichet.api.records import DossierRecord
from imio.guichet.api.records import moment
from imio.guichet.core.audit import READ
from imio.guichet.core.interfaces import IDossier
from imio.guichet.core.interfaces import IDossierFile
from imio.guichet.core.interfaces import IOpinion
from imio.guichet.core.interfaces import IProcedure
from imio.guichet.core.permissions import READ_INTERNAL
from imio.guichet.core.reading import note
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from typing import Any
from zExceptions import NotFound
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


class Serializer:
    """What the serializers share: content, request, headers."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context
        self.request = request

    def __call__(self, version: Any = None, include_items: bool = True) -> Any:
        return self.data()

    def data(self) -> dict[str, Any]:
        raise NotImplementedError


@implementer(ISerializeToJson)
@adapter(IDossier, IApiLayer)
class SerializeDossier(Serializer):
    """A dossier with its answers; strangers never come here (core.gate)."""

    def data(self) -> dict[str, Any]:
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


@adapter(IDossierFile, IApiLayer)
@implementer(ISerializeToJson)
class SerializeNothing(Serializer):
    """Documents and opinions are read through their dossier."""

    def data(self) -> dict[str, Any]:
        raise NotFound(self.context.getId())


@adapter(IOpinion, IApiLayer)
class SerializeNoOpinion(SerializeNothing):
    """See above."""


@implementer(ISerializeToJson)
@adapter(IProcedure, IApiLayer)
class SerializeProcedure(Serializer):
    """A procedure as its public page tells it."""

    def data(self) -> dict[str, Any]:
        procedure = self.context
        url = procedure.absolute_url()
        return {
            "@id": url,
            "@type": procedure.portal_type,
            "UID": procedure.UID(),
            "code": procedure.code,
            "title": procedure.title,
            "description": procedure.description,
            "audience": sorted(procedure.audience or ()),
            "cost": procedure.cost,
            "delay": procedure.delay,
            "opens": moment(procedure.opens),
            "closes": moment(procedure.closes),
            "form": f"{url}/@@form" if procedure.live_revision else None,
            **{name: self._html(name) for name in ("who", "needed", "after")},
        }

    def _html(self, name: str) -> str | None:
        text = getattr(self.context, name)
        return text.output_relative_to(self.context) if text else None
