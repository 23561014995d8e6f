"""For whom a request is made, when it is not for the one who fills it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from imio.guichet.i18n import _


SELF = "self"
KINDS = (SELF, "child", "enterprise", "mandate")
"""For oneself, for a child or ward, for an enterprise, for somebody with a mandate."""

TITLES = {
    "child": _("behalf_for_child", default="enfant ou personne sous sa garde"),
    "enterprise": _("behalf_for_enterprise", default="entreprise ou association"),
    "mandate": _("behalf_for_mandate", default="par mandat"),
}


@dataclass(frozen=True)
class Behalf:
    """Whom the applicant acts for: ``kind`` is one of ``KINDS`` but "self".

    It is stored. ``name`` is the person's or the enterprise's; numbers stay with the
    answers.
    """

    kind: str
    name: str

    @property
    def title(self) -> str:
        """How the applicant acts, in words to translate."""
        return TITLES.get(self.kind, "")
