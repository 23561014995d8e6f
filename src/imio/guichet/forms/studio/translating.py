"""A model with its texts in another language: the keys of answers stay."""

from __future__ import annotations

from imio.guichet.forms.studio import model
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.texts import translated
from imio.guichet.forms.studio.texts import Translations


def translate_model(source: str, title: str, known: Translations) -> tuple[str, str]:
    """Return a model's XML and its title with the translations that still hold.

    A model that the studio cannot read stays as it is.
    """
    try:
        form = translated(model.read(source, title), known)
        return model.write_form(form), form["title"]
    except Refused:
        return source, title
