"""``@guichet-form``: the working model, taken up and saved; ``-check``: its problems."""

from __future__ import annotations

from imio.guichet.core.options import values_of
from imio.guichet.forms import models
from imio.guichet.forms import options
from imio.guichet.forms.studio import palette
from imio.guichet.forms.studio import problems
from imio.guichet.forms.studio import setting
from imio.guichet.forms.studio import words
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.hints import hints
from imio.guichet.forms.studio.publication import state_of
from imio.guichet.forms.studio.services.base import StudioService
from imio.guichet.forms.studio.shape import check_form
from imio.guichet.forms.studio.shape import JSON
from plone import api


class Problems(StudioService):
    """Tells the problems of a form."""

    def problems_of(self, form: dict[str, JSON]) -> list[dict[str, JSON]]:
        _read, found = problems.read(
            form,
            models.clean_html,
            values_of(self.context),
            models.reads_of(self.context),
            self.translate,
        )
        found = [*found, *hints(form)]
        return problems.told(form, found, self.translate)

    def conflict(self, conflict: workbench.Conflict) -> JSON:
        """Return what is stored, and who stored it when."""
        return {
            **self.error(conflict),
            "version": workbench.version_of(self.context),
            "form": workbench.form_of(self.context),
            "author": self.name_of(conflict.author),
            "when": conflict.when,
        }


class Get(Problems):
    """All that the studio begins with."""

    def answer(self) -> JSON:
        form = workbench.form_of(self.context)
        user = self.user_id
        return {
            "form": form,
            "version": workbench.version_of(self.context),
            "problems": self.problems_of(form),
            "state": state_of(self.context),
            "kinds": palette.kinds(self.translate),
            "common": palette.common_properties(self.translate),
            "option_types": [
                {"id": id_, "title": self.translate(title)}
                for id_, title in options.TYPES.items()
            ],
            "options": setting.said(self.context),
            "languages": languages(),
            "user": {"id": user, "name": self.name_of(user)},
        }


class Put(Problems):
    """Saves the working model."""

    writes = True

    def answer(self) -> JSON:
        data = self.data
        form = check_form(data.get("form"))
        version = self.text(data, "version")
        try:
            version = workbench.save(self.context, form, version, self.user_id)
        except workbench.Conflict as conflict:
            return self.conflict(conflict)
        return {
            "version": version,
            "problems": self.problems_of(form),
            "saved": workbench.saved_at(self.context),
            "state": state_of(self.context),
        }


class Check(Problems):
    """Problems, rules in words and dependents of a posted form. Nothing is stored."""

    def answer(self) -> JSON:
        form = check_form(self.data.get("form"))
        return {
            "problems": self.problems_of(form),
            "said": words.said(form),
            "dependents": words.dependents(form),
        }


def languages() -> list[str]:
    """Return the languages of the site, the reference one first."""
    tool = api.portal.get_tool("portal_languages")
    first = tool.getDefaultLanguage()
    return [first, *(code for code in tool.getSupportedLanguages() if code != first)]
