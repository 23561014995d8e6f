"""How files are asked: those given, each with its button, and the input for more."""

from __future__ import annotations

from imio.guichet.core import uploads
from imio.guichet.core.filenames import format_size
from imio.guichet.core.images import REWRITTEN
from imio.guichet.forms.controls.base import Message
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.controls.given import files_of
from imio.guichet.forms.controls.given import key_of
from imio.guichet.forms.controls.given import links
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from markupsafe import Markup
from typing import Any
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from imio.guichet.forms.controls.files import File

SENDING = _("msg_file_sending", default="Envoi : ${percent} %")
REFUSED = _(
    "msg_file_not_sent",
    default="Le fichier n'a pu être envoyé. Vérifiez la connexion, puis recommencez.",
)


def draw_files(control: File, slot: Slot) -> Markup:
    """Return the files given, and the input for one more when there may be one."""
    files = files_of(slot.kept)
    full = control.multiple and len(files) >= control.max_files
    described = " ".join(filter(None, (slot.described_by, f"limits-{slot.name}")))
    aria = {**slot.aria(), "aria_describedby": described}
    if files:
        aria["aria_required"] = None
    aria["disabled"] = slot.disabled or full
    return tag(
        "div",
        kept_list(control, slot),
        tag(
            "input",
            type="file",
            id=slot.id,
            name=slot.input_name,
            class_="g-file",
            accept=uploads.accept(control.kinds),
            multiple=control.multiple,
            capture="environment" if control.camera else None,
            data_max_size=control.max_size,
            data_file=True,
            data_full=full,
            **aria,
        ),
        tag(
            "p",
            slot.translate(_limits(control)),
            id=f"limits-{slot.name}",
            class_="g-help",
        ),
        _add_button(slot) if control.multiple and not full else None,
        progress(slot),
        class_="g-stack g-files",
    )


def _limits(control: File) -> Message:
    values = {
        "kinds": uploads.words(control.kinds),
        "max": format_size(control.max_size),
    }
    if not control.multiple:
        return _(
            "help_file_limits", default="${kinds}, ${max} au plus.", mapping=values
        )
    return _(
        "help_files_limits",
        default="${number} fichiers au plus : ${kinds}, ${max} au plus chacun.",
        mapping={**values, "number": control.max_files},
    )


def progress(slot: Slot) -> Markup:
    """Return where our script tells of what is on its way."""
    return tag(
        "div",
        tag("progress", max="100", value="0", hidden=True, aria_hidden="true"),
        tag("span", class_="g-small g-muted", role="status"),
        class_="g-files__progress",
        data_sending=slot.translate(SENDING),
        data_refused=slot.translate(REFUSED),
    )


def _add_button(slot: Slot) -> Markup:
    return tag(
        "button",
        slot.translate(_("button_add_files", default="Ajouter le fichier choisi")),
        type="submit",
        name="act",
        value=f"add:{slot.name}",
        formaction=f"{slot.action}#field-{slot.name}",
        class_="g-btn g-btn--secondary g-btn--small",
        disabled=slot.disabled,
        data_add=True,
    )


def kept_list(control: File, slot: Slot) -> Markup | None:
    """Return the files given, each with a link and a button that takes it away."""
    files = files_of(slot.kept)
    if not files:
        return None
    shown = zip(files, links(slot.kept, slot.translate), strict=True)
    count = _(
        "label_files_count",
        default="Fichiers donnés : ${count}",
        mapping={"count": len(files)},
    )
    return tag(
        "ul",
        *(_row(slot, file, link, number) for number, (file, link) in enumerate(shown)),
        id=f"{slot.id}-kept",
        class_="g-files__list",
        tabindex="-1",
        aria_label=slot.translate(count),
        data_kept=len(files),
    )


def _row(slot: Slot, file: Any, link: tuple[str, str], number: int) -> Markup:

    url = f"{slot.file_url}{link[0]}" if slot.file_url else ""
    thumbnail = None
    if url and file.contentType in REWRITTEN:
        thumbnail = tag(
            "img", src=f"{url}?small=1", alt="", width="64", height="64", loading="lazy"
        )
    remove = slot.translate(_("button_remove_file", default="Retirer"))
    return tag(
        "li",
        thumbnail,
        tag("a", link[1], href=url, class_="g-files__name")
        if url
        else tag("span", link[1], class_="g-files__name"),
        tag(
            "button",
            remove,
            tag("span", f" {file.filename}", class_="g-sr"),
            type="submit",
            name="act",
            value=f"remove:{slot.name}:{key_of(file, number)}",
            formaction=f"{slot.action}#field-{slot.name}",
            class_="g-btn g-btn--link g-btn--small",
            disabled=slot.disabled,
            data_remove=True,
        ),
    )
