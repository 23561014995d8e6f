"""What the services of the studio share: body, token, errors."""

from __future__ import annotations

from imio.guichet.core.content.procedure import Procedure
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _
from plone import api
from plone.protect.authenticator import check as check_token
from plone.restapi.services import Service
from typing import Any
from typing import ClassVar
from zExceptions import Forbidden
from zope.i18n import translate
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse

import json
import transaction


LARGEST = 6_000_000
"""Bytes of a request."""

TYPES = {400: "BadRequest", 403: "Forbidden", 404: "NotFound", 409: "Conflict"}


@implementer(IPublishTraverse)
class StudioService(Service):
    """A service on a procedure. ``answer`` gives the JSON; Refused becomes an error.

    ``writes``: the request must carry the token, and an error undoes all.
    """

    context: Procedure
    writes: ClassVar[bool] = False
    longest_path: ClassVar[int] = 0

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.path: list[str] = []

    def publishTraverse(self, request: Any, name: str) -> StudioService:
        self.path.append(name)
        return self

    def answer(self) -> JSON:
        raise NotImplementedError

    def reply(self) -> JSON:
        self.request.response.setHeader("Cache-Control", "no-store")
        try:
            if len(self.path) > self.longest_path:
                raise Refused(
                    _("studio_no_page", default="Rien à cette adresse."), "", 404
                )
            if self.writes:
                self._protect()
            return self.answer()
        except Refused as refused:
            if self.writes:
                transaction.abort()
            return self.error(refused)

    def error(self, refused: Refused) -> JSON:
        """Return a refusal as JSON, with its status."""
        self.request.response.setStatus(refused.status, lock=True)
        return {
            "error": {
                "type": TYPES.get(refused.status, "BadRequest"),
                "message": self.translate(refused.message),
                "place": refused.place,
            }
        }

    def _protect(self) -> None:
        try:
            check_token(self.request)
        except Forbidden:
            raise Refused(
                _(
                    "studio_token",
                    default="La session a changé : rechargez la page.",
                ),
                status=403,
            ) from None

    @property
    def data(self) -> dict[str, JSON]:
        """Return the posted JSON object."""
        body = self.request.get("BODY") or b"{}"
        if len(body) > LARGEST:
            raise Refused(
                _("studio_body_large", default="La demande est trop longue."), "", 413
            )
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise Refused(
                _("studio_body", default="La demande n'est pas un objet JSON.")
            )
        return data

    def text(self, data: dict[str, JSON], name: str, default: str = "") -> str:
        """Return a text of the posted object."""
        value = data.get(name, default)
        if not isinstance(value, str):
            raise Refused(
                _(
                    "studio_not_text",
                    default="« ${name} » doit être un texte.",
                    mapping={"name": name},
                )
            )
        return value

    def translate(self, text: Message) -> str:
        return translate(text, context=self.request)

    @property
    def user_id(self) -> str:
        return api.user.get_current().getId() or ""

    def name_of(self, user_id: str) -> str:
        """Return somebody's full name, or their id."""
        user = api.user.get(userid=user_id) if user_id else None
        return (user.getProperty("fullname") if user else "") or user_id
