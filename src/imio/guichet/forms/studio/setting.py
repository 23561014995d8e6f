"""Setting the values of a form's options for one procedure: checked, then in force at once.

The options are those of the working model and of the form that citizens fill: a value
must suit both, so that publishing or going back changes nothing for anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.options import set_of
from imio.guichet.core.options import set_values
from imio.guichet.core.options import values_of
from imio.guichet.core.revisions import get_revision
from imio.guichet.forms import options
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _


class WrongValues(Refused):
    """Values that cannot be set: ``errors`` says why, by name of option."""

    def __init__(self, errors: Mapping[str, Message]) -> None:
        super().__init__(
            _(
                "error_options_wrong",
                default="Rien n'est enregistré : corrigez les valeurs signalées.",
            )
        )
        self.errors = dict(errors)


class StaleValues(Refused):
    """Somebody set values since they were read."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "error_options_conflict",
                default="Quelqu'un d'autre a changé les valeurs entre-temps.",
            ),
            status=409,
        )


def said(procedure: Procedure) -> dict[str, JSON]:
    """Return {"values", "version", "author", "when"}: what is in force."""
    found = set_of(procedure)
    return {
        "values": dict(values_of(procedure)),
        "version": procedure.option_set,
        "author": found.author if found else "",
        "when": found.created.isoformat(timespec="seconds") if found else "",
    }


def put(procedure: Procedure, given: JSON, version: JSON, author: str) -> None:
    """Put values in force: {name: text as typed}; '' takes one away, others stay.

    Raises WrongValues, StaleValues or Refused, having changed nothing.
    """
    if not isinstance(given, dict) or not all(
        isinstance(text, str) for text in given.values()
    ):
        raise Refused(_("studio_type", default="Une valeur n'est pas du type attendu."))
    before = dict(values_of(procedure))
    found: dict[str, str] = {}
    errors: dict[str, Message] = {}
    working = _declared(procedure.fields_model or "")
    live = _live(procedure)
    for name, text in given.items():
        wanted = [known[name] for known in (working, live) if name in known]
        if not wanted:
            raise Refused(
                _(
                    "error_option_unknown",
                    default="L'option « ${name} » n'existe pas.",
                    mapping={"name": name[:100]},
                ),
                f"options:{name[:100]}",
            )
        try:
            found[name] = _canonical(wanted, text)
        except options.WrongValue as wrong:
            errors[name] = wrong.message
    errors |= {
        option.name: EMPTIED
        for option in live.values()
        if option.name in found
        and option.required
        and not options.text_of(option, {**before, **found})
    }
    if errors:
        raise WrongValues(errors)
    after = {**before, **found}
    if {name: text for name, text in after.items() if text} == before:
        return
    if version != procedure.option_set or isinstance(version, bool):
        raise StaleValues()
    set_values(procedure, after, author)
    procedure.notifyModified()


EMPTIED = _(
    "error_option_emptied",
    default="Le formulaire publié a besoin d'une valeur : elle ne peut être vidée.",
)


def _canonical(wanted: list[options.Option], text: str) -> str:
    """Return what was typed as canonical text; raises WrongValue unless all take it."""
    found = wanted[0].canonical(text)
    for option in wanted[1:]:
        try:
            option.canonical(found)
        except options.WrongValue:
            raise options.WrongValue(
                _(
                    "error_option_live",
                    default="Le formulaire publié attend une valeur d'un autre type : "
                    "publiez d'abord, ou donnez un autre nom à l'option.",
                )
            ) from None
    return found


def _live(procedure: Procedure) -> dict[str, options.Option]:
    revision = get_revision(procedure)
    return _declared(revision.model) if revision is not None else {}


def _declared(source: str) -> dict[str, options.Option]:
    try:
        items = model.read(source)["options"] if source else []
    except Refused:
        return {}
    return {option.name: option for option in options.declared(items)}
