"""How choices look: buttons to tick, lists that unfold, a field in which one searches."""

from __future__ import annotations

from collections.abc import Iterable
from imio.guichet.core.choices import Choice
from imio.guichet.core.choices import ChoiceTable
from imio.guichet.core.choices import format_price
from imio.guichet.core.choices import LONGEST_TITLE
from imio.guichet.forms.controls.base import Slot
from imio.guichet.forms.html import join
from imio.guichet.forms.html import tag
from imio.guichet.i18n import _
from itertools import groupby
from itertools import islice
from markupsafe import Markup


MOST_FOUND = 20
"""Choices proposed for what was searched."""

CHOOSE = _("label_choose", default="Choisissez…")
SPECIFY = _("label_specify", default="Précisez")


def option(
    slot: Slot,
    number: int,
    kind: str,
    key: str,
    title: object,
    checked: bool,
    *,
    hidden: bool = False,
    classes: str = "g-choice",
    name: str = "",
    **data: object,
) -> Markup:
    """Return one radio button or checkbox with its label."""
    id_ = slot.id if number == 0 else f"{slot.id}-{number}"
    text = title if isinstance(title, Markup) else f" {title}"
    return tag(
        "label",
        tag(
            "input",
            type=kind,
            id=id_,
            name=name or slot.input_name,
            value=key,
            checked=checked and not hidden,
            disabled=slot.disabled or hidden,
            aria_invalid="true" if slot.invalid else None,
            **data,
        ),
        text,
        class_=classes,
        hidden=hidden,
    )


def priced(choice: Choice) -> str:
    """Return a choice's title with its price, as one text."""
    if choice.price is None:
        return choice.title
    return f"{choice.title} ({format_price(choice.price)})"


def _words(slot: Slot, choice: Choice) -> Markup | str:
    """Return what is written beside a button: title, price, help, picture."""
    if choice.price is None and not choice.help and not choice.image:
        return choice.title
    price = help_ = image = None
    if choice.price is not None:
        price = tag("span", format_price(choice.price), class_="g-choice__price")
    if choice.help:
        help_ = tag("span", choice.help, class_="g-choice__help")
    if choice.image:
        image = tag(
            "img",
            src=f"{slot.site_url}/{choice.image}",
            alt=choice.alt,
            loading="lazy",
            class_="g-choice__image",
        )
    title = tag("span", choice.title, class_="g-choice__title")
    return join(
        image, tag("span", title, " ", price, " ", help_, class_="g-choice__text")
    )


def told(slot: Slot) -> dict[str, object]:
    """Return what the script says of what it found."""
    none = _("msg_combo_none", default="Aucune réponse ne convient.")
    some = _("msg_combo_some", default="Réponses trouvées : ")
    clear = _("button_clear_choice", default="Effacer")
    _t = slot.translate
    return {"data_none": _t(none), "data_some": _t(some), "data_clear": _t(clear)}


def is_offered(slot: Slot, choice: Choice) -> bool:
    return slot.offered is None or choice.key in slot.offered


def buttons(
    slot: Slot, kind: str, choices: Iterable[Choice], images: bool = False
) -> Markup:
    """Return radio buttons or checkboxes, one for each choice, under their groups."""
    typed = slot.typed.get("", ())
    drawn: list[Markup] = []
    numbered = list(enumerate(choices))
    for group, members in groupby(numbered, key=lambda pair: pair[1].group):
        inside = []
        for number, choice in members:
            hidden = not is_offered(slot, choice)
            inside.append(
                option(
                    slot,
                    number,
                    kind,
                    choice.key,
                    _words(slot, choice),
                    choice.key in typed,
                    hidden=hidden,
                    classes="g-choice g-choice--image" if choice.image else "g-choice",
                    data_alone=choice.alone,
                )
            )
            if choice.other:
                inside.append(specify(slot))
        if not group:
            drawn += inside
            continue
        heading = f"{slot.id}-group-{numbered.index((number, choice))}"
        drawn.append(
            tag(
                "div",
                tag("span", group, class_="g-choices__title", id=heading),
                *inside,
                class_="g-choices__group",
                role="group",
                aria_labelledby=heading,
            )
        )
    return tag(
        "div", *drawn, class_="g-choices g-choices--images" if images else "g-choices"
    )


def specify(slot: Slot) -> Markup:
    """Return the line in which one says what "another" is."""
    id_ = f"{slot.id}-other"
    return tag(
        "div",
        tag("label", slot.translate(SPECIFY), for_=id_, class_="g-label"),
        tag(
            "input",
            type="text",
            id=id_,
            name=f"{slot.input_name}.other",
            value=slot.first(".other"),
            maxlength="500",
            class_="g-input",
            disabled=slot.disabled,
        ),
        class_="g-other",
    )


def select(
    slot: Slot,
    choices: Iterable[Choice],
    *,
    key: str = "",
    prompt: str = "",
    combobox: bool = False,
    specified: bool = True,
    **more: object,
) -> Markup:
    """Return a list that unfolds; ``key`` ends the input's name (``.1``)."""
    typed = slot.first(key)
    every = list(choices)
    drawn: list[Markup] = []
    for group, members in groupby(every, key=lambda choice: choice.group):
        inside = [
            tag(
                "option",
                priced(choice),
                value=choice.key,
                selected=typed == choice.key and is_offered(slot, choice),
                hidden=not is_offered(slot, choice),
                disabled=not is_offered(slot, choice),
                data_other=choice.other,
            )
            for choice in members
        ]
        drawn += [tag("optgroup", *inside, label=group)] if group else inside
    attributes = {
        "id": slot.id,
        "name": slot.input_name + key,
        "class_": "g-select",
        "data_combobox": combobox,
        **(told(slot) if combobox else {}),
        **slot.aria(),
        **more,
    }
    return join(
        tag(
            "select",
            tag("option", prompt or slot.translate(CHOOSE), value=""),
            *drawn,
            **attributes,
        ),
        specify(slot) if specified and any(one.other for one in every) else None,
    )


def search(slot: Slot, table: ChoiceTable, *, several: bool) -> Markup:
    """Return a field in which one searches a long list; it works without script.

    What was found for the text is proposed below it, to pick from.
    """
    _t = slot.translate
    typed = [key for key in slot.typed.get("", ()) if key in table.by_key]
    chosen = [table.by_key[key] for key in typed]
    text = slot.first(".text")[:LONGEST_TITLE]
    if not text and not several and chosen:
        text = chosen[0].title
    exact = not several and chosen and text == chosen[0].title
    found: list[Choice] = []
    if text and not exact:
        fit = (one for one in table.search(text) if is_offered(slot, one))
        new = (one for one in fit if one not in chosen)
        found = list(islice(new, MOST_FOUND + 1))
    hint = f"{slot.id}-hint"
    said = _(
        "help_search_choice",
        default="Écrivez quelques lettres, puis choisissez parmi les réponses trouvées.",
    )
    aria = slot.aria()
    aria["aria_describedby"] = " ".join(filter(None, (slot.described_by, hint)))
    picked = None
    if several:
        picked = tag(
            "div",
            *(
                option(
                    slot,
                    number,
                    "checkbox",
                    choice.key,
                    _words(slot, choice),
                    True,
                    data_price=_plain_price(choice),
                    data_of=_parents(choice),
                )
                for number, choice in enumerate(chosen, 1)
            ),
            class_="g-choices g-choices--picked",
            data_picked=True,
        )
    return tag(
        "div",
        picked,
        tag("p", _t(said), class_="g-help", id=hint),
        tag(
            "div",
            tag(
                "input",
                type="text",
                id=slot.id,
                name=f"{slot.input_name}.text",
                value=text,
                maxlength=LONGEST_TITLE,
                class_="g-input",
                autocomplete="off",
                aria_label=_t(_("label_add_choice", default="Ajouter une réponse"))
                if several
                else None,
                **aria,
            ),
            class_="g-combo__field",
        ),
        None
        if several
        else tag(
            "input",
            type="hidden",
            name=slot.input_name,
            value=chosen[0].key if exact else "",
            data_price=_plain_price(chosen[0]) if exact else None,
            data_of=_parents(chosen[0]) if exact else None,
            disabled=slot.disabled,
        ),
        _found(slot, found, several) if found else None,
        class_="g-combo",
        data_combo="several" if several else "one",
        data_url=slot.choices_url,
        **told(slot),
    )


def _parents(choice: Choice) -> str | None:
    return "|".join(choice.parents) or None


def _plain_price(choice: Choice) -> str | None:
    return None if choice.price is None else str(choice.price)


def _found(slot: Slot, found: list[Choice], several: bool) -> Markup:
    """Return what was found for a text, to pick from."""
    more = None
    if len(found) > MOST_FOUND:
        said = _(
            "msg_more_choices",
            default="D'autres réponses conviennent : écrivez-en davantage.",
        )
        more = tag("p", slot.translate(said), class_="g-help")
    title = slot.translate(_("label_found_choices", default="Choisissez :"))
    name = slot.input_name if several else f"{slot.input_name}.pick"
    return tag(
        "fieldset",
        tag("legend", title, class_="g-label"),
        tag(
            "div",
            *(
                option(
                    slot,
                    100 + number,
                    "checkbox" if several else "radio",
                    choice.key,
                    _words(slot, choice),
                    False,
                    name=name,
                )
                for number, choice in enumerate(found[:MOST_FOUND])
            ),
            class_="g-choices",
        ),
        more,
        class_="g-combo__found",
        data_found=True,
    )
