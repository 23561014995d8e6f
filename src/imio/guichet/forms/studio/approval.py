"""Whether a form may be published now: another person's approval, recorded tests."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.options import values_of
from imio.guichet.core.settings import town_settings
from imio.guichet.core.types import Problem
from imio.guichet.forms import models
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.studio import problems
from imio.guichet.forms.studio import recorded
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate


def why_not(procedure: Procedure) -> Message | None:
    """Return why the current user may not publish: another must have asked.

    A town may let one person do both. The site's own Manager (and what runs as it)
    is not held to it.
    """
    if town_settings().same_person_may_approve:
        return None
    user = api.user.get_current()
    if "Manager" in user.getRolesInContext(procedure):
        return None
    asked = procedure.asked
    if not asked:
        return _(
            "studio_ask_first",
            default="Demandez d'abord l'approbation d'un autre gestionnaire.",
        )
    since = procedure.saved_on
    changed = since is not None and since > datetime.fromisoformat(asked["when"])
    if user.getId() == asked["by"] or (changed and procedure.saved_by == user.getId()):
        return _(
            "studio_other_person",
            default="Un autre gestionnaire que vous doit approuver ce formulaire.",
        )
    return None


def failing(procedure: Procedure) -> list[dict[str, JSON]]:
    """Return the results of the recorded tests that fail on the working model."""
    if not procedure.tests:
        return []
    form = workbench.form_of(procedure)

    def form_of(values: Mapping[str, str] | None) -> Form:
        given = values_of(procedure) if values is None else values
        read, found = problems.read(form, models.clean_html, given, translate=_fr)
        if read is None:
            raise Refused(found[0].message, found[0].place)
        return read

    try:
        results = recorded.run(form_of, procedure.tests, _say)
    except Refused:  # the form cannot be read: that is told as its problem
        return []
    return [found for found in results if not found["ok"]]


def _fr(text: Message) -> str:
    return translate(text, target_language="fr")


def _say(text: Message) -> str:
    return translate(text, context=getRequest())


def refusals(procedure: Procedure, transition: str) -> Iterator[Problem]:
    """What keeps a transition from being done, besides errors of the form."""
    if transition == "publish":
        reason = why_not(procedure)
        if reason is not None:
            yield Problem("", reason)
    if town_settings().publish_with_failing_tests:
        return
    for test in failing(procedure):
        yield Problem(
            "",
            _(
                "error_test_fails",
                default="L'essai « ${title} » ne donne plus ce qui était attendu.",
                mapping={"title": test["title"]},
            ),
        )
