from imio.guichet.core import catalog
from imio.guichet.core import dossiers
from imio.guichet.core.interfaces import IDossierSubmitted
from imio.guichet.core.types import Side
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME

import pytest


@pytest.fixture
def procedure(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    counter = api.content.create(portal, "imio.guichet.Counter", "guichet")
    category = api.content.create(counter, "imio.guichet.Category", "loisirs")
    procedure = api.content.create(
        category, "imio.guichet.Procedure", "fete", title="Fête", code="FET"
    )
    api.content.transition(procedure, "publish")
    return procedure


def test_publishing_freezes_a_revision(procedure):
    assert procedure.live_revision == 1
    api.content.transition(procedure, "retire")
    api.content.transition(procedure, "publish")
    assert procedure.live_revision == 1
    procedure.fields_model = procedure.fields_model.replace("Comments", "Remarks")
    api.content.transition(procedure, "retire")
    api.content.transition(procedure, "publish")
    assert procedure.live_revision == 2


def test_draft_is_nowhere_but_with_its_owner(portal, procedure):
    draft = dossiers.create_draft(procedure, applicant=TEST_USER_ID)
    assert draft.absolute_url().startswith(portal.absolute_url() + "/dossiers/20")
    assert dossiers.find(draft.reference.lower()) == draft
    assert [d.reference for d in dossiers.drafts_of(TEST_USER_ID)] == [draft.reference]
    assert not catalog.get_catalog(portal).search_all({})
    assert not portal.portal_catalog.unrestrictedSearchResults(
        portal_type="imio.guichet.Dossier"
    )


def test_submitting_twice_is_once(portal, procedure):
    from zope.component import getGlobalSiteManager

    seen = []

    def handler(event):
        seen.append(event)

    getGlobalSiteManager().registerHandler(handler, [IDossierSubmitted])
    try:
        draft = dossiers.create_draft(procedure, applicant=TEST_USER_ID)
        assert dossiers.submit(draft)
        assert not dossiers.submit(draft)
    finally:
        getGlobalSiteManager().unregisterHandler(handler, [IDossierSubmitted])
    assert len(seen) == 1
    assert not dossiers.drafts_of(TEST_USER_ID)
    brains = catalog.get_catalog(portal).search_all({"phase": "submitted"})
    assert [brain.reference for brain in brains] == [draft.reference]


def test_only_readers_find_it(portal, procedure):
    api.user.create("agent@x.be", "agent")
    api.user.create("other@x.be", "other")
    draft = dossiers.create_draft(procedure, applicant="citizen")
    dossiers.submit(draft)
    dossiers.set_functions(draft, {"handler": ("agent",)})
    draft.function_roles["handler"] = "Handler"
    found = catalog.get_catalog(portal)
    with api.env.adopt_user("agent"):
        assert len(found.search({})) == 1
        assert "Handler" in api.user.get_roles(obj=draft)
    with api.env.adopt_user("other"):
        assert len(found.search({})) == 0
        assert "Handler" not in api.user.get_roles(obj=draft)
    logout()
    assert len(found.search({})) == 0
    login(portal, TEST_USER_NAME)


def test_discarded_draft_is_gone(portal, procedure):
    draft = dossiers.create_draft(procedure, applicant=TEST_USER_ID)
    reference = draft.reference
    dossiers.discard(draft)
    assert dossiers.find(reference) is None
    assert not dossiers.drafts_of(TEST_USER_ID)


def test_files_stay_out_of_the_site_search(portal, procedure):
    from plone.namedfile.file import NamedBlobFile

    draft = dossiers.create_draft(procedure, applicant=TEST_USER_ID)
    dossiers.submit(draft)
    dossiers.add_file(draft, NamedBlobFile(b"%PDF-1.4", filename="plan.pdf"))
    assert [item.title for item in dossiers.files_of(draft)] == ["plan.pdf"]
    assert not portal.portal_catalog.unrestrictedSearchResults(Title="plan.pdf")
    assert not getattr(draft["document-1"], "__ac_local_roles__", None)


def test_matching_counts_without_loading(portal, procedure):
    draft = dossiers.create_draft(procedure, applicant="citizen")
    draft.applicant_name = "Élodie Dupont"
    dossiers.submit(draft)
    found = catalog.get_catalog(portal)
    assert found.count({}) == 1
    assert found.count({"words": "elodie"}) == 1
    assert found.count({"words": "autre"}) == 0
    (brain,) = found.records(found.matching({"phase": "submitted"}))
    assert brain.reference == draft.reference
    assert brain.unread == 0
    dossiers.say(draft, "Bonjour", side=Side.APPLICANT, author="citizen")
    (brain,) = found.records(found.matching({}))
    assert brain.unread == 1
    api.user.create("other@x.be", "other")
    with api.env.adopt_user("other"):
        assert found.count({}) == 0
        assert len(found.matching({"words": "elodie"})) == 0


def test_the_guichet_manager_finds_all(portal, procedure):
    dossiers.submit(dossiers.create_draft(procedure, applicant="citizen"))
    api.user.create("boss@x.be", "boss")
    api.user.grant_roles(username="boss", roles=["Guichet Manager"])
    with api.env.adopt_user("boss"):
        assert catalog.get_catalog(portal).count({}) == 1
        assert len(catalog.get_catalog(portal).search({"phase": "submitted"})) == 1
