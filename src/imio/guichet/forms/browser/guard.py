"""The form's guard against robots: what a page carries, and what a post must show.

Standard: a trap (an input that people neither see nor reach) and generous limits per
network. Strong: also a least time, a proof that the browser worked, and stricter limits.
Without JavaScript there is no proof: then it takes a minute, and three times an hour.
"""

from __future__ import annotations

from functools import cached_property
from imio.guichet.core.clients import client_of
from imio.guichet.core.clients import get_acts
from imio.guichet.core.clients import subject_of
from imio.guichet.forms import robots
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup
from plone.keyring.interfaces import IKeyManager
from typing import Any
from zope.component import getUtility

import json
import time


STAMP = "g-stamp"
PROOF = "g-proof"
HOUR = 3600.0
BEGUN = {"standard": 500, "strong": 60}
SENT = {"standard": 200, "strong": 20}
UNPROVEN = 3
"""How many an hour one network sends without the browser's proof."""

UNPROVEN_AGE = 60
"""Seconds that such a draft must have."""

LOOK_AGAIN = _(
    "msg_guard_again",
    default="Relisez votre page, puis continuez : elle est revenue trop vite, ou son "
    "navigateur a rempli un champ caché.",
)
SEND_AGAIN = _(
    "msg_guard_send_again",
    default="La page était ouverte depuis longtemps. Envoyez encore une fois.",
)
WAIT = _(
    "msg_guard_wait",
    default="Sans JavaScript, l'envoi demande une minute : relisez vos réponses, puis "
    "envoyez.",
)
TOO_MANY = _(
    "msg_guard_many",
    default="Beaucoup de demandes viennent de votre connexion. Réessayez dans une heure, "
    "identifiez-vous, ou venez au guichet. Ce qui est enregistré est gardé.",
)


class Guard:
    """Judges the posts of one request."""

    def __init__(self, view: Any) -> None:
        self.view = view
        wanted = view.context.robots or "standard"
        everybody = wanted == "everybody"
        known = view.user_id is not None
        self.level = "" if wanted == "off" or (known and not everybody) else wanted
        if everybody:
            self.level = "strong"

    @property
    def is_strong(self) -> bool:
        return self.level == "strong"

    @cached_property
    def _keys(self) -> list[str]:
        ring = getUtility(IKeyManager)["_system"]
        return [key for key in ring if key is not None]

    @cached_property
    def _client(self) -> str:
        return subject_of(client_of(self.view.request))

    def _count(self, kind: str) -> int:
        return get_acts(self.view.context).count(kind, self._client, HOUR)

    def _note(self, kind: str) -> None:
        get_acts(self.view.context).note(kind, self._client)

    # What pages carry

    def inputs(self) -> list[tuple[str, str]]:
        """Return the hidden inputs of a first page."""
        if not self.is_strong:
            return []
        return [(STAMP, robots.stamp(self._keys, time.time()))]

    def work(self) -> Markup | None:
        """Return what the final check carries for our script."""
        if not self.is_strong:
            return None
        reference = self.view.dossier.reference
        work = robots.challenge(self._keys, reference, time.time())
        _t = self.view.translate
        return tag(
            "p",
            tag("input", type="hidden", name=PROOF),
            tag("span", role="status", data_said=True),
            tag("noscript", _t(WAIT)),
            class_="g-small g-muted",
            data_proof=json.dumps(work),
            data_worker=self.view.worker_url,
            data_working=_t(
                _(
                    "msg_guard_working",
                    default="Votre navigateur fait une vérification, un instant…",
                )
            ),
        )

    # What posts must show

    def first_page(self) -> Message:
        """Return why a first page is shown again; '' when it is good."""
        if not self.level:
            return ""
        if self.view.post.text(robots.TRAP):
            return LOOK_AGAIN
        text = self.view.post.text(STAMP)
        if self.is_strong and not robots.is_patient(self._keys, text, time.time()):
            return LOOK_AGAIN
        return ""

    def may_begin(self) -> bool:
        """Return whether the visitor's network may begin one more draft."""
        return not self.level or self._count("begun") < BEGUN[self.level]

    def begun(self) -> None:
        """Count a draft that was begun."""
        if self.level:
            self._note("begun")

    def submission(self) -> tuple[Message, int]:
        """Return why a submission is not taken now, with a status; ('', 200) if it is."""
        if not self.level:
            return "", 200
        if self._count("sent") >= SENT[self.level]:
            return TOO_MANY, 429
        if self.is_strong:
            proof = self.view.post.text(PROOF)
            reference = self.view.dossier.reference
            if proof:
                if not robots.is_proven(self._keys, reference, proof, time.time()):
                    return SEND_AGAIN, 200
            else:
                refusal = self._unproven()
                if refusal[0]:
                    return refusal
        self._note("sent")
        return "", 200

    def _unproven(self) -> tuple[Message, int]:
        if self._count("unproven") >= UNPROVEN:
            return TOO_MANY, 429
        made = self.view.dossier.creation_date.timeTime()
        if time.time() - made < UNPROVEN_AGE:
            return WAIT, 200
        self._note("unproven")
        return "", 200
