"""HTML to PDF: tagged, and nothing outside is reached."""

from base64 import b64encode
from http.server import BaseHTTPRequestHandler
from http.server import HTTPServer
from imio.guichet.documents import rendering
from io import BytesIO
from PIL import Image
from pypdf import PdfReader
from threading import Thread

import pytest


def page(body, head=""):
    return rendering.Html(
        f'<html lang="fr"><head><title>Titre</title>{head}</head><body>{body}</body></html>'
    )


def read(html):
    return PdfReader(BytesIO(rendering.render(html)))


@pytest.fixture
def outside():
    """A server that notes who comes."""
    visits = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            visits.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", visits
    server.shutdown()
    server.server_close()


def test_a_document_has_language_title_and_structure():
    pdf = read(page("<h1>Bonjour</h1><p>Été à Liège</p>"))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert pdf.metadata.title == "Titre"
    assert "Été à Liège" in pdf.pages[0].extract_text()


def test_nothing_outside_is_reached(outside, tmp_path):
    url, visits = outside
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET-4711")
    found = read(
        page(
            f'<img src="{url}/a.png"><img src="file://{secret}"><object data="{url}/o">x</object>'
            f'<a rel="attachment" href="file://{secret}">joint</a>'
            f'<a rel="attachment" href="{url}/att">joint</a>'
            f'<img src="data:image/svg+xml,<svg xmlns=&quot;http://www.w3.org/2000/svg&quot;>'
            f'<image href=&quot;{url}/svg&quot;/></svg>">'
            f'<iframe src="{url}/f"></iframe><embed src="{url}/e">'
            f'<p style="background:url({url}/bg)">Reste</p>',
            f'<link rel="stylesheet" href="{url}/s.css"><base href="{url}/">'
            f'<style>@import "{url}/i.css"; @font-face {{font-family:x;src:url({url}/f.woff)}}'
            f'@import "file://{secret}"; p {{font-family:x}}</style>',
        )
    )
    assert visits == []
    assert "Reste" in found.pages[0].extract_text()
    assert not found.attachments
    assert b"SECRET" not in rendering.render(
        page(f'<a rel="attachment" href="file://{secret}">x</a>')
    )


def test_an_image_in_the_html_is_drawn_when_small():
    file = BytesIO()
    Image.new("RGB", (4, 4), "red").save(file, "PNG")
    data = b64encode(file.getvalue()).decode()
    assert rendering.image(f"data:image/png;base64,{data}").mime == "image/png"
    assert (
        len(
            read(page(f'<img alt="x" src="data:image/png;base64,{data}">'))
            .pages[0]
            .images
        )
        == 1
    )
    for bad in (
        "data:image/svg+xml;base64,AAAA",
        "data:text/css;base64,AAAA",
        "data:image/png;base64,A",
        "data:image/png;base64," + "A" * 3_000_000,
        "http://example.org/x.png",
        "",
    ):
        assert rendering.image(bad) is None


def test_what_is_too_large_is_refused():
    with pytest.raises(rendering.DocumentUnavailable):
        rendering.render(page("x" * rendering.LARGEST_HTML))


def test_without_the_libraries_there_is_no_pdf(monkeypatch):
    monkeypatch.setattr(rendering, "_weasyprint", lambda: None)
    assert not rendering.is_available()
    with pytest.raises(rendering.DocumentUnavailable, match="libpango"):
        rendering.render(page("x"))
