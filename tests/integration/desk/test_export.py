"""The list for a spreadsheet: what one may see, harmless, recorded."""

from imio.guichet.core import revisions
from openpyxl import load_workbook

import csv
import io
import pytest
import re
import transaction


@pytest.fixture
def export(town, browse):
    """Return a function that exports as somebody: (browser, rows)."""

    def export(name, filters="tab=all", kind="csv", **more):
        browser = browse(name)
        browser.open(f"{town.portal.absolute_url()}/@@desk?{filters}")
        form = next(
            form
            for form in (browser.getForm(index=number) for number in range(20))
            if form.action.endswith("@@desk-export")
        )
        for field, value in more.items():
            form.getControl(name=field).value = value
        form.getControl(name="format", index=("xlsx", "csv").index(kind)).click()
        transaction.begin()
        content = browser.contents
        if kind == "xlsx":
            sheet = load_workbook(io.BytesIO(content)).active
            return browser, [[c.value for c in row] for row in sheet.iter_rows()]
        if isinstance(content, bytes):
            content = content.decode()
        reader = csv.reader(io.StringIO(content.lstrip("\ufeff")), delimiter=";")
        return browser, list(reader)

    return export


def test_all_procedures_have_common_columns(town, export):
    dossier = town.dossier(applicant_name="=HYPERLINK(1)")
    town.request(street="Rue Neuve")
    transaction.commit()
    browser, rows = export("boss")
    assert "attachment" in browser.headers["Content-Disposition"]
    assert rows[0][:3] == ["Référence", "Démarche", "Phase"]
    assert len(rows) == 3
    line = next(row for row in rows if row[0] == dossier.reference)
    assert line[1:5] == ["Fête", "En traitement", "Étude", "'=HYPERLINK(1)"] or line[4]
    assert line[4] == "'=HYPERLINK(1)" and line[5] == "Evenements"
    assert "Rue Neuve" not in str(rows)


def test_one_procedure_has_a_column_for_each_question(town, export):
    first = town.request(street="@SUM(A1)")
    model = town.event.fields_model
    town.event.fields_model = model.replace('name="street"', 'name="road"').replace(
        "<title>Rue</title>", "<title>Rue</title><max_length>50</max_length>"
    )
    revisions.freeze(town.event)
    second = town.request(road="Place Verte")
    before = len(first.audit)
    transaction.commit()
    _browser, rows = export("anne", f"tab=all&procedure={town.event.UID()}")
    titles = rows[0]
    assert titles[11:] == [
        "Adresse électronique",
        "Version du formulaire",
        "Nom de l'événement",
        "Plan",
        "Rue [road]",
        "Rue [street]",
    ]
    lines = {row[0]: row for row in rows[1:]}
    assert lines[first.reference][11:] == [
        "elodie@example.org",
        "1",
        "Fête de la musique",
        "",
        "",
        "'@SUM(A1)",
    ]
    assert lines[second.reference][-2:] == ["Place Verte", ""]
    new = [(line.user, line.action) for line in first.audit][before:]
    assert ("anne", "export") in new
    _browser, rows = export("anne", f"procedure={town.event.UID()}", kind="xlsx")
    assert rows[0] == titles
    assert rows[1][-1] == "@SUM(A1)" and rows[1][12] == 1


def test_only_what_one_may_see(town, export, browse):
    mine = town.dossier()
    other = town.request(applicant="paul")
    town.ask(mine, "police")
    transaction.commit()
    _browser, rows = export("paul")
    assert [row[0] for row in rows[1:]] == [mine.reference]
    _browser, rows = export("paul", f"tab=all&procedure={town.procedure.UID()}")
    assert [row[0] for row in rows[1:]] == [mine.reference]
    assert other.reference not in str(rows)
    url = f"{town.portal.absolute_url()}/@@desk-export"
    for name in (None, "citizen"):
        browser = browse(name)
        browser.post(url, "format=csv&tab=all")
        assert mine.reference not in str(browser.contents)
    anne = browse("anne")
    anne.post(url, "format=csv&tab=all")
    assert anne.headers["Status"].startswith("403")
    anne.open(f"{url}?format=csv&tab=all")
    assert anne.url.endswith("@@desk?tab=all")


def test_a_long_list_is_taken_in_parts(town, export, monkeypatch):
    from imio.guichet.desk import exporting

    monkeypatch.setattr(exporting, "WITHOUT_ANSWERS", 2)
    made = [town.dossier().reference for _ in range(3)]
    transaction.commit()
    _browser, first = export("boss", part=["1"])
    _browser, second = export("boss", part=["2"])
    assert (len(first), len(second)) == (3, 2)
    assert sorted(row[0] for row in first[1:] + second[1:]) == sorted(made)


def test_nonsense_is_refused_or_harmless(town, export, browse):
    town.dossier()
    transaction.commit()
    boss, _rows = export("boss")
    boss.open(f"{town.portal.absolute_url()}/@@desk?tab=all")
    token = re.search(r'"_authenticator" type="hidden" value="(\w+)"', boss.contents)[1]
    url = f"{town.portal.absolute_url()}/@@desk-export"
    for data, status in (
        ("format=pdf", "400"),
        ("", "400"),
        ("format=csv&format=xlsx", "400"),
        ("format=csv&part=-1", "200"),
        ("format=csv&part=99999999999", "200"),
        ("format=csv&procedure=nope", "200"),
    ):
        boss.post(url, f"_authenticator={token}&tab=all&{data}")
        assert boss.headers["Status"].startswith(status), data
