"""A review while it is written: it goes on when the page is left, ends when it is stopped, and mixes with no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Read
from tests.browser.gated import GATE, OUTLINES, GatedLibrary
from tests.browser.test_review import find, review_tab
from tests.serving import serving_library


@pytest.fixture(scope="module")
def gated(surroundings: None) -> Iterator[str]:
    """The address of the sample, whose reviews stop half way until the gate is open."""
    with GatedLibrary.open("sample", embedder="builtin") as library, serving_library(library) as address:
        yield address


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Each test begins before a closed gate, and leaves nobody waiting at it."""
    GATE.clear()
    OUTLINES.set()
    yield
    GATE.set()
    OUTLINES.set()


def begin(page: Page, theme: str) -> None:
    """Have a review written as far as the gate."""
    review_tab(page)
    find(page, theme)
    page.get_by_role("button", name="Write the review").click()
    expect(page.locator(".review[data-state=running] section")).to_have_count(1)


def test_a_review_goes_on_when_its_page_is_left_and_is_there_afterwards(read: Read, gated: str) -> None:
    page = read(gated)
    begin(page, "episodic memory in RL")
    expect(page.locator(".progress [role=status]")).to_contain_text("Writing, section 1 of")
    page.locator(".review .cite").first.click()
    expect(page.locator("#review-panel .entry.lit")).to_be_visible()
    page.reload()
    expect(page.locator(".review[data-state=running] section")).to_have_count(1)
    address = page.url
    page.close()
    GATE.set()
    again = read(address)
    expect(again.locator(".review[data-state=done] h1")).to_have_text("Episodic memory in RL")
    expect(again).not_to_have_url(address)  # the capsule takes the place of the id under which it was begun
    papers = again.locator(".review .references li").count()
    expect(again.locator(".reviews .current")).to_contain_text(f" {papers} papers")


def test_sections_come_below_and_nothing_above_them_moves(read: Read, gated: str) -> None:
    page = read(gated)
    begin(page, "episodic memory in RL")
    before = page.locator(".review section h2").first.bounding_box()
    GATE.set()
    page.wait_for_selector(".review[data-state=done]")
    after = page.locator(".review section h2").first.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 2


def test_a_review_that_is_begun_before_its_outline_is_there_is_shown_to_its_end(read: Read, gated: str) -> None:
    OUTLINES.clear()
    page = review_tab(read(gated))
    page.fill("#theme-words", "world models")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Write the review").click()
    expect(page.locator(".review[data-state=running] section")).to_have_count(1)
    OUTLINES.set()
    page.wait_for_timeout(1000)  # an outline that comes now must change nothing
    expect(page.locator("#review-panel h2")).to_have_text("Evidence")
    GATE.set()
    expect(page.locator(".review[data-state=done] h1")).to_have_text("World models")


def test_a_review_that_is_stopped_says_so_and_leads_back_to_the_papers_as_they_were(read: Read, gated: str) -> None:
    page = review_tab(read(gated))
    page.locator(".theme-filters-button").click()
    page.locator("#theme-filters [name=year]").fill("2018:")
    find(page, "world models")
    page.locator(".screened input").first.uncheck()
    chosen = page.locator(".screened input:checked").count()
    page.get_by_role("button", name="Write the review").click()
    expect(page.locator(".review[data-state=running] section")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".review .why")).to_contain_text("Stopped")
    expect(page.locator(".review section")).to_have_count(1)
    expect(page.locator(".reviews .pulse")).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="Back to the papers").click()
    expect(page.locator("#theme-words")).to_have_value("world models")
    expect(page.locator("#theme-filters [name=year]")).to_have_value("2018:")
    expect(page.locator(".screened input").first).not_to_be_checked()
    expect(page.locator(".screened input:checked")).to_have_count(chosen)


def test_two_readers_see_each_their_own(read: Read, gated: str) -> None:
    one, other = read(gated), read(gated)
    begin(one, "episodic memory in RL")
    begin(other, "world models")
    GATE.set()
    for page, title in ((one, "Episodic memory in RL"), (other, "World models")):
        page.wait_for_selector(".review[data-state=done]")
        expect(page.locator(".review h1")).to_have_text(title)
