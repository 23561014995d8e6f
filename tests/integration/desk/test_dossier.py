from html import unescape
from imio.guichet.core import dossiers
from imio.guichet.core.journal import Kind
from imio.guichet.core.types import Side
from plone.namedfile.file import NamedBlobFile

import io
import pytest
import re
import transaction


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"


def text(browser):
    contents = browser.contents
    if isinstance(contents, bytes):
        contents = contents.decode("utf-8", "replace")
    return unescape(contents)


def status(browser):
    return int(browser.headers["Status"].split()[0])


@pytest.fixture
def dossier(town):
    dossier = town.request()
    town.start(dossier)
    return dossier


@pytest.fixture
def anne(browse, dossier):
    browser = browse("anne")
    browser.open(f"{dossier.absolute_url()}/@@desk-dossier")
    return browser


def form(browser, act):
    """Return the form that posts to an act."""
    for found in range(50):
        candidate = browser.getForm(index=found)
        if candidate.action.endswith(f"@@desk-act/{act}"):
            return candidate
    raise AssertionError(act)


def test_the_page_shows_the_dossier(anne, dossier):
    for expected in (
        dossier.reference,
        "Élodie Dupont",
        "elodie@example.org",
        "À l'étude",
        "Fête de la musique",
        "Nom de l'événement",
        "Evenements",
        "Envoyer au Collège",
    ):
        assert expected in text(anne), expected


def test_strangers_find_nothing(town, dossier, browse):
    town.ask(dossier)
    for page in ("desk-dossier", "desk-act/note", "desk-file/x", "desk-audit"):
        for name in (None, "paul"):
            browser = browse(name)
            browser.open(f"{dossier.absolute_url()}/@@{page}")
            assert status(browser) == 404, (page, name)
            assert "Dupont" not in text(browser)


def test_the_applicant_is_shown_the_citizens_page(dossier, browse):
    citizen = browse("citizen")
    citizen.followRedirects = False
    citizen.open(f"{dossier.absolute_url()}/@@desk-dossier")
    assert status(citizen) == 302
    assert citizen.headers["Location"].endswith(
        f"/guichet/@@dossier/{dossier.reference}"
    )
    for page in ("desk-act/note", "desk-file/x", "desk-answer/plan", "desk-audit"):
        citizen.open(f"{dossier.absolute_url()}/@@{page}")
        assert status(citizen) in (302, 401, 403), page
        assert "Notes internes" not in text(citizen)


def test_reading_is_recorded_without_confirmation(town, dossier, browse):
    before = len(dossier.audit)
    for _ in range(2):
        browse("anne").open(f"{dossier.absolute_url()}/@@desk-dossier")
    transaction.begin()
    lines = [(line.user, line.action) for line in dossier.audit][before:]
    assert lines == [("anne", "read")]
    boss = browse("boss")
    boss.open(f"{dossier.absolute_url()}/@@desk-audit")
    for expected in ("Lecture", "Anne", "Changement d.étape"):
        assert re.search(expected, text(boss)), expected
    anne = browse("anne")
    anne.open(f"{dossier.absolute_url()}/@@desk-audit")
    assert "Lecture" not in text(anne)


def test_messages_become_read(town, dossier, browse):
    dossiers.say(dossier, "Bonjour", side=Side.APPLICANT, author="citizen")
    transaction.commit()
    anne = browse("anne")
    anne.open(f"{town.portal.absolute_url()}/@@desk")
    assert "d-unread" in anne.contents
    anne.open(f"{dossier.absolute_url()}/@@desk-dossier")
    assert "Bonjour" in text(anne)
    anne.open(f"{town.portal.absolute_url()}/@@desk")
    assert "d-unread" not in anne.contents
    transaction.begin()
    assert dossier.journal.messages()[0].read is not None


def test_a_transition_with_fields_and_comment(anne, dossier):
    anne.getLink("Envoyer au Collège").click()
    act = form(anne, "transition/to-college")
    act.submit()
    assert status(anne) == 422
    assert "Ce champ est obligatoire." in text(anne)
    assert 'aria-invalid="true"' in anne.contents
    act = form(anne, "transition/to-college")
    assert act.getControl(name="t.widgets.rapport").value == ""
    assert act.getControl(name="t.widgets.proposition:list").value == ["--NOVALUE--"]
    act.getControl(name="t.widgets.rapport").value = "Tout va bien"
    act.submit()
    assert status(anne) == 422
    act = form(anne, "transition/to-college")
    assert act.getControl(name="t.widgets.rapport").value.strip() == "Tout va bien"
    act.getControl(name="t.widgets.seance").value = "2099-01-15"
    act.getControl(name="t.widgets.proposition:list").value = ["accepter"]
    act.submit()
    assert status(anne) == 200
    assert "c'est fait" in text(anne)
    transaction.begin()
    assert dossier.step == "college"


def test_a_comment_says_who_reads_it(anne):
    anne.getLink("Demander des informations").click()
    act = form(anne, "transition/ask-information")
    assert "Le demandeur lit ce texte." in text(anne)
    act.submit()
    assert status(anne) == 422
    act = form(anne, "transition/ask-information")
    act.getControl(name="comment").value = "Le plan, svp"
    act.submit()
    assert "c'est fait" in text(anne)
    assert "Le plan, svp" in text(anne)


def test_a_stale_page_does_nothing_and_loses_nothing(anne, town, dossier, browse):
    anne.getLink("Demander des informations").click()
    boris = browse("boris")
    boris.open(f"{dossier.absolute_url()}/@@desk-dossier?transition=to-college")
    act = form(boris, "transition/to-college")
    act.getControl(name="t.widgets.rapport").value = "R"
    act.getControl(name="t.widgets.seance").value = "2099-01-15"
    act.getControl(name="t.widgets.proposition:list").value = ["accepter"]
    act.submit()
    act = form(anne, "transition/ask-information")
    act.getControl(name="comment").value = "Une longue question"
    act.submit()
    assert status(anne) == 422
    assert "Entre-temps" in text(anne) and "Boris" in text(anne)
    assert "Une longue question" in text(anne)
    transaction.begin()
    assert dossier.step == "college"


def test_a_transition_that_is_not_allowed(town, dossier, browse):
    town.ask(dossier, "police")
    transaction.commit()
    paul = browse("paul")
    url = f"{dossier.absolute_url()}/@@desk-dossier"
    paul.open(url)
    assert "Envoyer au Collège" not in text(paul)
    note = form(paul, "note")
    token = note.getControl(name="_authenticator").value
    for target in ("transition/to-college", "transition/nope", "message", "document"):
        paul.post(
            f"{dossier.absolute_url()}/@@desk-act/{target}",
            f"_authenticator={token}&step=study&comment=x&text=x",
        )
        assert status(paul) == 422, target
    for target in (
        "give-opinion/document-1",
        "remind-opinion/nope",
        "nope",
        "note/1/2",
    ):
        paul.post(
            f"{dossier.absolute_url()}/@@desk-act/{target}",
            f"_authenticator={token}&advice=favourable",
        )
        assert status(paul) == 404, target
    transaction.begin()
    assert dossier.step == "study"
    assert not dossier.journal


def test_no_token_no_act(anne, dossier):
    anne.post(f"{dossier.absolute_url()}/@@desk-act/note", "text=forged")
    assert status(anne) == 403
    transaction.begin()
    assert not dossier.journal


def test_an_address_opened_does_nothing(anne, dossier):
    token = form(anne, "note").getControl(name="_authenticator").value
    anne.open(f"{dossier.absolute_url()}/@@desk-act/note?text=x&_authenticator={token}")
    assert anne.url.endswith("@@desk-dossier")
    transaction.begin()
    assert not dossier.journal


def test_notes_are_internal(anne, dossier):
    note = form(anne, "note")
    note.submit()
    assert status(anne) == 422
    assert "Écrivez votre texte" in text(anne)
    note = form(anne, "note")
    note.getControl(name="text").value = "À revoir <b>ensemble</b>"
    note.submit()
    assert "À revoir <b>ensemble</b>" in text(anne)
    assert "<b>ensemble</b>" not in anne.contents
    transaction.begin()
    (entry,) = dossier.journal.notes()
    assert entry.kind == Kind.NOTE and entry.author == "anne"


def test_a_message_with_a_file_twice_is_once(anne, dossier):
    for _ in range(2):
        message = form(anne, "message")
        message.getControl(name="text").value = "Voici le règlement"
        message.getControl(name="file").add_file(
            io.BytesIO(PDF), "application/pdf", "règlement.pdf"
        )
        message.submit()
        assert status(anne) == 200
    transaction.begin()
    (entry,) = dossier.journal.messages()
    (document,) = dossiers.files_of(dossier)
    assert entry.files == (document.getId(),)
    assert document.for_applicant and document.side == Side.AGENT
    anne.open(f"{dossier.absolute_url()}/@@desk-file/{document.getId()}")
    assert anne.contents == PDF
    assert anne.headers["X-Content-Type-Options"] == "nosniff"


def test_documents_for_agents_only(town, anne, dossier, browse):
    add = form(anne, "document")
    add.getControl(name="title").value = "Rapport"
    add.submit()
    assert status(anne) == 422
    assert "Choisissez un fichier" in text(anne)
    add = form(anne, "document")
    assert add.getControl(name="title").value == "Rapport"
    add.getControl(name="file").add_file(
        io.BytesIO(b"MZ\x90\0" + b"\0" * 99), "application/pdf", "rapport.pdf"
    )
    add.submit()
    assert "n'est pas celui" in text(anne)
    add = form(anne, "document")
    add.getControl(name="file").add_file(
        io.BytesIO(PDF), "application/pdf", "rapport.pdf"
    )
    add.submit()
    assert "Document ajouté" in text(anne)
    transaction.begin()
    (document,) = dossiers.files_of(dossier)
    assert document.title == "Rapport" and not document.for_applicant


def test_answers_that_are_files(town, anne, dossier, browse):
    dossier.answers["plan"] = NamedBlobFile(PDF, "application/pdf", "plan.pdf")
    transaction.commit()
    anne.open(f"{dossier.absolute_url()}/@@desk-dossier")
    anne.getLink(url="@@desk-answer/plan").click()
    assert anne.contents == PDF
    for path in ("title", "nope", "plan/1", "plan/x/y", ""):
        anne.open(f"{dossier.absolute_url()}/@@desk-answer/{path}")
        assert status(anne) == 404, path
    transaction.begin()
    assert ("anne", "download") in [(line.user, line.action) for line in dossier.audit]


def test_a_draft_is_nobodys_business(town, browse):
    draft = dossiers.create_draft(town.event, applicant="citizen")
    transaction.commit()
    boss = browse("boss")
    for page in ("desk-dossier", "desk-act/note", "desk-answer/title"):
        boss.open(f"{draft.absolute_url()}/@@{page}")
        assert status(boss) == 404, page


def test_nonsense_in_the_form(anne, dossier):
    token = form(anne, "note").getControl(name="_authenticator").value
    url = f"{dossier.absolute_url()}/@@desk-act"
    for target, fields in (
        ("note", "text:int=3"),
        ("note", "text:list=a&text:list=b"),
        ("message", "text=a&file=not-a-file"),
        ("document", "file=not-a-file&visible=x"),
        ("transition/to-college", "step:list=study&comment:list=x"),
        ("transition/ask-information", "step=study&comment=" + "x" * 30_000),
        ("note", "text=" + "x" * 30_000),
    ):
        anne.post(f"{url}/{target}", f"_authenticator={token}&{fields}")
        assert status(anne) in (200, 400, 422), (target, fields)
        assert "Traceback" not in text(anne)


def test_opinions_from_question_to_answer(town, anne, dossier, browse):
    url = f"{dossier.absolute_url()}/@@desk-dossier"
    ask = form(anne, "ask-opinions")
    ask.getControl(name="question").value = "Et la rue ?"
    ask.getControl(name="days").value = "0"
    ask.submit()
    assert status(anne) == 422
    assert "Choisissez au moins un service" in text(anne)
    ask = form(anne, "ask-opinions")
    assert ask.getControl(name="question").value == "Et la rue ?"
    ask.getControl(name="services:list").value = ["police", "mobilite"]
    ask.submit()
    assert "nombre de jours" in text(anne)
    ask = form(anne, "ask-opinions")
    assert ask.getControl(name="services:list").value == ["police", "mobilite"]
    ask.getControl(name="days").value = "5"
    ask.submit()
    assert "Avis demandés." in text(anne)
    assert "answer-form" not in anne.contents

    paul = browse("paul")
    paul.open(f"{town.portal.absolute_url()}/@@desk?tab=opinions")
    assert dossier.reference in paul.contents
    paul.open(url)
    assert "Et la rue ?" in text(paul) and "Rendre votre avis" in text(paul)
    for hidden in ("Écrire au demandeur", "Ajouter un document", "Envoyer au Collège"):
        assert hidden not in text(paul)
    give = form(paul, "give-opinion/avis-police")
    give.getControl(name="advice").value = ["unfavourable"]
    give.submit()
    assert status(paul) == 422
    give = form(paul, "give-opinion/avis-police")
    assert give.getControl(name="advice").value == ["unfavourable"]
    give.getControl(name="advice").value = ["conditional"]
    give.getControl(name="text").value = "Avec un steward"
    give.getControl(name="file").add_file(
        io.BytesIO(PDF), "application/pdf", "plan.pdf"
    )
    give.submit()
    assert status(paul) == 200
    assert "Favorable sous conditions" in text(paul)
    paul.getLink("plan.pdf").click()
    assert paul.contents == PDF
    token = form(anne, "note").getControl(name="_authenticator").value
    anne.post(
        f"{dossier.absolute_url()}/@@desk-act/give-opinion/avis-mobilite",
        f"_authenticator={token}&advice=favourable",
    )
    assert status(anne) == 422

    anne.open(url)
    form(anne, "remind-opinion/avis-mobilite").submit()
    assert "rappel" in text(anne)
    form(anne, "withdraw-opinion/avis-mobilite").submit()
    assert "retirée" in text(anne)
    assert "Avec un steward" in text(anne)
    mona = browse("mona")
    mona.open(url)
    assert status(mona) == 404


def test_claim_release_and_hand_over(anne, dossier, browse):
    form(anne, "claim").submit()
    assert "Vous avez pris ce dossier" in text(anne)
    boris = browse("boris")
    boris.open(anne.url)
    assert "Reprendre à" in text(boris)
    form(anne, "release").submit()
    assert "rendu au service" in text(anne)
    form(boris, "claim").submit()  # his page still shows Anne
    assert status(boris) == 422
    assert "Rien n'a été changé" in text(boris)
    form(anne, "claim").submit()
    give = form(anne, "hand-over")
    give.submit()
    assert status(anne) == 422
    assert "Choisissez un collègue" in text(anne)
    give = form(anne, "hand-over")
    give.getControl(name="user_id").value = ["boris"]
    give.getControl(name="note").value = "Urgent"
    give.submit()
    assert "Le dossier est confié à Boris" in text(anne)
    assert "Urgent" in text(anne)
    transaction.begin()
    assert dossier.handler == "boris"


def test_only_colleagues_can_be_given_a_dossier(anne, dossier):
    token = form(anne, "note").getControl(name="_authenticator").value
    anne.post(
        f"{dossier.absolute_url()}/@@desk-act/hand-over",
        f"_authenticator={token}&user_id=paul&handler=",
    )
    assert status(anne) == 422
    transaction.begin()
    assert dossier.handler is None


def test_the_college_decides_and_the_road_ends(anne, town, dossier, browse):
    college = browse("carl")
    college.open(f"{dossier.absolute_url()}/@@desk-dossier")
    assert status(college) == 404
    anne.getLink("Envoyer au Collège").click()
    act = form(anne, "transition/to-college")
    act.getControl(name="t.widgets.rapport").value = "R"
    act.getControl(name="t.widgets.seance").value = "2099-01-15"
    act.getControl(name="t.widgets.proposition:list").value = ["accepter"]
    act.submit()
    college.open(f"{town.portal.absolute_url()}/@@desk")
    assert dossier.reference in college.contents
    college.open(f"{dossier.absolute_url()}/@@desk-dossier?transition=accept")
    assert "Le demandeur en est averti tout de suite" in text(college)
    act = form(college, "transition/accept")
    act.getControl(name="t.widgets.date_decision").value = "2026-11-24"
    act.getControl(name="t.widgets.decision").add_file(
        io.BytesIO(PDF), "application/pdf", "decision.pdf"
    )
    act.submit()
    assert "c'est fait" in text(college)
    transaction.begin()
    assert dossier.phase == "accepted"
    assert [item.title for item in dossiers.files_of(dossier)]
