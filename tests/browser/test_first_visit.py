"""A reader's first visit: a question asked, its evidence seen, more asked, and all of it there the next time."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Read, ask

EPISODES = "How can an agent reuse stored episodes to learn faster?"


def test_a_suggested_question_is_answered_and_each_number_leads_to_its_words_and_back(read: Read, demo: str) -> None:
    page = read(demo)
    page.locator(".suggestions button").first.click()
    number = page.locator("#thread .cite").nth(1)
    number.click()
    entry = page.locator("#panel .entry.lit")
    expect(entry).to_have_attribute("data-number", number.get_attribute("data-number") or "")
    expect(entry).to_be_focused()
    expect(entry.locator("mark.lit")).to_be_in_viewport()
    said = page.locator("#thread .sentence").nth(1).inner_text()
    assert entry.locator("mark.lit").first.inner_text()[:40] in said
    entry.get_by_text("Back to the sentence").click()
    expect(number).to_be_focused()


def test_a_conversation_goes_on_and_is_there_after_a_reload(read: Read, demo: str) -> None:
    page = read(demo)
    ask(page, EPISODES)
    ask(page, "Which of them were tried on Atari?")
    expect(page.locator("#thread article")).to_have_count(2)
    expect(page).to_have_url(re.compile("chat="))
    page.reload()
    expect(page.locator("#thread article")).to_have_count(2)
    expect(page.locator("#thread .question").first).to_have_text(EPISODES)
    expect(page.locator(".chats .current")).to_contain_text("How can an agent reuse")
    page.locator("#thread article").first.locator(".cite").first.click()
    expect(page.locator("#panel .panel")).to_have_attribute("data-turn", "0")


def test_a_question_that_is_quicker_than_the_page_is_answered(chromium: Browser, demo: str) -> None:
    """On a slow machine the box is there before the page has learnt which conversation it shows."""
    page = chromium.new_page()
    held: list[Route] = []
    slow = [True]

    def hold(sent: Route) -> None:
        """What the page asks for by itself, until the question is under way or waits."""
        if slow and EPISODES not in (sent.request.post_data or ""):
            held.append(sent)
        else:
            sent.continue_()

    page.route("**/queue/join*", hold)
    page.goto(demo)
    page.fill("#question", EPISODES)
    page.wait_for_timeout(500)
    assert held
    page.keyboard.press("Enter")
    page.wait_for_timeout(1)  # a question that does not wait is on its way now
    slow.clear()
    for sent in held:
        sent.continue_()
    expect(page.locator("#thread .question")).to_have_text(EPISODES)
    page.close()


def test_a_question_or_theme_that_is_too_long_is_refused_and_never_cut(read: Read, demo: str) -> None:
    page = read(demo)
    long = "episodes " * 300
    for tab, box in (("Ask", "#question"), ("Review", "#theme-words")):
        page.get_by_role("tab", name=tab).click()
        field = page.locator(box)
        field.click()
        page.evaluate("text => document.execCommand('insertText', false, text)", long)  # as what is pasted
        page.keyboard.press("Enter")
        said = field.evaluate("field => field.validationMessage")
        assert said == "This has 2,699 characters; keep it under 2,000."
        assert field.input_value() == long
        field.fill("How are past episodes used?")
        page.keyboard.press("Enter")
        page.locator("#thread .sentence, #draft .screened").last.wait_for()


def test_filters_narrow_what_is_searched_and_the_search_says_so(read: Read, demo: str) -> None:
    page = read(demo)
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Years").fill("2015:2017")
    expect(page.locator(".filters-button")).to_have_text("2015:2017")
    ask(page, EPISODES)
    years = page.locator("#panel .entry .particulars").all_inner_texts()
    assert years
    assert all(re.search(r"201[567]", text) for text in years)
    page.get_by_role("button", name="How it was found").last.click()
    expect(page.locator("#panel .facts")).to_contain_text("2015 to 2017")


def test_where_the_library_has_nothing_it_says_so_calmly(read: Read, demo: str) -> None:
    page = read(demo)
    ask(page, "How do bakers keep a sourdough alive in winter?")
    expect(page.locator("#thread .statement")).to_have_text("The library has no evidence for this question.")
    expect(page.locator("#thread .card")).not_to_have_count(0)


def test_a_question_that_fails_can_be_edited(read: Read, demo: str) -> None:
    page = read(demo)
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Years").fill("lately")
    page.fill("#question", EPISODES)
    page.keyboard.press("Enter")
    expect(page.locator("#current .why")).to_contain_text("not a year")
    page.locator("#current").get_by_text("Edit").click()
    expect(page.locator("#question")).to_have_value(EPISODES)


def test_an_answer_is_copied_with_its_references(read: Read, demo: str) -> None:
    page = read(demo, permissions=["clipboard-read", "clipboard-write"])
    ask(page, EPISODES)
    for form, sign in (("Plain text", "[1] "), ("BibTeX", "@")):
        page.locator("#thread summary").click()
        page.get_by_role("button", name=form).click()
        page.wait_for_function("sign => navigator.clipboard.readText().then(text => text.includes(sign))", arg=sign)


def test_conversations_are_found_renamed_and_deleted(read: Read, demo: str) -> None:
    page = read(demo)
    ask(page, "What do world models learn?")
    page.locator(".chats .current").hover()
    page.get_by_role("button", name="Rename What do world models learn?").click()
    page.keyboard.type("Dreams")
    page.keyboard.press("Enter")
    expect(page.locator(".chats .current")).to_contain_text("Dreams")
    page.get_by_label("Search conversations").fill("dreams")
    expect(page.locator(".chats li")).to_have_count(1)
    page.locator(".chats .current").hover()
    page.get_by_role("button", name="Delete Dreams").click()
    page.get_by_role("button", name="Press again").click()
    expect(page.locator(".start")).to_be_visible()
    page.get_by_label("Search conversations").fill("")
    expect(page.locator(".chats")).not_to_contain_text("Dreams")


def _serious(page: Page) -> list[str]:
    """What axe finds that would keep somebody out."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_everybody_can_use_it_in_light_and_dark(read: Read, demo: str) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        page = read(demo, color_scheme=scheme, reduced_motion="reduce")
        page.wait_for_selector(".suggestions")
        assert _serious(page) == []
        ask(page, EPISODES)
        page.locator("#thread .cite").first.click()
        assert _serious(page) == []
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2


def test_it_can_be_used_with_the_keyboard_alone(read: Read, demo: str) -> None:
    page = read(demo)
    page.wait_for_selector(".start")
    page.locator("body").press("/")
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type("What do agents")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("explore?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#thread .cite")
    page.keyboard.press("Shift+Tab")
    for _ in range(40):
        if page.evaluate("document.activeElement.matches('.cite')"):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .entry.lit")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cite.from")).to_be_focused()


def test_on_a_phone_nothing_is_cut_off_and_evidence_comes_and_goes(read: Read, demo: str) -> None:
    page = read(demo, width=390, height=844, has_touch=True)
    page.locator(".suggestions button").first.tap()
    page.wait_for_selector("#thread .cite")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("#panel .panel")).not_to_be_visible()
    page.locator("#thread .cite").first.tap()
    expect(page.locator("#panel .entry.lit")).to_be_in_viewport()
    page.get_by_role("button", name="Close the evidence").tap()
    expect(page.locator("#panel .panel")).not_to_be_visible()
    expect(page.locator("#question")).to_be_in_viewport()
    page.get_by_role("button", name="Conversations").tap()
    page.get_by_role("button", name="New conversation").tap()
    expect(page.locator(".start")).to_be_visible()
    expect(page.locator("#rail .new")).not_to_be_visible()
