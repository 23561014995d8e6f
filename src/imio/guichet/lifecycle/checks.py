"""What can be known to be wrong in a lifecycle before any dossier enters it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from imio.guichet.core.types import Problem
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle import templates
from imio.guichet.lifecycle.cursor import ROOT


RESERVED = frozenset(
    {"draft", "submit", "id", "title", "get", "items", "keys", "values", "states"}
    | {"cb", "pop", "transitions", "hasobject", "wl", "opaque"}
)
"""Names that Zope's folders or the compiler use themselves."""


def check(lifecycle: model.Lifecycle) -> list[Problem]:
    """Return all problems, in the order of the file."""
    return [
        *_ids(lifecycle),
        *_functions(lifecycle),
        *_steps(lifecycle),
        *_paths(lifecycle),
        *_transitions(lifecycle),
        *_opinions(lifecycle),
        *_milestones(lifecycle),
        *_mails(lifecycle),
    ]


def _ids(lifecycle: model.Lifecycle) -> Iterator[Problem]:
    for name, items in (
        ("functions", lifecycle.functions),
        ("steps", lifecycle.steps),
        ("transitions", lifecycle.transitions),
    ):
        if not items:
            yield Problem(f"{ROOT}.{name}", "il en faut au moins un")
        ids = [item.id for item in items]
        yield from _twice(f"{ROOT}.{name}", ids)
        for index, identifier in enumerate(ids):
            if identifier in RESERVED and name != "functions":
                yield Problem(
                    f"{ROOT}.{name}[{index}].id",
                    f"« {identifier} » est réservé : prenez un autre identifiant",
                )


def _twice(place: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for index, identifier in enumerate(ids):
        seen[identifier] += 1
        if identifier and seen[identifier] > 1:
            yield Problem(
                f"{place}[{index}].id", f"« {identifier} » est déjà donné plus haut"
            )


def _functions(lifecycle: model.Lifecycle) -> Iterator[Problem]:
    for index, function in enumerate(lifecycle.functions):
        place = f"{ROOT}.functions[{index}].joins"
        if function.joins == "opinion" and function.role != "Advisor":
            yield Problem(place, "« opinion » ne va qu'avec le rôle Advisor")


def _function(lifecycle: model.Lifecycle, place: str, name: str) -> Iterator[Problem]:
    if name not in lifecycle.function:
        known = ", ".join(lifecycle.function)
        yield Problem(place, f"fonction inconnue « {name} » ; connues : {known}")


def _step(lifecycle: model.Lifecycle, place: str, name: str) -> Iterator[Problem]:
    if name not in lifecycle.step:
        yield Problem(place, f"étape inconnue « {name} »")


def _steps(lifecycle: model.Lifecycle) -> Iterator[Problem]:
    yield from _step(lifecycle, f"{ROOT}.initial", lifecycle.initial)
    if lifecycle.steps and not any(step.phase.is_final for step in lifecycle.steps):
        yield Problem(f"{ROOT}.steps", "aucune étape n'est finale")
    for index, step in enumerate(lifecycle.steps):
        place = f"{ROOT}.steps[{index}]"
        if step.handling is not None:
            yield from _function(lifecycle, f"{place}.handling", step.handling)
        yield from _actions(lifecycle, f"{place}.on_entry", step.on_entry)


def _paths(lifecycle: model.Lifecycle) -> Iterator[Problem]:
    onward: dict[str, set[str]] = {step.id: set() for step in lifecycle.steps}
    back: dict[str, set[str]] = {step.id: set() for step in lifecycle.steps}
    for transition in lifecycle.transitions:
        for source in transition.sources:
            if source in onward and transition.target in onward:
                onward[source].add(transition.target)
                back[transition.target].add(source)
    reached = _reach({lifecycle.initial} & set(onward), onward)
    ends = {step.id for step in lifecycle.steps if step.phase.is_final}
    ending = _reach(ends, back)
    for index, step in enumerate(lifecycle.steps):
        place = f"{ROOT}.steps[{index}]"
        if lifecycle.initial in onward and step.id not in reached:
            yield Problem(place, f"aucun chemin ne mène à l'étape « {step.id} »")
        elif ends and step.id not in ending:
            yield Problem(
                place,
                f"l'étape « {step.id} » est sans issue : aucun chemin ne mène de là "
                "à une étape finale",
            )


def _reach(start: set[str], ways: dict[str, set[str]]) -> set[str]:
    reached, waiting = set(start), list(start)
    while waiting:
        for step in ways[waiting.pop()] - reached:
            reached.add(step)
            waiting.append(step)
    return reached


def _transitions(lifecycle: model.Lifecycle) -> Iterator[Problem]:
    for index, transition in enumerate(lifecycle.transitions):
        place = f"{ROOT}.transitions[{index}]"
        if not transition.sources:
            yield Problem(f"{place}.from", "il faut au moins une étape de départ")
        for number, source in enumerate(transition.sources):
            yield from _step(lifecycle, f"{place}.from[{number}]", source)
        yield from _step(lifecycle, f"{place}.to", transition.target)
        yield from _who(lifecycle, place, transition)
        yield from _twice(f"{place}.fields", [field.id for field in transition.fields])
        if transition.trigger == "opinions" and lifecycle.opinions is None:
            yield Problem(f"{place}.trigger", "ce cycle ne demande pas d'avis")
        yield from _actions(lifecycle, f"{place}.actions", transition.actions)


def _who(
    lifecycle: model.Lifecycle, place: str, transition: model.TransitionDef
) -> Iterator[Problem]:
    by_system = transition.trigger != "manual"
    if by_system and transition.who:
        yield Problem(f"{place}.who", "personne ne fait une transition automatique")
    if by_system and (
        transition.comment == "required"
        or any(field.required for field in transition.fields)
    ):
        yield Problem(place, "une transition automatique ne peut rien demander")
    if not by_system and not transition.who:
        yield Problem(f"{place}.who", "il faut dire qui peut faire cette transition")
    for number, who in enumerate(transition.who):
        yield from _person(lifecycle, f"{place}.who[{number}]", who)
    if transition.who == (model.APPLICANT,) and transition.comment_for == "agents":
        if transition.comment != "none":
            yield Problem(
                f"{place}.comment_for",
                "le demandeur ne peut écrire une remarque qu'il ne peut lire",
            )


def _person(lifecycle: model.Lifecycle, place: str, who: str) -> Iterator[Problem]:
    if who == model.APPLICANT:
        return
    name = model.function_of(who)
    if name is None:
        yield Problem(
            place, f"« {who} » n'est pas admis : « applicant » ou « function:<nom> »"
        )
    else:
        yield from _function(lifecycle, place, name)


def _actions(
    lifecycle: model.Lifecycle, place: str, actions: Iterable[model.MailAction]
) -> Iterator[Problem]:
    for index, action in enumerate(actions):
        here = f"{place}[{index}]"
        if not action.to:
            yield Problem(f"{here}.to", "le courriel n'a pas de destinataire")
        else:
            yield from _person(lifecycle, f"{here}.to", action.to)
        if action.template not in lifecycle.mails:
            yield Problem(
                f"{here}.template", f"modèle de courriel inconnu « {action.template} »"
            )


def _opinions(lifecycle: model.Lifecycle) -> Iterator[Problem]:
    opinions = lifecycle.opinions
    if opinions is None:
        return
    place = f"{ROOT}.opinions"
    yield from _function(lifecycle, f"{place}.advisers", opinions.advisers)
    yield from _function(lifecycle, f"{place}.asked_by", opinions.asked_by)
    advisers = lifecycle.function.get(opinions.advisers)
    if advisers is not None and advisers.joins != "opinion":
        yield Problem(
            f"{place}.advisers", "cette fonction doit avoir « joins »: « opinion »"
        )
    if not opinions.steps:
        yield Problem(f"{place}.steps", "il faut au moins une étape")
    for number, step in enumerate(opinions.steps):
        yield from _step(lifecycle, f"{place}.steps[{number}]", step)


def _milestones(lifecycle: model.Lifecycle) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, milestone in enumerate(lifecycle.milestones):
        place = f"{ROOT}.milestones[{index}].steps"
        if not milestone.steps:
            yield Problem(place, "il faut au moins une étape")
        for number, step in enumerate(milestone.steps):
            yield from _step(lifecycle, f"{place}[{number}]", step)
            if step in seen:
                yield Problem(f"{place}[{number}]", f"« {step} » est déjà pris")
            seen.add(step)


def _mails(lifecycle: model.Lifecycle) -> Iterator[Problem]:
    readers = _mail_readers(lifecycle)
    agents_fields, all_fields = _fields(lifecycle)
    for name, mail in lifecycle.mails.items():
        to = readers.get(name, set())
        if not to:
            yield Problem(f"{ROOT}.mails.{name}", "aucune action n'envoie ce modèle")
        for part, text in (("subject", mail.subject), ("body", mail.body)):
            place = f"{ROOT}.mails.{name}.{part}"
            names, wrong = templates.placeholders(text)
            for piece in wrong:
                yield Problem(place, f"« {piece} » n'est pas un champ (« $$ » donne $)")
            if part == "subject" and templates.ANSWERS in names:
                yield Problem(place, "« answers » ne va que dans le texte")
            for placeholder in names:
                yield from _placeholder(
                    place, placeholder, to, agents_fields, all_fields
                )


def _placeholder(
    place: str, name: str, to: set[str], agents_fields: set[str], fields: set[str]
) -> Iterator[Problem]:
    if name.startswith(templates.FIELD_PREFIX):
        field = name[len(templates.FIELD_PREFIX) :]
        if field not in fields:
            yield Problem(place, f"« {name} » : aucune transition ne demande ce champ")
        elif model.APPLICANT in to and field in agents_fields:
            yield Problem(place, f"« {name} » est réservé aux agents")
    elif name.startswith(templates.OPTION_PREFIX):
        return  # told in the form studio, of each procedure
    elif name not in templates.PLACEHOLDERS:
        known = ", ".join(templates.PLACEHOLDERS)
        yield Problem(place, f"champ inconnu « {name} » ; connus : {known}")
    elif model.APPLICANT in to and name in templates.AGENTS_ONLY:
        yield Problem(place, f"« {name} » est réservé aux agents")
    elif to - {model.APPLICANT} and name in templates.APPLICANT_ONLY:
        yield Problem(place, f"« {name} » est réservé au demandeur")


def _mail_readers(lifecycle: model.Lifecycle) -> dict[str, set[str]]:
    """Return template id -> those it is sent to."""
    found: dict[str, set[str]] = {}
    sources = [step.on_entry for step in lifecycle.steps]
    sources += [transition.actions for transition in lifecycle.transitions]
    for actions in sources:
        for action in actions:
            found.setdefault(action.template, set()).add(action.to)
    return found


def _fields(lifecycle: model.Lifecycle) -> tuple[set[str], set[str]]:
    """Return the names of fields that only agents read, and of all."""
    fields = [field for item in lifecycle.transitions for field in item.fields]
    agents = {field.id for field in fields if field.reader == "agents"}
    return agents, {field.id for field in fields}
