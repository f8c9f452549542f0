"""Debian's Chromium, one for all its tests, and a page for each reader that notices what must not happen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.process import serving
from tests.needs import needs

_FLAGS = """
--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update
--disable-sync
""".split()
Read = Callable[..., Page]
Serve = Callable[[AbstractContextManager[str]], str]


# For this package only: while Playwright runs this thread has an event loop, and no other test can have its own.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    needs("Chromium (see .ci/run)", path is not None)
    expect.set_options(timeout=30_000)  # machines that build are slow
    # Playwright's driver is a process of its own; the guard against the network is for Python only.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start services of a test's own; gives their addresses. They end after the pages, for which they would wait."""
    with ExitStack() as stack:
        yield stack.enter_context


@pytest.fixture
def read(chromium: Browser, serve: Serve) -> Iterator[Read]:
    """Open pages as readers do, each with a browser of its own; at the end none has misbehaved."""
    wrong: list[str] = []
    contexts = []

    def open_page(address: str, width: int = 1280, height: int = 800, **how: Any) -> Page:  # noqa: ANN401
        context = chromium.new_context(
            viewport={"width": width, "height": height}, **{"reduced_motion": "reduce", **how}
        )
        contexts.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("request", lambda sent: _note_stranger(sent.url, wrong))
        page.on("pageerror", lambda error: wrong.append(f"error on the page: {error}"))
        page.on("dialog", lambda dialog: (wrong.append(f"a dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(address)
        page.wait_for_selector("#question", state="attached")  # an address can open another tab at once
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _note_stranger(url: str, wrong: list[str]) -> None:
    """Every request must stay on this machine."""
    where = urlsplit(url)
    if where.scheme in ("http", "https", "ws", "wss") and where.hostname != "127.0.0.1":
        wrong.append(f"a request to {url}")


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory, surroundings: None) -> Iterator[str]:
    """The address of ``litreview demo``, which its readers share: each has conversations and reviews of his own."""
    with serving(tmp_path_factory.mktemp("demo"), "demo") as address:
        yield address


def ask(page: Page, question: str) -> None:
    """Ask as a reader does, and wait for the answer."""
    before = page.locator("#thread article").count()
    page.fill("#question", question)
    page.keyboard.press("Enter")
    page.locator("#thread article").nth(before).wait_for()


def library_of(folder: Path, *sources: Path) -> None:
    """Make a library with these sources before it is served."""
    from assistant import Library, Settings

    with Library.open(folder, settings=Settings(embedder="builtin")) as library:
        library.add(*sources)
