"""``@guichet-form-preview`` and the recorded tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from imio.guichet.core.options import values_of
from imio.guichet.forms import clock
from imio.guichet.forms import models
from imio.guichet.forms import options
from imio.guichet.forms.studio import playing
from imio.guichet.forms.studio import problems
from imio.guichet.forms.studio import recorded
from imio.guichet.forms.studio import texts
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.preview import preview
from imio.guichet.forms.studio.services.base import StudioService
from imio.guichet.forms.studio.shape import check_form
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.types import Form
from imio.guichet.i18n import _
from zope.i18n import translate

import json


class Trial(StudioService):
    """Reads the form that is tried: the posted one, or the working model."""

    def form(
        self,
        data: dict[str, JSON],
        language: str = "",
        values: Mapping[str, str] | None = None,
    ) -> Form:
        """Return the form with some values of its options, the procedure's by default."""
        given = data.get("form")
        form = workbench.form_of(self.context) if given is None else check_form(given)
        if language:
            form = texts.translated(form, self.context.translations.get(language, {}))
        if values is None:
            values = values_of(self.context)
        read, found = problems.read(
            form, models.clean_html, values, translate=partial(_say, language or "fr")
        )
        if read is None:
            raise Refused(found[0].message, found[0].place)
        return read

    def tried(self, data: dict[str, JSON]) -> dict[str, str] | None:
        """Return the values of options that are tried, None for the procedure's."""
        given = data.get("options")
        return None if given is None else recorded.options_of(given)


def _say(language: str, text: str) -> str:
    return translate(text, target_language=language)


class Preview(Trial):
    """A page drawn from a posted form; nothing is stored."""

    def answer(self) -> JSON:
        data = self.data
        language = self.text(data, "language")
        day = data.get("today")
        return preview(
            self.form(data, language, self.tried(data)),
            playing.inputs_of(data.get("answers")),
            self.text(data, "page"),
            recorded.day_of(day) if day else clock.today(),
            recorded.person_of(data.get("as", "anonymous")),
            lambda text: translate(
                text, context=self.request, target_language=language or None
            ),
        )


def version_of(tests: object) -> str:
    """Return what changes when the tests do."""
    text = json.dumps(tests, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:20]


class GetTests(Trial):
    """The recorded tests, each with what the working model gives for it now."""

    def answer(self) -> JSON:
        tests = self.context.tests
        when = datetime.isoformat(clock.now(), timespec="seconds")
        results = {}
        if tests:
            results = {
                found["id"]: found
                for found in recorded.run(
                    lambda values: self.form({}, values=values), tests, self.translate
                )
            }
        return {
            "items": [
                {**test, "result": {**results[test["id"]], "when": when}}
                for test in tests
            ],
            "version": version_of(tests),
        }


class PutTests(StudioService):
    """Replaces the recorded tests."""

    writes = True

    def answer(self) -> JSON:
        data = self.data
        tests = recorded.check_tests(data.get("items"))
        stored = self.context.tests
        if self.text(data, "version") != version_of(stored) and tests != stored:
            raise Refused(
                _(
                    "studio_tests_conflict",
                    default="Quelqu'un d'autre a modifié les essais entre-temps.",
                ),
                status=409,
            )
        if tests != stored:
            self.context.tests = tests
        return {"items": list(tests), "version": version_of(tests)}


class RunTests(Trial):
    """Runs recorded tests on the posted form, or on the working model."""

    def answer(self) -> JSON:
        data = self.data
        wanted = data.get("ids")
        if wanted is not None and not isinstance(wanted, list):
            raise Refused(_("studio_test", default="Un essai ne peut être lu."), "ids")
        tests = [
            test
            for test in self.context.tests
            if wanted is None or test["id"] in wanted
        ]
        return {
            "items": recorded.run(
                lambda values: self.form(data, values=values), tests, self.translate
            )
        }


class RecordTest(Trial):
    """Returns a test for a play: what the form gives for it is what it expects."""

    def answer(self) -> JSON:
        data = self.data
        given = {key: data[key] for key in recorded.KEYS & set(data)}
        test = recorded.check_test(given, expected=False)
        form = self.form(data, values=test.get("options"))
        if form.option_types and "options" not in test:
            test["options"] = self._in_force(data)
        return {**test, "expect": recorded.outcome(form, test, self.translate)}

    def _in_force(self, data: dict[str, JSON]) -> dict[str, str]:
        """Return the values of the form's options now, defaults included: the test says
        what it was recorded with."""
        given = data.get("form")
        form = workbench.form_of(self.context) if given is None else check_form(given)
        values = values_of(self.context)
        found = {
            option.name: options.text_of(option, values)
            for option in options.declared(form["options"])
        }
        return {name: text for name, text in found.items() if text}
