"""What the profiles of forms cannot say in XML."""

from __future__ import annotations

from imio.guichet.forms import expiry
from imio.guichet.forms import library
from imio.guichet.forms import lists
from imio.guichet.forms import parking
from imio.guichet.forms import retention
from imio.guichet.forms.signing import acts
from imio.guichet.forms.studio import schedule
from Products.GenericSetup.tool import SetupTool
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import getSite


def uninstall(tool: SetupTool) -> None:
    """Forget the posts that wait for their authors (a day's copies, no dossier) and
    when drafts end, signatures are awaited or answers are erased, what was planned, the lists of choices, the library of questions."""
    annotations = IAnnotations(getSite())
    annotations.pop(parking.KEY, None)
    annotations.pop(schedule.ANNOTATION, None)
    for one in (expiry.AGENDA, retention.AGENDA, acts.AGENDA):
        one.forget(getSite())
    lists.forget(getSite())
    library.forget(getSite())
