"""The kinds of fields that a form may have, in the order of the palette.

A new kind is a row in one of these modules, and a control (``forms.controls``).
"""

from __future__ import annotations

from imio.guichet.forms.kinds import choices
from imio.guichet.forms.kinds import computed
from imio.guichet.forms.kinds import files
from imio.guichet.forms.kinds import groups
from imio.guichet.forms.kinds import identities
from imio.guichet.forms.kinds import layout
from imio.guichet.forms.kinds import numbers
from imio.guichet.forms.kinds import places
from imio.guichet.forms.kinds import texts
from imio.guichet.forms.kinds.base import Kind


KINDS: tuple[Kind, ...] = (
    *texts.KINDS,
    *numbers.KINDS,
    *choices.KINDS,
    *files.KINDS,
    *places.KINDS,
    *groups.KINDS,
    *identities.KINDS,
    *computed.KINDS,
    *layout.KINDS,
)

BY_ID = {kind.id: kind for kind in KINDS}


def kind_of(type_: str, widget: str = "", value_type: str = "") -> Kind | None:
    """Return the kind of a field as the model writes it; None for an unknown one.

    An unknown ``widget`` falls back on the plain kind of the type.
    """
    found = [
        kind
        for kind in KINDS
        if kind.type == type_ and kind.value_type in ("", value_type)
    ]
    exact = [kind for kind in found if kind.widget == widget]
    plain = [kind for kind in found if not kind.widget]
    return next(iter(exact or plain), None)
