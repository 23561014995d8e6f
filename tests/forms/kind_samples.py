"""Answers to the form with every kind of field (``all_kinds.xml``): one table.

What is typed, what it means to other programs, how people read it, how spreadsheets
hold it, what is refused and with which words. The tests of the server, of what is shown
and of the browser all read it; a kind of the palette without a sample fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from functools import cached_property
from imio.guichet.forms.limits import Limit
from io import BytesIO
from pathlib import Path
from PIL import Image
from typing import Any


MODEL = (Path(__file__).parent / "all_kinds.xml").read_text()
QUERY = {"source": "affiche"}
"""What the address of the form says."""

TODAY = date.today()
SOON = Limit(20, "wd").day(TODAY)
START = date(TODAY.year + 1, 5, 1)
END = START + timedelta(9)
EVE = START - timedelta(1)
SCRIPT = "<script>alert(1)</script>"
THIN = "\u202f"


@dataclass(frozen=True)
class Sent:
    """A file that is posted."""

    filename: str
    content: bytes
    type: str


def _picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 40), "red").save(made, "JPEG")
    return made.getvalue()


PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PLAN = Sent("plan.pdf", PDF, "application/pdf")
PHOTO = Sent("place.jpg", _picture(), "image/jpeg")

Posted = Mapping[str, Any]
"""By the end of the input's name ("" or ".start"): a text, texts, or a file."""


@dataclass(frozen=True)
class Sample:
    """A field and good and bad answers to it. Nothing is posted of what is computed."""

    kind: str
    name: str
    page: str
    good: Posted = field(default_factory=dict)
    rows: tuple[Posted, ...] = ()
    """Of a block: what is posted in each row, by field."""

    data: Any = None
    """The answer for other programs. Of a file: what is known of it."""

    text: str = ""
    """The answer in words; '' for what is not an answer."""

    shown: tuple[str, ...] = ()
    """What pages and PDF show of it, when not the lines of ``text``."""

    cells: Mapping[str, str] | None = None
    """Columns of a spreadsheet, by what ends their title; None for ``text`` alone."""

    bad: tuple[tuple[Posted, str], ...] = ()
    """What is posted instead, and what is said then."""

    internal: bool = False
    """Only agents read it."""

    listed: bool = True
    """Whether lists may show it."""

    @cached_property
    def posted(self) -> dict[str, Any]:
        """What a browser posts of the good answer, by name of input."""
        return self.post(self.good)

    def post(self, good: Posted) -> dict[str, Any]:
        found = {f"f.{self.name}{end}": value for end, value in good.items()}
        if self.rows:
            ids = [f"r{n}" for n in range(1, len(self.rows) + 1)]
            found = {f"f.{self.name}.rows": ids, **found}
            for row_id, row in zip(ids, self.rows, strict=True):
                for name, value in row.items():
                    found.setdefault(f"f.{self.name}.{row_id}.{name}", value)
        return found

    @property
    def pieces(self) -> tuple[str, ...]:
        """What is found wherever the answer is shown."""
        return self.shown or tuple(self.text.split("\n"))


def one(*texts: str, said: str) -> tuple[tuple[Posted, str], ...]:
    """Return bad texts of a single input, all refused with one message."""
    return tuple(({"": text}, said) for text in texts)


def part(end: str, *texts: str, said: str) -> tuple[tuple[Posted, str], ...]:
    return tuple(({end: text}, said) for text in texts)


def choice(key: str, title: str, **more: str) -> dict[str, str]:
    return {"key": key, "title": title, **more}


REQUIRED = "Répondez à cette question."
CHOICE = "Choisissez parmi les réponses proposées."
PHONE = (
    "Écrivez un numéro de téléphone qui existe, par exemple 0470 12 34 56, ou +33 1 23 45 "
    "67 89 pour un autre pays."
)
NO_PERIOD = "Écrivez deux dates qui existent, par exemple du 12/05/2027 au 14/05/2027."
NO_DATE = "Écrivez une date qui existe, par exemple 12/05/2027."
MONEY = (
    "Écrivez un montant en euros, avec deux décimales au plus, par exemple 1.234,50."
)
ADDRESS = "Écrivez une adresse belge : rue, numéro, code postal et localité."
NISS = (
    "Vérifiez ce numéro : il a onze chiffres, par exemple 85.07.30-033.28. Il est au dos "
    "de la carte d'identité."
)
OWN = "Écrivez de trois à vingt lettres."

SAMPLES = (
    Sample("heading", "heading_texts", "texts"),
    Sample("note", "note", "texts"),
    Sample(
        "text",
        "short_text",
        "texts",
        {"": "Bonjour & merci"},
        data="Bonjour & merci",
        text="Bonjour & merci",
        bad=one("", "ab", "x" * 21, "\x00", SCRIPT, said=OWN),
    ),
    Sample(
        "long-text",
        "long_text",
        "texts",
        {"": "=1+1 n'est pas\r\nune formule"},
        data="=1+1 n'est pas\nune formule",
        text="=1+1 n'est pas\nune formule",
        cells={"": "'=1+1 n'est pas\nune formule"},
        bad=(
            *one("", said=REQUIRED),
            *one("x" * 201, said="Écrivez au plus 200 caractères."),
        ),
    ),
    Sample(
        "email",
        "email",
        "texts",
        {"": "anne@example.be"},
        data="anne@example.be",
        text="anne@example.be",
        bad=(
            *one("", said=REQUIRED),
            *one(
                "anne",
                SCRIPT,
                "a@b",
                "x" * 30_000,
                said="Écrivez une adresse électronique complète, par exemple "
                "nom@exemple.be.",
            ),
        ),
    ),
    Sample(
        "phone",
        "phone",
        "texts",
        {"": "071860611"},
        data="+3271860611",
        text="071 86 06 11",
        bad=(*one("", said=REQUIRED), *one("12", SCRIPT, "+999 12", said=PHONE)),
    ),
    Sample(
        "phone",
        "mobile",
        "texts",
        {"": "+32470123456"},
        data="+32470123456",
        text="0470 12 34 56",
        bad=(
            *one("", said=REQUIRED),
            *one(
                "071 86 06 11",
                said="Écrivez un numéro de GSM, par exemple 0470 12 34 56.",
            ),
        ),
    ),
    Sample("query", "source", "texts", data="affiche", text="affiche"),
    Sample(
        "integer",
        "integer",
        "numbers",
        {"": "1.200"},
        data=1200,
        text="1200 personnes",
        cells={"": "1200"},
        bad=(
            *one("", said=REQUIRED),
            *one("0", said="Indiquez au moins 1."),
            *one("100001", said=f"Indiquez au plus 100{THIN}000."),
            *one("1,5", said="Écrivez un nombre entier."),
            *one("dix", "9" * 400, said="Écrivez un nombre, par exemple 1 000."),
        ),
    ),
    Sample(
        "decimal",
        "decimal",
        "numbers",
        {"": "3,5"},
        data="3.5",
        text="3,5 km",
        cells={"": "3,5"},
        bad=(
            *one("", said=REQUIRED),
            *one("-1", said="Indiquez au moins 0."),
            *one("1,2,3", "NaN", said="Écrivez un nombre, par exemple 1 000."),
        ),
    ),
    Sample(
        "money",
        "money",
        "numbers",
        {"": "12,5"},
        data="12.50",
        text="12,50 €",
        cells={"": "12,50"},
        bad=(
            *one("", said=REQUIRED),
            *one("-0,01", said="Indiquez au moins 0,00 €."),
            *one("5000,01", said="Indiquez au plus 5.000,00 €."),
            *one("1,234", SCRIPT, said=MONEY),
        ),
    ),
    Sample(
        "computed-number",
        "double",
        "numbers",
        data="2400",
        text="2400 personnes",
        cells={"": "2400"},
    ),
    Sample(
        "computed-money",
        "total",
        "numbers",
        data="15000.00",
        text="15.000,00 €",
        cells={"": "15000,00"},
    ),
    Sample(
        "computed-yes-no",
        "large",
        "numbers",
        data=True,
        text="Oui",
        internal=True,
    ),
    Sample(
        "constant",
        "constant",
        "numbers",
        data="forfait A",
        text="forfait A",
        internal=True,
    ),
    Sample(
        "date",
        "day",
        "dates",
        {"": "2027-05-12"},
        data="2027-05-12",
        text="12/05/2027",
        cells={"": "2027-05-12"},
        bad=(
            *one("", said=REQUIRED),
            *one("2027-02-30", "demain", said=NO_DATE),
            *one("2019-12-31", said="Choisissez une date à partir du 01/01/2020."),
            *one("2100-01-01", said="Choisissez une date jusqu'au 31/12/2099."),
        ),
    ),
    Sample(
        "date",
        "soon",
        "dates",
        {"": f"{SOON}"},
        data=f"{SOON}",
        text=f"{SOON:%d/%m/%Y}",
        cells={"": f"{SOON}"},
        bad=(
            *one("", said=REQUIRED),
            *one(
                f"{TODAY}",
                said="Choisissez une date à partir du "
                f"{Limit(10, 'wd').day(TODAY):%d/%m/%Y}.",
            ),
            *one(
                "2200-01-01",
                said=f"Choisissez une date jusqu'au {Limit(2, 'y').day(TODAY):%d/%m/%Y}.",
            ),
            *one("0001-01-01", said=NO_DATE),
        ),
    ),
    Sample(
        "date",
        "birth",
        "dates",
        {"": "1985-07-30"},
        data="1985-07-30",
        text="30/07/1985",
        cells={"": "1985-07-30"},
        bad=(
            *one("", said=REQUIRED),
            *one(
                f"{TODAY}",
                said="Choisissez une date jusqu'au "
                f"{Limit(-18, 'y').day(TODAY):%d/%m/%Y}.",
            ),
            *one("31/02/1980", said=NO_DATE),
        ),
    ),
    Sample(
        "period",
        "period",
        "dates",
        {".start": f"{START}", ".end": f"{END}"},
        data={"start": f"{START}", "end": f"{END}"},
        text=f"du {START:%d/%m/%Y} au {END:%d/%m/%Y}",
        cells={"premier jour": f"{START}", "dernier jour": f"{END}"},
        bad=(
            (
                {".start": "", ".end": ""},
                "Indiquez le premier et le dernier jour.",
            ),
            *part(".start", "", said="Indiquez aussi le premier jour."),
            *part(".end", "", said="Indiquez aussi le dernier jour."),
            *part(".start", "x", said=NO_PERIOD),
            *part(".end", "9999-99-99", said=NO_PERIOD),
            *part(
                ".end",
                f"{EVE}",
                said="Le dernier jour vient avant le premier : corrigez-les.",
            ),
            *part(
                ".start",
                f"{START - timedelta(30)}",
                said="Choisissez au plus 14 jours, le premier et le dernier compris.",
            ),
            (
                {".start": "2001-01-01", ".end": "2001-01-02"},
                f"Choisissez une date à partir du {TODAY:%d/%m/%Y}.",
            ),
        ),
    ),
    Sample(
        "long-text",
        "long_stay",
        "dates",
        {"": "Un festival"},
        data="Un festival",
        text="Un festival",
        bad=one("", said=REQUIRED),
    ),
    Sample(
        "time",
        "time",
        "dates",
        {"": "14:30"},
        data="14:30",
        text="14:30",
        bad=(
            *one("", said=REQUIRED),
            *one("25:00", "midi", said="Écrivez une heure, par exemple 14:30."),
        ),
    ),
    Sample(
        "computed-date",
        "eve",
        "dates",
        data=f"{EVE}",
        text=f"{EVE:%d/%m/%Y}",
        cells={"": f"{EVE}"},
    ),
    Sample(
        "computed-text",
        "summary",
        "dates",
        data="Le 12/05/2027 à 14:30",
        text="Le 12/05/2027 à 14:30",
    ),
    Sample(
        "yes-no",
        "yes_no",
        "choices",
        {"": "no"},
        data=False,
        text="Non",
        bad=(*one("", said=REQUIRED), *one("peut-être", SCRIPT, said=CHOICE)),
    ),
    Sample(
        "one",
        "one",
        "choices",
        {"": "other", ".other": "Le hangar"},
        data=choice("other", "Une autre salle : Le hangar"),
        text="Une autre salle : Le hangar",
        bad=(
            *one("", said="Choisissez une réponse."),
            *one("kitchen", SCRIPT, said=CHOICE),
            ({"": "other", ".other": ""}, "Précisez votre réponse."),
        ),
    ),
    Sample(
        "one",
        "one_listed",
        "choices",
        {"": "jumet"},
        data=choice("jumet", "Jumet"),
        text="Jumet",
        bad=(
            *one("", said="Choisissez une réponse."),
            *one("Jumet", said=CHOICE),
        ),
    ),
    Sample(
        "one",
        "one_searched",
        "choices",
        {"": "hauchies"},
        data=choice("hauchies", "École des Hauchies"),
        text="École des Hauchies",
        bad=(
            *one("", said="Choisissez une réponse."),
            *one("hau", said=CHOICE),
        ),
    ),
    Sample(
        "some",
        "some",
        "choices",
        {"": ["chairs", "tent"]},
        data=[
            choice("chairs", "Cent chaises", price="15.00"),
            choice("tent", "Tonnelle"),
        ],
        text="Cent chaises, Tonnelle",
        shown=("Cent chaises", "15,00\u00a0€", "Tonnelle"),
        bad=(
            *one("", said="Choisissez au moins une réponse."),
            *one("bar", said=CHOICE),
            (
                {"": ["chairs", "tables", "tent", "lights"]},
                "Choisissez au plus 3 réponses.",
            ),
            (
                {"": ["tent", "nothing"]},
                "« Rien de tout cela » ne va pas avec d'autres réponses.",
            ),
        ),
    ),
    Sample(
        "ranked",
        "ranked",
        "choices",
        {".1": "july", ".2": "may", ".3": ""},
        data=[
            choice("july", "Le premier week-end de juillet"),
            choice("may", "Le premier week-end de mai"),
        ],
        text="1. Le premier week-end de juillet\n2. Le premier week-end de mai",
        shown=("Le premier week-end de juillet", "Le premier week-end de mai"),
        cells={
            "1er choix": "Le premier week-end de juillet",
            "2e choix": "Le premier week-end de mai",
            "3e choix": "",
        },
        bad=(
            ({".1": "", ".2": ""}, "Choisissez au moins une réponse."),
            *part(".1", "winter", said=CHOICE),
            *part(
                ".2",
                "july",
                said="Le même choix est à deux places. Donnez une place à chacun.",
            ),
        ),
    ),
    Sample(
        "grid",
        "grid",
        "choices",
        {".noise": "much", ".traffic": "none"},
        data=[
            {
                "row": choice("noise", "Bruit"),
                "columns": [choice("much", "Beaucoup")],
            },
            {
                "row": choice("traffic", "Circulation"),
                "columns": [choice("none", "Aucune")],
            },
        ],
        text="Bruit : Beaucoup\nCirculation : Aucune",
        shown=("Bruit", "Beaucoup", "Circulation", "Aucune"),
        cells={"Bruit": "Beaucoup", "Circulation": "Aucune"},
        bad=(
            ({".noise": "", ".traffic": ""}, "Répondez sur chaque ligne."),
            *part(".traffic", "", said="Répondez aussi pour : Circulation."),
            *part(".noise", "huge", said=CHOICE),
        ),
    ),
    Sample(
        "consent",
        "consent",
        "choices",
        {"": "yes"},
        data=True,
        text="Oui",
        bad=one("", "on", said="Cochez cette case pour continuer."),
    ),
    Sample(
        "file",
        "file",
        "things",
        {"": PLAN},
        data={"filename": "plan.pdf", "content_type": "application/pdf"},
        text=f"plan.pdf, {len(PDF)} octets",
        bad=(
            *one("", "plan.pdf", said="Choisissez un fichier."),
            (
                {"": Sent("big.pdf", PDF + b" " * 30_000, "application/pdf")},
                "« big.pdf » est trop lourd : il peut peser 20 ko au plus.",
            ),
            (
                {"": Sent("virus.pdf", b"MZ" + b"\0" * 99, "application/pdf")},
                "n'est pas celui",
            ),
            ({"": Sent("empty.pdf", b"", "application/pdf")}, "est vide"),
            ({"": PHOTO}, "« place.jpg » n'est pas d'un type accepté : PDF."),
        ),
    ),
    Sample(
        "photo",
        "photo",
        "things",
        {"": PHOTO},
        data={"filename": "place.jpg", "content_type": "image/jpeg"},
        text="place.jpg",
        bad=(
            *one("", said="Choisissez un fichier."),
            ({"": PLAN}, "« plan.pdf » n'est pas d'un type accepté : JPEG"),
        ),
    ),
    Sample(
        "signature",
        "signature",
        "things",
        {".typed": "Anne Dupont", ".declare": "yes"},
        data={"filename": "signature.png", "content_type": "image/png"},
        text="signature.png",
        bad=(
            (
                {".typed": "", ".declare": ""},
                "Signez dans le cadre, ou écrivez votre nom et cochez la déclaration.",
            ),
            *part(
                ".declare",
                "",
                said="Cochez la déclaration : sans elle, votre nom ne tient pas lieu de "
                "signature.",
            ),
            *part(
                ".drawn",
                "data:image/svg+xml;base64,PHN2Zy8+",
                said="Cette signature n'est pas lisible.",
            ),
        ),
    ),
    Sample(
        "place",
        "place",
        "things",
        {"": "Place Charles II 14", ".lat": "50.41136", ".lon": "4.44448"},
        data={
            "address": "Place Charles II 14",
            "latitude": 50.41136,
            "longitude": 4.44448,
        },
        text="Place Charles II 14 (50.41136, 4.44448)",
        shown=("Place Charles II 14", "50.41136"),
        cells={
            "": "Place Charles II 14",
            "latitude": "50,41136",
            "longitude": "4,44448",
        },
        bad=(
            (
                {"": "", ".lat": "", ".lon": ""},
                "Indiquez un lieu\u00a0: une rue et un numéro, ou un repère.",
            ),
            (
                {"": "", ".lat": "900", ".lon": "x"},
                "Indiquez un lieu\u00a0: une rue et un numéro, ou un repère.",
            ),
            *one("x" * 501, said="Écrivez au plus 500 caractères."),
        ),
    ),
    Sample(
        "block",
        "block",
        "groups",
        rows=(
            {"activity": "Concert", "people": "50", "outside": "yes"},
            {"activity": "Bal", "people": "1.200", "outside": "no"},
        ),
        data=[
            {"activity": "Concert", "people": 50, "outside": True, "fee": "100.00"},
            {"activity": "Bal", "people": 1200, "outside": False, "fee": "2400.00"},
        ],
        text="Activité 1 – Nom de l'activité : Concert ; Participants : 50 personnes ; "
        "En plein air ? : Oui ; Redevance : 100,00 €\n"
        "Activité 2 – Nom de l'activité : Bal ; Participants : 1200 personnes ; "
        "En plein air ? : Non ; Redevance : 2.400,00 €",
        shown=(
            "Activité 1",
            "Nom de l'activité",
            "Concert",
            "50 personnes",
            "100,00 €",
            "Activité 2",
            "2.400,00 €",
        ),
        cells={
            "Nom de l'activité": "Concert\nBal",
            "Participants": "50\n1200",
            "En plein air ?": "Oui\nNon",
            "Redevance": "100,00\n2400,00",
        },
        bad=(
            ({".rows": []}, "Ajoutez au moins une ligne."),
            (
                {".rows": ["r1", "r2", "r3", "r4"]},
                "Gardez au plus 3 lignes.",
            ),
            ({".r1.activity": ""}, REQUIRED),
            ({".r2.people": "0"}, "Indiquez au moins 1."),
            ({".r2.people": SCRIPT}, "Écrivez un nombre, par exemple 1 000."),
            ({".r1.outside": "maybe"}, CHOICE),
        ),
    ),
    Sample(
        "table",
        "table",
        "groups",
        rows=(
            {"what": "Table", "number": "12"},
            {"what": "@Chaise", "number": "48"},
        ),
        data=[
            {"what": "Table", "number": 12},
            {"what": "@Chaise", "number": 48},
        ],
        text="Ligne 1 – Objet : Table ; Nombre : 12\n"
        "Ligne 2 – Objet : @Chaise ; Nombre : 48",
        shown=("Objet", "Table", "12", "@Chaise", "48"),
        cells={"Objet": "Table\n@Chaise", "Nombre": "12\n48"},
        bad=(
            ({".rows": []}, "Ajoutez au moins une ligne."),
            ({".r1.what": ""}, REQUIRED),
            ({".r2.number": "x"}, "Écrivez un nombre, par exemple 1 000."),
        ),
    ),
    Sample("heading", "heading_identities", "identities"),
    Sample(
        "national-number",
        "national_number",
        "identities",
        {"": "85073003328"},
        data="85073003328",
        text="85.07.30-033.28",
        listed=False,
        bad=(*one("", said=REQUIRED), *one("85073003329", "1", SCRIPT, said=NISS)),
    ),
    Sample(
        "enterprise",
        "enterprise",
        "identities",
        {"": "BE0207437468"},
        data="0207437468",
        text="0207.437.468",
        bad=(
            *one("", said=REQUIRED),
            *one(
                "0207437469",
                "x",
                said="Vérifiez ce numéro : il a dix chiffres, par exemple 0403.170.701.",
            ),
        ),
    ),
    Sample(
        "iban",
        "iban",
        "identities",
        {"": "BE68539007547034"},
        data="BE68539007547034",
        text="BE68 5390 0754 7034",
        bad=(
            *one("", said=REQUIRED),
            *one(
                "BE68539007547035",
                SCRIPT,
                said="Vérifiez ce numéro de compte, par exemple BE68 5390 0754 7034.",
            ),
        ),
    ),
    Sample(
        "plate",
        "plate",
        "identities",
        {"": "1abc234"},
        data="1-ABC-234",
        text="1-ABC-234",
        bad=(
            *one("", said=REQUIRED),
            *one(
                "HELLO",
                SCRIPT,
                said="Écrivez une plaque belge complète, par exemple 1-ABC-234.",
            ),
        ),
    ),
    Sample(
        "communication",
        "communication",
        "identities",
        {"": "010806817183"},
        data="010806817183",
        text="+++010/8068/17183+++",
        cells={"": "'+++010/8068/17183+++"},
        bad=(
            *one("", said=REQUIRED),
            *one(
                "010806817184",
                said="Vérifiez cette communication : elle a douze chiffres, par exemple "
                "+++010/8068/17183+++.",
            ),
        ),
    ),
    Sample(
        "address",
        "address",
        "identities",
        {
            ".street": "Rue Haute",
            ".number": "12",
            ".box": "3",
            ".postal-code": "6000",
            ".locality": "Charleroi",
        },
        data={
            "street": "Rue Haute",
            "number": "12",
            "box": "3",
            "postal_code": "6000",
            "locality": "Charleroi",
        },
        text="Rue Haute 12 bte 3, 6000 Charleroi",
        shown=("Rue Haute 12 bte 3", "6000 Charleroi"),
        cells={
            "Rue": "Rue Haute",
            "Numéro": "12",
            "Boîte": "3",
            "Code postal": "6000",
            "Localité": "Charleroi",
        },
        bad=(
            (
                {
                    ".street": "",
                    ".number": "",
                    ".box": "",
                    ".postal-code": "",
                    ".locality": "",
                },
                ADDRESS,
            ),
            *part(".street", "", said="Écrivez le nom de la rue."),
            *part(".street", "x" * 121, said="Rue : écrivez au plus 120 caractères."),
            *part(".number", "", said="Écrivez le numéro, par exemple 12 ou 12A."),
            *part(".number", "1" * 13, said="Numéro : écrivez au plus 12 caractères."),
            *part(
                ".postal-code",
                "",
                "600",
                "ABCD",
                said="Écrivez un code postal, par exemple 6000.",
            ),
            *part(".locality", "", said="Écrivez la localité, par exemple Charleroi."),
            *part(
                ".locality",
                "x" * 81,
                said="Localité : écrivez au plus 80 caractères.",
            ),
        ),
    ),
)

BY_NAME = {sample.name: sample for sample in SAMPLES}
PAGES = tuple(dict.fromkeys(sample.page for sample in SAMPLES))


def of_page(page: str) -> tuple[Sample, ...]:
    """Return the samples of a page, in their order."""
    return tuple(sample for sample in SAMPLES if sample.page == page)


def posted(page: str) -> dict[str, Any]:
    """Return what a browser posts of a page that is filled well."""
    return {k: v for sample in of_page(page) for k, v in sample.posted.items()}


def without_ids(data: Any) -> Any:
    """Return an answer as other programs read it, but for what differs each time:
    the ids of rows, the sizes of files."""
    if isinstance(data, list):
        return [without_ids(item) for item in data]
    if isinstance(data, dict):
        left = {k: v for k, v in data.items() if k not in ("id", "size")}
        return {k: without_ids(v) for k, v in left.items()}
    return data
