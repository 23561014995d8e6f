"""The story of a dossier: in plain words for the applicant, in full for agents."""

from __future__ import annotations

from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.types import Act
from imio.guichet.core.types import Side
from imio.guichet.core.types import TimelineEntry
from imio.guichet.i18n import _
from imio.guichet.lifecycle import fields
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle import opinion_store
from imio.guichet.lifecycle import people
from imio.guichet.lifecycle.texts import tr


DONE, CURRENT, EXPECTED = "done", "current", "expected"
ASSIGNMENTS = {
    "claim": _("timeline_claim", default="Pris en charge"),
    "release": _("timeline_release", default="Rendu au service"),
    "hand-over": _("timeline_hand_over", default="Confié à un collègue"),
}


def for_applicant(
    dossier: Dossier, lifecycle: model.Lifecycle
) -> tuple[TimelineEntry, ...]:
    """Return citizen titles only, with what was written for the applicant."""
    found: list[TimelineEntry] = []
    for act in dossier.acts:
        step = _step(lifecycle, act.target)
        detail = "\n".join(_public_lines(lifecycle, act))
        title = step.citizen_title
        if found and found[-1].title == title and not detail:
            continue
        found.append(TimelineEntry(title, DONE, act.when, "", detail, step.phase))
    if found and not dossier.phase.is_final:
        last = found[-1]
        found[-1] = TimelineEntry(
            last.title, CURRENT, last.when, "", last.detail, last.phase
        )
    return (*found, *_expected(dossier, lifecycle))


def _public_lines(lifecycle: model.Lifecycle, act: Act) -> list[str]:
    lines = []
    if act.comment:
        if act.side is Side.APPLICANT:
            answer = _("timeline_your_words", default="Vous avez écrit :")
            lines.append(f"{tr(answer)} {act.comment}")
        else:
            lines.append(act.comment)
    return lines + _field_lines(lifecycle, act, {model.APPLICANT})


def _field_lines(lifecycle: model.Lifecycle, act: Act, readers: set[str]) -> list[str]:
    transition = lifecycle.transition.get(act.transition)
    return [
        f"{item.title} : {fields.show(item, act.values[item.id])}"
        for item in (transition.fields if transition is not None else ())
        if item.id in act.values and item.reader in readers and item.kind != "file"
    ]


def _expected(
    dossier: Dossier, lifecycle: model.Lifecycle
) -> tuple[TimelineEntry, ...]:
    if dossier.phase.is_final or not dossier.acts:
        return ()
    place = {
        step: index
        for index, milestone in enumerate(lifecycle.milestones)
        for step in milestone.steps
    }
    visited = [place[act.target] for act in dossier.acts if act.target in place]
    reached = place.get(dossier.step, max(visited, default=-1))
    return tuple(
        TimelineEntry(milestone.title, EXPECTED)
        for milestone in lifecycle.milestones[reached + 1 :]
    )


def _step(lifecycle: model.Lifecycle, name: str) -> model.StepDef:
    """Return a step; one that the lifecycle has no more still has a title."""
    found = lifecycle.step.get(name)
    return found or model.StepDef(name, name, name, lifecycle.steps[0].phase)


def for_agents(
    dossier: Dossier, lifecycle: model.Lifecycle
) -> tuple[TimelineEntry, ...]:
    """Return everything by time: acts with comments and fields, opinions, hands."""
    names = _Names()
    found = [
        *(_act_entry(dossier, lifecycle, act, names) for act in dossier.acts),
        *_opinion_entries(dossier, names),
        *_assignment_entries(dossier, names),
    ]
    found.sort(key=lambda entry: entry.when)
    if dossier.phase.is_final:
        return tuple(found)
    expected = _expected(dossier, lifecycle)
    return (*found, *expected)


def _act_entry(
    dossier: Dossier, lifecycle: model.Lifecycle, act: Act, names: _Names
) -> TimelineEntry:
    step = _step(lifecycle, act.target)
    transition = lifecycle.transition.get(act.transition)
    lines = [transition.title] if transition is not None else []
    lines += _field_lines(lifecycle, act, {model.APPLICANT, "agents"})
    if act.comment:
        said = (
            _("timeline_applicant_said", default="Le demandeur a écrit :")
            if act.side is Side.APPLICANT
            else _("timeline_told_applicant", default="Au demandeur :")
        )
        lines.append(f"{tr(said)} {act.comment}")
    if act.note:
        internal = _("timeline_note", default="Note interne :")
        lines.append(f"{tr(internal)} {act.note}")
    latest = act is dossier.acts[-1] and not dossier.phase.is_final
    if act.user:
        who = names[act.user]
    elif act.side is Side.APPLICANT:
        who = dossier.applicant_name or tr(_("label_applicant", default="Demandeur"))
    else:
        who = tr(_("label_system", default="Automatique"))
    return TimelineEntry(
        step.title,
        CURRENT if latest else DONE,
        act.when,
        who,
        "\n".join(lines),
        step.phase,
    )


def _opinion_entries(dossier: Dossier, names: _Names) -> list[TimelineEntry]:
    found = []
    for opinion in opinion_store.all_of(dossier):
        service = people.service_title(opinion.service)
        asked = _(
            "timeline_opinion_asked",
            default="Avis demandé : ${service}",
            mapping={"service": service},
        )
        found.append(
            TimelineEntry(
                tr(asked),
                DONE,
                opinion.asked,
                names[opinion.asked_by],
                opinion.question,
            )
        )
        if opinion.given is not None:
            given = _(
                "timeline_opinion_given",
                default="Avis rendu : ${service}",
                mapping={"service": service},
            )
            found.append(
                TimelineEntry(
                    tr(given),
                    DONE,
                    opinion.given,
                    names[opinion.given_by],
                    opinion.text,
                )
            )
    return found


def _assignment_entries(dossier: Dossier, names: _Names) -> list[TimelineEntry]:
    if dossier.audit is None:
        return []
    return [
        TimelineEntry(
            tr(ASSIGNMENTS[line.action]),
            DONE,
            line.when,
            names[line.user],
            names[line.detail] if line.action == "hand-over" else "",
        )
        for line in dossier.audit
        if line.action in ASSIGNMENTS
    ]


class _Names(dict[str, str]):
    """Names of users by id, each looked up once."""

    def __missing__(self, user_id: str) -> str:
        self[user_id] = people.name_of(people.get_user(user_id)) or user_id
        return self[user_id]
