"""The rules of a form together: order of pages, circles, what never shows."""

from __future__ import annotations

from imio.guichet.rules import check_form
from imio.guichet.rules import FieldRules
from imio.guichet.rules import FieldType
from imio.guichet.rules import PageRules
from imio.guichet.rules import Rule


NUMBER = FieldType("number")


def over(name: str, value: int = 10) -> Rule:
    return Rule.parse({">": [{"var": name}, value]})


def under(name: str, value: int = 10) -> Rule:
    return Rule.parse({"<": [{"var": name}, value]})


def both(*rules: Rule) -> Rule:
    return Rule.parse({"and": [rule.data for rule in rules]})


def plus(name: str) -> Rule:
    return Rule.parse({"+": [{"var": name}, 1]})


def told(*pages: PageRules, **types: FieldType) -> list[tuple[str, str, str, str]]:
    known = {field.name: NUMBER for page in pages for field in page.fields}
    return [
        (problem.code, problem.page, problem.field, problem.aspect)
        for problem in check_form(pages, known | types)
    ]


def test_a_form_in_order() -> None:
    assert (
        told(
            PageRules("one", (FieldRules("a"), FieldRules("b", show=over("a")))),
            PageRules(
                "two",
                (
                    FieldRules("c", require=over("b"), refuse=(over("c", 500),)),
                    FieldRules("d", compute=plus("c")),
                ),
                show=over("a"),
                refuse=(over("d", 900), over("a", 900)),
            ),
            PageRules("three", (FieldRules("e", show=over("option.limit")),)),
            **{"option.limit": NUMBER},
        )
        == []
    )


def test_each_rule_is_checked_in_its_place() -> None:
    assert told(
        PageRules(
            "one",
            (
                FieldRules("a", show=over("nope")),
                FieldRules("b", require=plus("a")),
                FieldRules("c", compute=over("a")),
                FieldRules("d", refuse=(over("a"), plus("a"))),
            ),
            refuse=(plus("a"),),
        )
    ) == [
        ("error_rule_result", "one", "", "refuse"),
        ("error_rule_field", "one", "a", "show"),
        ("error_rule_result", "one", "b", "require"),
        ("error_rule_result", "one", "c", "compute"),
        ("error_rule_result", "one", "d", "refuse"),
    ]


def test_a_later_page() -> None:
    assert told(
        PageRules("one", (FieldRules("a", require=over("b")),), show=over("b")),
        PageRules("two", (FieldRules("b"),)),
    ) == [
        ("error_rule_later", "one", "", "show"),
        ("error_rule_later", "one", "a", "require"),
    ]


def test_a_page_cannot_depend_on_itself() -> None:
    assert told(PageRules("one", (FieldRules("a"),), show=over("a"))) == [
        ("error_rule_own_page", "one", "", "show")
    ]


def test_circles() -> None:
    fields = (
        FieldRules("a", show=over("c")),
        FieldRules("b", show=over("a")),
        FieldRules("c", compute=plus("b")),
        FieldRules("d", show=over("d")),
        FieldRules("e", require=over("e")),
    )
    types = {field.name: NUMBER for field in fields}
    problems = check_form([PageRules("one", fields)], types)
    assert {problem.code for problem in problems} == {"error_form_cycle"}
    circles = [set(problem.values["names"].split(" → ")) for problem in problems]
    assert sorted(circles, key=len) == [{"d"}, {"a", "b", "c"}]


def test_a_circle_through_a_page() -> None:
    pages = [
        PageRules("one", (FieldRules("a", show=over("b")),)),
        PageRules("two", (FieldRules("b"),), show=over("a")),
    ]
    codes = [p.code for p in check_form(pages, {"a": NUMBER, "b": NUMBER})]
    assert codes == ["error_rule_later", "error_form_cycle"]


def test_a_long_chain_is_no_circle_and_no_crash() -> None:
    fields = [FieldRules("f0")] + [
        FieldRules(f"f{n}", show=over(f"f{n - 1}")) for n in range(1, 3000)
    ]
    assert told(PageRules("one", tuple(fields))) == []


def test_names_used_twice() -> None:
    assert told(
        PageRules("one", (FieldRules("a"), FieldRules("a"))),
        PageRules("one", (FieldRules("a"),)),
    ) == [
        ("error_form_field_twice", "one", "a", ""),
        ("error_form_page_twice", "one", "", ""),
        ("error_form_field_twice", "one", "a", ""),
    ]


def test_what_can_never_show() -> None:
    impossible = both(over("a", 10), under("a", 5))
    assert told(
        PageRules("one", (FieldRules("a"), FieldRules("b", show=impossible))),
        PageRules("two", (FieldRules("c"),), show=impossible),
        # These depend on what is never answered.
        PageRules("three", (FieldRules("d"),), show=over("c")),
        PageRules("four", (FieldRules("e", show=over("d")),)),
        PageRules("five", (FieldRules("f"),), show=Rule.parse({"empty": {"var": "c"}})),
    ) == [
        ("warning_field_never", "one", "b", "show"),
        ("warning_page_never", "two", "", "show"),
        ("warning_page_never", "three", "", "show"),
        ("warning_field_never", "four", "e", "show"),
    ]


def test_warnings_are_no_errors() -> None:
    pages = [PageRules("one", (FieldRules("a"),), show=Rule.parse(False))]
    (problem,) = check_form(pages, {"a": NUMBER})
    assert problem.severity == "warning"
    assert "one" in problem.message


def test_a_chain_against_the_order_is_followed_to_its_end() -> None:
    fields = [FieldRules(f"f{n}", show=over(f"f{n + 1}")) for n in range(50)]
    fields.append(FieldRules("f50", show=Rule.parse(False)))
    found = told(PageRules("one", tuple(fields)))
    assert [field for _, _, field, _ in found] == [f"f{n}" for n in range(51)]
