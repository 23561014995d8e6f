"""Make the pictures of the documentation from a running trial site.

    python scripts/screenshots.py [--url http://localhost:8080/charleroi] [--out docs/images]

``make run`` first. Writes ``home.png``, ``form.png``, ``desk.png``, and the pictures of
the tutorial on forms (``studio-….png``), which build the form that the browser tests
build, by the same steps. 1280 pixels wide, with few colours to keep them small. Needs
Chromium, Playwright and Pillow.
"""

from collections.abc import Callable
from collections.abc import Iterator
from pathlib import Path
from PIL import Image
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

import argparse
import io
import json
import shutil
import sys
import tempfile


ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "tests" / "browser"))
VIEW = {"width": 1280, "height": 860}
COLOURS = 160


def sign_in(page: Page, url: str, login: str, accounts: dict[str, str]) -> None:
    """Sign in with an account of the trial site."""
    page.goto(f"{url}/login")
    page.fill("#__ac_name", login)
    page.fill("#__ac_password", accounts[login])
    page.click("[name='buttons.login']")
    page.wait_for_load_state()


def home(page: Page, url: str, accounts: dict[str, str]) -> None:
    """The home of the town."""
    page.goto(url)


def form(page: Page, url: str, accounts: dict[str, str]) -> None:
    """The first page of the event's form."""
    page.goto(f"{url}/guichet/evenements/organiser-un-evenement/@@form")
    page.get_by_label("Une association", exact=False).check()


def desk(page: Page, url: str, accounts: dict[str, str]) -> None:
    """A dossier as the events agent sees it."""
    sign_in(page, url, "demo-agent-events", accounts)
    page.goto(f"{url}/@@desk?phase=in_progress&tab=all")
    page.locator("main tbody a[href*='EVT-']").first.click()
    page.wait_for_load_state()


def studio(page: Page, url: str, accounts: dict[str, str]) -> Iterator[str]:
    """The form of an event as it is built; yields a name when there is to see."""
    import building
    import event_form

    sign_in(page, url, "demo-form-manager", accounts)
    building.open_procedures(page, url)
    yield "studio-procedures"
    building.describe_new(page, event_form.TITLE, event_form.CODE)
    made = building.create(page)
    yield "studio-empty"
    made.build(event_form.YOU)
    made.select(event_form.WHO)
    made.checked()
    yield "studio-question"
    made.build(event_form.EVENT)
    made.checked()
    made.open_rule("Refuser quand")
    yield "studio-rule"
    made.close_rule()
    for one in (event_form.ROAD, event_form.RULES, event_form.END):
        made.build(one)
    made.open_page(event_form.ROAD.title)
    made.checked()
    yield "studio-page"
    made.play(event_form.answers(event_form.in_days(70)))
    made.keep_test("Une brocante de 500 personnes")
    yield "studio-preview"
    made.more("Essais").get_by_text("passe").wait_for()
    yield "studio-tests"
    page.keyboard.press("Escape")
    made.publication()
    yield "studio-publication"
    page.keyboard.press("Escape")
    with tempfile.TemporaryDirectory() as folder:
        package = building.give(page, url, event_form.TITLE, Path(folder))
        building.bring(page, url, package)
    yield "studio-exchange"


def once(
    name: str, show: Callable[[Page, str, dict[str, str]], None]
) -> Callable[[Page, str, dict[str, str]], Iterator[str]]:
    """Return a story of one picture."""

    def story(page: Page, url: str, accounts: dict[str, str]) -> Iterator[str]:
        show(page, url, accounts)
        yield name

    return story


STORIES: dict[str, Callable[[Page, str, dict[str, str]], Iterator[str]]] = {
    "home": once("home", home),
    "form": once("form", form),
    "desk": once("desk", desk),
    "studio": studio,
}


def write(picture: bytes, path: Path) -> None:
    """Write a picture with a palette instead of all colours."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Entry point of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://localhost:8080/charleroi")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument(
        "--accounts", type=Path, default=ROOT / "var" / "demo-accounts.json"
    )
    parser.add_argument("names", nargs="*", help=f"of {', '.join(STORIES)}")
    options = parser.parse_args()
    listed = json.loads(options.accounts.read_text(encoding="utf-8"))
    accounts = {account["login"]: account["password"] for account in listed}
    options.out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for story in options.names or STORIES:
            context = browser.new_context(
                viewport=VIEW, locale="fr-BE", reduced_motion="reduce"
            )
            page = context.new_page()
            for name in STORIES[story](page, options.url.rstrip("/"), accounts):
                page.wait_for_load_state("networkidle")
                path = options.out / f"{name}.png"
                write(page.screenshot(), path)
                print(f"{path}  {path.stat().st_size // 1024} kB")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
