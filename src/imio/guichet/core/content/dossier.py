"""A dossier: one request, from draft to its end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from imio.guichet.core.annotatable import annotatable
from imio.guichet.core.behalf import Behalf
from imio.guichet.core.catalog import DossierCatalogAware
from imio.guichet.core.signing import Signing
from imio.guichet.core.signing import SigningState
from imio.guichet.core.types import Act
from imio.guichet.core.types import Phase
from persistent.mapping import PersistentMapping
from plone.app.contenttypes.content import File
from plone.app.contenttypes.interfaces import IFile
from plone.dexterity.content import Container
from plone.supermodel import model
from zope.interface import implementer


class IDossier(model.Schema):
    """One request. Its data are plain attributes: see ``Dossier``."""


class IDossierFile(IFile):
    """A document added to or made in a dossier."""


@dataclass(frozen=True)
class Former:
    """Answers as they were before a correction. ``user`` is "" for anonymous."""

    when: datetime
    user: str
    values: Mapping[str, object]


@annotatable
@implementer(IDossier)
class Dossier(DossierCatalogAware, Container):
    """One request.

    Its id is its reference. What changes is set through ``core.dossiers`` and the
    lifecycle, which record and index it; nothing else writes these attributes.
    """

    _ordering = "unordered"

    reference: str = ""
    procedure_uid: str = ""
    revision: int = 0
    """Number of the procedure's revision it was filled with."""

    option_set: int = 0
    """Number of the procedure's set of option values it was begun with."""

    lifecycle: str = ""
    """Id of the lifecycle of its revision; '' when it has none."""

    acts: tuple[Act, ...] = ()
    """What was done with it since its submission, oldest first."""

    channel: str = "web"
    """How it came: web, counter, phone or mail."""

    applicant: str | None = None
    """User id of the applicant; None for anonymous people."""

    applicant_name: str = ""
    applicant_email: str = ""
    behalf: Behalf | None = None
    """Whom the applicant acts for; None for the applicant."""

    secret: str = ""
    """Code that lets an anonymous applicant follow it."""

    answers: PersistentMapping
    """Typed Python values by field name; uploads are NamedBlobFile."""

    progress: tuple[str, ...] = ()
    """Ids of the pages saved so far, while a draft."""

    phase: Phase = Phase.DRAFT
    step: str = "draft"
    step_title: str = ""
    citizen_step_title: str = ""

    functions: PersistentMapping
    """Function name -> tuple of principal ids that hold it now."""

    function_roles: PersistentMapping
    """Function name -> role on this dossier: Handler, Advisor or Reader."""

    service: str = ""
    """Id of the service that handles it now."""

    handler: str | None = None
    """User id of the agent who claimed it."""

    waiting_for: tuple[str, ...] = ()
    """Principal ids from whom an act is awaited now."""

    submitted: datetime | None = None
    """Moment of submission, with time zone."""

    deadline: date | None = None
    changed: datetime | None = None
    """Moment of the last act that people would call news, with time zone."""

    warned: datetime | None = None
    """``changed`` of the draft when its owner was told that it will be removed."""

    signing: Signing | None = None
    """Signatures of others: awaited (then it is still a draft), given, or refused."""

    former: tuple[Former, ...] = ()
    """Answers that the applicant corrected, the oldest first."""

    journal = None
    """core.journal.Journal: messages and notes; made on first use."""

    audit = None
    """core.audit.Trail: who read or changed it; made on first use."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.answers = PersistentMapping()
        self.functions = PersistentMapping()
        self.function_roles = PersistentMapping()

    @property
    def is_draft(self) -> bool:
        return self.phase == Phase.DRAFT

    @property
    def awaits_signatures(self) -> bool:
        """True for a draft that was sent and counts when others have signed it.

        Its answers are sealed: nothing writes them.
        """
        found = self.signing
        return (
            self.is_draft and found is not None and found.state == SigningState.WAITING
        )

    @property
    def sent(self) -> datetime | None:
        """When the applicant sent it: before ``submitted`` when others had to sign.

        Rules that read today's date keep the answer they had then.
        """
        if self.signing is not None and self.signing.is_sealed:
            return self.signing.sent
        return self.submitted

    def __before_publishing_traverse__(self, dossier, request) -> None:
        """To strangers it does not exist."""
        from imio.guichet.core.gate import guard

        guard(dossier, request)
        super().__before_publishing_traverse__(dossier, request)


@implementer(IDossierFile)
class DossierFile(DossierCatalogAware, File):
    """A Plone File of a dossier: never in the site's search.

    ``side`` says who brought it; ``for_applicant`` whether the applicant sees it.
    """

    side = "applicant"
    for_applicant = True

    def indexed(self) -> bool:
        return False
