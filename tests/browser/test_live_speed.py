"""A large page answers a key at once, also on a telephone: 150 fields, 40 rules, 200 rows.

The processor is slowed down four times (Chrome's own throttling), as Lighthouse does for
a telephone of the middle class. The median of what our script takes of each key and
change is held to the budget; how long the next frame takes is printed.
"""

from imio.guichet.forms import fields as schemas
from imio.guichet.forms.controls import choices
from imio.guichet.forms.controls import numbers
from imio.guichet.forms.controls import texts
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.reading import ordered
from imio.guichet.forms.types import Field
from imio.guichet.forms.types import Form
from imio.guichet.forms.types import Page
from imio.guichet.rules import Rule
from playwright.sync_api import expect
from statistics import median
from test_live import driver  # noqa: F401
from test_live import FRONTEND
from test_live import Walk
from zope import schema as zs

import pytest


SLOWER = 4
BUDGET = 50
"""Milliseconds."""

ROWS = 200


def rule(data):
    return Rule.parse(data)


def over(name, limit):
    return {">": [{"var": name}, limit]}


def text(name, **more):
    return Field(name, f"Question {name}", texts.Text(zs.TextLine()), **more)


def number(name, **more):
    return Field(name, f"Nombre {name}", numbers.Number(zs.Int()), **more)


def page():
    """40 rules: 8 in the rows, 32 outside, of which eight read the rows."""
    keys = (("a", "A"), ("b", "B"), ("c", "C"))
    inner = (
        text("who"),
        number("age"),
        text("parent", show=rule({"<": [{"var": "age"}, 18]}), required=True),
        Field("kind", "Sorte", choices.OneOf(zs.TextLine(), keys)),
        number(
            "price",
            compute=rule({"*": [{"var": "age"}, {"var": "rate"}]}),
            visible=True,
        ),
        text(
            "why",
            show=rule({"==": [{"var": "kind"}, "c"]}),
            require=rule(over("age", 60)),
        ),
        text("extra", show=rule(over("rate", 5)), require=rule(over("rate", 7))),
        text("more", show=rule({"and": [over("age", 99), over("rate", 1)]})),
    )
    block = Block(schemas.Block(), fields=inner, order=ordered(inner), max_rows=ROWS)
    rows = {"var": "people"}
    on_rows = [
        {"sum": [rows, "price"]},
        {"sum": [rows, "age"]},
        {"count": [rows]},
        {"count": [{"filter": [rows, {"<": [{"var": "age"}, 18]}]}]},
        {"highest": [rows, "age"]},
    ]
    fields = [number("rate"), Field("people", "Personnes", block)]
    fields += [
        number(f"total{n}", compute=rule(data), visible=True)
        for n, data in enumerate(on_rows)
    ]
    fields += [
        text("some", show=rule({"some": [rows, over("age", 90)]})),
        text("all", show=rule({"all": [rows, {"filled": [{"var": "who"}]}]})),
        text("many", require=rule(over("total2", 100))),
    ]
    fields += [number(f"n{n}") for n in range(20)]
    fields += [
        text(f"shown{n}", show=rule(over(f"n{n % 20}", 10 + n))) for n in range(13)
    ]
    fields += [text(f"must{n}", require=rule(over(f"n{n}", 5))) for n in range(6)]
    fields += [
        number(f"c{n}", compute=rule({"+": [{"var": f"n{n}"}, {"var": "total0"}]}))
        for n in range(6)
    ]
    fields += [text(f"t{n}") for n in range(150 - len(fields))]
    made = tuple(fields)
    return Page("grande", "Grande page", made, order=ordered(made))


def rules_of(fields):
    for found in fields:
        yield from filter(None, (found.show, found.require, found.compute))
        yield from rules_of(getattr(found.control, "fields", ()))


MEASURE = """
window.times = [];
for (const name of ['input', 'change']) {
  let entry;
  document.addEventListener(name, (event) => {
    const start = performance.now();
    entry = { name, start, target: event.target.name };
    window.times.push(entry);
    const [mine, channel] = [entry, new MessageChannel()];
    channel.port1.onmessage = () => { mine.shown = performance.now() - start; };
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, { capture: true });
  window.addEventListener(name, () => { entry.script = performance.now() - entry.start; });
}
"""

#: input -> what is typed in it, key by key
TYPED = {
    "t3": "abcdef",  # read by nothing
    "n3": "1234",
    "people.r100.age": "98765",  # read by its row, and by totals
    "people.r150.who": "abcd",
    "rate": "9182",  # read by each row
}


def measured(page):
    """Milliseconds of script and until the next frame: (median, worst) by input."""
    page.evaluate("window.times.length = 0")
    for name, typed in TYPED.items():
        field = page.locator(f"[name='f.{name}']")
        field.fill("")
        for key in typed:
            field.press(key)
            page.wait_for_timeout(60)
        field.blur()
        page.wait_for_timeout(300)
    found = {}
    for one in page.evaluate("window.times"):
        for what in ("script", "shown"):
            found.setdefault((one["target"], what), []).append(one[what])
    return {
        key: (round(median(each), 1), round(max(each), 1))
        for key, each in found.items()
    }


@pytest.mark.slow
def test_a_large_page_answers_each_key_at_once(driver):  # noqa: F811
    large = page()
    assert len(large.fields) == 150 and len(list(rules_of(large.fields))) == 40
    form = Form("Grand", (large,))
    rows = tuple(
        {"id": f"r{n}", "who": f"Qui {n}", "age": n % 70, "kind": "abc"[n % 3]}
        for n in range(ROWS)
    )
    drawn = Walk(form, {}).draw(large, {"people": rows, "rate": 3, "n0": 1})
    css = (FRONTEND.parent / "src/imio/guichet/portal/static/portal.css").read_text()
    shown = driver("open", drawn)
    assert shown["live"]["total2"]["output"] == "200"
    shown_page = driver.page
    shown_page.add_style_tag(content=css)
    shown_page.evaluate(MEASURE)
    session = shown_page.context.new_cdp_session(shown_page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        for _attempt in range(3):  # others may be at work on the machine
            times = measured(shown_page)
            scripts = [
                each[0] for (_name, what), each in times.items() if what == "script"
            ]
            if max(scripts) < BUDGET:
                break
    finally:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    print(times)
    assert max(scripts) < BUDGET, times
    # Rows that had to wait are all done, as if all was evaluated at once.
    last = shown_page.locator("[data-field='people.r199.price'] output")
    expect(last).to_have_text(str_price(199 % 70 * 9182))
    walked = driver("walk", [])
    assert walked["live"] == walked["whole"]
    assert walked["live"]["total2"]["output"] == "200"


def str_price(value):
    """A number as people read it."""
    return f"{value:,}".replace(",", "\u202f")
