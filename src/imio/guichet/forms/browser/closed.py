"""The pages of somebody who comes too early, too late, or has one already."""

from __future__ import annotations

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.forms import clock
from imio.guichet.forms.availability import Availability
from imio.guichet.forms.availability import reason
from imio.guichet.forms.availability import State
from imio.guichet.forms.html import lines
from imio.guichet.forms.html import tag
from imio.guichet.forms.quota import look
from imio.guichet.i18n import _
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound


TITLES = {
    State.NOT_YET: _("title_not_yet", default="La démarche n'est pas encore ouverte"),
    State.OVER: _("title_over", default="La démarche est fermée"),
    State.FULL: _("title_full", default="C'est complet"),
    State.ALREADY: _("title_already", default="Vous avez déjà une demande en cours"),
    State.UNAVAILABLE: _("title_closed", default="La démarche n'est pas ouverte"),
}
DRAFT_KEPT = _(
    "msg_draft_kept", default="Votre brouillon est gardé. Rien n'a été envoyé."
)


def closed_page(view: Any, found: Availability, *, has_draft: bool = False) -> str:
    """Answer why the form cannot be filled now, and what one can do instead."""
    _t = view.translate
    title = TITLES[found.state]
    said = reason(found, lambda moment: clock.written(moment, view.language))
    procedure = view.context
    advice = procedure.full_text if found.state == State.FULL else ""
    links = [
        (_("link_procedure", default="Voir la démarche"), procedure.absolute_url())
    ]
    if found.state == State.ALREADY and found.is_draft:
        url = f"{view.form_url}/{found.reference}"
        links.insert(0, (_("link_resume", default="Reprendre où j'en étais"), url))
    elif found.state == State.ALREADY:
        url = f"{view.counter_url}/@@dossier/{found.reference}"
        links.insert(0, (_("link_open_dossier", default="Ouvrir ma demande"), url))
    elif found.state == State.NOT_YET:
        url = f"{procedure.absolute_url()}/opening.ics"
        links.insert(0, (_("link_calendar", default="Ajouter à mon agenda"), url))
    styles = ("primary", *("secondary" for _link in links[1:]))
    body = tag(
        "div",
        tag("p", procedure.title, class_="g-eyebrow"),
        tag("h1", _t(title), tabindex="-1", data_heading=True),
        tag("p", _t(said), class_="g-lead"),
        tag("p", lines(advice), class_="g-note") if advice else None,
        tag("p", _t(DRAFT_KEPT)) if has_draft else None,
        tag(
            "p",
            *(
                tag("a", _t(text), href=url, class_=f"g-btn g-btn--{style}")
                for (text, url), style in zip(links, styles, strict=True)
            ),
            class_="g-cluster",
        ),
        class_="g-stack",
    )
    return view.page(body, title)


class OpeningCalendar(BrowserView):
    """``opening.ics``: the moment a procedure opens, for people's calendars."""

    context: Procedure

    def __call__(self) -> bytes:
        found = look(self.context)
        if found.state != State.NOT_YET or found.when is None:
            raise NotFound("opening.ics")
        response = self.request.response
        response.setHeader("Content-Type", "text/calendar; charset=utf-8")
        response.setHeader(
            "Content-Disposition", 'attachment; filename="ouverture.ics"'
        )
        response.setHeader("Cache-Control", "private, no-store")
        return event(self.context, found.when)


def event(procedure: Procedure, opens: datetime) -> bytes:
    """Return a calendar of one event of half an hour (RFC 5545)."""
    url = procedure.absolute_url()
    form = "%Y%m%dT%H%M%SZ"
    rows = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//imio.guichet//forms//FR",
        "BEGIN:VEVENT",
        f"UID:{IUUID(procedure)}-opening@imio.guichet",
        f"DTSTAMP:{datetime.now(UTC):{form}}",
        f"DTSTART:{opens.astimezone(UTC):{form}}",
        f"DTEND:{(opens + timedelta(minutes=30)).astimezone(UTC):{form}}",
        f"SUMMARY:{_escaped(procedure.title)}",
        f"URL:{url}",
        f"DESCRIPTION:{_escaped(url)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return b"".join(_folded(row) for row in rows)


def _escaped(text: str) -> str:
    for symbol in ("\\", ";", ","):
        text = text.replace(symbol, "\\" + symbol)
    return " ".join(text.split())


def _folded(row: str) -> bytes:
    """Return a content line: at most 75 octets, goes on after a space."""
    parts, part = [], ""
    for character in row:
        if len((part + character).encode()) > 74:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part]).encode() + b"\r\n"
