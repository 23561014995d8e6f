"""Lifecycles of a site: installing, finding and listing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from imio.guichet.core.catalog import get_catalog
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.interfaces import ILifecycles
from imio.guichet.core.types import Phase
from imio.guichet.core.types import Problem
from imio.guichet.i18n import _
from imio.guichet.lifecycle import compiler
from imio.guichet.lifecycle import model
from imio.guichet.lifecycle import people
from imio.guichet.lifecycle import reader
from imio.guichet.lifecycle.content import FOLDER_ID
from imio.guichet.lifecycle.content import Lifecycle
from imio.guichet.lifecycle.content import LIFECYCLE_TYPE
from imio.guichet.lifecycle.content import LifecycleFolder
from imio.guichet.lifecycle.reader import LifecycleError
from imio.guichet.lifecycle.texts import tr
from Products.CMFCore.permissions import AccessContentsInformation
from Products.CMFCore.permissions import ListFolderContents
from Products.CMFCore.permissions import ModifyPortalContent
from Products.CMFCore.permissions import View
from typing import Any
from zope.component.hooks import getSite
from zope.event import notify
from zope.interface import implementer
from zope.lifecycleevent import ObjectCreatedEvent
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


READERS = ("Form Manager", "Guichet Manager", "Manager")


def check(source: str | bytes) -> Sequence[Problem]:
    """Return what is wrong in a lifecycle file; empty when it can be installed."""
    try:
        reader.read(source)
    except LifecycleError as error:
        return error.problems
    return ()


def install(site: Any, source: str | bytes) -> Lifecycle:
    """Install a lifecycle file, or update the one with its id, and return it.

    Raises LifecycleError with every problem, having changed nothing. A step where
    dossiers are cannot be taken away.
    """
    text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
    definition = reader.read(source)
    folder = make_folder(site)
    if definition.id not in folder:
        content = Lifecycle(definition.id)
        content.portal_type = LIFECYCLE_TYPE
        content.title = definition.title
        content.source = text
        notify(ObjectCreatedEvent(content))
        folder._setObject(definition.id, content)
        return folder[definition.id]
    content = folder[definition.id]
    if content.source != text:
        problems = lost_steps(site, definition)
        if problems:
            raise LifecycleError(problems)
        content.source = text
        content.title = definition.title
        notify(ObjectModifiedEvent(content))
    return content


def lost_steps(site: Any, definition: model.Lifecycle) -> list[Problem]:
    """Return a problem for each step gone from a lifecycle where dossiers still are."""
    folder = make_folder(site)
    if definition.id not in folder:
        return []
    workflow = site.portal_workflow.getWorkflowById(compiler.workflow_id(definition.id))
    known = set(workflow.states.objectIds()) if workflow is not None else set()
    gone = known - set(definition.step) - {compiler.DRAFT}
    found: Counter[str] = Counter()
    for step in gone:
        for brain in get_catalog(site).search_all({"step": step}):
            dossier = brain.getObject()
            found[step] += dossier.lifecycle == definition.id
    return [
        Problem(
            "$.steps", f"l'étape « {step} » ne peut disparaître : {count} dossier(s)"
        )
        for step, count in sorted(found.items())
        if count
    ]


def make_folder(site: Any) -> LifecycleFolder:
    """Return the folder of lifecycles, made when missing."""
    if FOLDER_ID not in site.objectIds():
        site._setObject(FOLDER_ID, LifecycleFolder(FOLDER_ID), set_owner=0)
        folder = site[FOLDER_ID]
        for permission in (
            View,
            AccessContentsInformation,
            ListFolderContents,
            ModifyPortalContent,
        ):
            folder.manage_permission(permission, READERS, acquire=0)
    return site[FOLDER_ID]


def find(lifecycle_id: str) -> model.Lifecycle | None:
    """Return a lifecycle of the current site by id, whoever asks, or None."""
    folder = getattr(getSite(), FOLDER_ID, None)
    if not lifecycle_id or folder is None:
        return None
    content = folder._getOb(lifecycle_id, None)
    return content.definition if content is not None else None


def lifecycle_of(dossier: Dossier) -> model.Lifecycle | None:
    """Return the lifecycle of a dossier, None when it has none (any more)."""
    return find(dossier.lifecycle)


def draft_step(lifecycle: model.Lifecycle | None = None) -> model.StepDef:
    """Return the step before the first: the applicant is still writing."""
    return model.StepDef(compiler.DRAFT, "Brouillon", "Brouillon", Phase.DRAFT)


@implementer(ILifecycles)
class Lifecycles:
    """The lifecycles of the current site."""

    def names(self) -> Sequence[tuple[str, str]]:
        folder = getattr(getSite(), FOLDER_ID, None)
        found = [] if folder is None else folder.objectValues()
        return sorted(
            ((item.getId(), item.title) for item in found), key=lambda item: item[1]
        )

    def functions(self, lifecycle_id: str) -> Sequence[tuple[str, str]]:
        definition = find(lifecycle_id)
        if definition is None:
            return ()
        return tuple((item.id, item.title) for item in definition.functions)

    def check(
        self,
        lifecycle_id: str | None,
        functions: Mapping[str, Sequence[str]] | None,
    ) -> Sequence[Problem]:
        if not lifecycle_id:
            text = _(
                "warning_no_lifecycle",
                default="Aucun cycle de vie : les demandes restent sans suite.",
            )
            return (Problem("lifecycle", tr(text), "warning"),)
        definition = find(lifecycle_id)
        if definition is None:
            text = _(
                "error_no_lifecycle",
                default="Le cycle de vie « ${id} » n'existe pas.",
                mapping={"id": lifecycle_id},
            )
            return (Problem("lifecycle", tr(text)),)
        return tuple(_binding_problems(definition, functions or {}))


def _binding_problems(
    definition: model.Lifecycle, functions: Mapping[str, Sequence[str]]
) -> Iterator[Problem]:
    for function in definition.functions:
        if function.required and not functions.get(function.id):
            text = _(
                "error_function_unbound",
                default="« ${title} » n'est confié à aucun service.",
                mapping={"title": function.title},
            )
            yield Problem(f"functions.{function.id}", tr(text))
    for name, services in functions.items():
        if name not in definition.function:
            text = _(
                "error_function_unknown",
                default="Le cycle de vie n'a pas de fonction « ${id} ».",
                mapping={"id": name},
            )
            yield Problem(f"functions.{name}", tr(text))
        for service in services:
            if people.find_service(service) is None:
                text = _(
                    "warning_service_unknown",
                    default="Le service « ${id} » n'existe pas encore.",
                    mapping={"id": service},
                )
                yield Problem(f"functions.{name}", tr(text), "warning")


def lifecycles_vocabulary(context: Any) -> SimpleVocabulary:
    """The lifecycles that a procedure can follow."""
    return SimpleVocabulary(
        [SimpleTerm(name, title=title) for name, title in Lifecycles().names()]
    )
