"""Kinds of files."""

from __future__ import annotations

from imio.guichet.core import uploads
from imio.guichet.forms.kinds.base import Kind
from imio.guichet.forms.kinds.base import Property
from imio.guichet.i18n import _


LIMITS = (
    Property(
        "max-size",
        _("prop_max_size", default="Taille au plus"),
        "size",
        help=_("prop_max_size_help", default="« 10MB » si rien n'est dit."),
    ),
    Property("multiple", _("prop_multiple", default="Plusieurs fichiers"), "boolean"),
    Property(
        "max-files",
        _("prop_max_files", default="Nombre de fichiers au plus"),
        "number",
        help=_("prop_max_files_help", default="10 si rien n'est dit."),
    ),
    Property(
        "total-size",
        _("prop_total_size", default="Taille au plus, tous ensemble"),
        "size",
        help=_("prop_total_size_help", default="« 25MB » si rien n'est dit."),
    ),
)
ACCEPT = Property(
    "accept",
    _("prop_accept", default="Types acceptés"),
    "some",
    options=(
        ("application/pdf", "PDF"),
        ("image/*", _("accept_images", default="Images")),
        *(
            (kind.mime, f"{kind.word} (.{kind.extensions[0]})")
            for kind in uploads.DOCUMENTS
            if not kind.mime.startswith("image/") and kind.mime != "application/pdf"
        ),
    ),
)
CAPTURE = Property(
    "capture",
    _("prop_capture", default="Prise sur le moment"),
    "boolean",
    help=_(
        "prop_capture_help",
        default="Un téléphone ouvre alors son appareil, sans proposer d'anciennes photos.",
    ),
)

KINDS = (
    Kind(
        "file",
        _("kind_file", default="Fichier"),
        "file",
        "paperclip",
        "plone.namedfile.field.NamedBlobFile",
        properties=(ACCEPT, *LIMITS),
    ),
    Kind(
        "photo",
        _("kind_photo", default="Photo"),
        "file",
        "camera",
        "plone.namedfile.field.NamedBlobFile",
        widget="photo",
        properties=(CAPTURE, *LIMITS),
    ),
    Kind(
        "signature",
        _("kind_signature", default="Signature"),
        "file",
        "pen",
        "plone.namedfile.field.NamedBlobFile",
        widget="signature",
        help=_(
            "kind_signature_help",
            default="Dessinée à la main ; sinon un nom écrit avec une déclaration, ou "
            "une photo.",
        ),
    ),
)
