"""A library of one's own in the browser: files in, papers found, read and removed; nothing hostile does anything."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Read, Serve
from tests.browser.hostile import ATTACKS, write_papers
from tests.browser.process import serving
from tests.serving import serving_folder

LISTING = """\
LGMay 4, 2018
Windmills That Remember Storms: A Diary for TurbinesNele Brandt, Otto Quist, Mara Lindqvist
Windmills that turn by habit break in storms. We give each mill a diary of past storms to look up.
AIFeb 11, 2020
How Tall Should a Windmill Be?Otto Quist
Taller mills find more wind and fall more often. We compare nine heights over four winters on one hill.

ROMar 3, 2021
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
    with serving_folder(folder / "piers", _piers(folder / "piers.jsonl")) as address:
        yield address


def _opened(page: Page) -> Page:
    page.get_by_role("tab", name="Library").click()
    page.wait_for_selector("#papers .count, #papers .empty", state="attached")
    return page


def _titles(page: Page) -> list[str]:
    return page.locator("#papers .name").all_inner_texts()


def _serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in ("serious", "critical")]


def test_an_empty_library_is_filled_and_says_what_came_of_each_file(read: Read, serve: Serve, tmp_path: Path) -> None:
    listing, odd = tmp_path / "mills <b>.txt", tmp_path / "=odd.txt"
    listing.write_text(LISTING, encoding="utf-8")
    odd.write_text("nothing that is a paper", encoding="utf-8")
    address = serve(serving(tmp_path / "data", "chat"))
    page = read(address, accept_downloads=True, reduced_motion="reduce")
    for tab, add in (("Ask", page.locator("#thread")), ("Review", page.locator("#draft"))):
        page.get_by_role("tab", name=tab).click()
        add.get_by_role("button", name="Add papers").click()
        expect(page.locator("#papers .empty")).to_contain_text("This library is empty")
    assert _serious(page) == []
    page.get_by_label("Choose files").set_input_files([listing, odd])
    expect(page.locator("#report .outcome")).to_contain_text("Done: 2 new papers out of 2 files")
    expect(page.locator("#uploads li").first).to_contain_text("mills <b>.txt")
    expect(page.locator("#uploads li").first).to_contain_text("2 new, 1 rejected")
    reasons = page.locator("#report .rejections li")
    expect(reasons).to_have_count(2)
    expect(reasons.first).to_contain_text("mills <b>.txt, line 8")
    expect(page.locator("#papers .name")).to_have_count(2)
    expect(page.locator("#said")).to_contain_text("Done")
    assert _serious(page) == []
    with page.expect_download() as started:
        page.get_by_role("button", name="Download CSV").first.click()
    written = started.value.path().read_text(encoding="utf-8")
    assert started.value.suggested_filename == "rejected.csv"
    assert "'=odd.txt" in written
    assert "mills <b>.txt,line 8" in written
    page.get_by_role("tab", name="Ask").click()
    expect(page.locator(".start h1")).to_have_text("Ask 2 papers")


def test_papers_are_found_ordered_and_leafed_through(read: Read, piers: str) -> None:
    page = _opened(read(piers))
    expect(page.locator("#papers .count")).to_have_text("130 papers")
    expect(page.locator("#papers .name")).to_have_count(50)
    page.get_by_role("button", name="Title").click()
    expect(page.locator("#papers th.title[aria-sort]")).to_have_attribute("aria-sort", "ascending")
    assert _titles(page)[:2] == ["Pier 000 at high tide", "Pier 001 at low tide"]
    page.get_by_role("button", name="Last").click()
    expect(page.locator("#papers .place")).to_have_text("101 to 130 of 130")
    assert _titles(page)[-1] == "Pier 129 at low tide"
    page.get_by_label("Search the papers").fill("pier 12 high")
    expect(page.locator("#papers .count")).to_have_text("7 of 130 papers")
    page.get_by_role("combobox", name="Venue").fill("tidal")
    expect(page.locator("#papers .nothing")).to_contain_text("No paper fits")
    page.get_by_role("button", name="Clear").click()
    page.locator(".finder").get_by_label("Years").fill("lately")
    expect(page.locator("#papers .nothing")).to_contain_text("not a year")
    page.locator(".finder").get_by_label("Years").fill("1905")
    expect(page.locator("#papers .count")).to_have_text("3 of 130 papers")
    expect(page.locator(".finder").get_by_label("Years")).to_have_value("1905")


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
    expect(page).not_to_have_url(re.compile("paper="))


def test_of_papers_pressed_while_one_is_opening_the_last_one_opens(read: Read, piers: str) -> None:
    page = _opened(read(piers))
    names = page.locator("#papers .name").all_inner_texts()
    page.evaluate("""async () => {
        const rows = document.querySelectorAll("#papers .name");
        rows[3].click();
        while (!document.querySelector("#paper h1")) await new Promise(requestAnimationFrame);
        rows[7].click();
        rows[12].click();
    }""")
    expect(page.locator("#paper h1")).to_have_text(names[12])
    expect(page.locator("#paper .similar li")).to_have_count(8)


def test_a_paper_is_removed_after_a_second_thought(read: Read, serve: Serve, tmp_path: Path) -> None:
    address = serve(serving_folder(tmp_path / "mills", _listing(tmp_path)))
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


def test_hostile_papers_and_file_names_do_nothing(read: Read, serve: Serve, tmp_path: Path) -> None:
    papers = write_papers(tmp_path / "papers.jsonl")
    hostile = tmp_path / "<img src=x onerror=document.title='taken'>.jsonl"
    hostile.write_text(papers.read_text("utf-8") + '{"title": 5}\n', encoding="utf-8")
    address = serve(serving_folder(tmp_path / "library"))
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


def test_everybody_can_use_it_with_the_keyboard_in_light_and_dark(read: Read, piers: str) -> None:
    for scheme in ("light", "dark"):
        page = _opened(read(piers, color_scheme=scheme, reduced_motion="reduce"))
        page.locator("#papers .name").first.wait_for()
        assert _serious(page) == []
        page.get_by_label("Search the papers").focus()
        page.keyboard.type("pier 120")
        expect(page.locator("#papers .name")).to_have_count(1)
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('#papers .name')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_selector("#paper .similar")
        assert _serious(page) == []
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#papers .name")).to_be_focused()
