"""Contracts between rooms: content, events, and the adapters rooms provide.

Rooms on one floor never import each other; they look up what is declared here.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from imio.guichet.core.choices import ChoiceTable
from imio.guichet.core.content.category import ICategory
from imio.guichet.core.content.counter import ICounter
from imio.guichet.core.content.dossier import IDossier
from imio.guichet.core.content.dossier import IDossierFile
from imio.guichet.core.content.opinion import IOpinion
from imio.guichet.core.content.procedure import IProcedure
from imio.guichet.core.content.service import IService
from imio.guichet.core.types import AnsweredPage
from imio.guichet.core.types import Column
from imio.guichet.core.types import Problem
from imio.guichet.core.types import Step
from imio.guichet.core.types import TimelineEntry
from imio.guichet.core.types import Transition
from zope.interface import Attribute
from zope.interface import Interface
from zope.interface.interfaces import IObjectEvent
from zope.publisher.interfaces.browser import IDefaultBrowserLayer


__all__ = (
    "IAssignment",
    "IChoiceSource",
    "ICategory",
    "ICoreLayer",
    "ICounter",
    "IDocuments",
    "IDossier",
    "IDossierCommented",
    "IDossierCreated",
    "IDossierDiscarded",
    "IDossierEvent",
    "IDossierFile",
    "IDossierForm",
    "IDossierLifecycle",
    "IDossierStepChanged",
    "IDossierSubmitted",
    "IFormModel",
    "ILifecycles",
    "IMaintenance",
    "IOpinion",
    "IOpinions",
    "IProcedure",
    "IProcedurePublished",
    "IPublicPage",
    "IService",
)


class ICoreLayer(IDefaultBrowserLayer):
    """Browser layer of the core room."""


class IPublicPage(Interface):
    """A view whose page is the same for everybody who is not signed in.

    It may be kept and served again until content or a setting changes. An answer that
    says "no-store" or sets a cookie is not kept. A view whose page changes with anything
    else (the hour, places that are left) has ``page_version() -> str``, which is cheap.
    """


# Events. Subscribers are registered for (IDossier, event interface).


class IDossierEvent(IObjectEvent):
    """Something happened to a dossier (``object``)."""


class IDossierCreated(IDossierEvent):
    """A draft was begun. Nothing is indexed yet."""


class IDossierSubmitted(IDossierEvent):
    """The applicant submitted; the lifecycle's first step is still to be entered."""


class IDossierStepChanged(IDossierEvent):
    """A dossier moved from one step to another."""

    transition = Attribute("Transition id, '' for the first step")
    old_step = Attribute("Step or None")
    new_step = Attribute("Step")


class IDossierCommented(IDossierEvent):
    """A message between applicant and agents, or an internal note, was added."""

    entry = Attribute("imio.guichet.core.journal.Entry")


class IDossierDiscarded(IDossierEvent):
    """A draft is about to be removed by its owner."""


class IProcedurePublished(IObjectEvent):
    """A procedure (``object``) froze its working model as a new live revision."""

    revision = Attribute("imio.guichet.core.revisions.Revision")


# Adapters that rooms provide.


class IFormModel(Interface):
    """A procedure's form, of the live or of a given revision (room forms).

    Named lookup is not needed: adapt ``IProcedure`` for what managers check.
    """

    def check() -> Sequence[Problem]:
        """Return what is wrong in the working model; empty means publishable."""

    def columns() -> Sequence[Column]:
        """Return what was ever asked, of the live revision first, in its order."""

    def blank(language: str) -> str:
        """Return the questions of the live revision for paper: safe HTML, or ''."""


class IPrefillSource(Interface):
    """Named utility: what a room knows of the signed-in person who fills a form.

    A question that is prefilled with ``NAME.VALUE`` begins with what the source of that
    name says. The name is lower case letters; ``user`` (the profile) is the form room's.
    """

    def titles() -> Mapping[str, str]:
        """Return the values there are, {value's name: title for managers}."""

    def value(user_id: str, name: str) -> object:
        """Return what is known of a person now, None for nothing; changes nothing.

        Asked again each time a page comes back: what a locked question holds is the
        source's word, never what was posted.
        """


class IReadsOptions(Interface):
    """Named adapter of a procedure: where a room reads options of its form."""

    def options() -> Mapping[str, str]:
        """Return {name of the option: where it is read, in words}."""


class IDossierForm(Interface):
    """A dossier read through the form it was filled with (room forms)."""

    def pages(internal: bool = False) -> Sequence[AnsweredPage]:
        """Return the pages that were asked, with their answers, in order."""

    def listed() -> Sequence[tuple[str, str]]:
        """Return (question, answer in words) of what lists show of it: few, short.

        In the reference language, and for the index: no rule is evaluated.
        """

    def options() -> Mapping[str, object]:
        """Return the typed values of the form's options, by ``options.NAME``."""

    def option_texts() -> Mapping[str, str]:
        """Return the values of the form's options in plain words, by name."""

    def told(language: str) -> str:
        """Return the answers as plain text in a language, for a mail.

        What citizens do not see is left out, and what no mail may hold (national
        numbers).
        """

    def form_url() -> str:
        """Return the address where the applicant goes on filling a draft."""

    def correct_url() -> str:
        """Return where the applicant corrects the answers; '' when he may not now."""

    def again_url() -> str:
        """Return where the applicant begins a new draft with the same answers."""

    def contact_email() -> str:
        """Return the applicant's address from identity or answers, or ''."""

    def contact_name() -> str:
        """Return the applicant's name from identity or answers, or ''."""


class IDossierLifecycle(Interface):
    """A dossier moved through its lifecycle (room lifecycle)."""

    step: Step = Attribute("Current step")

    def steps() -> Sequence[Step]:
        """Return all steps of the lifecycle, in the order of their definition."""

    def transitions() -> Sequence[Transition]:
        """Return what the current user may do now, in display order.

        The applicant of an anonymous dossier has no user: see ``as_applicant``.
        """

    def as_applicant() -> "IDossierLifecycle":
        """Return the same, acting as the applicant (access already proven)."""

    def perform(
        transition_id: str,
        values: Mapping[str, object] | None = None,
        comment: str = "",
        step: str | None = None,
    ) -> None:
        """Carry out a transition; raises TransitionRefused, having changed nothing.

        ``step`` is the id of the step that the page showed: when the dossier has left
        it since, the transition is refused even if the new step allows it too.
        """

    def values() -> Mapping[str, object]:
        """Return what agents and applicant gave in transitions: the last by field."""

    def timeline(internal: bool = False) -> Sequence[TimelineEntry]:
        """Return the story: past and expected steps. ``internal`` for agents."""


class IOpinions(Interface):
    """Opinions asked within a dossier (room lifecycle)."""

    def can_ask() -> bool:
        """True when the current user may ask opinions now."""

    def advisers() -> Sequence[tuple[str, str]]:
        """Return (service id, title) of the services that can be asked."""

    def ask(
        services: Sequence[str], question: str = "", days: int | None = None
    ) -> Sequence[IOpinion]:
        """Ask services in parallel; asking one twice while open changes nothing."""

    def can_give(opinion: IOpinion) -> bool:
        """True when the current user may answer this opinion now."""

    def give(opinion: IOpinion, advice: str, text: str, file: object = None) -> None:
        """Answer; ``advice`` is favourable, conditional, unfavourable or none.

        Raises TransitionRefused when the current user is not of the service or the
        opinion is already given.
        """

    def withdraw(opinion: IOpinion) -> None:
        """Take a question back; raises TransitionRefused when it is answered."""

    def remind(opinion: IOpinion) -> None:
        """Write again to the service asked; raises TransitionRefused when answered."""

    def state(opinion: IOpinion) -> str:
        """Return requested, given or withdrawn."""

    def all() -> Sequence[IOpinion]:
        """Return the opinions of the dossier, oldest first."""


class IDocuments(Interface):
    """Makes PDF documents (utility of room documents)."""

    def is_available() -> bool:
        """True when PDF can be made on this machine."""

    def answers(dossier: IDossier, request: object, internal: bool = False) -> bytes:
        """Return a dossier's answers as they were asked, as PDF.

        ``internal`` adds what only agents read. Raises DocumentUnavailable.
        """


class IChoiceSource(Interface):
    """A place outside forms where choices are kept: a named utility.

    A form names a table of it as ``name-of-the-utility:name-of-the-table``. Forms are
    filled by anybody: a table that is not ``public`` is never shown in one.
    """

    title = Attribute("What managers call this source")

    def tables() -> Sequence[tuple[str, str]]:
        """Return (name, title) of each table of the current site."""

    def table(name: str) -> ChoiceTable | None:
        """Return a table as it is now, None when there is none of that name.

        It is asked several times for each page: keep what is costly to make, and
        never wait for a network.
        """


class IAssignment(Interface):
    """Who takes care of a dossier, among the people of the handling function.

    All acts are the current user's; each raises TransitionRefused when not allowed.
    """

    def can_claim() -> bool:
        """True when the current user may take the dossier (also from a colleague)."""

    def claim() -> None:
        """Take the dossier; nothing happens when one has it already."""

    def can_release() -> bool:
        """True when the current user has the dossier, or may act for who has it."""

    def release() -> None:
        """Give the dossier back to the service."""

    def candidates() -> Sequence[tuple[str, str]]:
        """Return (user id, name) of those who may take it, sorted by name."""

    def hand_over(user_id: str, note: str = "") -> None:
        """Give the dossier to a colleague, who is told by mail."""


class ILifecycles(Interface):
    """The lifecycles a site knows (utility of room lifecycle)."""

    def names() -> Sequence[tuple[str, str]]:
        """Return (id, title) of each lifecycle."""

    def functions(lifecycle_id: str) -> Sequence[tuple[str, str]]:
        """Return (id, title) of the functions a procedure must bind."""

    def check(
        lifecycle_id: str | None, functions: Mapping[str, Sequence[str]] | None
    ) -> Sequence[Problem]:
        """Return what is wrong in a procedure's choice of lifecycle and services."""


class IMaintenance(Interface):
    """Work that a site needs now and then (named utilities of rooms).

    The outbox's runner asks for it, in the process that runs the outbox, and
    ``python -m imio.guichet.core.maintenance`` does from cron.
    """

    every = Attribute("Seconds between two runs")

    def run(now: datetime) -> bool:
        """Do a small part in the current transaction; True when more remains.

        The current site is the site, the user is the system, there is no request.
        What is to be done is found by an index: the run costs by what is due. Asked
        again after a crash it goes on where it was. ``now`` has a time zone.
        """
