"""``@guichet-form-texts``: the texts of a form in the languages of the site."""

from __future__ import annotations

from hashlib import sha256
from imio.guichet.forms.studio import texts
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.errors import Refused
from imio.guichet.forms.studio.services.base import StudioService
from imio.guichet.forms.studio.services.form import languages
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.i18n import _

import json


class Texts(StudioService):
    """Texts of the working model, side by side."""

    def said(self) -> JSON:
        others = languages()[1:]
        translations = self.context.translations
        form = workbench.form_of(self.context)
        return {
            "languages": others,
            "items": texts.side_by_side(form, translations, others),
            "version": self.version(),
        }

    def version(self) -> str:
        stored = json.dumps(self.context.translations, sort_keys=True)
        return sha256(stored.encode()).hexdigest()[:20]


class Get(Texts):
    """Side by side."""

    def answer(self) -> JSON:
        return self.said()


class Put(Texts):
    """Saves translations. Only what is sent changes."""

    writes = True

    def answer(self) -> JSON:
        data = self.data
        stored = self.context.translations
        form = workbench.form_of(self.context)
        found = texts.taken(data.get("items"), form, stored, languages()[1:])
        if found != stored:
            if self.text(data, "version") != self.version():
                raise Refused(
                    _(
                        "studio_texts_conflict",
                        default="Quelqu'un d'autre a modifié les traductions entre-temps.",
                    ),
                    status=409,
                )
            self.context.translations = found
        return self.said()
