from imio.guichet.core.downloads import content_disposition
from imio.guichet.core.downloads import send_file
from plone.namedfile.file import NamedBlobFile

import pytest


def body_of(answer):
    return answer if isinstance(answer, bytes) else b"".join(answer)


@pytest.fixture
def send(http_request):
    def send(content_type, filename, inline=False, data=b"<script>alert(1)</script>"):
        file = NamedBlobFile(data, contentType=content_type, filename=filename)
        assert body_of(send_file(http_request, file, inline)) == data
        return {
            name: http_request.response.getHeader(name)
            for name in (
                "Content-Type",
                "Content-Disposition",
                "Content-Length",
                "X-Content-Type-Options",
                "Content-Security-Policy",
                "Cache-Control",
            )
        }

    return send


@pytest.mark.parametrize(
    ("content_type", "sent_as", "how"),
    [
        ("image/png", "image/png", "inline"),
        ("application/pdf", "application/pdf", "inline"),
        ("image/svg+xml", "application/octet-stream", "attachment"),
        ("text/html", "application/octet-stream", "attachment"),
        ("text/html; charset=utf-8", "application/octet-stream", "attachment"),
        ("application/xhtml+xml", "application/xhtml+xml", "attachment"),
    ],
)
def test_only_harmless_types_are_shown(send, content_type, sent_as, how):
    headers = send(content_type, "plan", inline=True)
    assert headers["Content-Type"] == sent_as
    assert headers["Content-Disposition"].startswith(f"{how};")
    assert headers["Content-Length"] == "25"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox")
    assert headers["Cache-Control"] == "private, no-store"


def test_saved_unless_asked_to_be_shown(send):
    assert send("image/png", "plan.png")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("filename", "value"),
    [
        ("plan.pdf", "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf"),
        ("", "attachment; filename=\"document\"; filename*=UTF-8''"),
        (
            "Fête été.pdf",
            'attachment; filename="F_te _t_.pdf"; '
            "filename*=UTF-8''F%C3%AAte%20%C3%A9t%C3%A9.pdf",
        ),
        (
            'a"\r\nX: y/../b',
            'attachment; filename="a___X_ y_.._b"; '
            "filename*=UTF-8''a%22%0D%0AX%3A%20y%2F..%2Fb",
        ),
    ],
)
def test_any_file_name(filename, value):
    assert content_disposition(filename) == value
