"""Takes the README's pictures of the browser: ``python -m tests.pictures.screens`` writes them beside this file."""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.process import serving

HERE = Path(__file__).parent
QUESTION = "How can an agent reuse stored episodes to learn faster?"
SCREENS = {  # name: width, height, colours
    "ask-light": (1280, 800, "light"),
    "ask-dark": (1280, 800, "dark"),
    "ask-phone": (390, 844, "light"),
}


def take(browser: Browser, address: str, name: str) -> None:
    """One picture: a question answered, and the evidence of its third sentence."""
    width, height, colours = SCREENS[name]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colours)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#question")
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    page.locator("#thread .cite").nth(2).click()
    _settled(page)
    taken = Image.open(BytesIO(page.screenshot()))
    taken.quantize(96).save(HERE / f"{name}.png", optimize=True)  # text needs few colours, and a README small pictures
    context.close()


def _settled(page: Page) -> None:
    """Wait until nothing moves any more."""
    page.locator("#panel .entry.lit").wait_for()
    page.wait_for_timeout(1000)


def main() -> None:
    """Serve the sample library and take every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        with serving(Path(folder), "demo", LITREVIEW_EMBEDDER="auto") as address:
            for name in SCREENS:
                take(browser, address, name)
        browser.close()


if __name__ == "__main__":
    main()
