"""Somebody who fills the form in a browser without JavaScript."""

from plone.testing.zope import Browser

import html
import re


PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PASSWORD = "Secret-12345!"


class Person:
    """A browser and the habits of whoever uses it."""

    def __init__(self, app, login=None):
        self.browser = Browser(app)
        self.browser.raiseHttpErrors = False
        if login:
            self.browser.addHeader("Authorization", f"Basic {login}:{PASSWORD}")

    @property
    def url(self):
        return self.browser.url

    @property
    def text(self):
        contents = self.browser.contents
        if isinstance(contents, bytes):
            contents = contents.decode("utf-8", "replace")
        return html.unescape(contents)

    @property
    def status(self):
        return int(self.browser.headers["status"].split()[0])

    @property
    def reference(self):
        return re.search(r"@@form/([^/?]+)", self.text + self.url).group(1)

    @property
    def place(self):
        return self.url.partition("?")[0].rpartition("/")[2]

    def open(self, url):
        self.browser.open(url)

    def post(self, url, **values):
        """Post inputs, named without their prefix; ``_`` begins the others."""
        data = [
            (name[1:] if name.startswith("_") else f"f.{name}".replace("__", "."), one)
            for name, value in values.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        from urllib.parse import urlencode

        self.browser.post(url, urlencode(data))

    def send(self, url, values):
        """Post inputs by their whole names, files among them (``kind_samples.Sent``)."""
        pairs = [
            (name, one)
            for name, value in values.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        texts = [(name, one) for name, one in pairs if isinstance(one, str)]
        files = [
            (name, one.filename, one.content, one.type)
            for name, one in pairs
            if not isinstance(one, str)
        ]
        more = {"upload_files": files} if files else {}
        self.browser._processRequest(
            url, lambda args: self.browser.testapp.post(url, texts, **more, **args)
        )

    @property
    def form(self):
        forms = re.findall(r"<form[^>]*>", self.browser.contents)
        number = next(n for n, found in enumerate(forms) if "data-form" in found)
        return self.browser.getForm(index=number)

    def fill(self, **values):
        for name, value in values.items():
            self.form.getControl(name=f"f.{name}").value = value

    def attach(self, name, data, filename, kind="application/pdf"):
        self.form.getControl(name=f"f.{name}").add_file(data, kind, filename)

    def press(self, label):
        form = self.form
        # webtest posts disabled inputs; no browser does.
        fields = form._form.field_order
        fields[:] = [pair for pair in fields if "disabled" not in pair[1].attrs]
        form.getControl(label).click()

    def next(self):
        self.press("Continuer")

    def submit(self):
        self.press("Envoyer ma demande")

    # The form of event.xml

    def fill_event(self, participants="10", **values):
        self.fill(
            name="Concert",
            participants=participants,
            starts="2027-05-12",
            music=["no"],
            **values,
        )

    def fill_contact(self):
        self.fill(
            fullname="Anne",
            email="anne@example.be",
            kind=["private"],
            agree=["yes"],
        )

    def go_to_check(self, form_url):
        self.open(form_url)
        self.fill_event()
        self.next()
        self.fill_contact()
        self.next()
        return self
