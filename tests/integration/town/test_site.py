"""Site creation end to end, twice, wrong, with and without the demo."""

from ..worlds import shared
from collections import Counter
from imio.guichet.core import catalog
from imio.guichet.core.content.service import group_id
from imio.guichet.core.outbox.service import get_outbox
from imio.guichet.core.settings import town_settings
from imio.guichet.core.types import Phase
from imio.guichet.forms.models import clean_html
from imio.guichet.forms.reading import Reader
from imio.guichet.forms.studio import recorded
from imio.guichet.town import demo
from imio.guichet.town import siteprofile
from imio.guichet.town.sitedata import ProfileError
from imio.guichet.town.sitedata import PROFILES
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from zExceptions import Unauthorized
from zope.i18n import translate

import json
import pytest
import shutil
import stat


ALL = {"phase": [str(phase) for phase in Phase]}
EVENT = "wallonia/evenements/organiser-un-evenement"


@pytest.fixture
def site(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    return portal


@pytest.fixture
def town(site):
    siteprofile.install(site, "charleroi")
    return site


@pytest.fixture
def profiles(tmp_path):
    for name in ("charleroi", "wallonia"):
        shutil.copytree(PROFILES / name, tmp_path / name)
    return tmp_path


def said(message):
    return translate(message, target_language="fr")


def procedures(site):
    return [
        item
        for category in site["guichet"].objectValues()
        for item in category.objectValues()
    ]


def test_the_town_is_there(town):
    assert town.title == "Ville de Charleroi"
    assert town_settings().administration_name == "Ville de Charleroi"
    assert town_settings().link("legal_path").endswith("/a-propos/mentions-legales")
    assert api.portal.get_registry_record("plone.available_languages") == [
        "fr",
        "nl",
        "de",
        "en",
    ]
    assert not api.portal.get_registry_record("plone.enable_self_reg")
    found = {item.code: item for item in procedures(town)}
    assert set(found) == {"EVT", "NID", "DEP", "OVP", "SAL"}
    for item in found.values():
        assert api.content.get_state(item) == "published"
        assert item.live_revision == 1
    for service in town["services"].objectValues():
        group = api.group.get(groupname=group_id(service.getId()))
        assert "Agent" in group.getRoles()
    names = town.portal_workflow.objectIds()
    assert {"guichet_report", "guichet_event_authorisation"} <= set(names)


def test_navigation(town):
    ids = [
        name for name in town.objectIds() if name in ("guichet", "agenda", "contact")
    ]
    assert ids == ["guichet", "agenda", "contact"]
    shown = api.portal.get_registry_record("plone.displayed_types")
    assert "imio.guichet.Counter" in shown


def test_links_of_the_pages_lead_somewhere(town):
    for record in ("legal_path", "privacy_path", "accessibility_path", "contact_path"):
        assert town.unrestrictedTraverse(getattr(town_settings(), record))
    for path in town_settings().home_procedures:
        assert town["guichet"].unrestrictedTraverse(path)


def test_forms_to_edit_ask_no_confirmation(town):
    """Plone's write what has no creator when they are looked at, and then ask."""
    brains = api.content.find(town)
    assert len(brains) > 20
    assert [brain.getPath() for brain in brains if not brain.getObject().creators] == []
    disabled = "plone.app.theming.interfaces.IThemeSettings.hostnameBlacklist"
    assert not api.portal.get_registry_record(disabled)


def test_no_demo_without_the_demo(town):
    assert [user.getId() for user in api.user.get_users()] == [TEST_USER_ID]
    assert not catalog.get_catalog(town).search_all(ALL)


def test_again_changes_nothing(town):
    before = {item.code: item.modified() for item in procedures(town)}
    siteprofile.install(town, "charleroi")
    assert {item.code: item.modified() for item in procedures(town)} == before
    assert {item.live_revision for item in procedures(town)} == {1}


def test_again_updates_but_keeps_what_the_town_changed(site, profiles):
    siteprofile.install(site, "charleroi", profiles)
    event = site["guichet"]["evenements"]["organiser-un-evenement"]
    event.title = "Faire la fête"
    api.portal.set_registry_record("imio.guichet.town.phone", "071 00 99 99")
    path = profiles / EVENT / "procedure.json"
    data = json.loads(path.read_text())
    data |= {"title": "Organiser", "cost": "10 €"}
    path.write_text(json.dumps(data))
    form = profiles / EVENT / "form.xml"
    form.write_text(form.read_text().replace("Votre événement", "Votre fête"))
    siteprofile.install(site, "charleroi", profiles)
    assert event.title == "Faire la fête"
    assert event.cost == "10 €"
    assert event.live_revision == 2
    assert town_settings().phone == "071 00 99 99"


def test_a_wrong_form_is_refused_and_nothing_installed(site, profiles):
    form = profiles / EVENT / "form.xml"
    form.write_text(form.read_text().replace('"var": "jauge"', '"var": "jaune"', 1))
    with pytest.raises(ProfileError) as caught:
        siteprofile.install(site, "charleroi", profiles)
    assert f"{EVENT}/form.xml" in str(caught.value)
    assert "jaune" in str(caught.value)
    assert "guichet" not in site.objectIds()
    assert "services" not in site.objectIds()
    assert api.group.get(groupname="service-police") is None


def test_wrong_values_of_a_procedure_are_refused(site, profiles):
    path = profiles / EVENT / "procedure.json"
    data = json.loads(path.read_text())
    wrong = {"colour": "red", "id": "x", "retention_months": "12", "who": 3}
    path.write_text(json.dumps(data | wrong))
    with pytest.raises(ProfileError) as caught:
        siteprofile.install(site, "charleroi", profiles)
    for name in wrong:
        assert f"{EVENT}/procedure.json: {name}" in str(caught.value)
    assert "Cette propriété n'existe pas" in str(caught.value)
    assert "guichet" not in site.objectIds()


def test_tests_and_translations_come_with_a_procedure(site, profiles):
    test = {
        "id": "concert",
        "title": "Un concert",
        "today": "2026-11-23",
        "as": "anonymous",
        "answers": {},
    }
    source = (profiles / EVENT / "form.xml").read_text()
    form = Reader(clean_html).read(source, "Organiser un événement")
    test["expect"] = recorded.outcome(form, test, said)
    texts = {
        "nl": {"form:title": {"text": "Feest", "source": "Organiser un événement"}}
    }
    (profiles / EVENT / "tests.json").write_text(json.dumps([test]))
    (profiles / EVENT / "texts.json").write_text(json.dumps(texts))
    siteprofile.install(site, "charleroi", profiles)
    event = site["guichet"]["evenements"]["organiser-un-evenement"]
    assert event.tests == (test,)
    assert event.revisions[1].translations == texts


def test_a_wrong_lifecycle_is_refused_and_nothing_installed(site, profiles):
    path = profiles / "wallonia/lifecycles/report.json"
    path.write_text(path.read_text().replace('"to": "planned"', '"to": "nowhere"', 1))
    with pytest.raises(ProfileError, match=r"lifecycles/report\.json.*nowhere"):
        siteprofile.install(site, "charleroi", profiles)
    assert "guichet_report" not in site.portal_workflow.objectIds()
    assert "guichet" not in site.objectIds()


def test_a_wrong_setting_is_refused(site, profiles):
    path = profiles / "charleroi/site.json"
    data = json.loads(path.read_text())
    data["settings"] |= {"dpo_email": "nobody", "colour": "red"}
    path.write_text(json.dumps(data))
    with pytest.raises(ProfileError) as caught:
        siteprofile.install(site, "charleroi", profiles)
    assert "settings: dpo_email" in str(caught.value)
    assert "settings: colour" in str(caught.value)


def demo_town(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    siteprofile.install(portal, "charleroi")
    return demo.install(portal)


installed = shared(demo_town, scope="class")


class TestDemo:
    """One class: the demo is installed once."""

    @pytest.fixture
    def with_demo(self, demo_town, portal):
        return portal, demo_town

    def test_demo(self, with_demo, tmp_path, monkeypatch):
        site, accounts = with_demo
        brains = catalog.get_catalog(site).search_all(ALL)
        assert len(brains) >= 40
        phases = Counter(brain.phase for brain in brains)
        assert set(phases) >= {
            "submitted",
            "in_progress",
            "waiting_applicant",
            "accepted",
            "refused",
            "closed",
            "cancelled",
        }
        assert len({brain.submitted.date() for brain in brains}) > 15
        codes = Counter(brain.reference.split("-")[0] for brain in brains)
        assert set(codes) == {"EVT", "NID", "DEP", "OVP", "SAL"}
        for brain in brains:
            dossier = brain._unrestrictedGetObject()
            moments = [act.when for act in dossier.acts]
            assert moments == sorted(moments)
            assert not dossier.is_draft
            if dossier.phase in (Phase.SUBMITTED, Phase.IN_PROGRESS):
                assert dossier.deadline
        # No mail leaves.
        assert not get_outbox(site).waiting()
        # Passwords: one each, this time only, in a file for its owner's eyes.
        passwords = {account.password for account in accounts}
        assert len(passwords) == len(accounts) == 13
        monkeypatch.setenv("GUICHET_ACCOUNTS_FILE", str(tmp_path / "var" / "a.json"))
        path = demo.write_accounts(accounts)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        first = json.loads(path.read_text())[0]
        assert set(first) == {"login", "password", "role"}
        assert site.acl_users.authenticate(
            first["login"], first["password"], site.REQUEST
        )
        with pytest.raises(ValueError, match="is the demo installed"):
            demo.install(site)

    def test_who_may_do_what(self, with_demo):
        site, _ = with_demo
        event = site["guichet"]["evenements"]["organiser-un-evenement"]
        contact = site["contact"]
        may = api.user.has_permission
        for login, edits_pages, edits_procedures, manages in (
            ("demo-web-editor", True, False, False),
            ("demo-form-manager", False, True, False),
            ("demo-platform-manager", True, True, True),
            ("demo-agent-events", False, False, False),
            ("demo-college", False, False, False),
            ("demo-citizen", False, False, False),
        ):
            found = (
                may("Modify portal content", username=login, obj=contact),
                may("Modify portal content", username=login, obj=event),
                may("imio.guichet: Manage Guichet", username=login, obj=site),
            )
            assert found == (edits_pages, edits_procedures, manages), login
        for login, desk in (
            ("demo-agent-police", True),
            ("demo-college", True),
            ("demo-web-editor", False),
            ("demo-enterprise", False),
        ):
            assert may("imio.guichet: Use Desk", username=login, obj=site) is desk
        with api.env.adopt_user("demo-form-manager"):
            with pytest.raises((Unauthorized, api.exc.InvalidParameterError)):
                api.content.create(site, "Document", "page", title="Page")
        with api.env.adopt_user("demo-web-editor"):
            assert api.content.create(site, "Document", "page", title="Page")
            with pytest.raises((Unauthorized, api.exc.InvalidParameterError)):
                api.content.create(
                    site["guichet"]["voirie"], "imio.guichet.Procedure", "p", title="P"
                )

    def test_citizens_see_only_their_own(self, with_demo):
        site, _ = with_demo
        found = catalog.get_catalog(site)
        mine = {}
        for login in ("demo-citizen", "demo-citizen-2", "demo-enterprise"):
            with api.env.adopt_user(login):
                mine[login] = {brain.reference for brain in found.search({})}
        assert all(mine.values())
        assert not mine["demo-citizen"] & mine["demo-citizen-2"]
        assert not mine["demo-citizen"] & mine["demo-enterprise"]
