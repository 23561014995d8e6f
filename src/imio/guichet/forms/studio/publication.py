"""Where a form stands on its way to citizens: asked, approved, published, planned.

The workflow of procedures is Plone's; what is here also holds for who uses it directly
(``approval.refusals`` is asked before each transition).
"""

from __future__ import annotations

from datetime import datetime
from datetime import UTC
from imio.guichet.core import revisions
from imio.guichet.core.audit import Trail
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.permissions import MANAGE_FORMS
from imio.guichet.core.permissions import PUBLISH_FORMS
from imio.guichet.forms import clock
from imio.guichet.forms.publication import require_publishable
from imio.guichet.forms.studio import approval
from imio.guichet.forms.studio import notices
from imio.guichet.forms.studio import schedule
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _
from plone import api
from typing import Final
from zope.annotation.interfaces import IAnnotations


TRAIL: Final = "imio.guichet.forms.studio.trail"
LONGEST_COMMENT: Final = 2000


def trail_of(procedure: Procedure) -> Trail:
    """Return the trail of who asked, approved and published."""
    annotations = IAnnotations(procedure)
    if TRAIL not in annotations:
        annotations[TRAIL] = Trail()
    return annotations[TRAIL]


def trail_lines(procedure: Procedure) -> list[dict[str, str]]:
    """Return the trail, oldest first; ``user`` is an id or ''."""
    return [
        {
            "when": line.when.isoformat(timespec="seconds"),
            "user": line.user,
            "action": line.action,
            "detail": line.detail,
        }
        for line in IAnnotations(procedure).get(TRAIL, ())
    ]


def _user() -> str:
    return api.user.get_current().getId() or ""


def _name_of(user_id: str) -> str:
    user = api.user.get(userid=user_id)
    return user.getProperty("fullname") or user_id if user is not None else user_id


def state_of(procedure: Procedure) -> dict[str, JSON]:
    """Return the review state, the live revision, and what the user may do."""
    tool = api.portal.get_tool("portal_workflow")
    possible = {action["id"] for action in tool.getTransitionsFor(procedure)}
    live = revisions.get_revision(procedure)
    changed = live is None or revisions.has_changed(procedure, live)
    asked = procedure.asked
    publish = "publish" in possible and approval.why_not(procedure) is None
    approves = api.user.has_permission(PUBLISH_FORMS, obj=procedure)
    return {
        "review": api.content.get_state(procedure, "private"),
        "live": procedure.live_revision,
        "changed": changed,
        "asked": {**asked, "name": _name_of(asked["by"])} if asked else None,
        "schedule": schedule.of(procedure),
        "may": {
            "publish": publish,
            "ask": not asked and api.user.has_permission(MANAGE_FORMS, obj=procedure),
            "approve": publish and bool(asked),
            "refuse": bool(asked) and approves,
            "withdraw": bool(asked) and asked["by"] == _user(),
            "schedule": publish,
            "retire": "retire" in possible,
        },
    }


# What people do


def ask(procedure: Procedure, comment: str = "") -> None:
    """Ask for approval; a form that citizens fill stays open meanwhile."""
    if procedure.asked:
        raise Refused(_("studio_asked", default="L'approbation est déjà demandée."))
    if "submit" in _possible(procedure):
        api.content.transition(procedure, "submit", comment=comment)
    else:
        require_publishable(procedure, "submit")
        note_asked(procedure, comment)


def note_asked(procedure: Procedure, comment: str) -> None:
    """Write down who asks, and tell those who may approve."""
    procedure.asked = {
        "by": _user(),
        "when": datetime.now(UTC).isoformat(),
        "comment": comment,
    }
    trail_of(procedure).record(_user(), "ask", comment)
    notices.asked(procedure, _user(), comment)


def withdraw(procedure: Procedure, comment: str = "") -> None:
    """Take one's own request back."""
    asked = _asked(procedure)
    if asked["by"] != _user():
        raise Refused(
            _(
                "studio_not_asker",
                default="Seul qui a demandé peut retirer la demande.",
            ),
            status=403,
        )
    _send_back(procedure, "withdraw", comment)


def refuse(procedure: Procedure, comment: str = "") -> None:
    """Send a request back with the reason."""
    asked = _asked(procedure)
    _require_publisher(procedure)
    if not comment.strip():
        raise Refused(_("studio_why", default="Dites pourquoi."))
    _send_back(procedure, "refuse", comment)
    notices.refused(procedure, asked["by"], _user(), comment)


def approve(procedure: Procedure, comment: str = "") -> None:
    """Approve what another asked, and publish it."""
    _asked(procedure)
    publish(procedure, comment)


def publish(procedure: Procedure, comment: str = "") -> None:
    """Freeze the working model as the live revision."""
    _require_publisher(procedure)
    schedule.cancel(procedure)
    api.content.transition(procedure, "publish", comment=comment)


def retire(procedure: Procedure, comment: str = "") -> None:
    """Close a procedure to citizens; what was submitted goes on."""
    _require_publisher(procedure)
    if "retire" not in _possible(procedure):
        raise Refused(_("studio_not_published", default="Elle n'est pas publiée."))
    schedule.cancel(procedure)
    api.content.transition(procedure, "retire", comment=comment)


def plan(procedure: Procedure, when: datetime | None, until: datetime | None) -> None:
    """Publish at a time, retire at a time, or both."""
    _require_publisher(procedure)
    now = clock.now()
    moments = [moment for moment in (when, until) if moment is not None]
    if not moments or any(moment <= now for moment in moments):
        raise Refused(_("studio_past", default="Donnez un moment à venir."), "when")
    if when is not None and until is not None and until <= when:
        raise Refused(
            _("studio_until", default="La fin doit venir après le début."), "until"
        )
    if when is not None:
        require_publishable(procedure, "publish")
    schedule.put(procedure, when, until, _user(), workbench.version_of(procedure))
    detail = " – ".join(moment.isoformat(timespec="minutes") for moment in moments)
    trail_of(procedure).record(_user(), "schedule", detail)


def unplan(procedure: Procedure) -> None:
    """Forget what was planned."""
    _require_publisher(procedure)
    if schedule.cancel(procedure):
        trail_of(procedure).record(_user(), "unschedule")


def _possible(procedure: Procedure) -> set[str]:
    tool = api.portal.get_tool("portal_workflow")
    return {action["id"] for action in tool.getTransitionsFor(procedure)}


def _asked(procedure: Procedure) -> dict[str, str]:
    if not procedure.asked:
        raise Refused(_("studio_not_asked", default="Personne n'a rien demandé."))
    return procedure.asked


def _require_publisher(procedure: Procedure) -> None:
    if not api.user.has_permission(PUBLISH_FORMS, obj=procedure):
        raise Refused(
            _("studio_may_not", default="Vous ne pouvez publier ce formulaire."),
            status=403,
        )


def _send_back(procedure: Procedure, action: str, comment: str) -> None:
    procedure.asked = None
    trail_of(procedure).record(_user(), action, comment)
    if api.content.get_state(procedure) == "pending":
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(procedure, "reject", comment=comment)
