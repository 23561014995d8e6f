"""The distribution in Plone's own "create site", and the command line."""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from imio.guichet.town import create_site
from imio.guichet.town.sitedata import ProfileError
from plone import api
from plone.distribution.api import distribution as distributions
from plone.distribution.api import site as sites
from zope.component.hooks import setSite

import json
import pytest


def test_it_is_offered(portal):
    found = distributions.get("guichet")
    assert found.title == "Guichet citoyen"
    assert {"site_id", "title", "town", "setup_content"} <= set(
        found.schema["properties"]
    )
    assert not found.headless


def test_options_come_from_the_environment_too(monkeypatch):
    monkeypatch.setenv("GUICHET_SITE_ID", "silly")
    monkeypatch.setenv("GUICHET_DEMO", "1")
    monkeypatch.setenv("GUICHET_SMTP_PORT", "2525")
    options = create_site.parse(["zope.conf"])
    assert (options.site_id, options.demo, options.smtp_port) == ("silly", True, 2525)
    options = create_site.parse(["--zope-conf", "z.conf", "--no-demo"])
    assert (options.conf, options.demo) == ("z.conf", False)
    with pytest.raises(SystemExit):
        create_site.parse([])


def answers(**more):
    return {
        "site_id": "silly",
        "title": "Commune de Silly",
        "town": "charleroi",
        "setup_content": False,
    } | more


@pytest.fixture
def root(functional):
    app = functional["app"]
    newSecurityManager(None, system)
    # The tests' cache holds 400 objects: a new site must fit until it is committed.
    app._p_jar._cache.cache_size = 30_000
    yield app
    setSite(functional["portal"])


def test_a_new_site(root):
    site = sites.create(root, "guichet", answers())
    assert site.title == "Commune de Silly"
    assert root["silly"]["guichet"]["voirie"]["signaler-un-nid-de-poule"].live_revision
    assert not api.portal.get_registry_record("plone.enable_self_reg")
    assert api.portal.get_registry_record("plone.default_language") == "fr"
    assert api.portal.get_registry_record("plone.portal_timezone") == "Europe/Brussels"


def test_another_language(root):
    site = sites.create(root, "guichet", answers(default_language="nl"))
    assert api.portal.get_registry_record("plone.default_language") == "nl"
    assert site.language == "nl"


def test_answers_are_checked(root):
    with pytest.raises(ValueError, match="not valid"):
        sites.create(root, "guichet", answers(town="nowhere"))
    assert "silly" not in root.objectIds()


def test_the_command_creates_once(root, tmp_path, capsys, monkeypatch):
    path = tmp_path / "accounts.json"
    monkeypatch.setenv("GUICHET_ACCOUNTS_FILE", "")
    arguments = ["z", "--site-id=silly", "--demo", f"--accounts-file={path}"]
    options = create_site.parse([*arguments, "--smtp-host=mail", "--smtp-port=2525"])
    create_site.create(root, options)
    assert "Dossiers de démonstration" in capsys.readouterr().out
    records = root["silly"].portal_registry
    assert records["plone.smtp_host"] == "mail"
    assert records["plone.smtp_port"] == 2525
    logins = {account["login"] for account in json.loads(path.read_text())}
    assert {"demo-citizen", "demo-college", "demo-platform-manager"} <= logins
    create_site.create(root, options)
    assert "existe" in capsys.readouterr().out


def test_a_refused_profile_leaves_no_site(root, monkeypatch):
    from imio.guichet.town import siteprofile

    def refuse(*arguments, **more):
        raise ProfileError([])

    monkeypatch.setattr(siteprofile, "install", refuse)
    with pytest.raises(ProfileError):
        sites.create(root, "guichet", answers())
    assert "silly" not in root.objectIds()
