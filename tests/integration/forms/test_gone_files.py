"""A file that is erased is nowhere any more: 404."""

from ..desk.conftest import browse  # noqa: F401
from ..desk.conftest import hall  # noqa: F401
from ..desk.conftest import town  # noqa: F401
from .test_blocks import BLOCKS
from .walk import PDF
from datetime import date
from imio.guichet.core import dossiers
from imio.guichet.forms import retention
from plone import api
from plone.namedfile.file import NamedBlobFile

import json
import pytest
import transaction


FORM = BLOCKS.replace('name="plan"', 'name="plan" guichet:keep="decision"').replace(
    "</fieldset>",
    """<field name="permit" guichet:keep="decision"
        type="plone.namedfile.field.NamedBlobFile"><title>Permis</title></field>
    </fieldset>""",
    1,
)
PLACES = ("permit", "activities.r1.plan", "activities.r2.plan")


@pytest.fixture
def dossier(town):  # noqa: F811
    town.event.fields_model = FORM
    from imio.guichet.core import revisions

    revisions.freeze(town.event)
    for place in (town.portal.guichet, town.portal.guichet.vie):
        api.content.transition(place, "publish")
    town.user("stranger")

    def file():
        return NamedBlobFile(PDF, "application/pdf", "plan.pdf")

    found = dossiers.create_draft(town.event, applicant="citizen")
    found.answers.update(
        permit=file(),
        activities=(
            {"id": "r1", "title": "Concert", "people": 600, "plan": file()},
            {"id": "r2", "title": "Bal", "people": 700, "plan": file()},
        ),
    )
    dossiers.submit(found)
    transaction.commit()
    return found


def test_an_erased_file_is_not_found(dossier, town, browse):  # noqa: F811
    site = town.portal.absolute_url()
    citizens = f"{site}/guichet/@@dossier/{dossier.reference}"
    desks = dossier.absolute_url()
    ways = [
        (name, f"{start}/{place}")
        for name, start in (
            ("citizen", f"{citizens}/answer"),
            ("anne", f"{desks}/@@desk-answer"),
        )
        for place in PLACES
    ]

    def statuses(names=None):
        found = []
        for name, url in ways:
            for one in names or (name,):
                browser = browse(one)
                browser.open(url)
                found.append((browser.headers["Status"][:3], url))
        return {status for status, _url in found}

    assert statuses() == {"200"}
    assert statuses((None, "stranger", "paul")) == {"404"}
    gone = retention.erase_due(dossier, date(2026, 11, 23), date(2026, 11, 23))
    assert gone == {"permit", "activities.plan"}
    transaction.commit()
    assert statuses() == {"404"}
    assert statuses((None, "stranger", "paul")) == {"404"}
    for name, url in (
        ("citizen", citizens),
        ("anne", f"{desks}/@@desk-dossier"),
        ("citizen", f"{desks}/@guichet-dossier"),
        ("anne", f"{desks}/@guichet-dossier"),
    ):
        browser = browse(name)
        if "@guichet" in url:
            browser.addHeader("Accept", "application/json")
        browser.open(url)
        assert browser.headers["Status"].startswith("200"), url
        text = browser.contents
        text = text.decode() if isinstance(text, bytes) else text
        assert "plan.pdf" not in text, url
        assert "answer/permit" not in text, url
        assert "Concert" in text
        if "@guichet" in url:
            fields = [f for p in json.loads(text)["pages"] for f in p["fields"]]
            permit = next(field for field in fields if field["name"] == "permit")
            assert permit["value"] is None and "download" not in permit
