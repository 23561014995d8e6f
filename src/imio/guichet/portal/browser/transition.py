"""The form of one transition that the applicant may do."""

from __future__ import annotations

from collections.abc import Mapping
from imio.guichet.core.interfaces import IDossierLifecycle
from imio.guichet.core.types import Transition
from imio.guichet.core.types import TransitionRefused
from plone.z3cform import z2
from typing import Any
from z3c.form import form
from z3c.form.field import Fields
from z3c.form.interfaces import IFormLayer


class TransitionForm(form.Form):
    """Fields of a transition, rendered and read by z3c.form.

    It belongs to no URL: the dossier's page shows it and hands it what was posted.
    """

    ignoreContext = True
    enable_csrf_protection = False
    comment = ""
    comment_error = ""

    def __init__(
        self, context: Any, request: Any, transition: Transition, url: str
    ) -> None:
        super().__init__(context, request)
        self.transition = transition
        self.url = url
        self.prefix = f"{transition.id}."
        self.fields = Fields(transition.schema) if transition.schema else Fields()
        self.errors: dict[str, str] = {}

    @property
    def id(self) -> str:
        return f"acte-{self.transition.id}"

    @property
    def multipart(self) -> bool:
        return any("file" in type(w).__name__.lower() for w in self.widgets.values())

    def prepare(self, posted: bool = False) -> None:
        """Make the widgets; ``posted`` shows what was sent."""
        z2.switch_on(self, request_layer=IFormLayer)
        self.ignoreRequest = not posted
        self.updateWidgets()
        if posted:
            value = self.request.form.get(f"{self.prefix}comment", "")
            self.comment = value if isinstance(value, str) else ""

    def perform(self, lifecycle: IDossierLifecycle, step: str) -> None:
        """Carry the transition out with what was posted; raises TransitionRefused.

        The form then shows what was typed and what was wrong.
        """
        self.prepare(posted=True)
        data, errors = self.extractData(setErrors=True)
        if errors:
            found = {error.field.__name__: error.message for error in errors}
            self._note(found)
            raise TransitionRefused("", found)
        values = {name: value for name, value in data.items() if value is not None}
        try:
            lifecycle.perform(self.transition.id, values, self.comment, step=step)
        except TransitionRefused as refused:
            self._note(refused.errors)
            raise

    def _note(self, errors: Mapping[str, str]) -> None:
        self.errors = {name: str(text) for name, text in errors.items()}
        self.comment_error = self.errors.get("comment", "")

    def rows(self) -> list[dict[str, Any]]:
        """Return what the template shows of each field."""
        return [
            {
                "id": widget.id,
                "name": name,
                "label": widget.label,
                "help": widget.field.description,
                "required": widget.required,
                "error": self.errors.get(name, ""),
                "html": widget.render(),
                "single": widget.klass and "single" in widget.klass,
            }
            for name, widget in self.widgets.items()
        ]
