"""Building a form in the studio as a form manager does: by what the screen says.

Used by the browser tests and by ``scripts/screenshots.py``. What to build comes as data
(``Page``, ``Question``, conditions), in the words of the studio in French.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from playwright.sync_api import expect
from playwright.sync_api import FrameLocator
from playwright.sync_api import Locator
from playwright.sync_api import Page as Screen
from walking import Answers
from walking import fill


@dataclass(frozen=True)
class Test:
    """One line of a rule: an answer, what is asked of it, a value.

    A list picks choices; a string that is the title of a choice or an answer picks it.
    """

    answer: str
    operator: str
    value: object = None


@dataclass(frozen=True)
class Group:
    """Conditions of which all, one or none must hold (words of the studio)."""

    mode: str
    items: tuple[Condition, ...]


Condition = Test | Group


def every(*items: Condition) -> Group:
    """All of these."""
    return Group("Toutes ces conditions", items)


def some(*items: Condition) -> Group:
    """At least one of these."""
    return Group("Au moins une de ces conditions", items)


@dataclass(frozen=True)
class Call:
    """A calculation: its title in the studio, then what it is made of.

    A part is a Call, a number, or the title of an answer.
    """

    title: str
    parts: tuple[object, ...]


@dataclass(frozen=True)
class Refusal:
    """When an answer or a page is refused, and what is said then."""

    when: Condition
    message: str


@dataclass(frozen=True)
class Question:
    """Something to add to a page. ``settings``: values by the label of the setting."""

    kind: str
    title: str
    required: bool = False
    settings: Mapping[str, object] = field(default_factory=dict)
    inside: Sequence[Question] = ()


@dataclass(frozen=True)
class Page:
    """A page of the form to build."""

    title: str
    questions: Sequence[Question]
    show: Condition | None = None
    refuse: Sequence[Refusal] = ()
    introduction: str = ""


class Studio:
    """The form studio open in a browser."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.settings = screen.locator("#properties")

    def build(self, page: Page) -> None:
        """Make a page with its questions, then its rules."""
        self.add_page(page.title, page.introduction)
        for question in page.questions:
            self.add(question)
        if page.show or page.refuse:
            self.open_page(page.title)
            if page.show:
                self.rule("Montrer la page quand", page.show)
            for refusal in page.refuse:
                self.refuse("Refuser de continuer quand", refusal)

    # Pages

    def add_page(self, title: str, introduction: str = "") -> None:
        """Make a page after the one that is open."""
        first = self.screen.get_by_role("button", name="Créer la première page")
        if first.is_visible():
            first.click()
        else:
            self.screen.get_by_role("button", name="Ajouter une page").first.click()
        expect(self.screen.locator("#page-title")).to_be_focused()
        self.screen.locator("#page-title").fill(title)
        if introduction:
            self.screen.locator("#page-description").fill(introduction)

    def open_page(self, title: str) -> None:
        """Show a page and its settings."""
        pages = self.screen.get_by_role("region", name="Pages", exact=True)
        pages.get_by_role("button", name=title).first.click()
        expect(self.screen.locator("#page-title")).to_have_value(title)

    # Questions

    def add(self, question: Question) -> None:
        """Add a question after what is selected, by the palette's search."""
        screen = self.screen
        screen.keyboard.press("Alt+a")
        expect(screen.locator("#palette-search")).to_be_focused()
        screen.locator("#palette-search").fill(question.kind)
        palette = screen.get_by_role("region", name="Ajouter une question")
        palette.get_by_role("button", name=question.kind, exact=True).click()
        screen.locator("#palette-search").fill("")
        self.write(question)

    def write(self, question: Question) -> None:
        """Write what the question just added says and asks."""
        title = self.screen.locator("#field-title")
        title.fill(question.title)
        title.press("Tab")
        if question.required:
            self.set("Réponse obligatoire", True)
        for label, value in question.settings.items():
            self.set(label, value)
        for inner in question.inside:
            self.add(inner)
        if question.inside:
            self.select(question.title)

    def card(self, title: str) -> Locator:
        """The card of a question on the page."""
        return self.screen.get_by_role("treeitem", name=title).first

    def select(self, title: str) -> None:
        """Click the card of a question."""
        self.card(title).click(position={"x": 12, "y": 12})
        expect(self.screen.locator("#field-title")).to_have_value(title)

    def set(self, label: str, value: object) -> None:
        """Give a setting of what is selected its value."""
        settings = self.settings
        match value:
            case Refusal():
                self.refuse(label, value)
                return
            case Test() | Group():
                self.rule(label, value)
                return
            case Call():
                self.compute(label, value)
                return
            case list():
                self.choose(value)
                return
        control = settings.get_by_label(label, exact=True)
        if not control.is_visible():
            settings.locator("summary", has_text="Plus").click()
        if isinstance(value, bool):
            control.set_checked(value)
        elif control.evaluate("one => one.localName") == "select":
            control.select_option(label=str(value))
        else:
            control.fill(str(value))
            control.blur()

    def choose(self, titles: Sequence[str]) -> None:
        """Type the choices, one a line."""
        choices = self.settings.get_by_role("group", name="Choix", exact=True)
        choices.get_by_role("button", name="Ajouter un choix").click()
        for number, title in enumerate(titles, 1):
            line = choices.get_by_label(f"Choix {number}", exact=True)
            expect(line).to_be_focused()
            line.fill(title)
            line.press("Enter" if number < len(titles) else "Tab")

    def order(self) -> list[str]:
        """The names of the page's questions, those in blocks not counted."""
        cards = self.screen.locator(".s-tree > .s-fields > .s-field")
        return cards.evaluate_all("found => found.map(one => one.dataset.name)")

    def drag(self, title: str, target: str) -> None:
        """Drag a card with the mouse to where another one is."""
        self._drag(self.card(title).locator(".s-field__grip").first, self.card(target))

    def drag_kind(self, kind: str, target: str) -> None:
        """Drag a kind of question from the palette to where a card is."""
        palette = self.screen.get_by_role("region", name="Ajouter une question")
        source = palette.get_by_role("button", name=kind, exact=True)
        source.scroll_into_view_if_needed()
        self._drag(source, self.card(target))

    def _drag(self, source: Locator, target: Locator) -> None:
        mouse = self.screen.mouse
        target.scroll_into_view_if_needed()
        start, end = source.bounding_box(), target.bounding_box()
        assert start and end
        mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        mouse.down()
        mouse.move(end["x"] + 40, end["y"] + 12, steps=8)
        mouse.move(end["x"] + 40, end["y"] + 6, steps=3)
        mouse.up()

    def write_title(self, title: str) -> None:
        """Write the title of what is selected."""
        expect(self.screen.locator("#field-title")).to_be_focused()
        self.screen.keyboard.type(title)
        self.screen.keyboard.press("Tab")

    # Rules

    def rule(self, title: str, condition: Condition, within: Locator | None = None):
        """Build a rule under its title."""
        box = self._rule(title, within)
        box.get_by_role("button", name="Ajouter une règle").click()
        condition = condition if isinstance(condition, Group) else every(condition)
        self.conditions(box.locator(".s-cond").first, condition)
        box.get_by_role("button", name="Terminé").click()

    def _rule(self, title: str, within: Locator | None = None) -> Locator:
        heading = self.screen.get_by_role("heading", name=title, exact=True)
        return (within or self.settings).locator(".s-rule").filter(has=heading)

    def open_rule(self, title: str) -> None:
        """Open the builder of a rule that is there."""
        self._rule(title).locator(".s-rule__said").first.click()

    def close_rule(self) -> None:
        """Close the builder that is open."""
        self.settings.get_by_role("button", name="Terminé").click()

    def conditions(self, group: Locator, wanted: Group) -> None:
        """Fill a group of conditions; its first one is there."""
        own = group.locator("> .s-row")
        lines = group.locator("> .s-test")
        for index, item in enumerate(wanted.items):
            if isinstance(item, Group):
                own.get_by_role("button", name="Ajouter un groupe").click()
                inner = group.locator("> .s-cond--inner").last
                inner.locator("> .s-cond__head select").select_option(label=item.mode)
                self.conditions(inner, item)
                if not index:
                    name = "Enlever cette condition"
                    lines.first.get_by_role("button", name=name).click()
            else:
                if index:
                    own.get_by_role("button", name="Ajouter une condition").click()
                self.test(lines.last, item)
            if index == 1:
                group.locator("> .s-cond__head select").select_option(label=wanted.mode)

    def test(self, line: Locator, wanted: Test) -> None:
        """Fill one line: an answer, a condition, a value."""
        line.get_by_label("Réponse", exact=True).select_option(label=wanted.answer)
        line.get_by_label("Condition", exact=True).select_option(label=wanted.operator)
        match wanted.value:
            case None:
                return
            case list():
                for title in wanted.value:
                    line.get_by_label(title, exact=True).check()
            case _:
                self.value(line.locator("> .s-value").last, wanted.value)

    def value(self, box: Locator, wanted: object) -> None:
        """Give the value of a line or of a calculation."""
        source = box.locator("> select").first
        match wanted:
            case Call():
                source.select_option(label=wanted.title)
                parts = box.locator("> .s-call > .s-call__arg > .s-value")
                for index, part in enumerate(wanted.parts):
                    if index >= parts.count():
                        more = box.locator("> .s-call > .s-link")
                        more.filter(has_text="Ajouter une valeur").click()
                    self.value(parts.nth(index), part)
            case int() | float():
                text = str(wanted).replace(".", ",")
                box.get_by_role("textbox").fill(text)
            case str():
                for select in box.locator("> select").all():
                    if wanted in select.locator("option").all_inner_texts():
                        select.select_option(label=wanted)
                        return
                box.locator("> input").fill(wanted)

    def compute(self, title: str, call: Call) -> None:
        """Build a computed value."""
        box = self._rule(title)
        box.get_by_role("button", name="Ajouter une valeur").first.click()
        self.value(box.locator(".s-value").first, call)
        box.get_by_role("button", name="Terminé").click()

    def refuse(self, title: str, refusal: Refusal) -> None:
        """Add a refusal to an answer or a page."""
        box = self.settings.get_by_role("group", name=title, exact=True)
        box.get_by_role("button", name="Ajouter un refus").click()
        last = box.locator(".s-refusal").last
        last.get_by_role("textbox").last.fill(refusal.message)
        heading = self.screen.get_by_role("heading", level=4)
        part = last.locator(".s-rule").filter(has=heading)
        part.get_by_role("button", name="Ajouter une règle").click()
        when = refusal.when if isinstance(refusal.when, Group) else every(refusal.when)
        self.conditions(part.locator(".s-cond").first, when)
        part.get_by_role("button", name="Terminé").click()

    # Trying it

    def preview(self) -> FrameLocator:
        """Show the preview, if it is not, and return the page in it."""
        pane = self.screen.get_by_role("region", name="Aperçu")
        if not pane.is_visible():
            self.screen.get_by_role("button", name="Aperçu").click()
        return self.screen.frame_locator(".s-preview iframe")

    def play(self, answers: Answers) -> list[str]:
        """Fill the form in the preview, page after page; return their titles."""
        frame = self.preview()
        pane = self.screen.get_by_role("region", name="Aperçu")
        pane.get_by_role("button", name="Recommencer").click()
        frame.get_by_role("heading", level=1).wait_for()
        self.drawn()
        onward = pane.get_by_role("button", name="Continuer")
        walked: list[str] = []
        while True:
            title = frame.get_by_role("heading", level=1)
            walked.append(title.inner_text())
            fill(frame, answers)
            self.drawn()
            if onward.is_disabled():
                return walked
            onward.click()
            expect(title).not_to_have_text(walked[-1])

    def drawn(self) -> None:
        """Wait until the preview shows what was typed."""
        expect(self.screen.locator(".s-preview")).to_have_attribute(
            "aria-busy", "false"
        )

    def keep_test(self, title: str) -> None:
        """Keep what was played as a test."""
        pane = self.screen.get_by_role("region", name="Aperçu")
        pane.get_by_role("button", name="Garder comme essai").click()
        pane.get_by_role("textbox", name="Nom de l'essai").fill(title)
        pane.get_by_role("button", name="Garder", exact=True).click()
        expect(pane).to_contain_text(f"Essai gardé : {title}")

    # All of it

    def saved(self) -> None:
        """Wait until the server has all."""
        expect(self.screen.get_by_role("banner")).to_contain_text("Enregistré")

    def checked(self) -> None:
        """Wait until the server has all, and finds nothing wrong."""
        self.saved()
        expect(self.screen.get_by_role("button", name="Aucun problème")).to_be_visible()

    def publication(self) -> Locator:
        """Open the dialog of publication."""
        bar = self.screen.get_by_role("banner")
        bar.get_by_role("button", name="Publication").click()
        return self.screen.get_by_role("dialog", name="Publication")

    def more(self, item: str) -> Locator:
        """Open a dialog of the menu."""
        self.screen.get_by_role("banner").get_by_role("button", name="Plus").click()
        self.screen.get_by_role("menuitem", name=item).click()
        return self.screen.get_by_role("dialog", name=item)


def open_procedures(screen: Screen, url: str) -> None:
    """Go from the home page to the manager's procedures, by the menu."""
    screen.goto(url)
    screen.locator("summary", has_text="Mon espace").click()
    screen.get_by_role("link", name="Gérer les démarches").click()
    screen.get_by_role("heading", name="Gérer les démarches", level=1).wait_for()


def describe_new(screen: Screen, title: str, code: str) -> None:
    """Go from the procedures to a new one, and say the few words it needs."""
    screen.get_by_role("link", name="Nouvelle démarche").click()
    screen.get_by_label("Titre").fill(title)
    screen.get_by_label("Catégorie").select_option(label="Événements et salles")
    screen.get_by_label("Ce que devient la demande").select_option(
        label="Autorisation avec avis et Collège"
    )
    screen.get_by_label("Service qui traite").select_option(
        label="Service des fêtes et événements"
    )
    screen.get_by_label("Code").fill(code)


def create(screen: Screen) -> Studio:
    """Create what was described; return its studio, with an empty form."""
    screen.get_by_role("button", name="Créer et ouvrir le studio").click()
    expect(screen.get_by_role("heading", name="Commençons")).to_be_visible()
    return Studio(screen)


def give(screen: Screen, url: str, title: str, folder: Path) -> Path:
    """Download the package of a procedure."""
    open_procedures(screen, url)
    screen.get_by_role("link", name="Échanger des démarches").click()
    screen.get_by_label(title).check()
    with screen.expect_download() as download:
        screen.get_by_role("button", name="Télécharger le paquet").click()
    return saved_as(download.value, folder)


def bring(screen: Screen, url: str, package: Path) -> None:
    """Show what a package would do."""
    open_procedures(screen, url)
    screen.get_by_role("link", name="Échanger des démarches").click()
    screen.get_by_label("Paquet reçu").set_input_files(package)
    screen.get_by_role("button", name="Voir ce qu'il contient").click()
    screen.get_by_role("heading", name="Avant d'installer").wait_for()


def saved_as(download: object, folder: Path) -> Path:
    """Keep a file that the browser was given."""
    path = folder / download.suggested_filename
    download.save_as(path)
    return path
