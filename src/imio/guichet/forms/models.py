"""A procedure's form: read once for each revision, kept in memory, checked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from functools import partial
from imio.guichet.core import options
from imio.guichet.core import revisions
from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.procedure import Procedure
from imio.guichet.core.interfaces import IFormModel
from imio.guichet.core.interfaces import IProcedure
from imio.guichet.core.interfaces import IReadsOptions
from imio.guichet.core.types import Column
from imio.guichet.core.types import Problem
from imio.guichet.forms import behalf
from imio.guichet.forms import metadata
from imio.guichet.forms import options as forms_options
from imio.guichet.forms.blank import blank_form
from imio.guichet.forms.checking import check_rules
from imio.guichet.forms.checking import places
from imio.guichet.forms.controls.groups import for_agents
from imio.guichet.forms.reading import Reader
from imio.guichet.forms.signing import asking
from imio.guichet.forms.studio import model
from imio.guichet.forms.studio import option_checks
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.option_texts import fill_model
from imio.guichet.forms.studio.option_texts import said
from imio.guichet.forms.studio.translating import translate_model
from imio.guichet.forms.types import Form
from plone import api
from plone.uuid.interfaces import IUUID
from threading import Lock
from zope.component import adapter
from zope.component import getAdapters
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer

import re


CACHED_FIELDS = 30_000
"""How many fields of parsed forms one process keeps in memory: some 50 MB, a thousand
revisions of thirty fields. Reading a form again costs some 0.3 ms a field."""

CLEANING = (
    "html_to_plone_outputfilters_html",
    "plone_outputfilters_html_to_html",
    "safe_html",
)
"""Plone's way from HTML to safe HTML. Its ``convertTo`` searches this way anew for each
text, which takes a hundred times as long as going it."""

_H1 = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[A-Za-z/!]|&[a-z#0-9]+;")


Key = tuple[str, int, int, str]
"""UID of the procedure, number of the revision, of the set of option values, language or
'' for the source."""


Source = tuple[str, Mapping[str, str]]
"""XML of a revision, and the values of its options."""


class Cache:
    """The forms used last, by procedure, revision and language. Threads may share it.

    A form is handed out only for the very model and values it was made of: a revision
    or a set of values that was never committed leaves nothing behind. ``size`` is a
    number of fields: a large form counts for as much as it weighs.
    """

    def __init__(self, size: int = CACHED_FIELDS) -> None:
        self._size = size
        self._fields = 0
        self._forms: OrderedDict[Key, tuple[Source, Form]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, source: Source) -> Form | None:
        with self._lock:
            found = self._forms.get(key)
            if found is None or found[0] != source:
                return None
            self._forms.move_to_end(key)
            return found[1]

    def put(self, key: Key, source: Source, form: Form) -> None:
        with self._lock:
            replaced = self._forms.pop(key, None)
            if replaced is not None:
                self._fields -= weight_of(replaced[1])
            self._forms[key] = (source, form)
            self._fields += weight_of(form)
            # The one that was just read stays, however large it is.
            while self._fields > self._size and len(self._forms) > 1:
                _key, (_source, oldest) = self._forms.popitem(last=False)
                self._fields -= weight_of(oldest)

    def clear(self) -> None:
        with self._lock:
            self._forms.clear()
            self._fields = 0


def weight_of(form: Form) -> int:
    """Return how many fields a form has, those inside blocks too; at least one."""
    return sum(1 for _place in places(form)) or 1


cache = Cache()


def form_of(
    procedure: Procedure,
    number: int | None = None,
    option_set: int | None = None,
    language: str | None = None,
) -> Form | None:
    """Return the form of a revision, the live one by default; None without one.

    Its options have the values of a set, by default of the one in force. Its texts are
    in ``language`` (the visitor's, when none is given) where they were translated.
    """
    revision = revisions.get_revision(procedure, number)
    if revision is None:
        return None
    language = language_of(revision, language)
    found = options.set_of(procedure, option_set)
    if f":{metadata.OPTIONS}=" not in revision.model:
        found = None  # no option: all sets give the same form
    key = (IUUID(procedure), revision.number, found.number if found else 0, language)
    values = options.NONE if found is None else found.values
    made_of = (revision.model, values)
    form = cache.get(key, made_of)
    if form is None:
        source, title = revision.model, revision.title
        if language:
            source, title = translate_model(
                source, title, revision.translations[language]
            )
        source = fill_model(source, values, partial(_say, language or "fr"))
        form = Reader(clean_html, values).read(source, title)
        if form is None:  # refused since it was published: nothing can be asked
            return None
        cache.put(key, made_of, form)
    return form


def option_texts(procedure: Procedure, dossier: Dossier) -> dict[str, str]:
    """Return the values of a dossier's options in plain words, in its language."""
    revision = revisions.get_revision(procedure, dossier.revision)
    if revision is None or f":{metadata.OPTIONS}=" not in revision.model:
        return {}
    try:
        declared = forms_options.declared(model.read(revision.model)["options"])
    except Refused:
        return {}
    values = options.values_of(procedure, dossier.option_set)
    told = said(declared, values, partial(_say, dossier.language or "fr"))
    return {name: plain for name, (plain, _html) in told.items()}


def _say(language: str, text: str) -> str:
    return translate(text, target_language=language)


def language_of(revision: revisions.Revision, language: str | None = None) -> str:
    """Return a language (the visitor's, when none is given) when a revision has texts
    in it, else ''."""
    if not revision.translations:
        return ""
    if language is None:
        if getRequest() is None:
            return ""
        language = api.portal.get_current_language()
    return language if language in revision.translations else ""


def clean_html(text: str) -> str:
    """Return safe HTML of what a manager wrote: plain text, or HTML to clean."""
    if not text.strip():
        return ""
    if not _MARKUP.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        return text.replace("\n", "<br>")
    transforms = api.portal.get_tool("portal_transforms")
    for name in CLEANING:
        text = transforms(name, text, mimetype="text/html")
    # The page's own title is the one heading of the first level.
    return _H1.sub(r"<\1h2", text)


def reads_of(procedure: Procedure) -> dict[str, str]:
    """Return the options that other rooms read, {name: where in words}."""
    found: dict[str, str] = {}
    for _name, reads in getAdapters((procedure,), IReadsOptions):
        for name, where in reads.options().items():
            found.setdefault(name, where)
    return found


@implementer(IFormModel)
@adapter(IProcedure)
class FormModel:
    """The form of a procedure's working model, as managers check it."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure

    def read(self) -> tuple[Form | None, list[Problem]]:
        """Return the form of the working model and all that is wrong with it."""
        source = self.procedure.fields_model or ""
        values = options.values_of(self.procedure)
        reader = Reader(clean_html, values)
        filled = fill_model(source, values, partial(_say, "fr"))
        form = reader.read(filled, self.procedure.title)
        if form is None:
            return None, reader.problems
        known = [
            *option_checks.of_model(source, values, reads_of(self.procedure)),
            *asking.problems(form, self.procedure.cosign or "never"),
            *behalf.problems(form, behalf.kinds(self.procedure.behalf)),
        ]
        return form, [*reader.problems, *check_rules(form), *known]

    def check(self) -> list[Problem]:
        return self.read()[1]

    def blank(self, language: str) -> str:
        form = form_of(self.procedure)
        if form is None:
            return ""

        def said(text: str) -> str:
            return translate(text, target_language=language)

        return str(blank_form(form, said))

    def columns(self) -> tuple[Column, ...]:
        found: dict[str, Column] = {}
        request = getRequest()
        numbers = sorted(self.procedure.revisions or (), reverse=True)
        live = self.procedure.live_revision
        for number in sorted(numbers, key=lambda number: number != live):
            form = form_of(self.procedure, number)
            for field in form.fields() if form is not None else ():
                if field.is_answer and field.name not in found:
                    control = for_agents(field.control)
                    cells = control.cells(None)
                    found[field.name] = Column(
                        field.name,
                        translate(field.title, context=request),
                        tuple(suffix for suffix, _text in cells),
                        control.heads(lambda text: translate(text, context=request)),
                    )
        return tuple(found.values())
