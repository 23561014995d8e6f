"""The library of a site: questions that were built once and are put in many forms.

What is taken from it is a copy: a form never changes because the library does.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from datetime import datetime
from datetime import UTC
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import check_fields
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _
from persistent import Persistent
from plone.i18n.normalizer import idnormalizer
from zope.annotation.interfaces import IAnnotations

import json


KEY = "imio.guichet.forms.library"
MOST_BLOCKS = 300
LONGEST_TITLE = 200


class SavedBlock(Persistent):
    """Some questions under a name. ``fields`` is a list of FIELD as JSON text."""

    def __init__(self, title: str, fields: str, author: str) -> None:
        self.title = title
        self.fields = fields
        self.author = author
        self.created = datetime.now(UTC)


def blocks_of(site: object) -> list[dict[str, JSON]]:
    """Return {"id", "title", "fields"} of each block, by title."""
    found = [
        {"id": id_, "title": block.title, "fields": json.loads(block.fields)}
        for id_, block in IAnnotations(site).get(KEY, {}).items()
    ]
    return sorted(found, key=lambda block: (block["title"].casefold(), block["id"]))


def add(site: object, title: str, fields: JSON, author: str) -> str:
    """Keep some questions under a name; return their id. Raises Refused."""
    title = title.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(
            _(
                "library_title",
                default="Donnez au bloc un nom de ${most} caractères au plus.",
                mapping={"most": LONGEST_TITLE},
            ),
            "title",
        )
    checked = check_fields(fields)
    if not checked:
        raise Refused(
            _("library_empty", default="Un bloc contient au moins une question."),
            "fields",
        )
    # What could not be written in a form must not wait for whoever takes it.
    page = {"id": "block", "title": title, "fields": checked}
    model.write_form({"title": title, "pages": [page]})
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    blocks = annotations[KEY]
    if len(blocks) >= MOST_BLOCKS:
        raise Refused(
            _(
                "library_full",
                default="La bibliothèque contient déjà ${most} blocs : retirez-en.",
                mapping={"most": MOST_BLOCKS},
            ),
            status=409,
        )
    id_ = _free_id(title, blocks)
    blocks[id_] = SavedBlock(title, json.dumps(checked, sort_keys=True), author)
    return id_


def remove(site: object, id_: str) -> None:
    """Take a block away; forms that took it keep their copies. Raises Refused."""
    blocks = IAnnotations(site).get(KEY, {})
    if id_ not in blocks:
        raise Refused(
            _("library_none", default="Ce bloc n'est plus dans la bibliothèque."),
            status=404,
        )
    del blocks[id_]


def forget(site: object) -> None:
    """Remove the whole library of a site."""
    IAnnotations(site).pop(KEY, None)


def _free_id(title: str, taken: OOBTree) -> str:
    base = idnormalizer.normalize(title, max_length=40) or "bloc"
    number, id_ = 1, base
    while id_ in taken:
        number += 1
        id_ = f"{base}-{number}"
    return id_
