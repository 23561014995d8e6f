"""Make the pictures of the documentation from a running trial site.

    python scripts/screenshots.py [--url http://localhost:8080/charleroi] [--out docs/images]

``make run`` first. Writes ``home.png``, ``form.png`` and ``desk.png``, 1280 pixels
wide, with few colours to keep them small. Needs Chromium, Playwright and Pillow.
"""

from collections.abc import Callable
from pathlib import Path
from PIL import Image
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright

import argparse
import io
import json
import shutil


ROOT = Path(__file__).resolve().parents[1]
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


PICTURES: dict[str, Callable[[Page, str, dict[str, str]], None]] = {
    "home": home,
    "form": form,
    "desk": desk,
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
    parser.add_argument("names", nargs="*", help=f"of {', '.join(PICTURES)}")
    options = parser.parse_args()
    listed = json.loads(options.accounts.read_text(encoding="utf-8"))
    accounts = {account["login"]: account["password"] for account in listed}
    options.out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for name in options.names or PICTURES:
            context = browser.new_context(
                viewport=VIEW, locale="fr-BE", reduced_motion="reduce"
            )
            page = context.new_page()
            PICTURES[name](page, options.url.rstrip("/"), accounts)
            page.wait_for_load_state("networkidle")
            path = options.out / f"{name}.png"
            write(page.screenshot(), path)
            print(f"{path}  {path.stat().st_size // 1024} kB")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
