"""Saving while people type: a small post of our script, answered with a line of JSON.

Nothing is judged or refused here. What another window saved is never overwritten: the
page tells which answers it was shown with. Files travel with the page itself only.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms.types import Page
from imio.guichet.i18n import _
from plone.namedfile.file import NamedBlobFile
from plone.transformchain.interfaces import DISABLE_TRANSFORM_REQUEST_KEY
from typing import Any

import json


CONFLICT = _(
    "msg_autosave_conflict",
    default="Cette page a été modifiée dans une autre fenêtre : ce que vous écrivez ici "
    "n'est plus enregistré à mesure. « Continuer » remplacera ce qui y a été écrit.",
)


def version_of(page: Page, answers: Mapping[str, object]) -> str:
    """Return what changes when the stored answers of a page do."""
    told = [(field.name, _told(answers.get(field.name))) for field in page.fields]
    return sha256(repr(told).encode()).hexdigest()[:16]


def _told(value: object) -> object:
    if isinstance(value, NamedBlobFile):
        return value.filename, value.getSize()
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    if isinstance(value, Mapping):
        return sorted((repr(key), _told(item)) for key, item in value.items())
    if isinstance(value, (list, tuple)):
        return [_told(item) for item in value]
    return repr(value)


def _holds_file(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_holds_file, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(_holds_file, value))
    return isinstance(value, NamedBlobFile)


def autosave(view: Any, page_id: str) -> str:
    """Save what is typed in a page and answer our script.

    200 ``{"saved", "version", "url"}``; 204: nothing to save; 403: the page was shown to
    somebody else; 409 ``{"error"}``: another window saved this page meanwhile.
    """
    page = view.form.page(page_id)
    if not view.protect():
        return answer(view, 403)
    draft = view.dossier
    if draft is None and view.user_id is None:
        return answer(view, 204)
    if draft is not None and view.post.text("version") != version_of(
        page, draft.answers
    ):
        return answer(view, 409, error=view.translate(CONFLICT))
    locked = view.proposals.locked(page)
    values, unread = filling.read(page, view.post, view.answers, locked)
    asked = view.ask({**view.answers, **values})
    shown = asked.page(page_id)
    if shown is None:
        return answer(view, 204)
    kept = {
        name: value if name in shown.names else None
        for name, value in values.items()
        if not _holds_file(view.answers.get(name)) and not _holds_file(value)
    }
    if draft is None:
        if not any(value is not None for value in kept.values()):
            return answer(view, 204)
        view.begin(page_id, kept)
    faults = filling.check(shown, asked.answers, view.today, unread)
    done = page_id in view.progress and not faults
    drafts.save(view.dossier, page_id, kept, complete=done)
    return answer(
        view,
        200,
        saved=view.translate(view.saved_message()),
        version=version_of(page, view.answers),
        url=view.place_url(page_id),
    )


def answer(view: Any, status: int, **said: str) -> str:
    """Answer our script. The token was checked: nothing is left for the transforms."""
    request = view.request
    request.environ[DISABLE_TRANSFORM_REQUEST_KEY] = True
    response = request.response
    response.setStatus(status, lock=True)
    response.setHeader("Content-Type", "application/json; charset=utf-8")
    response.setHeader("Cache-Control", "no-store")
    response.setHeader("X-Content-Type-Options", "nosniff")
    return "" if status == 204 else json.dumps(said, ensure_ascii=False)
