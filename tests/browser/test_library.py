"""A library of one's own in the browser: files in, papers found, read and removed; nothing hostile does anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Read, library_of
from tests.browser.hostile import ATTACKS, write_papers
from tests.browser.process import serving

LISTING = """\
LGMay 4, 2018
Windmills That Remember Storms: A Diary for TurbinesNele Brandt, Otto Quist, Mara Lindqvist
Windmills that turn by habit break in storms. We give each mill a diary of past storms to look up.
AIFeb 11, 2020
How Tall Should a Windmill Be?Otto Quist
Taller mills find more wind and fall more often. We compare nine heights over four winters on one hill.

Show more windmills of this valley
"""
COUNT = 130  # papers on piers: three pages of them


def _piers(path: Path) -> Path:
    with path.open("w", encoding="utf-8") as lines:
        for place in range(COUNT):
            paper = {
                "title": f"Pier {place:03} at {'low' if place % 2 else 'high'} tide",
                "authors": [f"Ada Vale{place % 7}", "Bo Ek"],
                "year": 1900 + place % 60,
                "venue": ("Harbour Letters", "Tidal Notes")[place % 2],
                "abstract": f"Pier {place} was watched for a winter. Gulls came on {place % 9} days.",
            }
            lines.write(json.dumps(paper) + "\n")
    return path


@pytest.fixture(scope="module")
def piers(tmp_path_factory: pytest.TempPathFactory, surroundings: None) -> Iterator[str]:
    """The address of a chat over papers on piers."""
    folder = tmp_path_factory.mktemp("piers")
    library_of(folder / "piers", _piers(folder / "piers.jsonl"))
    with serving(folder, "--library", str(folder / "piers"), "chat") as address:
        yield address


def _opened(page: Page) -> Page:
    page.get_by_role("tab", name="Library").click()
    page.wait_for_selector("#papers .count, #papers .empty", state="attached")
    return page


def test_a_paper_is_read_at_its_own_address_and_left_again(read: Read, piers: str) -> None:
    page = _opened(read(piers))
    row = page.locator("#papers .name").nth(20)
    name = row.inner_text()
    row.click()
    expect(page.locator("#paper h1")).to_have_text(name)
    expect(page.locator("#paper h1")).to_be_focused()
    expect(page.locator("#paper .similar li")).to_have_count(8)
    page.locator("#paper .sources summary").click()
    expect(page.locator("#paper .sources pre")).to_contain_text(name)
    page.reload()
    expect(page.locator("#paper h1")).to_have_text(name)
    page.locator("#paper .similar a").first.click()
    expect(page.locator("#paper h1")).not_to_have_text(name)
    page.go_back()
    expect(page.locator("#paper h1")).to_have_text(name)
    page.get_by_role("button", name="All papers").click()
    expect(page.locator("#papers .name").first).to_be_visible()
    assert "paper=" not in page.url


def test_a_paper_is_removed_after_a_second_thought(read: Read, tmp_path: Path, surroundings: None) -> None:
    library_of(tmp_path / "mills", _listing(tmp_path))
    with serving(tmp_path / "data", "--library", str(tmp_path / "mills"), "chat") as address:
        page = _opened(read(address))
        page.get_by_role("link", name="How Tall").click()
        page.get_by_text("Remove from the library").click()
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_role("button", name="Remove it")).not_to_be_visible()
        page.get_by_text("Remove from the library").click()
        page.get_by_role("button", name="Remove it").click()
        expect(page.locator("#papers .count")).to_have_text("1 paper")
        expect(page.locator("#said")).to_have_text("The paper was removed.")
        expect(page.locator("#health")).to_contain_text("Papers1")


def _listing(folder: Path) -> Path:
    path = folder / "mills.txt"
    path.write_text(LISTING, encoding="utf-8")
    return path


def test_the_sample_stays_as_it_is_and_offers_nothing_that_fails(read: Read, demo: str) -> None:
    page = _opened(read(demo))
    expect(page.locator("#add")).to_contain_text("stays as it is")
    assert page.locator("#add input").count() == 0
    page.locator("#papers .name").first.click()
    page.wait_for_selector("#paper .similar")
    assert page.locator("#paper .removal").count() == 0
    links = [one.get_attribute("href") or "" for one in page.locator("#paper .facts a").all()]
    assert all(link.startswith(("https://doi.org/", "https://arxiv.org/")) for link in links)


def test_hostile_papers_and_file_names_do_nothing(read: Read, tmp_path: Path, surroundings: None) -> None:
    papers = write_papers(tmp_path / "papers.jsonl")
    hostile = tmp_path / "<img src=x onerror=document.title='taken'>.jsonl"
    hostile.write_text(papers.read_text("utf-8") + '{"title": 5}\n', encoding="utf-8")
    with serving(tmp_path / "data", "chat") as address:
        page = _opened(read(address))
        page.get_by_label("Choose files").set_input_files([hostile])
        page.wait_for_selector("#report .rejections li")
        for place in range(len(ATTACKS)):
            page.locator("#papers .name").nth(place).click()
            page.wait_for_selector("#paper .similar")
            page.locator("#paper .sources summary").click()
            page.get_by_role("button", name="All papers").click()
            page.locator("#papers .name").nth(place).wait_for()
        assert page.title() == "litreview"
        assert page.locator("#pages img, #pages script, #pages iframe, #pages [onerror], #pages [onload]").count() == 0


def test_on_a_phone_rows_are_cards_and_nothing_is_cut_off(read: Read, piers: str) -> None:
    page = _opened(read(piers, width=390, height=844, has_touch=True))
    expect(page.locator("#papers .name").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("#papers tbody tr").first.evaluate("one => getComputedStyle(one).display") == "block"
    page.get_by_label("Order").select_option("title-asc")
    expect(page.locator("#papers .name").first).to_have_text("Pier 000 at high tide")
    page.locator("#papers .name").first.tap()
    expect(page.locator("#paper h1")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
