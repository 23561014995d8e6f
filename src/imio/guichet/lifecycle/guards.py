"""A guard that also asks a rule."""

from __future__ import annotations

from functools import lru_cache
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IDossierForm
from imio.guichet.lifecycle.deadlines import local_date
from imio.guichet.rules import Rule
from Products.DCWorkflow.Guard import Guard
from typing import Any
from zope.component import queryAdapter


@lru_cache(maxsize=256)
def _rule(source: str) -> Rule:
    return Rule.parse(source)


def known_values(dossier: Dossier, answers: bool = True) -> dict[str, object]:
    """Return what a rule may read: answers, then what was given in transitions."""
    values = dict(dossier.answers) if answers else {}
    for act in dossier.acts:
        values.update(act.values)
    return values


def rule_holds(rule: Rule, dossier: Dossier) -> bool:
    """Return whether a rule is true of a dossier today."""
    values = known_values(dossier)
    if any(name.startswith("options.") for name in rule.fields):
        form = queryAdapter(dossier, IDossierForm)
        values |= form.options() if form is not None else {}
    return rule.test(values, today=local_date())


class RuleGuard(Guard):
    """A DCWorkflow guard with a rule, kept as its JSON text."""

    rule = ""

    def __init__(self, rule: str) -> None:
        self.rule = rule

    def check(self, sm: Any, wf_def: Any, ob: Any, **kw: Any) -> int:
        """True when the plain guard and the rule both let through."""
        if not super().check(sm, wf_def, ob, **kw):
            return 0
        return int(rule_holds(_rule(self.rule), ob))
