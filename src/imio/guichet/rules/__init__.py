"""The rule language: one small, strict JsonLogic for forms and lifecycles.

Pure Python: nothing here imports Zope. See ``docs/reference/rules.md``.
"""

from imio.guichet.rules.describe import describe
from imio.guichet.rules.form import check_form
from imio.guichet.rules.form import FieldRules
from imio.guichet.rules.form import PageRules
from imio.guichet.rules.model import FieldType
from imio.guichet.rules.model import Problem
from imio.guichet.rules.model import RuleError
from imio.guichet.rules.rule import Rule


__all__ = [
    "FieldRules",
    "FieldType",
    "PageRules",
    "Problem",
    "Rule",
    "RuleError",
    "check_form",
    "describe",
]
