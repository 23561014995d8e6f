"""The form of a transition: the fields it asks, over z3c.form's widgets."""

from __future__ import annotations

from imio.guichet.core.types import Transition
from imio.guichet.i18n import _
from typing import Any
from z3c.form import field
from z3c.form import form
from z3c.form.interfaces import ISelectWidget
from zope.schema.interfaces import RequiredMissing


CHOOSE = _("label_desk_choose", default="Choisissez…")
MISSING = _("error_required", default="Ce champ est obligatoire.")


class TransitionForm(form.Form):
    """Renders and reads the fields of ``Transition.schema``; has no buttons."""

    ignoreContext = True
    prefix = "t."

    def __init__(self, context: Any, request: Any, transition: Transition) -> None:
        super().__init__(context, request)
        self.transition = transition
        if transition.schema is not None:
            self.fields = field.Fields(transition.schema)

    def prepare(self, typed: bool) -> None:
        """Make the widgets, with what was typed when ``typed``."""
        self.ignoreRequest = not typed
        self.updateWidgets()
        for widget in self.widgets.values():
            if ISelectWidget.providedBy(widget):  # nothing is chosen beforehand
                widget.prompt = True
                widget.promptMessage = CHOOSE
                widget.update()

    def read(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return (values, errors) by field name; errors are messages."""
        values, views = self.extractData()
        errors = {}
        for view in views:
            missing = isinstance(view.error, RequiredMissing)
            errors[view.widget.field.__name__] = MISSING if missing else view.message
        return values, errors

    def rows(self, errors: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the widgets to show, with the error of each."""
        found = []
        for name, widget in self.widgets.items():
            error, text = errors.get(name), widget.field.description
            notes = [
                f"{widget.id}-{note}"
                for note, shown in (("error", error), ("help", text))
                if shown
            ]
            if notes:
                widget.attributes["aria-describedby"] = " ".join(notes)
            if error:
                widget.attributes["aria-invalid"] = "true"
            found.append(
                {
                    "id": widget.id,
                    "label": widget.label,
                    "help": text,
                    "required": widget.required,
                    "error": error,
                    "html": widget.render(),
                    "own_label": "checkbox" in (widget.klass or ""),
                }
            )
        return found
