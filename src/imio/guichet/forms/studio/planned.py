"""The periodic task that publishes and retires what was planned."""

from __future__ import annotations

from datetime import datetime
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IMaintenance
from imio.guichet.core.settings import town_settings
from imio.guichet.forms.publication import PublicationRefused
from imio.guichet.forms.studio import notices
from imio.guichet.forms.studio import publication
from imio.guichet.forms.studio import schedule
from imio.guichet.forms.studio import workbench
from imio.guichet.i18n import _
from plone import api
from zope.i18n import translate
from zope.interface import implementer

import logging


logger = logging.getLogger(__name__)

MOST = 5
"""Procedures in one transaction."""


@implementer(IMaintenance)
class Planned:
    """Carries out what is due. What is refused is told to who planned it."""

    every = 60.0

    def run(self, now: datetime) -> bool:
        due = schedule.take_due(now, MOST)
        for key in due:
            _moment, uid, act = key
            with api.env.adopt_roles(["Manager"]):
                procedure = api.content.get(UID=uid)
                if procedure is not None and procedure.schedule:
                    self._carry_out(procedure, key, act)
        return len(due) == MOST

    def _carry_out(self, procedure: Procedure, key: schedule.Key, act: str) -> None:
        planned = procedure.schedule
        schedule.done(procedure, key)
        reason = self._reason(procedure, act, planned["version"])
        if reason is None:
            try:
                self._do(procedure, act)
            except PublicationRefused as refused:
                reason = str(refused)
        if reason is not None:
            logger.warning(
                "Planned %s of %s: %s", act, procedure.absolute_url(), reason
            )
            publication.trail_of(procedure).record("", f"{act}-failed", reason[:500])
            notices.failed(procedure, planned["by"], reason)

    def _do(self, procedure: Procedure, act: str) -> None:
        tool = api.portal.get_tool("portal_workflow")
        if act in {action["id"] for action in tool.getTransitionsFor(procedure)}:
            api.content.transition(procedure, act)

    def _reason(self, procedure: Procedure, act: str, version: str) -> str | None:
        """Return why what was approved is no longer what would be published."""
        if act != "publish" or town_settings().same_person_may_approve:
            return None
        if version == workbench.version_of(procedure):
            return None
        return translate(
            _(
                "studio_changed_since",
                default="Le formulaire a été modifié depuis son approbation.",
            )
        )
