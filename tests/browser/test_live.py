"""What the browser shows and what the server accepts never differ.

Forms made at random are drawn as citizens get them and filled in a real browser by the
page's own script; then the server reads what that posts. ``GUICHET_EXAMPLES=2000`` tries
more of them.
"""

from collections import Counter
from dataclasses import dataclass
from generated import Maker
from generated import TODAY
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st
from imio.guichet.forms import filling
from imio.guichet.forms import live
from imio.guichet.forms import rows
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.controls.groups import Block
from imio.guichet.forms.controls.groups import plain
from imio.guichet.forms.drawing import draw
from imio.guichet.forms.drawing import Sheet
from io import BytesIO
from pathlib import Path
from plone.namedfile.interfaces import IStorage
from plone.namedfile.storages import BytesStorable
from zope.component import provideUtility

import html
import json
import os
import pytest
import re


HERE = Path(__file__).parent
FRONTEND = HERE.parents[1] / "frontend"
EXAMPLES = int(os.environ.get("GUICHET_EXAMPLES", "120"))
PDF = b"%PDF-1.4 %%EOF"


@dataclass
class Upload:
    filename: str
    stream: BytesIO

    def read(self, size=-1):
        return self.stream.read(size)

    def seek(self, offset, whence=0):
        return self.stream.seek(offset, whence)

    def tell(self):
        return self.stream.tell()


def post_of(pairs):
    """A post, from what a browser's FormData holds."""
    found = {}
    for name, value in pairs:
        if isinstance(value, dict):
            value = Upload(value["file"], BytesIO(PDF)) if value["file"] else ""
        found.setdefault(name, []).append(value)
    return Post(found)


@pytest.fixture(scope="module")
def driver(chromium):
    """``driver(name, *args)`` calls what ``live_driver.mjs`` exports."""
    provideUtility(BytesStorable(), IStorage, name="builtins.bytes")
    context = chromium.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))

    def serve(route):
        path = route.request.url.removeprefix("http://forms.test/")
        if not path:
            route.fulfill(
                body="<!doctype html><title>x</title>", content_type="text/html"
            )
            return
        source = HERE / path if path == "live_driver.mjs" else FRONTEND / path
        if source.suffix not in (".js", ".mjs"):
            route.abort()
            return
        route.fulfill(body=source.read_text(), content_type="text/javascript")

    page.route("http://forms.test/**", serve)
    page.goto("http://forms.test/")
    page.evaluate(
        "import('/live_driver.mjs').then((found) => { window.driver = found; })"
    )

    def call(name, *args):
        return page.evaluate(
            "([name, args]) => window.driver[name](...args)", [name, list(args)]
        )

    call.page = page
    yield call
    context.close()


class Walk:
    """One form filled page by page, as ``PagesView`` does."""

    def __init__(self, form, given):
        self.form = form
        self.given = given
        self.answers = {
            name: value for name, value in given.items() if form.by_name[name].query
        }

    def locked(self, page):
        """What is known of a page, and cannot be changed."""
        return {
            field.name: self.given[field.name] for field in page.fields if field.locked
        }

    def query(self, page):
        """What was read in the address, of a page."""
        return {
            field.name: self.given[field.name] for field in page.fields if field.query
        }

    def draw(self, page, answers, typed=None):
        locked = self.locked(page)
        answers = {**answers, **locked}
        asked = filling.ask(self.form, answers, TODAY)
        shown = asked.page(page.id)
        if shown is None:
            return None
        if typed is None:
            typed = {
                field.name: field.control.write(answers.get(field.name))
                for field in page.fields
                if field.is_asked
            }
        return draw(
            Sheet(
                page=page,
                procedure="Essai",
                action="",
                translate=plain,
                typed=typed,
                shown=shown.names,
                required=filling.required_places(shown, asked.answers, TODAY),
                rows=shown.rows,
                answers={**answers, **asked.answers},
                steps=(),
                rules=live.live_rules(
                    self.form,
                    page,
                    asked.answers,
                    TODAY,
                    {**self.query(page), **locked},
                ),
                locked=frozenset(locked),
                today=TODAY,
                offered=filling.offered(page, asked.answers, TODAY),
            )
        )

    def read(self, page, post):
        values, unread = filling.read(page, post, self.answers, self.locked(page))
        asked = filling.ask(self.form, {**self.answers, **values}, TODAY)
        return values, unread, asked

    def typed(self, page, post):
        return {f.name: post.typed(f.name) for f in page.fields if f.is_asked}


def words(field, value):
    """A computed value as people see it."""
    drawn = str(field.control.html(value, plain))
    drawn = re.sub(r"</li><li>|<br>", "\n", drawn)
    said = html.unescape(re.sub(r"<[^>]+>", "", drawn)).strip()
    return re.sub(" +", " ", said)


def expected(page, asked):
    """What the server shows of a page: place -> what is seen there."""
    shown = asked.page(page.id)
    required = filling.required_places(shown, asked.answers, TODAY)
    found = {}

    def add(place, field, scope):
        if not field.is_displayed:
            return
        computed = field.compute is not None
        asks = field.is_asked and not field.locked
        offered = field.control.offered(scope, TODAY) if asks else None
        found[place] = {
            "output": words(field, scope.get(field.name)) if computed else None,
            "required": place in required if asks else None,
            "offered": None if offered is None else sorted(offered),
        }

    for field in shown.fields:
        add(field.name, field, asked.answers)
        for row in shown.rows.get(field.name, ()):
            for inner in row.fields:
                add(f"{field.name}.{row.id}.{inner.name}", inner, row.answers)
    return found


def equal(one, other, what, told):
    """Two views of a page are the same; what differs is told by place."""
    differ = {
        place: (one.get(place), other.get(place))
        for place in {*one, *other}
        if one.get(place) != other.get(place)
    }
    assert not differ, f"{what}: {differ}\n{told}"


def same(browser, server, what, told):
    """The browser shows what the server does, place by place."""
    theirs = {
        place: {**one, "offered": sorted(one["offered"])}
        if place in server and server[place]["offered"] is not None
        else {**one, "offered": None}
        for place, one in browser.items()
    }
    equal(theirs, server, what, told)


def texts(pairs):
    """What is posted, files apart, as the server reads it."""
    return [(name, value.strip()) for name, value in pairs if isinstance(value, str)]


def check_page(driver, walk, page, steps, seen):
    defaults = {
        field.name: field.default
        for field in page.fields
        if isinstance(field.control, Block) and field.default
    }
    start = {**defaults, **walk.answers, **walk.locked(page)}
    drawn = walk.draw(page, start)
    if drawn is None:
        seen["not asked"] += 1
        return
    opened = driver("open", drawn)
    told = describe(walk.form, {page.id: steps})
    asked = filling.ask(walk.form, start, TODAY)
    equal(opened["drawn"], opened["live"], "drawn / live", told)
    same(opened["live"], expected(page, asked), "live / server", told)
    assert opened["first"] == opened["posted"], told
    # Somebody answers, one thing after another.
    walked = driver("walk", steps)
    equal(walked["live"], walked["whole"], "by keys / at once", told)
    post = post_of(walked["posted"])
    values, unread, asked = walk.read(page, post)
    shown = asked.page(page.id)
    unread = filling.withdrawn(shown, values, asked.answers, unread)
    ours = expected(page, asked)
    same(walked["live"], ours, "answered", f"{told}\n{walked['posted']}")
    seen["compared"] += len(ours)
    seen["rows"] += sum(len(found) for found in shown.rows.values())
    seen["outputs"] += sum(bool(found["output"]) for found in ours.values())
    # What is refused can be seen; what is required and left empty is refused.
    faults = filling.check(shown, asked.answers, TODAY, unread)
    assert set(faults.fields) <= set(walked["live"]), told
    if unread.fields:
        seen["unread"] += 1
    for place, one in walked["live"].items():
        value = value_of(asked, place)
        if one["required"] and control_of(page, place).is_empty(value):
            assert place in faults.fields, (place, told)
    # The page shown again is the page that was left.
    drawn = walk.draw(page, {**walk.answers, **values}, walk.typed(page, post))
    again = driver("open", drawn)
    equal(again["drawn"], again["live"], "drawn again / live", told)
    same(again["live"], ours, "again", told)
    left, shown_again = texts(walked["posted"]), texts(again["posted"])
    assert left == shown_again, f"{set(left) ^ set(shown_again)}\n{told}"
    names = shown.names
    walk.answers.update(
        {name: value if name in names else None for name, value in values.items()}
    )


def control_of(page, place):
    name, *inside = place.split(".")
    found = page.by_name[name]
    return (found.control.by_name[inside[1]] if inside else found).control


def value_of(asked, place):
    name, *inside = place.split(".")
    if not inside:
        return asked.answers.get(name)
    row = next(row for row in rows.of(asked.answers[name]) if row["id"] == inside[0])
    return row.get(inside[1])


def describe(form, steps):
    """What to read when they differ."""

    def one(field):
        rules = {
            name: json.dumps(rule.data)
            for name in ("show", "require", "compute")
            if (rule := getattr(field, name)) is not None
        }
        inner = getattr(field.control, "fields", ())
        if field.is_asked and field.control.reads:
            rules["choices"] = field.control.live()
        return field.name, type(field.control).__name__, rules, [one(f) for f in inner]

    lines = [
        *(json.dumps(one(f), ensure_ascii=False) for p in form.pages for f in p.fields),
        *(
            json.dumps(step, ensure_ascii=False)
            for each in steps.values()
            for step in each
        ),
    ]
    return "\n".join(lines)


@pytest.mark.slow
def test_browser_and_server_never_differ(driver):
    seen = Counter()

    @settings(
        max_examples=EXAMPLES,
        suppress_health_check=list(HealthCheck),
        deadline=None,
        phases=[Phase.generate],
    )
    @given(st.integers(0, 2**32))
    def compare(seed):
        form, steps, given_ = Maker(seed).form()
        walk = Walk(form, given_)
        for page in form.pages:
            check_page(driver, walk, page, steps[page.id], seen)

    compare()
    assert seen["compared"] > 3 * EXAMPLES, seen
    assert min(seen["rows"], seen["outputs"]) > EXAMPLES / 4, seen
    print(dict(seen))
