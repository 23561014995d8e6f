"""Saving while people type: a small post of our script, answered with a line of JSON.

Nothing is judged or refused here. What another window saved is never overwritten: the
page tells which answers it was shown with. Files travel with the page itself only.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import ValuesView
from hashlib import sha256
from imio.guichet.forms import drafts
from imio.guichet.forms import filling
from imio.guichet.forms import rows
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


def _files(value: object) -> Iterator[NamedBlobFile]:
    """Return the files of an answer, in rows too."""
    if isinstance(value, NamedBlobFile):
        yield value
    items = value.values() if isinstance(value, Mapping) else value
    if isinstance(items, (list, tuple, ValuesView)):
        for item in items:
            yield from _files(item)


def _may_save(old: object, new: object) -> bool:
    """Return whether an answer may be saved without the page: no file comes or goes.

    What is typed in rows that hold files is; a row with a file that is taken away waits
    for the page, and can be put back till then.
    """
    before, after = ({id(file) for file in _files(value)} for value in (old, new))
    return before == after and (bool(rows.of(new)) or not before)


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
        if _may_save(view.answers.get(name), value)
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
