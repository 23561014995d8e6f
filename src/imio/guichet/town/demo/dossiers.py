"""Demo dossiers: filled through the real forms, moved by the real lifecycles."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from imio.guichet.core import dossiers
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import IAssignment
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.interfaces import IOpinions
from imio.guichet.core.journal import Kind
from imio.guichet.core.types import Side
from imio.guichet.exchange.gather import COUNTER_ID
from imio.guichet.forms import clock
from imio.guichet.town.demo.backdating import Past
from imio.guichet.town.demo.forms import fill
from pathlib import Path
from plone import api
from plone.namedfile.file import NamedBlobFile
from typing import Any

import json
import mimetypes


APPLICANT = "applicant"
Act = Mapping[str, Any]


def day(text: str) -> date:
    """Return a date: ``+12`` is twelve days from today; a dash goes back."""
    if text[:1] in "+-":
        return clock.today() + timedelta(days=int(text))
    return date.fromisoformat(text)


def install_dossiers(site: Any, folder: Path) -> int:
    """Make the dossiers of ``dossiers.json`` and return how many there are.

    The text of an act may name another dossier by its ``name``.
    """
    named: dict[str, str] = {}
    items = json.loads((folder / "dossiers.json").read_text(encoding="utf-8"))
    for item in sorted(items, key=lambda item: -item["days_ago"]):
        dossier = _make(site, item, folder / "files", named)
        if item.get("name"):
            named[item["name"]] = dossier.reference
    return len(items)


def _make(
    site: Any, item: Mapping[str, Any], files: Path, named: Mapping[str, str]
) -> Dossier:
    procedure = site[COUNTER_ID].unrestrictedTraverse(item["procedure"])
    dossier = fill(
        procedure,
        item["answers"],
        files=files,
        day=day,
        applicant=item["applicant"],
        channel=item["channel"],
        until=item.get("draft"),
    )
    begun = moment(item["days_ago"], 0)
    past = Past(dossier)
    if dossier.is_draft:
        dossier.changed = begun
        return dossier
    dossier.submitted = begun
    past.set_back(begun)
    for act in item["acts"]:
        carry_out(dossier, act, files, named)
        past.set_back(moment(item["days_ago"], act["after"]))
    return dossier


def moment(days_ago: int, after: float) -> datetime:
    """Return the moment ``after`` days past a submission ``days_ago`` days ago.

    Submissions come during the day, one never like another.
    """
    minutes = (days_ago * 37) % 540
    begun = datetime.combine(clock.today(), time(8)) + timedelta(minutes=minutes)
    return min(
        clock.local(begun - timedelta(days=days_ago) + timedelta(days=after)),
        clock.now(),
    ).astimezone(dossiers.UTC)


def carry_out(
    dossier: Dossier, act: Act, files: Path, named: Mapping[str, str]
) -> None:
    """Do one act of a sample dossier as the person it names."""
    who = act["as"]
    acting = nullcontext() if who == APPLICANT else api.env.adopt_user(username=who)
    with acting:
        if "transition" in act:
            _perform(dossier, act, files, named)
        elif "ask" in act:
            IOpinions(dossier).ask(act["ask"], act.get("question", ""))
        elif "opinion" in act:
            _give(dossier, act)
        elif "message" in act:
            _say(dossier, act["message"], Kind.MESSAGE, who)
        elif "note" in act:
            _say(dossier, act["note"], Kind.NOTE, who)
        elif "claim" in act:
            IAssignment(dossier).claim()
        else:
            raise ValueError(f"unknown act: {act}")


def _perform(dossier: Dossier, act: Act, files: Path, named: Mapping[str, str]) -> None:
    lifecycle = IDossierLifecycle(dossier)
    if act["as"] == APPLICANT:
        lifecycle = lifecycle.as_applicant()
    asked = next(
        (
            item.schema
            for item in lifecycle.transitions()
            if item.id == act["transition"]
        ),
        None,
    )
    values = {
        name: _value(asked, name, value, files, named)
        for name, value in act.get("values", {}).items()
    }
    lifecycle.perform(act["transition"], values, act.get("comment", ""))


def _value(
    asked: Any, name: str, value: Any, files: Path, named: Mapping[str, str]
) -> object:
    if isinstance(value, dict) and "file" in value:
        return sample_file(files / value["file"])
    if isinstance(value, dict) and "dossier" in value:
        return named[value["dossier"]]
    field = asked.get(name) if asked is not None else None
    return day(value) if getattr(field, "_type", None) is date else value


def sample_file(path: Path) -> NamedBlobFile:
    """Return a file of the demo."""
    return NamedBlobFile(
        data=path.read_bytes(),
        contentType=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        filename=path.name,
    )


def _give(dossier: Dossier, act: Act) -> None:
    opinions = IOpinions(dossier)
    opinion = next(item for item in opinions.all() if item.service == act["opinion"])
    opinions.give(opinion, act["advice"], act["text"])


def _say(dossier: Dossier, text: str, kind: Kind, who: str) -> None:
    is_applicant = who in (APPLICANT, dossier.applicant)
    user = api.user.get(username=who) if who != APPLICANT else None
    name = user.getProperty("fullname") if user is not None else dossier.applicant_name
    entry = dossiers.say(
        dossier,
        text,
        kind=kind,
        side=Side.APPLICANT if is_applicant else Side.AGENT,
        author=user.getId() if user is not None else None,
        author_name=name,
    )
    entry.read = clock.now().astimezone(dossiers.UTC)
