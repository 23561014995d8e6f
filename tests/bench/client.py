"""A visitor of one site: keeps cookies, measures each answer, fills in forms."""

from dataclasses import dataclass
from http.client import HTTPConnection
from http.client import HTTPMessage
from http.cookies import SimpleCookie
from lxml import html
from lxml.html import HtmlElement
from urllib.parse import urlencode
from urllib.parse import urljoin
from urllib.parse import urlsplit

import time


FRAGMENT = {"X-Guichet-Fragment": "1"}


class Unexpected(Exception):
    """The site did not answer what the scenario needs."""


@dataclass(frozen=True)
class Answer:
    """What the site answered. ``seconds`` runs from the request to the last byte."""

    url: str
    status: int
    headers: HTTPMessage
    body: str
    seconds: float

    @property
    def page(self) -> HtmlElement:
        """The body as a tree, its addresses absolute."""
        return html.fromstring(self.body, base_url=self.url)

    def find(self, selector: str) -> HtmlElement:
        """The first element of a CSS selector; raises Unexpected without one."""
        found = self.page.cssselect(selector)
        if not found:
            raise Unexpected(f"{self.url} ({self.status}) has no {selector}")
        return found[0]


class Visitor:
    """A browser without JavaScript nor cache; one connection, kept open."""

    def __init__(self, host: str, port: int) -> None:
        self.origin = f"http://{host}:{port}"
        self.connection = HTTPConnection(host, port, timeout=120)
        self.cookies: dict[str, str] = {}
        #: Seconds spent waiting for answers since ``start_clock``.
        self.elapsed = 0.0

    def start_clock(self) -> None:
        """Forget the time spent so far."""
        self.elapsed = 0.0

    def ask(
        self,
        method: str,
        url: str,
        fields: list[tuple[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """One request; redirections are not followed."""
        parts = urlsplit(urljoin(self.origin, url))
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = {"Accept": "text/html", "Accept-Language": "fr", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        body = None
        if fields is not None:
            body = urlencode(fields).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            sent["Sec-Fetch-Site"] = "same-origin"
        started = time.perf_counter()
        self.connection.request(method, target, body, sent)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - started
        self.elapsed += seconds
        self._keep_cookies(response.headers)
        text = content.decode("utf-8", "replace")
        full = urljoin(self.origin, target)
        return Answer(full, response.status, response.headers, text, seconds)

    def _keep_cookies(self, headers: HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                gone = morsel["max-age"] == "0" or morsel.value in ("", "deleted")
                if gone:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.coded_value

    def get(self, url: str) -> Answer:
        """A page, redirections followed; raises Unexpected unless it answers 200."""
        return self._follow(self.ask("GET", url))

    def _follow(self, answer: Answer) -> Answer:
        for _turn in range(5):
            if answer.status not in (301, 302, 303, 307):
                break
            answer = self.ask("GET", urljoin(answer.url, answer.headers["Location"]))
        if answer.status != 200:
            raise Unexpected(f"{answer.url} answers {answer.status}")
        return answer

    def submit(self, answer: Answer, form: HtmlElement, fields=()) -> Answer:
        """Post a form of a page as a browser without JavaScript does."""
        action, values = self._filled(answer, form, dict(fields))
        return self._follow(self.ask("POST", action, values))

    def submit_fragment(self, answer: Answer, form: HtmlElement, fields=()) -> Answer:
        """Post a form's page as our script does: the next one comes as a fragment,
        or its address when it is a whole page."""
        action, values = self._filled(answer, form, dict(fields))
        got = self.ask("POST", action, values, FRAGMENT)
        if got.status != 200:
            raise Unexpected(f"POST {action} answers {got.status}")
        shell = got.page
        if not len(shell) and shell.get("data-url"):
            return self.get(shell.get("data-url"))
        return got

    def _filled(
        self, answer: Answer, form: HtmlElement, fields: dict[str, str]
    ) -> tuple[str, list[tuple[str, str]]]:
        values = fill(form, fields)
        return urljoin(answer.url, form.get("action") or answer.url), values

    def sign_in(self, site: str, login: str, password: str) -> None:
        """Sign in with Plone's own form."""
        page = self.get(f"{site}/login")
        form = page.find("form#login-form, form:has(#__ac_name)")
        answer = self.submit(
            page, form, {"__ac_name": login, "__ac_password": password}
        )
        if "__ac" not in self.cookies:
            raise Unexpected(f"{login} could not sign in: {answer.url}")


SAMPLES = {
    "date": "2027-06-12",
    "email": "camille.dupont@example.be",
    "number": "120",
    "numeric": "120",
    "tel": "071 12 34 56",
    "time": "14:00",
}


def fill(form: HtmlElement, fields: dict[str, str]) -> list[tuple[str, str]]:
    """What a person would post: ``fields`` by name, a plausible answer to the rest, and
    the button that goes on."""
    values: list[tuple[str, str]] = []
    chosen = set()
    for element in form.cssselect("input, select, textarea"):
        name, kind = element.get("name"), element.get("type", "text")
        if not name or kind in ("submit", "button", "file", "image"):
            continue
        if name in fields:
            value = fields[name]
        elif kind == "hidden" or element.xpath("ancestor::*[@aria-hidden='true']"):
            # What no person sees; the second is there for robots to fill.
            value = element.get("value", "")
        elif kind in ("radio", "checkbox"):
            value = element.get("value", "on")
        elif element.tag == "select":
            options = [option.get("value") for option in element.iter("option")]
            value = next(filter(None, options), "")
        elif element.tag == "textarea":
            value = "Quelques mots, sur une ligne.\nPuis une autre."
        else:
            kind = element.get("inputmode") or kind
            value = element.get("value") or SAMPLES.get(kind) or "Réponse"
        if kind == "radio" or name in fields:
            if name in chosen:
                continue
            chosen.add(name)
        values.append((name, value))
    buttons = form.cssselect(".g-btn--primary[name], button[type=submit][name]")
    if buttons:
        values.append((buttons[0].get("name"), buttons[0].get("value", "")))
    return values
