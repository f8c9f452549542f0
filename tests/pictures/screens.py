"""Takes pictures of the browser: ``python -m tests.pictures.screens`` writes the README's beside this file.

``python -m tests.pictures.screens --all FOLDER`` takes every screen, at the desk and on the phone, light and dark.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from assistant import Library, Settings
from assistant.library.places import sample_file
from tests.browser.process import serving

HERE = Path(__file__).parent
QUESTION = "How can an agent reuse stored episodes to learn faster?"
THEME = "episodic memory in RL"
SIZES = {"desk": (1280, 800), "phone": (390, 844)}
LISTING = """\
LGMay 4, 2018
Windmills That Remember Storms: A Diary for TurbinesNele Brandt, Otto Quist, Mara Lindqvist
Windmills that turn by habit break in storms. We give each mill a diary of past storms to look up.

ROMar 3, 2021
"""


class Taken(NamedTuple):
    """A picture to take: of which screen, how large, in which colours."""

    screen: str
    size: str = "desk"
    colours: str = "light"


IN_README = {
    "ask-light": Taken("evidence"),
    "ask-dark": Taken("evidence", colours="dark"),
    "ask-phone": Taken("evidence", size="phone"),
    "review": Taken("coverage"),
    "library": Taken("library"),
}


def start(page: Page) -> None:
    """Before the first question."""
    page.locator("#suggested .suggestions").wait_for()


def answer(page: Page) -> None:
    """A question answered."""
    page.fill("#question", QUESTION)
    page.keyboard.press("Enter")
    page.locator("#thread .cite").nth(2).wait_for()


def evidence(page: Page) -> None:
    """The evidence of the answer's third sentence."""
    answer(page)
    page.locator("#thread .cite").nth(2).click()
    page.locator("#panel .entry.lit").wait_for()


def found(page: Page) -> None:
    """How an answer was found."""
    evidence(page)
    page.locator("#panel .view", has_text="How it was found").click()
    page.locator("#panel .retrieved").wait_for()


def themes(page: Page) -> None:
    """Before the first theme."""
    page.get_by_role("tab", name="Review").click()
    page.locator("#draft .suggestions").wait_for()


def scope(page: Page) -> None:
    """The papers of a theme, two of them taken out and one abstract read."""
    themes(page)
    page.fill("#theme-words", THEME)
    page.keyboard.press("Enter")
    page.locator("#review-panel .outline").wait_for()
    page.locator(".screened input").nth(2).uncheck()
    page.locator(".screened summary").first.click()
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)


def review(page: Page) -> None:
    """A review to be read, and the evidence of one of its sentences."""
    themes(page)
    page.fill("#theme-words", THEME)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Write the review").click()
    page.locator(".review[data-state=done]").wait_for()
    page.evaluate("scrollTo(0, 0)")
    if page.locator("#review-panel").is_visible():
        page.locator(".review .written .cite").nth(1).click()


def coverage(page: Page) -> None:
    """The end of a review: its papers over the years, what is cited and what is not."""
    review(page)
    page.locator(".review .timeline h2").evaluate("one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 76)")
    if page.locator("#review-panel").is_visible():
        page.locator(".references .cite").first.evaluate("one => one.click()")


def library(page: Page) -> None:
    """The table of papers."""
    page.get_by_role("tab", name="Library").click()
    page.locator("#papers .name").first.wait_for()


def paper(page: Page) -> None:
    """A paper's page, with the papers like it."""
    library(page)
    page.locator("#papers .name", has_text="Neural Episodic Control").first.click()
    page.locator("#paper .similar").wait_for()


def settings(page: Page) -> None:
    """The settings."""
    page.get_by_role("tab", name="Settings").click()
    page.locator("#settings h2").first.wait_for()


def empty(page: Page) -> None:
    """A library without papers."""
    page.get_by_role("tab", name="Library").click()
    page.locator("#papers .empty").wait_for()


def added(page: Page) -> None:
    """What came of files that were added; two records of them could not be read."""
    page.get_by_role("tab", name="Library").click()
    lines = {"name": "windmills.txt", "mimeType": "text/plain", "buffer": LISTING.encode()}
    odd = {"name": "minutes of a meeting.txt", "mimeType": "text/plain", "buffer": b"nothing that is a paper"}
    page.locator("#chosen-files").set_input_files([lines, odd])
    page.locator("#report .outcome").wait_for()


SCREENS: dict[str, Callable[[Page], None]] = {
    one.__name__: one
    for one in (start, answer, evidence, found, themes, scope, review, coverage, library, paper, settings, added)
}


def take(browser: Browser, address: str, taken: Taken, path: Path, *, prepare: Callable[[Page], None]) -> None:
    """Take one picture."""
    width, height = SIZES[taken.size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=taken.colours,
        reduced_motion="reduce",
        has_touch=taken.size == "phone",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#question")
    prepare(page)
    page.wait_for_timeout(1000)  # until nothing moves any more
    picture = Image.open(BytesIO(page.screenshot()))
    picture.quantize(96).save(path, optimize=True)  # text needs few colours, and a README small pictures
    context.close()


def take_readme(browser: Browser, address: str) -> None:
    """The pictures of the README."""
    for name, taken in IN_README.items():
        take(browser, address, taken, HERE / f"{name}.png", prepare=SCREENS[taken.screen])


def take_all(browser: Browser, address: str, unfilled: str, folder: Path, named: list[str]) -> None:
    """Every screen in every size and colour, or those that are named."""
    folder.mkdir(parents=True, exist_ok=True)
    screens = {"empty": empty, **SCREENS}
    for (screen, prepare), size, colours in product(screens.items(), SIZES, ("light", "dark")):
        if named and screen not in named:
            continue
        where = unfilled if screen == "empty" else address
        path = folder / f"{screen}-{size}-{colours}.png"
        take(browser, where, Taken(screen, size, colours), path, prepare=prepare)


def main() -> None:
    """Serve a library of the sample's papers, and an empty one, and take the pictures."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--all", type=Path, metavar="FOLDER", help="take every screen, into this folder")
    arguments.add_argument("screens", nargs="*", metavar="SCREEN", help="with --all: only these screens")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder, chromium = Path(name), shutil.which("chromium")
        with Library.open(folder / "memory", settings=Settings(embedder="auto")) as filled:
            filled.add(sample_file())
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        own = ("--library", str(folder / "memory"), "chat")
        with serving(folder, *own, LITREVIEW_EMBEDDER="auto") as address, serving(folder / "2", "chat") as unfilled:
            if given.all:
                take_all(browser, address, unfilled, given.all, given.screens)
            else:
                take_readme(browser, address)
        browser.close()


if __name__ == "__main__":
    main()
