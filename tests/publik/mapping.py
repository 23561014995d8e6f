"""What expresses each construct here, or why nothing does.

What stands in backquotes is checked to exist: ``kind:`` a kind of field, ``prop:`` a property of a
kind, ``op:`` an operator of the rules, ``field:`` a field of the procedure's schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Here:
    """What expresses a construct.

    ``how``: ``same`` as it is; ``other`` by other means; ``room`` when a room to come
    brings it (named in the text); ``none`` when nothing should, with the reason.
    """

    how: Literal["same", "other", "room", "none"]
    text: str


def same(text: str) -> Here:
    return Here("same", text)


def other(text: str) -> Here:
    return Here("other", text)


def room(text: str) -> Here:
    return Here("room", text)


def none(reason: str) -> Here:
    return Here("none", reason)


FIELDS = {
    "string": same("`kind:text`; `kind:phone`, `kind:integer`… where it holds one"),
    "text": same("`kind:long-text`"),
    "email": same("`kind:email`"),
    "date": same("`kind:date`"),
    "bool": same("`kind:yes-no` or `kind:consent`"),
    "item": same("`kind:one`"),
    "items": same("`kind:some`"),
    "file": same("`kind:file` or `kind:photo`"),
    "map": same("`kind:place`"),
    "block": same(
        "`kind:block`, `kind:table`; copied in, from the library of the site where it is shared"
    ),
    "page": same("a page"),
    "title": same("`kind:heading`"),
    "subtitle": same("`kind:heading`"),
    "comment": same("`kind:note`"),
    "computed": same("`kind:computed-text`, `kind:computed-number`…"),
}
DISPLAY = {
    "item list": same("`kind:one` with `prop:widget`"),
    "item radio": same("`kind:one` with `prop:widget`"),
    "item autocomplete": same("`kind:one` with `prop:widget`"),
    "item timetable": room("appointments: room booking"),
    "items checkboxes": same("`kind:some`"),
    "text plain": same("`kind:long-text`"),
}
VALIDATION = {
    "digits": same("`kind:integer`, or `prop:pattern` where zeros count"),
    "regex": same("`prop:pattern`"),
    "nrn-be": same("`kind:national-number`"),
    "phone": same("`kind:phone`"),
    "iban": same("`kind:iban`"),
    "django": same("`prop:check`: a rule and its message"),
    "error_message": same("`prop:error`"),
}
PREFILL = {
    "geolocation": other("`kind:place`: the device's position gives the address"),
    "locked": same("`prop:locked`"),
    "string": other("Plone's default of the field, or `prop:compute`"),
    "user _email": same("`prop:prefill`"),
    "user _phone": same("`prop:prefill`"),
    "user _first_name": same("`prop:prefill`: the whole name"),
    "user _last_name": same("`prop:prefill`: the whole name"),
    "user _street": same("`prop:prefill` of `kind:address`"),
    "user _num_house": same("`prop:prefill` of `kind:address`"),
    "user _num_box": same("`prop:prefill` of `kind:address`"),
    "user _zipcode": same("`prop:prefill` of `kind:address`"),
    "user _city": same("`prop:prefill` of `kind:address`"),
    "user _country": room("identity: the register's address"),
    "user _birthdate": room("identity: eID and itsme"),
    "user _niss": room("identity: eID and itsme"),
}
SOURCES = {
    "named": same("`prop:source`"),
    "carddef": same("`prop:source`: a table kept in the site"),
    "jsonvalue": other("choices shown by rule, or `prop:depends` on another answer"),
    "json": room("sources: what a web service says"),
}
OPTIONS = {
    "required": same("`required`, and `prop:require` by rule"),
    "hint": same("the description, and `prop:example`"),
    "anonymise": same("`prop:keep`"),
    "use_hint_as_first_option": none("a list begins with “choose”: a hint is read above it"),
    "display in validation": same("the check page shows each question that was asked"),
    "display in summary": same("the dossier shows each question that was asked"),
    "display in listings": same("`prop:listed`"),
    "display nowhere": other("`kind:note` and `kind:heading` are shown where they help"),
    "display_disabled_items": none("a choice that cannot be made is not shown"),
    "initial_zoom": other("the town's settings: centre and bounds of maps"),
    "default_position": other("the town's settings: centre and bounds of maps"),
    "init_with_geoloc": same("`kind:place`: a button asks for the device's position"),
    "image_desktop_size": none("pictures take the place that the page gives them"),
    "image_mobile_size": none("pictures take the place that the page gives them"),
    "default_items_count": same("`prop:min-rows`"),
    "max_items": same("`prop:max-rows`"),
    "add_element_label": same("`prop:add-label`"),
    "remove_button": same("rows may be removed down to `prop:min-rows`"),
    "remove_element_label": none("the button names the row: “Retirer Témoin 2”"),
    "label_display": same("`prop:row-title`"),
    "automatic_image_resize": same("`kind:photo`: made smaller in the browser"),
    "document_type": same("`prop:accept`"),
    "allow_portfolio_picking": room("portal: documents of a person's space"),
    "minimum_is_future": same("`prop:earliest`"),
    "date_in_the_past": same("`prop:latest`"),
    "date_can_be_today": same("`prop:earliest`, `prop:latest`: today, or +1d"),
    "min_choices": same("`prop:min_length`"),
    "max_choices": same("`prop:max_length`"),
    "freeze_on_initial_value": other("computed again until submission, then kept for ever"),
    "rows": none("boxes grow with what is written"),
    "cols": none("boxes are as wide as `prop:width` says"),
    "size": other("`prop:width`, `prop:max_length`"),
    "class hidden": same("`prop:compute`, not shown, or `kind:constant`"),
    "class newline": other("lines break by themselves: see `prop:width`"),
    "class pk-important": same("`kind:note`"),
    "class pk-information": same("`kind:note`"),
    "class template-meetings": room("appointments: room booking"),
    **{
        f"class grid-{size}": same("`prop:width`")
        for size in (
            "1-1", "1-2", "1-3", "1-4", "2-3", "2-4", "3-4", "2-12", "5-12",
        )
    },
}  # fmt: skip
FORMS = {
    "name": same("title"),
    "description": same("description, and what the procedure's page says"),
    "url_name": same("id"),
    "internal_identifier": same("id"),
    "max_field_id": none("fields are known by their names"),
    "category": same("the category it is in"),
    "workflow": same("`field:lifecycle`"),
    "workflow option": same("an option of the form: each procedure sets its value"),
    "roles": other("`field:functions`: who holds which function"),
    "user-roles": other("`field:assurance`"),
    "backoffice-submission-roles": other("`prop:channel`: agents at the counter"),
    "submission_user_association": other("agents name the applicant at the counter"),
    "history_pane_default_mode": none("the desk shows the story beside the answers"),
    "confirmation": same("the check page is always there"),
    "detailed_emails": same("the confirmation mail may tell the answers"),
    "disabled": same("states of publication: private, published, retired"),
    "always_advertise": other(
        "`field:opens` and `field:closes` say when; the page stays"
    ),
    "enable_tracking_codes": same("each anonymous dossier has a code"),
}
TESTS = {
    "==": same("`op:==`"),
    "!=": same("`op:!=`"),
    "<": same("`op:<`"),
    "<=": same("`op:<=`"),
    ">": same("`op:>`"),
    ">=": same("`op:>=`"),
    "in": same("`op:in`"),
    "not in": same("`op:!` of `op:in`"),
    "not": same("`op:!`"),
    "and": same("`op:and`"),
    "or": same("`op:or`"),
    "is": same("`op:empty`, `op:filled`"),
    "never": none("what is never shown is left out of the form"),
    "template if": same("`op:if`"),
    "template elif": same("`op:if`"),
    "template else": same("`op:if`"),
    "template firstof": same("`op:if` with `op:filled`"),
    "template for": other("`op:sum`, `op:count` over rows; choices by rule"),
    "template with": none("a value is computed once, in a field of its own"),
    "|add": same("`op:+`"),
    "|multiply": same("`op:*`"),
    "|add_days": same("`op:add_days`"),
    "|add_working_days": same("`op:add_working_days`"),
    "|date": none("answers are typed: a date is a date"),
    "|default": same("`op:var` with a default"),
    "|default_if_none": same("`op:var` with a default"),
    "|length": same("`op:count`, `op:length`"),
    "|lower": same("`op:lower`"),
    "|getlist": same("`op:sum` and `op:count` of a column"),
    "|split": none("a list is a list: `kind:some`, or rows of `kind:block`"),
    "|json_dumps": none("no text is made to be parsed again"),
    "|unlazy_filter": none("an inner matter of that platform"),
    "|is_strong_authentication": room("identity: levels of assurance in rules"),
    "|authentication_delivrance_items_visibility": room("identity: levels in rules"),
}
VALUES = {
    "answer": same("`op:var`"),
    "form option": same(
        "`op:var` of `options.NAME`; `${options.NAME}` in a text or mail"
    ),
    "today": same("`op:today`"),
    "profile": other("`prop:prefill`, then `op:var`"),
    "data source": same("`prop:source`; `op:price` reads its prices"),
    "web service": room("sources: what a web service says"),
    "site variable": other("`kind:constant`"),
}

MAPPING: dict[tuple[str, str], Here] = {
    (kind, name): here
    for kind, table in {
        "field": FIELDS,
        "display": DISPLAY,
        "validation": VALIDATION,
        "prefill": PREFILL,
        "source": SOURCES,
        "option": OPTIONS,
        "form": FORMS,
        "test": TESTS,
        "value": VALUES,
        "computed": {"value_template": same("`prop:compute`")},
        "exit": {
            "post_condition": same(
                "`guichet:refuse` of the page: a rule and its message"
            )
        },
    }.items()
    for name, here in table.items()
}
