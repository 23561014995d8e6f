"""Mail templates: fixed placeholders put into a text, nothing evaluated.

``${name}`` stands for a value of a fixed list, ``${field.name}`` for what an agent
or the applicant gave in a transition, ``${options.name}`` for the value of an option of
the form. A line whose placeholders are all empty is
left out, so that "Remarque : ${comment}" disappears when there is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping

import re


PLACEHOLDERS: Mapping[str, str] = {
    "reference": "la référence du dossier",
    "procedure": "le titre de la démarche",
    "step": "l'étape, comme les agents la nomment",
    "citizen_step": "l'étape, comme le demandeur la lit",
    "comment": "la remarque faite à l'intention du demandeur",
    "url": "l'adresse où le demandeur suit son dossier",
    "desk_url": "l'adresse du dossier pour les agents",
    "code": "le code de suivi d'un demandeur sans compte",
    "applicant": "le nom du demandeur",
    "behalf": "la personne ou l'entreprise pour qui le demandeur agit",
    "service": "le service qui traite le dossier",
    "service_contact": "comment joindre ce service",
    "town": "le nom de l'administration",
    "date": "la date du jour",
    "submitted": "la date de la demande",
    "deadline": "la date limite de l'étape",
    "answers": "les réponses, page par page, sans numéro national (pas dans un objet)",
}
FIELD_PREFIX = "field."
OPTION_PREFIX = "options."
"""Before the name of an option of the procedure's form: which ones there are, only the
procedure knows. One that it does not have is empty."""

AGENTS_ONLY = frozenset({"step", "desk_url"})
"""Placeholders that no mail to the applicant may hold."""

APPLICANT_ONLY = frozenset({"code", "url"})
"""Placeholders that no mail to agents may hold."""

ANSWERS = "answers"
"""Long, and costly: never in a subject."""

_ANY = re.compile(r"\$(?:\$|\{([^{}]*)\}|)")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_BLANKS = re.compile(r"\n{3,}")


def placeholders(text: str) -> tuple[list[str], list[str]]:
    """Return the names in ``text``, and the pieces that are no placeholder."""
    names: list[str] = []
    wrong: list[str] = []
    for match in _ANY.finditer(text):
        piece, name = match.group(0), match.group(1)
        if piece == "$$":
            continue
        if name is not None and _NAME.fullmatch(name):
            names.append(name)
        else:
            wrong.append(piece if name is not None else text[match.start() :][:12])
    return names, wrong


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with its placeholders replaced; unknown ones are empty.

    Values are put in as they are: what they hold is never read as placeholders.
    """
    lines = [filled for line in text.split("\n") for filled in _line(line, values)]
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()


def fill_line(text: str, values: Mapping[str, str]) -> str:
    """Return one line (a subject): line ends in values become spaces."""
    return " ".join(_put(text, values).split())


def _line(line: str, values: Mapping[str, str]) -> Iterable[str]:
    names, _ = placeholders(line)
    if names and not any(values.get(name) for name in names):
        return ()
    return (_put(line, values),)


def _put(text: str, values: Mapping[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        if match.group(0) == "$$":
            return "$"
        return values.get(match.group(1) or "", "")

    return _ANY.sub(put, text)
