"""Answers that a language model writes: seen growing, stopped, and kept apart; and papers that attack the page."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from playwright.sync_api import expect

from assistant.library.places import sample_file
from tests.browser.conftest import Read, ask, library_of
from tests.browser.hostile import ATTACKS, TAKE_OVER, write_papers
from tests.browser.process import serving
from tests.llm.server import Request, Server, Turn, fails, says

EPISODES = "how can an agent reuse stored episodes to learn faster?"
# Each question names a lamp. The model says its name, and says the rest when the lamp is out.
LAMPS = {name: Event() for name in ("copper", "silver", "amber", "bronze", "golden")}


def _reply(request: Request) -> Turn:
    asked = request.texts[-1]
    if "broken" in asked:
        return fails(503, message="the lamp is out")
    if "ATTACK" in asked:
        return says(f"Keepers sleep by day {TAKE_OVER} [1]. {ATTACKS[2]} [2].")
    lamp = max(LAMPS, key=lambda name: asked.rfind(name))
    return says(f"The {lamp} lamp burns. " * 12 + "[1]", gap=0.02, until=LAMPS[lamp])


@pytest.fixture(scope="module")
def lighthouses(tmp_path_factory: pytest.TempPathFactory, surroundings: None) -> Iterator[str]:
    """The address of a chat over the sample and hostile papers, with a model that is slow and hostile too."""
    folder = tmp_path_factory.mktemp("lighthouses")
    library_of(folder / "keepers", sample_file(), write_papers(folder / "papers.jsonl"))
    with Server(otherwise=_reply) as server:
        model = {"LITREVIEW_MODEL": "openai:crow", "LITREVIEW_BASE_URL": server.url, "OPENAI_API_KEY": "none"}
        with serving(folder, "--library", str(folder / "keepers"), "chat", **model) as address:
            yield address


def test_a_draft_grows_and_the_checked_answer_takes_its_place(read: Read, lighthouses: str) -> None:
    page = read(lighthouses)
    page.fill("#question", f"In a golden cave, {EPISODES}")
    page.keyboard.press("Enter")
    expect(page.locator("#current .label")).to_contain_text("Draft, not checked yet")
    drafted = page.locator("#current .question").bounding_box()
    expect(page.locator("#current .draft")).to_contain_text("golden lamp")
    LAMPS["golden"].set()
    page.wait_for_selector("#thread .sentence")
    expect(page.locator("#current article")).to_have_count(0)
    answered = page.locator("#thread .question").bounding_box()
    assert drafted is not None
    assert answered is not None
    assert abs(drafted["y"] - answered["y"]) < 2  # nothing jumped
    expect(page.locator("#said")).to_contain_text("The answer is there")


def test_two_readers_and_two_conversations_never_see_each_others_drafts(read: Read, lighthouses: str) -> None:
    one, other = read(lighthouses), read(lighthouses)
    for page, lamp in ((one, "copper"), (other, "silver")):
        page.fill("#question", f"In {lamp}, {EPISODES}")
        page.keyboard.press("Enter")
    for page, lamp in ((one, "copper"), (other, "silver")):
        expect(page.locator("#current .draft")).to_contain_text(f"{lamp} lamp burns")
    # One turns to a conversation of his own while the first answer is being written, and asks there too.
    one.get_by_role("button", name="New conversation").click()
    expect(one.locator(".start")).to_be_visible()
    one.fill("#question", f"In amber, {EPISODES}")
    one.keyboard.press("Enter")
    expect(one.locator("#current .draft")).to_contain_text("amber lamp burns")
    for lamp in ("copper", "silver", "amber"):
        LAMPS[lamp].set()
    for page, lamp in ((one, "amber"), (other, "silver")):
        page.wait_for_selector("#thread .sentence")
        text = page.locator("#reading").inner_text()
        assert f"{lamp} lamp" in text
        assert not [name for name in LAMPS if name != lamp and f"{name} lamp" in text]
    one.locator(".chats .choose", has_text="In copper").click()
    expect(one.locator("#thread .written")).to_contain_text("copper lamp burns")


def test_an_answer_goes_on_over_a_reload_and_ends_when_it_is_stopped(read: Read, lighthouses: str) -> None:
    page = read(lighthouses)
    page.fill("#question", f"In bronze, {EPISODES}")
    page.keyboard.press("Enter")
    expect(page.locator("#current .draft")).to_contain_text("bronze lamp")
    page.reload()
    expect(page.locator("#current .draft")).to_contain_text("bronze lamp")
    page.locator("body").press("Escape")
    expect(page.locator("#current .why")).to_contain_text("Stopped")
    LAMPS["bronze"].set()
    page.locator("#current").get_by_text("Ask again").click()
    page.wait_for_selector("#thread .sentence")


def test_a_model_that_is_down_leaves_quotes_and_a_note(read: Read, lighthouses: str) -> None:
    page = read(lighthouses)
    ask(page, f"When broken, {EPISODES}")
    expect(page.locator("#thread .cite")).not_to_have_count(0)
    expect(page.locator("#thread .note")).to_be_visible()


def test_no_title_abstract_question_or_reply_does_anything_to_the_page(read: Read, lighthouses: str) -> None:
    page = read(lighthouses)
    ask(page, f"ATTACK Where do lighthouse keepers sleep? {TAKE_OVER}")
    page.locator("#thread .cite").first.click()
    page.locator("#panel .view", has_text="How it was found").click()
    page.wait_for_selector("#panel .retrieved")
    ask(page, f"What do bakers know of sourdough? {ATTACKS[3]}")
    page.reload()
    page.wait_for_selector("#thread article")
    assert page.title() == "litreview"
    assert page.locator("#pages img, #pages script, #pages iframe, #pages [onerror], #pages [onload]").count() == 0
    assert not [link for link in page.locator("#pages a").all() if not link.get_attribute("href").startswith("http")]
    expect(page.locator("#thread .question").first).to_contain_text(TAKE_OVER)
