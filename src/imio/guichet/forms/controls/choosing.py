"""What all fields of choices share: where choices come from, which are offered."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from imio.guichet.core.choices import Choice
from imio.guichet.core.choices import ChoiceTable
from imio.guichet.core.choices import Chosen
from imio.guichet.core.choices import NO_CHOICES
from imio.guichet.forms.controls.base import Control
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.base import PREFIX
from imio.guichet.forms.controls.base import Reading
from imio.guichet.i18n import _
from imio.guichet.rules import FieldType
from imio.guichet.rules import Rule


MANY = 7
"""From so many choices on, one is taken from a list that unfolds."""

LONG = 200
"""Beyond, choices are fetched as people search, and not all put in the page."""

LONGEST_SAID = 500

MOST_PARENTS = 1000
"""Answers that a page is told to leave a choice of a searched list."""

NOT_A_CHOICE = _("error_choice", default="Choisissez parmi les réponses proposées.")
WITHDRAWN = _(
    "error_choice_withdrawn",
    default="Ce choix n'est pas proposé avec vos autres réponses. Choisissez de nouveau.",
)
NOT_SAID = _("error_choice_other", default="Précisez votre réponse.")
NEW_PRICE = _(
    "error_choice_new_price",
    default="Le prix a changé depuis votre réponse. Choisissez de nouveau.",
)


@dataclass(frozen=True)
class Choosing(Control):
    """A field whose answers are choices of a table."""

    choices: tuple[Choice | tuple[str, str], ...] = ()
    """Those that the form lists itself, if it does."""

    look: str = ""
    """``radio``, ``select``, ``autocomplete``, ``images``; '' for what fits best."""

    closed: bool = True
    """False when the choices come from a vocabulary: refused."""

    depends: str = ""
    """Name of the field whose answer says which choices are offered."""

    source: str = ""
    lookup: Callable[[], ChoiceTable | None] | None = None
    """Gives the choices of a source, as they are now."""

    wrong: tuple[Message, ...] = ()
    """What was wrong in what the manager wrote."""

    @cached_property
    def own(self) -> ChoiceTable:
        return ChoiceTable(
            tuple(
                one if isinstance(one, Choice) else Choice(*one) for one in self.choices
            )
        )

    @property
    def table(self) -> ChoiceTable:
        """The choices as they are now. What is not public does not exist here."""
        if self.lookup is None:
            return self.own
        found = self.lookup()
        return found if found is not None and found.public else NO_CHOICES

    @property
    def type(self) -> FieldType:
        keys = None if self.lookup else tuple(one.key for one in self.own.choices)
        priced = self.lookup is not None or self.own.has_prices
        return FieldType(self.kind, keys, priced=priced)

    def problems(self) -> tuple[Message, ...]:
        found = list(self.wrong)
        if not self.closed:
            found.append(
                _(
                    "error_field_vocabulary",
                    default="Une liste de choix doit donner elle-même ses choix.",
                )
            )
        elif self.lookup is not None:
            found += self._source_problems(self.lookup())
        elif not self.choices and not self.wrong:
            found.append(
                _("error_field_no_choice", default="La liste n'a aucun choix.")
            )
        if sum(one.other for one in self.own.choices) > 1:
            found.append(
                _(
                    "error_field_others",
                    default="Un seul choix peut demander de préciser.",
                )
            )
        if len(self.own.by_key) < len(self.own.choices):
            found.append(
                _(
                    "error_field_choice_twice",
                    default="Deux choix ont la même clé.",
                )
            )
        return tuple(found)

    def _source_problems(self, table: ChoiceTable | None) -> list[Message]:
        if table is None:
            return [
                _(
                    "error_source_unknown",
                    default="La liste « ${source} » n'existe pas.",
                    mapping={"source": self.source},
                )
            ]
        if not table.public:
            return [
                _(
                    "error_source_private",
                    default="La liste « ${source} » n'est pas publique.",
                    mapping={"source": self.source},
                )
            ]
        return []

    # What other answers decide

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(one.show for one in self.own.choices if one.show is not None)

    @cached_property
    def reads(self) -> frozenset[str]:
        found = {name for rule in self.rules for name in rule.fields}
        return frozenset(found | {self.depends} - {""})

    def offers(
        self, choice: Choice, answers: Mapping[str, object], today: date
    ) -> bool:
        """Return whether a choice is offered to somebody who gave ``answers``."""
        if not self._fits(choice.parents, answers):
            return False
        return choice.show is None or choice.show.test(answers, today=today)

    def _fits(self, parents: tuple[str, ...], answers: Mapping[str, object]) -> bool:
        if not self.depends or not parents:
            return True
        return not parents_of(answers.get(self.depends)).isdisjoint(parents)

    def offered(
        self, answers: Mapping[str, object], today: date
    ) -> frozenset[str] | None:
        if not self.reads:
            return None
        return frozenset(
            one.key for one in self.table.choices if self.offers(one, answers, today)
        )

    def is_asked(
        self, value: object, answers: Mapping[str, object], today: date
    ) -> bool:
        if not self.reads or not self.is_empty(self.settle(value, answers, today)):
            return True
        return any(self.offers(one, answers, today) for one in self.table.choices)

    def holds(self, key: object, answers: Mapping[str, object], today: date) -> bool:
        """Return whether a choice that was made is still offered."""
        if isinstance(key, Chosen) and self.lookup is not None:
            return self._fits(key.parents, answers)
        choice = self.own.by_key.get(key) if isinstance(key, str) else None
        return choice is None or self.offers(choice, answers, today)

    # Keys and what is kept with them

    def keep(self, choice: Choice, said: str = "") -> str:
        """Return the answer that a choice is."""
        if self.lookup is not None:
            return Chosen(choice.key, choice.title, choice.price, said, choice.parents)
        if choice.price is None and not said:
            return choice.key
        return Chosen(choice.key, price=choice.price, said=said)

    def title_of(self, key: object) -> str:
        """Return a choice's title, as it was when it was made."""
        if not isinstance(key, str):
            return ""
        kept = key.title if isinstance(key, Chosen) else ""
        if not kept:
            known = self.table.by_key.get(key)
            kept = known.title if known is not None else str(key)
        said = key.said if isinstance(key, Chosen) else ""
        return f"{kept} : {said}" if said else kept

    def fault_of(self, key: object) -> Message | None:
        """Return why one key is refused, or None."""
        choice = self.table.by_key.get(key) if isinstance(key, str) else None
        if choice is None:
            return NOT_A_CHOICE
        said = key.said if isinstance(key, Chosen) else ""
        if choice.other and not said:
            return NOT_SAID
        if self.lookup is not None and isinstance(key, Chosen):
            return NEW_PRICE if key.price != choice.price else None
        return None

    def chosen(self, post: Post, name: str, keys: tuple[str, ...]) -> list[str] | None:
        """Return the answers that posted keys are; None when one is no choice."""
        table = self.table
        if any(key not in table.by_key for key in keys):
            return None
        said = post.text(f"{PREFIX}{name}.other")[:LONGEST_SAID]
        choices = [table.by_key[key] for key in dict.fromkeys(keys)]
        return [self.keep(one, said if one.other else "") for one in choices]

    def known(self, key: object) -> str | None:
        """Return a key from elsewhere (computed, a default) as an answer, or None."""
        choice = self.table.by_key.get(key) if isinstance(key, str) else None
        said = key.said if isinstance(key, Chosen) else ""
        return None if choice is None else self.keep(choice, said)

    @property
    def searched(self) -> bool:
        """True when the choices are too many to be put in a page."""
        return len(self.table.choices) > LONG

    def searched_for(self, post: Post, name: str) -> Reading | None:
        """Return the choice that a searched text means; None without a text."""
        text = post.text(f"{PREFIX}{name}.text")
        if not text:
            return None
        named = self.table.named(text)
        if len(named) == 1:
            return Reading(self.keep(named[0]))
        found = named or next(iter(self.table.search(text)), None)
        return Reading(
            error=_(
                "error_choice_several",
                default="Choisissez parmi les réponses trouvées.",
            )
            if found
            else _(
                "error_choice_not_found",
                default="Aucune réponse ne correspond à ce que vous avez écrit.",
            )
        )

    # What the browser needs

    def _live_search(self) -> dict[str, object]:
        """Return on what a searched list depends, and the answers that leave a choice of
        it: none are told when some choice is always offered."""
        each = [one.parents for one in self.table.choices]
        known = sorted({parent for parents in each for parent in parents})
        told = {"parents": known} if all(each) and len(known) <= MOST_PARENTS else {}
        return {"depends": self.depends, **told}

    def live(self) -> dict[str, object]:
        """Return what the page's script needs: prices, and when choices are offered."""
        said: dict[str, object] = {}
        table = self.table
        if self.searched:
            return self._live_search() if self.depends else {}
        if table.has_prices:
            said["prices"] = {
                one.key: str(one.price)
                for one in table.choices
                if one.price is not None
            }
        if self.reads:
            said["depends"] = self.depends
            said["choices"] = {
                one.key: {
                    **({"parents": one.parents} if one.parents else {}),
                    **({"show": one.show.data} if one.show else {}),
                }
                for one in table.choices
                if one.is_conditional
            }
            if not all(one.is_conditional for one in table.choices):
                said["free"] = True
        return said


def parents_of(answer: object) -> frozenset[str]:
    """Return the keys that an answer is."""
    if isinstance(answer, str):
        return frozenset({answer})
    if isinstance(answer, (list, tuple, set, frozenset)):
        return frozenset(item for item in answer if isinstance(item, str))
    return frozenset()
