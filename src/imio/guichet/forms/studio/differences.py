"""What changed between two forms, for people: texts as they are, rules in words. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from imio.guichet.forms import options
from imio.guichet.forms.controls.base import Translate
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.kinds.base import Property
from imio.guichet.forms.studio.places import page_place
from imio.guichet.forms.studio.places import placed
from imio.guichet.forms.studio.shape import JSON
from imio.guichet.forms.studio.shape import properties_of
from imio.guichet.forms.studio.words import labels_of
from imio.guichet.forms.studio.words import rule_of
from imio.guichet.i18n import _
from imio.guichet.rules import describe


TITLES = {
    "title": _("diff_title", default="Titre"),
    "description": _("diff_description", default="Description"),
    "help": _("diff_help", default="Aide"),
    "show": _("prop_show", default="Montrer quand"),
    "refuse": _("diff_refuse", default="Refuser la page quand"),
    "kind": _("diff_kind", default="Type de question"),
    "required": _("diff_required", default="Obligatoire"),
    "opaque": _("diff_opaque", default="Réglages avancés"),
}
YES = _("label_yes", default="Oui")
NO = _("label_no", default="Non")
UNREADABLE = _("diff_unreadable", default="règle illisible")

OPTION = (
    Property("title", TITLES["title"]),
    Property(
        "type",
        _("diff_option_type", default="Type"),
        "one",
        options=tuple(options.TYPES.items()),
    ),
    Property("help", TITLES["help"], "lines"),
    Property("required", TITLES["required"], "boolean"),
    Property("default", _("diff_option_default", default="Valeur par défaut")),
    Property("choices", _("diff_option_choices", default="Choix"), "choices"),
)
"""What an option says, as the properties of a field."""

Change = dict[str, JSON]
Home = tuple[str, str]
"""Where a field is: the id of its page, the place of its block or ''."""


def compare(
    before: dict[str, JSON], after: dict[str, JSON], translate: Translate
) -> list[Change]:
    """Return the changes from one form to another: see ``changes`` of the contract."""
    return list(_Comparison(before, after, translate).changes())


class _Comparison:
    def __init__(
        self, before: dict[str, JSON], after: dict[str, JSON], translate: Translate
    ) -> None:
        self.before, self.after, self.translate = before, after, translate
        self.known: dict[tuple[int, str], dict[str, str]] = {}

    def changes(self) -> Iterator[Change]:
        if self.before["title"] != self.after["title"]:
            yield self._changed(
                "", "", self.after["title"], "title",
                self.before["title"], self.after["title"],
            )  # fmt: skip
        yield from self._options()
        yield from self._pages()
        yield from self._fields()

    # Options

    def _options(self) -> Iterator[Change]:
        old = {option["name"]: option for option in self.before.get("options", [])}
        new = {option["name"]: option for option in self.after.get("options", [])}
        for name, option in old.items():
            if name not in new:
                yield self._line(f"options:{name}", "", "removed", _titled(option))
        for name, option in new.items():
            place = f"options:{name}"
            if name not in old:
                yield self._line(place, "", "added", _titled(option))
                continue
            for prop in OPTION:
                yield from self._property(
                    "", place, _titled(option), prop,
                    old[name].get(prop.name), option.get(prop.name),
                )  # fmt: skip

    # Pages

    def _pages(self) -> Iterator[Change]:
        old = {page["id"]: page for page in self.before["pages"]}
        new = {page["id"]: page for page in self.after["pages"]}
        for page_id, page in old.items():
            if page_id not in new:
                yield self._line(page_place(page_id), page_id, "removed", page["title"])
        moved = _moved([*old], [*new])
        for page_id, page in new.items():
            place = page_place(page_id)
            if page_id not in old:
                yield self._line(place, page_id, "added", page["title"])
                continue
            if page_id in moved:
                yield self._line(place, page_id, "moved", page["title"])
            for name in ("title", "description", "help", "show", "refuse"):
                editor = {"show": "rule", "refuse": "refusals"}.get(name, "text")
                prop = Property(name, TITLES[name], editor)  # type: ignore[arg-type]
                yield from self._property(
                    page_id, place, page["title"], prop,
                    old[page_id].get(name), page.get(name),
                )  # fmt: skip
            for name in dict.fromkeys(
                [*old[page_id]["properties"], *page["properties"]]
            ):
                yield from self._property(
                    page_id, place, page["title"], Property(name, name),
                    old[page_id]["properties"].get(name, ""),
                    page["properties"].get(name, ""),
                )  # fmt: skip

    # Fields

    def _fields(self) -> Iterator[Change]:
        old = {
            place: (_home(page, place), field)
            for page, place, field in placed(self.before)
        }
        new = {
            place: (_home(page, place), field)
            for page, place, field in placed(self.after)
        }
        came = _same_names(old, new)
        gone = set(came.values())
        for name, (home, field) in old.items():
            if name not in new and name not in gone:
                title = field["title"] or field["name"]
                yield self._line(name, home[0], "removed", title)
        moved = self._moved_fields(old, new)
        pages = {page["id"]: page["title"] for page in self.after["pages"]}
        pages_before = {page["id"]: page["title"] for page in self.before["pages"]}
        for name, (home, field) in new.items():
            title = field["title"] or field["name"]
            page = home[0]
            if name not in old and name not in came:
                yield self._line(name, page, "added", title)
                continue
            home_before, before = old[came.get(name, name)]
            if home_before != home:
                yield {
                    **self._line(name, page, "moved", title),
                    "before": _said_home(home_before, pages_before, old),
                    "after": _said_home(home, pages, new),
                }
            elif name in moved:
                yield self._line(name, page, "moved", title)
            yield from self._field(page, name, before, field)

    @staticmethod
    def _moved_fields(
        old: Mapping[str, tuple[Home, JSON]], new: Mapping[str, tuple[Home, JSON]]
    ) -> set[str]:
        moved: set[str] = set()
        for home in {home for home, _field in new.values()}:
            moved |= _moved(
                [name for name, (here, _f) in old.items() if here == home],
                [name for name, (here, _f) in new.items() if here == home],
            )
        return moved

    def _field(
        self, page: str, name: str, before: JSON, after: JSON
    ) -> Iterator[Change]:
        title = after["title"] or after["name"]
        if before["kind"] != after["kind"]:
            kinds = [
                self.translate(BY_ID[item["kind"]].title) if item["kind"] else "?"
                for item in (before, after)
            ]
            yield self._changed(name, page, title, "kind", *kinds)
        for key, editor in (
            ("title", "text"), ("description", "html"), ("required", "boolean")
        ):  # fmt: skip
            prop = Property(key, TITLES[key], editor)  # type: ignore[arg-type]
            yield from self._property(page, name, title, prop, before[key], after[key])
        known = properties_of(BY_ID.get(after["kind"] or ""))
        known = {**properties_of(BY_ID.get(before["kind"] or "")), **known}
        for key, prop in known.items():
            yield from self._property(
                page, name, title, prop,
                before["properties"].get(key), after["properties"].get(key),
            )  # fmt: skip
        if before.get("opaque", "") != after.get("opaque", ""):
            yield self._changed(
                name,
                page,
                title,
                "opaque",
                before.get("opaque", ""),
                after.get("opaque", ""),
            )

    # Lines

    def _property(
        self,
        page: str,
        place: str,
        title: str,
        prop: Property,
        before: JSON,
        after: JSON,
    ) -> Iterator[Change]:
        if before == after or (not before and not after):
            return
        yield {
            **self._line(place, page, "changed", title),
            "property": self.translate(prop.title),
            "before": self._say(prop, before, self._labels(0, place)),
            "after": self._say(prop, after, self._labels(1, place)),
        }

    def _changed(
        self, place: str, page: str, title: str, name: str, before: str, after: str
    ) -> Change:
        return {
            **self._line(place, page, "changed", title),
            "property": self.translate(TITLES[name]),
            "before": before,
            "after": after,
        }

    def _labels(self, side: int, place: str) -> dict[str, str]:
        """Return the titles that rules at a place read: 0 before, 1 after."""
        block = place.rpartition(".")[0]
        if (side, block) not in self.known:
            form = self.after if side else self.before
            self.known[side, block] = labels_of(form, block)
        return self.known[side, block]

    def _line(self, place: str, page: str, kind: str, title: str) -> Change:
        return {"place": place, "page": page, "kind": kind, "title": title}

    def _say(self, prop: Property, value: JSON, labels: Mapping[str, str]) -> str:
        if prop.editor == "boolean":
            return self.translate(YES if value else NO)
        if value is None or value == "" or value == []:
            return ""
        if prop.editor == "rule":
            return self._rule(value, labels)
        if prop.editor == "refusals":
            return "\n".join(
                f"{self._rule(item.get('when'), labels)} : {item.get('message', '')}"
                for item in value
            )
        if prop.editor == "choices":
            return ", ".join(item["title"] or item["key"] for item in value)
        options = {key: self.translate(text) for key, text in prop.options}
        if isinstance(value, list):
            return ", ".join(options.get(item, str(item)) for item in value)
        return options.get(value, str(value))

    def _rule(self, value: JSON, labels: Mapping[str, str]) -> str:
        rule = rule_of(value)
        return (
            describe(rule, labels) if rule is not None else self.translate(UNREADABLE)
        )


def _home(page: JSON, place: str) -> Home:
    return page["id"], place.rpartition(".")[0]


def _said_home(
    home: Home, pages: Mapping[str, str], fields: Mapping[str, tuple[Home, JSON]]
) -> str:
    page, block = home
    title = pages.get(page, page)
    if not block:
        return title
    return f"{title} › {fields[block][1]['title'] or block}"


def _same_names(old: Mapping[str, JSON], new: Mapping[str, JSON]) -> dict[str, str]:
    """Return {place after: place before} of fields that went into a block or out.

    Its name is then one of those that came and one of those that went.
    """
    went: dict[str, list[str]] = {}
    for place in old.keys() - new.keys():
        went.setdefault(place.rpartition(".")[2], []).append(place)
    came: dict[str, list[str]] = {}
    for place in new.keys() - old.keys():
        came.setdefault(place.rpartition(".")[2], []).append(place)
    return {
        places[0]: went[name][0]
        for name, places in came.items()
        if len(places) == 1 and len(went.get(name, ())) == 1
    }


def _titled(option: Mapping[str, JSON]) -> str:
    return option.get("title") or option["name"]


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the fewest names whose moving turns one order into the other."""
    places = {name: place for place, name in enumerate(before)}
    common = [name for name in after if name in places]
    tails: list[int] = []
    chains: list[list[str]] = []
    for name in common:
        at = bisect_left(tails, places[name])
        chain = [*(chains[at - 1] if at else []), name]
        tails[at : at + 1] = [places[name]]
        chains[at : at + 1] = [chain]
    kept = set(chains[-1]) if chains else set()
    return set(common) - kept
