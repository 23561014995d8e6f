"""easyform's own pages and expressions have no say in a procedure."""

from imio.guichet.forms.publication import PublicationRefused
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser

import pytest
import transaction


PAGES = (
    "embedded",
    "z3cform_validate_field",
    "easyform-inline-validation",
    "actions",
    "actions/mailer",
    "actions/mailer/data",
    "saveddata",
    "get_save_data_adapters",
    "export-easyform",
    "import-easyform",
)


@pytest.fixture
def manager(functional, procedure):
    browser = Browser(functional["app"])
    browser.raiseHttpErrors = False
    browser.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    return browser


def status(browser):
    return int(browser.headers["status"].split()[0])


def test_pages_of_easyform_are_not_there(manager, person, procedure):
    url = procedure.absolute_url()
    for name in PAGES:
        for view in (name, f"@@{name}"):
            manager.open(f"{url}/{view}")
            assert status(manager) == 404, view
            anne = person()
            anne.open(f"{url}/{view}")
            assert anne.status in (404, 302) or "login" in anne.url, view
            assert "1/0" not in anne.text


def test_expressions_are_not_evaluated(manager, person, procedure):
    marker = "string:evaluated-by-tales"
    for name in (
        "thanksPageOverride",
        "formActionOverride",
        "submitLabelOverride",
        "headerInjection",
        "onDisplayOverride",
        "afterValidationOverride",
    ):
        setattr(procedure, name, marker)
    procedure.fields_model = procedure.fields_model.replace("python:1/0", marker)
    transaction.commit()
    url = procedure.absolute_url()
    anne = person()
    for address in (url, f"{url}/view", f"{url}/@@form"):
        anne.open(address)
        assert anne.status in (200, 404)
        assert "evaluated-by-tales" not in anne.text
    manager.handleErrors = False
    manager.open(f"{url}/@@fields")
    assert status(manager) == 200
    assert 'value="evaluated-by-tales"' not in manager.contents
    assert ">evaluated-by-tales<" not in manager.contents


def test_plain_forms_keep_their_own_page(functional_portal, manager):
    api.content.create(functional_portal, "EasyForm", "contact", title="Contact")
    api.content.transition(functional_portal["contact"], "publish")
    transaction.commit()
    manager.open(functional_portal.absolute_url() + "/contact")
    assert status(manager) == 200
    assert "form.widgets.comments" in manager.contents


def test_form_with_errors_is_not_published(functional_portal, make_procedure, manager):
    broken = make_procedure(
        functional_portal,
        """<model xmlns="http://namespaces.plone.org/supermodel/schema"
        xmlns:guichet="http://namespaces.imio.be/guichet"><schema>
        <fieldset name="one" label="Une"><field name="a" type="zope.schema.TextLine"
        guichet:show='{"==": [{"var": "nobody"}, 1]}'><title>A</title></field></fieldset>
        </schema></model>""",
        id="broken",
    )
    with pytest.raises(PublicationRefused) as refused:
        api.content.transition(broken, "publish")
    assert "one.a (show)" in str(refused.value)
    assert "nobody" in str(refused.value)
    assert broken.live_revision is None
    assert api.content.get_state(broken) == "private"
    transaction.commit()
    manager.open(f"{functional_portal.absolute_url()}/@@authenticator/token")
    contents = manager.contents
    token = contents.decode() if isinstance(contents, bytes) else contents
    manager.open(
        f"{broken.absolute_url()}/content_status_modify"
        f"?workflow_action=publish&_authenticator={token.strip()}"
    )
    assert status(manager) == 400
    assert "one.a (show)" in manager.contents
    transaction.begin()
    assert broken.live_revision is None


@pytest.mark.parametrize(
    "xml,said",
    [
        ("<model", "XML"),
        ('<schema based-on="os.path"/>', "code"),
        ("<schema><invariant>os.system</invariant></schema>", "code"),
        (
            '<schema><field name="a" type="zope.schema.TextLine"><title>A</title>'
            "<defaultFactory>os.getcwd</defaultFactory></field></schema>",
            "code",
        ),
        ('<schema><field name="a" type="os.system"/></schema>', "ne peut être lu"),
        (
            '<schema><field name="a" type="zope.schema.Choice"><title>A</title>'
            "<vocabulary>plone.app.vocabularies.Users</vocabulary></field></schema>",
            "elle-même ses choix",
        ),
        ("<schema/>", "vide"),
        ('<schema><fieldset name="check" label="x"/></schema>', "check"),
    ],
)
def test_problems_are_told(portal, make_procedure, xml, said):
    from imio.guichet.core.interfaces import IFormModel
    from zope.i18n import translate

    if xml.startswith("<schema"):
        xml = f'<model xmlns="http://namespaces.plone.org/supermodel/schema">{xml}</model>'
    problems = IFormModel(make_procedure(portal, xml)).check()
    told = [translate(problem.message, target_language="fr") for problem in problems]
    assert said in " ".join(told)
