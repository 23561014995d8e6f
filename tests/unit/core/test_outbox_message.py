from datetime import datetime
from datetime import UTC
from email import message_from_bytes
from email import policy
from hypothesis import given
from hypothesis import strategies as st
from imio.guichet.core.outbox import message

import pytest


CREATED = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def build(**changes):
    payload = {"to": "ada@example.be", "subject": "Reçu", "text": "Bonjour\n"}
    return message.build(
        payload | changes,
        key="k1",
        created=CREATED,
        sender="guichet@charleroi.be",
        sender_name="Ville de Charleroi, guichet",
    )


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("ada@example.be", "ada@example.be"),
        (" ada@Example.BE ", "ada@example.be"),
        ("o'neil+tag@sub.example.be", "o'neil+tag@sub.example.be"),
        ("ada@café.be", "ada@xn--caf-dma.be"),
        ("ada@localhost", "ada@localhost"),
    ],
)
def test_good_addresses(text, cleaned):
    assert message.clean_address(text) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "@example.be",
        "ada@",
        "ada@example",
        "ada@example..be",
        "ada@-example.be",
        "ada..b@example.be",
        "ada@example.be\nBcc: all@example.be",
        "ada@example.be,bob@example.be",
        "Ada <ada@example.be>",
        '"a b"@example.be',
        "adé@example.be",
        "ada@example.be>",
        "ada@[127.0.0.1]",
        "a" * 65 + "@example.be",
        "a@" + ".".join(["b" * 60] * 5) + ".be",
        "ada@example.be\x00",
    ],
)
def test_bad_addresses(text):
    with pytest.raises(ValueError, match="not a mail address"):
        message.clean_address(text)


def test_headers():
    mail = message_from_bytes(build().as_bytes(), policy=policy.default)
    assert mail["From"] == '"Ville de Charleroi, guichet" <guichet@charleroi.be>'
    assert mail["To"] == "ada@example.be"
    assert mail["Subject"] == "Reçu"
    assert mail["Date"].datetime == CREATED
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith(".guichet@charleroi.be>")
    assert mail.get_content().splitlines() == ["Bonjour"]


def test_same_key_same_message_id():
    assert build()["Message-ID"] == build(text="autre")["Message-ID"]


def test_html_is_an_alternative():
    mail = message_from_bytes(
        build(html="<p>Ça va ?</p>").as_bytes(), policy=policy.default
    )
    assert mail.get_content_type() == "multipart/alternative"
    assert mail.get_body(("html",)).get_content().strip() == "<p>Ça va ?</p>"
    assert mail.get_body(("plain",)).get_content().splitlines() == ["Bonjour"]


def test_wrong_sender_is_told():
    with pytest.raises(ValueError, match="not a mail address"):
        message.build({}, key="k", created=CREATED, sender="")


@given(subject=st.text(), text=st.text(), name=st.text())
def test_nothing_typed_becomes_a_header(subject, text, name):
    mail = message.build(
        {
            "to": "ada@example.be",
            "subject": message.clean_line(subject),
            "text": message.clean_text(text),
        },
        key="k",
        created=CREATED,
        sender="guichet@charleroi.be",
        sender_name=name,
    )
    raw = mail.as_bytes()
    raw.decode("ascii")
    head = raw.partition(b"\r\n\r\n")[0]
    names = {
        line.partition(b":")[0].lower()
        for line in head.split(b"\r\n")
        if not line.startswith((b" ", b"\t"))
    }
    assert names == {
        b"from",
        b"to",
        b"subject",
        b"date",
        b"message-id",
        b"auto-submitted",
        b"x-auto-response-suppress",
        b"content-type",
        b"content-transfer-encoding",
        b"mime-version",
    }
    assert message_from_bytes(raw, policy=policy.default)["To"] == "ada@example.be"
