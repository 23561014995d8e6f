"""The library of a site: questions that were built once and are put in many forms.

What a form takes is a copy that remembers its block and the version of it (see
``studio.links``): a form never changes because the library does, but its managers are
told, and take the change or leave it.
"""

from __future__ import annotations

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from functools import lru_cache
from hashlib import sha256
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IProcedure
from imio.guichet.core.permissions import MANAGE_FORMS
from imio.guichet.forms.studio import links
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import check_fields
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _
from persistent import Persistent
from plone import api
from plone.i18n.normalizer import idnormalizer
from zope.annotation.interfaces import IAnnotations

import json


KEY = "imio.guichet.forms.library"
MOST_BLOCKS = 300
MOST_PAST = 20
"""Earlier versions of a block that are kept, so that changes can be told apart."""

LONGEST_TITLE = 200


class SavedBlock(Persistent):
    """Some questions under a name. ``fields`` is a list of FIELD as JSON text.

    ``past`` are such lists of earlier versions, by version, the oldest first.
    """

    past: tuple[tuple[str, str], ...] = ()
    changed: datetime | None = None

    def __init__(self, title: str, fields: str, author: str) -> None:
        self.title = title
        self.fields = fields
        self.author = author
        self.created = datetime.now(UTC)

    @property
    def version(self) -> str:
        return version_of(self.fields)

    def change(self, title: str, fields: str, author: str) -> None:
        """Say something else; what it said is kept among the past."""
        if fields != self.fields:
            before = (self.version, self.fields)
            others = [kept for kept in self.past if kept[0] != before[0]]
            self.past = (*others, before)[-MOST_PAST:]
        self.title, self.fields, self.author = title, fields, author
        self.changed = datetime.now(UTC)


@dataclass(frozen=True)
class Use:
    """A form that holds copies of a block. ``versions``: those that were taken."""

    procedure: Procedure
    versions: frozenset[str]


@lru_cache(maxsize=2000)
def version_of(fields: str) -> str:
    """Return what changes when the questions of a block (JSON text) do.

    Ten hexadecimal digits of their XML: the same in each town.
    """
    source = model.write_fields(json.loads(fields))
    return sha256(source.encode("utf-8")).hexdigest()[:10]


def blocks_of(site: object) -> list[dict[str, JSON]]:
    """Return {"id", "title", "fields", "version"} of each block, by title."""
    found = [_told(id_, block) for id_, block in _blocks(site).items()]
    return sorted(found, key=lambda block: (block["title"].casefold(), block["id"]))


def block_of(site: object, id_: str) -> dict[str, JSON]:
    """Return a block, with its earlier versions as "before": {version: fields}.

    Raises Refused.
    """
    block = _block(site, id_)
    before = {version: json.loads(fields) for version, fields in block.past}
    return {**_told(id_, block), "before": before}


def find(site: object, id_: str) -> dict[str, JSON] | None:
    """Return {"title", "fields"} of a block, None when there is none."""
    block = _blocks(site).get(id_)
    if block is None:
        return None
    return {"title": block.title, "fields": json.loads(block.fields)}


def check(title: JSON, fields: JSON) -> list[dict[str, JSON]]:
    """Return a block's questions as they are kept. Raises Refused."""
    if not isinstance(title, str) or not 0 < len(title.strip()) <= LONGEST_TITLE:
        raise Refused(
            _(
                "library_title",
                default="Donnez au bloc un nom de ${most} caractères au plus.",
                mapping={"most": LONGEST_TITLE},
            ),
            "title",
        )
    checked = links.without(check_fields(fields))
    if not checked:
        raise Refused(
            _("library_empty", default="Un bloc contient au moins une question."),
            "fields",
        )
    # What could not be written in a form must not wait for whoever takes it. Read
    # again, a block says the same in each town, so that its version does too.
    return model.read_fields(model.write_fields(checked))


def add(site: object, title: str, fields: JSON, author: str) -> str:
    """Keep some questions under a name; return their id. Raises Refused."""
    checked = check(title, fields)
    id_ = _free_id(title.strip(), _blocks(site))
    _keep(site, id_, title.strip(), checked, author)
    return id_


def put(site: object, id_: str, title: str, fields: JSON, author: str) -> None:
    """Keep some questions under an id: a new block, or another version. Raises Refused."""
    checked = check(title, fields)
    block = _blocks(site).get(id_)
    if block is None:
        _keep(site, id_, title.strip(), checked, author)
    else:
        block.change(title.strip(), _dump(checked), author)


def change(
    site: object, id_: str, title: str, fields: JSON, version: str, author: str
) -> None:
    """Make another version of a block. Raises Refused, also when ``version`` is not
    the one that it has: somebody else changed it."""
    block = _block(site, id_)
    if block.version != version:
        raise Refused(
            _(
                "library_conflict",
                default="Quelqu'un d'autre a modifié « ${title} » dans la bibliothèque "
                "entre-temps.",
                mapping={"title": block.title},
            ),
            status=409,
        )
    put(site, id_, title, fields, author)


def remove(site: object, id_: str) -> None:
    """Take a block away; forms that took it keep their copies. Raises Refused."""
    _block(site, id_)
    del _blocks(site)[id_]


def forget(site: object) -> None:
    """Remove the whole library of a site."""
    IAnnotations(site).pop(KEY, None)


def uses() -> dict[str, list[Use]]:
    """Return the forms that hold copies, by block: those that the person may build."""
    found: dict[str, list[Use]] = {}
    for procedure in _procedures():
        for block, versions in links.used_in(procedure.fields_model or "").items():
            found.setdefault(block, []).append(Use(procedure, frozenset(versions)))
    return found


def _procedures() -> Iterator[Procedure]:
    for brain in api.content.find(object_provides=IProcedure, sort_on="sortable_title"):
        procedure = brain.getObject()
        if api.user.has_permission(MANAGE_FORMS, obj=procedure):
            yield procedure


def _blocks(site: object) -> OOBTree:
    return IAnnotations(site).get(KEY, {})


def _block(site: object, id_: str) -> SavedBlock:
    block = _blocks(site).get(id_)
    if block is None:
        raise Refused(
            _("library_none", default="Ce bloc n'est plus dans la bibliothèque."),
            status=404,
        )
    return block


def _told(id_: str, block: SavedBlock) -> dict[str, JSON]:
    return {
        "id": id_,
        "title": block.title,
        "fields": json.loads(block.fields),
        "version": block.version,
    }


def _keep(site: object, id_: str, title: str, fields: JSON, author: str) -> None:
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
    blocks[id_] = SavedBlock(title, _dump(fields), author)


def _dump(fields: JSON) -> str:
    return json.dumps(fields, sort_keys=True)


def _free_id(title: str, taken: OOBTree) -> str:
    base = idnormalizer.normalize(title, max_length=40).strip("-_") or "bloc"
    number, id_ = 1, base
    while id_ in taken:
        number += 1
        id_ = f"{base}-{number}"
    return id_
