"""Which options of a procedure's form its lifecycle reads."""

from __future__ import annotations

from collections.abc import Mapping
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IProcedure
from imio.guichet.core.interfaces import IReadsOptions
from imio.guichet.i18n import _
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle import templates
from imio.guichet.lifecycle.registry import find
from zope.component import adapter
from zope.interface import implementer


def options_in(lifecycle: model.Lifecycle) -> dict[str, str]:
    """Return {name of the option: where it is read, in words}."""
    found: dict[str, str] = {}
    for transition in lifecycle.transitions:
        for name in sorted(transition.rule.fields if transition.rule else ()):
            if name.startswith(templates.OPTION_PREFIX):
                where = _(
                    "where_option_transition",
                    default="L'acte « ${title} » du cycle de vie",
                    mapping={"title": transition.title},
                )
                found.setdefault(name.removeprefix(templates.OPTION_PREFIX), where)
    for mail in lifecycle.mails.values():
        names, _wrong = templates.placeholders(f"{mail.subject}\n{mail.body}")
        for name in names:
            if name.startswith(templates.OPTION_PREFIX):
                where = _(
                    "where_option_mail",
                    default="Le courriel « ${subject} » du cycle de vie",
                    mapping={"subject": mail.subject},
                )
                found.setdefault(name.removeprefix(templates.OPTION_PREFIX), where)
    return found


@implementer(IReadsOptions)
@adapter(IProcedure)
class LifecycleReads:
    """The mails and rules of the lifecycle that the procedure has chosen."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure

    def options(self) -> Mapping[str, str]:
        lifecycle = find(self.procedure.lifecycle or "")
        return options_in(lifecycle) if lifecycle is not None else {}
