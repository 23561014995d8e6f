"""Every kind of field of the palette: read, judged and told as the server does."""

from ...forms.kind_samples import BY_NAME
from ...forms.kind_samples import MODEL
from ...forms.kind_samples import of_page
from ...forms.kind_samples import PAGES
from ...forms.kind_samples import posted
from ...forms.kind_samples import QUERY
from ...forms.kind_samples import SAMPLES
from ...forms.kind_samples import SCRIPT
from ...forms.kind_samples import Sent
from ...forms.kind_samples import TODAY
from ...forms.kind_samples import without_ids
from imio.guichet.desk.sheets import harmless
from imio.guichet.forms import filling
from imio.guichet.forms import live
from imio.guichet.forms.checking import check_rules
from imio.guichet.forms.controls.base import Post
from imio.guichet.forms.kinds import BY_ID
from imio.guichet.forms.kinds import kind_of
from imio.guichet.forms.reading import Reader
from io import BytesIO
from lxml import etree
from plone.testing import zca
from zope.configuration import xmlconfig
from zope.i18n import interpolate

import json
import pytest


PLONE = "{http://namespaces.plone.org/supermodel/schema}"
GUICHET = "{http://namespaces.imio.be/guichet}"


class Upload(BytesIO):
    """A file of a post."""

    def __init__(self, sent):
        super().__init__(sent.content)
        self.filename = sent.filename


def say(text):
    """Return a message as French people read it."""
    mapping = getattr(text, "mapping", None)
    inner = {key: say(value) for key, value in mapping.items()} if mapping else None
    return interpolate(getattr(text, "default", None) or str(text), inner)


@pytest.fixture(scope="module")
def form():
    """The form, read by the server's own reader, without a site."""
    zca.pushGlobalRegistry()
    try:
        xmlconfig.string(
            """<configure xmlns="http://namespaces.zope.org/zope">
              <include package="zope.component" file="meta.zcml" />
              <include package="plone.supermodel" />
              <utility
                  name="plone.schema.email.Email"
                  component="plone.schema.handler.EmailHandler"
                  />
              <include package="plone.namedfile" file="handler.zcml" />
              <utility
                  name="builtins.bytes"
                  provides="plone.namedfile.interfaces.IStorage"
                  factory="plone.namedfile.storages.BytesStorable"
                  />
              <utility
                  name="collective.easyform.fields.Label"
                  component="collective.easyform.fields.LabelHandler"
                  />
              <utility
                  name="collective.easyform.fields.RichLabel"
                  component="collective.easyform.fields.RichLabelHandler"
                  />
              <include package="imio.guichet.forms" file="model.zcml" />
            </configure>"""
        )
        reader = Reader(str)
        form = reader.read(MODEL)
        assert reader.problems == [] and check_rules(form) == []
        yield form
    finally:
        zca.popGlobalRegistry()


def post_of(values):
    uploads = {
        name: Upload(value) for name, value in values.items() if isinstance(value, Sent)
    }
    return Post({**values, **uploads})


@pytest.fixture(scope="module")
def answers(form):
    """What the server makes of the good answers, page after page."""
    found = dict(QUERY)
    for page in form.pages:
        values, faults = filling.read(page, post_of(posted(page.id)), {})
        assert not faults, faults
        found.update(values)
    return found


@pytest.fixture(scope="module")
def asked(form, answers):
    return filling.ask(form, answers, TODAY)


def test_each_kind_of_the_palette_has_a_sample():
    missing = BY_ID.keys() - {sample.kind for sample in SAMPLES}
    assert not missing, f"no sample in tests/forms/kind_samples.py of {missing}"
    # What is asked is refused in at least one way, and what is an answer is told.
    for sample in SAMPLES:
        kind = BY_ID[sample.kind]
        assert bool(sample.bad) == kind.asked, sample.name
        assert bool(sample.text) == (kind.group != "layout"), sample.name


def test_samples_and_model_are_of_the_same_form():
    fields = [
        one
        for one in etree.fromstring(MODEL).iter(f"{PLONE}field")
        if one.getparent().tag == f"{PLONE}fieldset"
    ]
    assert [one.get("name") for one in fields] == list(BY_NAME)
    for one in fields:
        sample = BY_NAME[one.get("name")]
        value_type = one.find(f"{PLONE}value_type")
        kind = kind_of(
            one.get("type"),
            one.get(f"{GUICHET}widget", ""),
            "" if value_type is None else value_type.get("type"),
        )
        assert kind.id == sample.kind, sample.name
        assert one.getparent().get("name") == sample.page, sample.name
    assert tuple(dict.fromkeys(one.getparent().get("name") for one in fields)) == PAGES


def test_good_answers_are_complete(form, asked):
    assert tuple(page.id for page in asked.pages) == PAGES
    for page in asked.pages:
        assert not filling.check(page, asked.answers, TODAY), page.id


@pytest.mark.parametrize(
    "sample", [one for one in SAMPLES if one.text], ids=lambda one: one.name
)
def test_each_answer_is_told(form, asked, sample):
    field = form.by_name[sample.name]
    value = asked.answers[sample.name]
    control = field.control
    assert without_ids(control.data(value)) == sample.data
    json.dumps(control.data(value))
    assert say(control.text(value)).startswith(sample.text)
    assert say(control.said(value, say)).startswith(sample.text)
    html = control.html(value, say)
    for piece in sample.pieces:
        assert str(html.escape(piece)) in html, html
    # As many columns for an answer as for none; nothing that calculates.
    heads = control.heads(say)
    cells = {heads.get(end, end): say(text) for end, text in control.cells(value)}
    wanted = sample.cells or {"": sample.text}
    assert cells.keys() == wanted.keys()
    for head, text in wanted.items():
        assert harmless(cells[head]).startswith(text)
    assert [end for end, _ in control.cells(None)] == [
        end for end, _ in control.cells(value)
    ]
    assert not any(text for _end, text in control.cells(None))
    # Without answer there is nothing to tell.
    assert not control.text(None) and not control.html(None, say)
    assert control.data(None) in (None, [])


@pytest.mark.parametrize(
    "sample", [one for one in SAMPLES if one.good], ids=lambda one: one.name
)
def test_each_answer_comes_back_to_be_corrected(form, answers, sample):
    """What the page shows again of an answer is read as the same answer."""
    control = form.by_name[sample.name].control
    kept = answers[sample.name]
    typed = control.write(kept)
    names = {f"f.{sample.name}{end}": list(texts) for end, texts in typed.items()}
    assert control.read(Post(names), sample.name, kept).value == kept


@pytest.mark.parametrize(
    "sample", [one for one in SAMPLES if one.bad], ids=lambda one: one.name
)
def test_each_bad_answer_is_refused_in_words(form, answers, sample):
    page = next(page for page in form.pages if page.id == sample.page)
    for wrong, said in sample.bad:
        bad = sample.post({**sample.good, **wrong})
        values, faults = filling.read(page, post_of({**posted(page.id), **bad}), {})
        asked = filling.ask(form, {**answers, **values}, TODAY)
        found = filling.check(asked.page(page.id), asked.answers, TODAY, faults)
        place = sample.name
        if sample.rows and "." in next(iter(wrong))[1:]:
            place += next(iter(wrong))
        assert said in say(found.fields[place]), wrong
        assert SCRIPT not in say(found.fields[place])
        # That field alone, besides what its answer brought up or took away.
        assert set(found.fields) <= {place, "long_stay"}, wrong


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.name)
def test_posts_of_any_shape_break_nothing(form, sample):
    control = form.by_name[sample.name].control
    if control.kind is None:
        return
    names = {f"f.{sample.name}", *sample.posted} | {
        f"f.{sample.name}{end}" for post, _said in sample.bad for end in post
    }
    shapes = (["a", "a"], [["x"]], {"x": 1}, 3, None, b"\xff", "\x00", object(), "r1")
    for shape in (*shapes, Upload(Sent("x", b"\x00", "text/html"))):
        reading = control.read(Post(dict.fromkeys(names, shape)), sample.name)
        if not control.is_empty(reading.value):
            error = control.judge(reading.value, TODAY)
            assert error or say(control.text(reading.value)) is not None


def test_pages_are_told_in_the_order_of_the_form(form):
    for page in form.pages:
        assert [field.name for field in page.fields] == [
            sample.name for sample in of_page(page.id)
        ]


def test_the_browser_knows_what_the_address_said(form, asked):
    page = form.pages[0]
    given = {"source": "affiche"}
    rules = json.loads(live.live_rules(form, page, asked.answers, TODAY, given))
    assert rules["answers"] == given


def test_the_browser_is_not_told_what_it_need_not_know(form, asked):
    page = next(page for page in form.pages if page.id == "numbers")
    rules = live.live_rules(form, page, asked.answers, TODAY)
    assert "forfait" not in rules and "1000" not in rules and '"double"' in rules
