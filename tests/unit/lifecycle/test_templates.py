from imio.guichet.lifecycle.templates import fill
from imio.guichet.lifecycle.templates import fill_line
from imio.guichet.lifecycle.templates import placeholders


def test_values_are_put_in():
    assert fill("Bonjour ${applicant},", {"applicant": "Ève"}) == "Bonjour Ève,"
    assert fill("${field.when} et 5 $$", {"field.when": "demain"}) == "demain et 5 $"


def test_values_are_never_read_as_placeholders():
    values = {"comment": "${code} $$ ${x", "code": "SECRET"}
    assert fill("${comment}", values) == "${code} $$ ${x"


def test_lines_without_values_disappear():
    text = "Un\n\nRemarque : ${comment}\n\nDeux ${a}${b}"
    assert fill(text, {"b": "x"}) == "Un\n\nDeux x"


def test_a_subject_is_one_line():
    values = {"procedure": "Fête\r\nBcc: tous@example.be"}
    assert fill_line("Demande : ${procedure}", values) == (
        "Demande : Fête Bcc: tous@example.be"
    )


def test_what_is_no_placeholder():
    assert placeholders("${a} $$ ${b.c}") == (["a", "b.c"], [])
    assert placeholders("${A}")[1] == ["${A}"]
    assert placeholders("${}")[1] == ["${}"]
    assert placeholders("100 $ ")[1] == ["$ "]
    assert placeholders("${a.b.c}")[1] == ["${a.b.c}"]
