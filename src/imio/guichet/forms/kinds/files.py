"""Kinds of files."""

from __future__ import annotations

from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


SIZE = Property("max-size", _("prop_max_size", default="Taille au plus"), "size")

KINDS = (
    Kind(
        "file",
        _("kind_file", default="Fichier"),
        "file",
        "paperclip",
        "plone.namedfile.field.NamedBlobFile",
        properties=(
            Property("accept", _("prop_accept", default="Types acceptés")),
            SIZE,
        ),
    ),
    Kind(
        "photo",
        _("kind_photo", default="Photo"),
        "file",
        "camera",
        "plone.namedfile.field.NamedBlobFile",
        widget="photo",
        properties=(SIZE,),
    ),
)
