"""The Review page as a reader uses it: a theme, its papers, the outline, and a review to read and to take along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Read
from tests.browser.hostile import TAKE_OVER, write_papers
from tests.serving import serving_folder

THEME = "episodic memory in RL"


def review_tab(page: Page) -> Page:
    """Turn to the Review page."""
    page.get_by_role("tab", name="Review").click()
    page.wait_for_selector("#draft .draft", state="attached")
    return page


def find(page: Page, theme: str = THEME) -> None:
    """Give a theme, and wait for its papers and the outline."""
    page.fill("#theme-words", theme)
    page.keyboard.press("Enter")
    page.wait_for_selector("#review-panel .outline")


def write(page: Page) -> None:
    """Have the review written, and wait until it is there."""
    page.get_by_role("button", name="Write the review").click()
    page.wait_for_selector(".review[data-state=done]")


def serious(page: Page) -> list[str]:
    """What axe finds that would keep somebody out."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_from_a_theme_to_a_review_that_is_taken_along(read: Read, demo: str) -> None:
    page = review_tab(read(demo))
    find(page)
    chosen = page.locator(".screened input:checked").count()
    expect(page.locator(".bar .chosen")).to_have_text(f"{chosen} papers")
    expect(page.locator("#review-panel .panel > .hint")).to_contain_text(f"{chosen} papers in")
    headings = page.locator(".outline > li > .title").all_inner_texts()
    write(page)
    assert set(headings) <= {text.lstrip("0123456789") for text in page.locator(".review h2").all_inner_texts()}
    expect(page.locator(".references li")).to_have_count(chosen)
    expect(page.locator(".timeline circle")).to_have_count(chosen)
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("# Episodic memory in RL\n")
    page.reload()
    expect(page.locator(".review h1")).to_have_text("Episodic memory in RL")
    expect(page.locator(".reviews .current")).to_contain_text(f"{chosen} papers")


def test_each_number_leads_to_its_words_and_each_dot_to_its_paper(read: Read, demo: str) -> None:
    page = review_tab(read(demo))
    find(page, "world models")
    write(page)
    number = page.locator(".review .written .cite").nth(3)
    number.click()
    entry = page.locator("#review-panel .entry.lit")
    expect(entry).to_have_attribute("data-number", number.inner_text())
    expect(entry.locator("mark.lit")).to_have_count(1)
    entry.get_by_text("Back to the sentence").click()
    expect(number).to_be_focused()
    address = page.url
    page.locator(".timeline a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".references .here")).to_be_focused()
    expect(page.locator(".references .here")).to_be_in_viewport()
    assert page.url == address


def test_papers_are_taken_out_and_in(read: Read, demo: str) -> None:
    page = review_tab(read(demo))
    find(page)
    page.locator(".screened summary").first.click()
    expect(page.locator(".screened .abstract").first).to_be_visible()
    boxes = page.locator(".screened input")
    expect(boxes.first).to_be_checked()  # reading is not choosing
    chosen = page.locator(".screened input:checked").count()
    out = page.locator(".screened label").first.inner_text()
    below = page.locator("fieldset").last.locator("label").first.inner_text()
    boxes.first.uncheck()
    expect(page.locator("#review-panel .panel > .hint")).to_contain_text(f"{chosen - 1} papers in")
    page.locator(".screened label", has_text=below).click()
    expect(page.locator("#review-panel .panel > .hint")).to_contain_text(f"{chosen} papers in")
    with page.expect_download() as download:
        page.locator("#review-panel").get_by_role("button", name="Markdown").click()
    assert below in Path(download.value.path()).read_text(encoding="utf-8")
    write(page)
    expect(page.locator(".review .basis").nth(1)).to_contain_text(f"{chosen} papers chosen by hand")
    titles = page.locator(".references .title").all_inner_texts()
    assert below in titles
    assert out not in titles
    page.get_by_role("button", name="Change the papers").click()
    expect(page.locator(".screened input:checked")).to_have_count(chosen)
    expect(boxes.first).not_to_be_checked()
    page.get_by_role("button", name="Find the papers").click()
    expect(boxes.first).to_be_checked()


def test_what_cannot_be_done_is_said_calmly(read: Read, demo: str) -> None:
    page = review_tab(read(demo))
    page.fill("#theme-words", "baroque opera tuning")
    page.keyboard.press("Enter")
    expect(page.locator("#draft .statement")).to_contain_text("No paper of the library belongs")
    expect(page.locator("#draft .why")).to_contain_text("The closest is")
    expect(page.get_by_role("button", name="Write the review")).to_be_disabled()
    page.locator(".theme-filters-button").click()
    page.locator("#theme-filters [name=year]").fill("lately")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not a year")
    page.locator("#theme-filters [name=year]").fill("2017:2018")
    page.fill("#theme-words", THEME)
    page.keyboard.press("Enter")
    page.wait_for_selector("#review-panel .outline")
    assert set(page.locator(".screened .year").all_inner_texts()) == {"2017", "2018"}
    page.goto(f"{demo}/?review=ffffffffffffffffffff")
    expect(page.locator("#draft .statement")).to_contain_text("This review is not there")


def test_nothing_is_asked_of_the_service_when_nothing_happens(read: Read, demo: str) -> None:
    page = review_tab(read(demo))
    find(page)
    write(page)
    page.wait_for_timeout(500)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.wait_for_timeout(2500)
    assert sent == []


def test_everybody_can_use_it_in_light_and_dark(read: Read, demo: str) -> None:
    for scheme in ("light", "dark"):
        page = review_tab(read(demo, color_scheme=scheme, reduced_motion="reduce"))
        assert serious(page) == []
        find(page)
        page.locator(".screened input").first.uncheck()
        page.locator(".screened summary").first.click()
        page.wait_for_timeout(600)
        assert serious(page) == []
        write(page)
        page.locator(".review .cite").first.click()
        assert serious(page) == []


def test_it_can_be_used_with_the_keyboard_alone(read: Read, demo: str) -> None:
    page = read(demo)

    def tab_to(selector: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not come to {selector}")

    tab_to("#pages .tab-container:not(.visually-hidden) [role=tab]:nth-of-type(2)")
    page.keyboard.press("Enter")
    page.wait_for_selector("#theme-words")
    tab_to("#theme-words")
    page.keyboard.type(THEME)
    page.keyboard.press("Enter")
    page.wait_for_selector("#review-panel .outline")
    chosen = page.locator(".screened input:checked").count()
    tab_to(".screened input")
    page.keyboard.press("Space")
    expect(page.locator(".bar .chosen")).to_have_text(f"{chosen - 1} papers")
    tab_to(".write")
    page.keyboard.press("Enter")
    page.wait_for_selector(".review[data-state=done]")
    tab_to(".review .cite")
    page.keyboard.press("Enter")
    expect(page.locator("#review-panel .entry.lit")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".review .cite.from")).to_be_focused()


def test_on_a_phone_nothing_is_cut_off(read: Read, demo: str) -> None:
    page = review_tab(read(demo, width=390, height=844, has_touch=True))
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) == 390
    find(page)
    assert page.evaluate(wide) == 390
    expect(page.get_by_role("button", name="Write the review")).to_be_in_viewport()
    write(page)
    assert page.evaluate(wide) == 390
    expect(page.locator("#review-panel .panel")).not_to_be_visible()
    page.locator(".review .cite").first.tap()
    expect(page.locator("#review-panel .entry.lit")).to_be_in_viewport()
    page.locator("#review-panel .close").tap()
    expect(page.locator("#review-panel .panel")).not_to_be_visible()
    page.locator(".to-rail").tap()
    page.locator("#reviews .new").tap()
    expect(page.locator("#theme-words")).to_be_visible()
    expect(page.locator("#reviews .new")).not_to_be_visible()


@pytest.fixture(scope="module")
def keepers(tmp_path_factory: pytest.TempPathFactory, surroundings: None) -> Iterator[str]:
    """The address of a library of hostile papers."""
    folder = tmp_path_factory.mktemp("hostile")
    with serving_folder(folder / "keepers", write_papers(folder / "papers.jsonl")) as address:
        yield address


def test_no_title_abstract_or_theme_does_anything_to_the_page(read: Read, keepers: str) -> None:
    page = review_tab(read(keepers))
    page.fill("#theme-words", f"lighthouse keepers {TAKE_OVER}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".screened")
    for line in page.locator(".screened summary").all():
        line.click()
    for box in page.locator(".screened input").all():
        box.check()
    page.wait_for_selector("#review-panel .outline")
    write(page)
    page.locator(".review .cite").first.click()
    page.reload()
    page.wait_for_selector(".review[data-state=done]")
    expect(page.locator(".review h1")).to_contain_text(TAKE_OVER)
    assert page.title() == "litreview"
    assert page.locator("#pages img, #pages script, #pages iframe, #pages [onerror], #pages [onload]").count() == 0
    assert not [link for link in page.locator("#pages .particulars a").all() if "javascript" in str(link)]
