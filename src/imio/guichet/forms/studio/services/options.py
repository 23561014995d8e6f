"""``@guichet-form-options``: the values that the procedure gives to its form's options."""

from __future__ import annotations

from imio.guichet.forms.studio import setting
from imio.guichet.forms.studio import workbench
from imio.guichet.forms.studio.services.form import Problems
from imio.guichet.forms.studio.shape import JSON

import transaction


class Options(Problems):
    """What is in force."""

    def said(self) -> dict[str, JSON]:
        found = setting.said(self.context)
        return {**found, "author": self.name_of(found["author"])}


class Get(Options):
    """The values, and who set them last."""

    def answer(self) -> JSON:
        return self.said()


class Put(Options):
    """Sets values: in force at once, for who begins the form from now on."""

    writes = True

    def answer(self) -> JSON:
        data = self.data
        try:
            setting.put(
                self.context, data.get("values"), data.get("version"), self.user_id
            )
        except setting.WrongValues as wrong:
            transaction.abort()
            errors = {
                name: self.translate(message) for name, message in wrong.errors.items()
            }
            return {**self.error(wrong), "errors": errors}
        except setting.StaleValues as stale:
            transaction.abort()
            return {**self.error(stale), **self.said()}
        problems = self.problems_of(workbench.form_of(self.context))
        return {**self.said(), "problems": problems}
