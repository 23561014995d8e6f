"""A server of maps for tests: tiles, and addresses as Nominatim tells them.

``mode`` says how it behaves; ``asked`` holds the paths that were asked for.
"""

from contextlib import contextmanager
from contextlib import suppress
from functools import cache
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from threading import Event
from threading import Thread
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import json


def place(label, lat, lon, **address):
    """An address as format ``jsonv2`` tells it."""
    return {
        "place_id": 1,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
        "lat": str(lat),
        "lon": str(lon),
        "category": "building",
        "display_name": label,
        "address": address,
    }


TOWN = {"postcode": "6000", "city": "Charleroi", "country": "Belgique"}
HALL = place(
    "14, Place Charles II, Charleroi, Hainaut, Wallonie, 6000, Belgique",
    50.4115,
    4.4446,
    house_number="14",
    square="Place Charles II",
    **TOWN,
)
FIRST = place(
    "Rue Neuve, Charleroi", 50.409, 4.443, road="Rue Neuve", house_number="1", **TOWN
)
SECOND = place(
    "Rue Neuve, Jumet",
    50.45,
    4.43,
    road="Rue Neuve",
    house_number="1",
    postcode="6040",
    town="Jumet",
)


def answers(path, asked):
    """What Nominatim answers to a request."""
    if path == "/reverse":
        lat, lon = float(asked["lat"][0]), float(asked["lon"][0])
        if lat > 50.47:
            return {"error": "Unable to geocode"}
        return {**HALL, "lat": str(lat), "lon": str(lon)}
    text = asked["q"][0].lower()
    if "neuve" in text:
        return [FIRST, SECOND]
    return [HALL] if "charles" in text else []


@cache
def tile(odd):
    """A tile as a map may look: streets on a pale ground."""
    image = Image.new("RGB", (256, 256), "#e8eef0" if odd else "#eef0e6")
    pen = ImageDraw.Draw(image)
    for start in (40, 150):
        pen.line([(0, start), (256, start + 30)], fill="#ffffff", width=12)
        pen.line([(start, 0), (start - 25, 256)], fill="#ffffff", width=9)
    pen.rectangle([70, 85, 120, 130], fill="#d5dccf")
    pen.line([(0, 230), (256, 190)], fill="#aad3df", width=14)
    found = BytesIO()
    image.save(found, "PNG")
    return found.getvalue()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    mode = "good"

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked = []
        self.agents = []
        self.ended = Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_args):
        """Say nothing."""

    def do_GET(self):
        with suppress(ConnectionError):
            self.answer()

    def answer(self):
        parts = urlsplit(self.path)
        self.server.asked.append(self.path)
        if parts.path.startswith("/tiles/"):
            _, _, _z, x, y = parts.path.removesuffix(".png").split("/")
            return self.send(tile((int(x) + int(y)) % 2), "image/png")
        self.server.agents.append(self.headers["User-Agent"])
        return getattr(self, self.server.mode)(parts)

    def send(self, body, kind="application/json", status=200, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    # How it may behave

    def good(self, parts):
        found = answers(parts.path, parse_qs(parts.query))
        self.send(json.dumps(found).encode())

    def silent(self, _parts):
        self.server.ended.wait(30)

    def dripping(self, _parts):
        self.send_response(200)
        self.end_headers()
        for _number in range(100):
            self.wfile.write(b" ")
            self.wfile.flush()
            if self.server.ended.wait(0.1):
                break

    def huge(self, _parts):
        self.send_response(200)
        self.end_headers()
        for _number in range(400):
            self.wfile.write(b"[" + b" " * 65536)

    def redirecting(self, _parts):
        self.send(b"", status=302, Location=f"{self.server.url}/tiles/1/2/3.png")

    def failing(self, _parts):
        self.send(b"[]", status=500)

    def html(self, _parts):
        self.send(b"<html>Welcome</html>", "text/html")

    def deep(self, _parts):
        self.send(b"[" * 100_000)

    def malformed(self, _parts):
        self.send(b'[{"display_name": 3, "lat": "x", "lon": null}]')

    def cut(self, _parts):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"[")


BAD = "silent dripping huge redirecting failing html deep malformed cut".split()


@contextmanager
def server():
    """Run the server on 127.0.0.1."""
    found = Server()
    thread = Thread(target=found.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.ended.set()
        found.shutdown()
        found.server_close()
        thread.join()
