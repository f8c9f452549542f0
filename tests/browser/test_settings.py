"""What the Settings page says of model, prompts and settings, and that no secret ever reaches the browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import Read, Serve
from tests.llm.server import Server, closed_port, says
from tests.serving import serving_folder

KEY = "sk-moth-7f3a9c-lantern"
SECRETS = (KEY, "hedgehog-in-the-url", "quills-and-ink")
Settings = Callable[..., Page]


@pytest.fixture
def settings(read: Read, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Open the page of a library with a model at this address; at the end no answer has held a secret."""
    leaks: list[str] = []
    pages: list[Page] = []

    def scan(answer: Response) -> None:
        sent = answer.body() if answer.status == 200 else b""
        leaks.extend(answer.url for secret in SECRETS if secret.encode() in sent)

    def open_settings(base_url: str, **more: str) -> Page:
        model = {"LITREVIEW_MODEL": "openai:crow", "LITREVIEW_BASE_URL": base_url, "OPENAI_API_KEY": KEY}
        for name, value in {**model, **more}.items():
            monkeypatch.setenv(name, value)
        page = read(serve(serving_folder(tmp_path / "library")))
        page.on("requestfinished", lambda request: (found := request.response()) and scan(found))
        page.reload()
        page.get_by_role("tab", name="Settings").click()
        page.wait_for_selector("#settings h2")
        pages.append(page)
        return page

    yield open_settings
    assert pages
    assert [secret for secret in SECRETS for page in pages if secret in page.content()] == []
    assert leaks == []


def test_a_model_that_works_passes_its_test(settings: Settings) -> None:
    with Server(says("one two three"), says('{"city": "Paris", "in_europe": true}')) as server:
        address = server.url.replace("//", "//crow:hedgehog-in-the-url@")
        page = settings(address, LITREVIEW_TIMEOUT="7")
        expect(page.locator("#model")).to_contain_text("found in OPENAI_API_KEY")
        expect(page.locator("#model")).to_contain_text("openai:crow")
        expect(page.locator("#settings tr", has_text="timeout")).to_contain_text("environment")
        page.get_by_text("write.md").click()
        expect(page.get_by_label("The prompt write")).to_be_visible()
        page.get_by_role("button", name="Test it").press("Enter")
        expect(page.locator("#tested")).to_contain_text("yes: fills in forms")
        expect(page.locator("#tested")).to_contain_text("yes: streams")
        serious = [
            one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")
        ]
        assert serious == []


def test_a_model_that_is_down_is_told_in_a_line(settings: Settings) -> None:
    down = closed_port().replace("//", "//crow:hedgehog-in-the-url@")
    page = settings(down, LITREVIEW_RETRIES="0")
    page.get_by_role("button", name="Test it").click()
    expect(page.locator("#tested .problem")).to_be_visible()
    expect(page.locator("#tested")).to_contain_text("no: answers")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_library_without_a_model_says_what_could_be_used(read: Read, demo: str) -> None:
    page = read(demo)
    page.get_by_role("tab", name="Settings").click()
    expect(page.locator("#model")).to_contain_text("None is configured")
    expect(page.locator("#model")).to_contain_text("pip install")
    assert page.get_by_role("button", name="Test it").count() == 0


def test_on_a_phone_every_line_is_whole_and_no_button_leads_nowhere(read: Read, demo: str) -> None:
    page = read(demo, width=390, height=844, has_touch=True)
    expect(page.locator(".to-rail")).to_be_visible()
    page.get_by_role("tab", name="Settings").click()
    expect(page.locator("#settings")).to_contain_text("How to change them")
    expect(page.locator(".to-rail")).not_to_be_visible()  # here is no list to open
    cut_off = """() => [...document.querySelectorAll("#settings-page :is(code, bdi, span, p, td, th)")]
        .filter((one) => one.getBoundingClientRect().right > 390).map((one) => one.textContent)"""
    assert page.evaluate(cut_off) == []
