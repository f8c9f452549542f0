"""What stays when the process ends and begins again, and who may see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Read, ask
from tests.browser.process import serving

QUESTION = "How does an agent reuse past episodes?"


@pytest.mark.usefixtures("surroundings")
def test_a_conversation_is_there_after_a_restart(tmp_path: Path, read: Read) -> None:
    with serving(tmp_path, "demo") as address:
        page = read(address)
        ask(page, QUESTION)
        answer = page.locator("#thread article").inner_text()
        place = page.url.removeprefix(address)
        assert "chat=" in place
    with serving(tmp_path, "demo") as address:
        again = read(address + place)
        expect(again.locator("#thread article")).to_have_count(1)
        assert again.locator("#thread article").inner_text() == answer
        expect(again.locator("#rail")).to_contain_text(QUESTION)


@pytest.mark.usefixtures("surroundings")
def test_signing_in_leads_to_ones_own_conversations_and_signing_out_back(tmp_path: Path, chromium: Browser) -> None:
    with serving(tmp_path, "demo", LITREVIEW_AUTH="ann:heather and gorse,ben:stone and moss") as address:
        for name, password in (("ann", "heather and gorse"), ("ben", "stone and moss")):
            context = chromium.new_context()
            page = context.new_page()
            page.goto(address)
            page.fill("#name", name)
            page.fill("#password", "a guess")
            page.keyboard.press("Enter")
            expect(page.get_by_role("alert")).to_have_text("Name and password don't fit.")
            page.fill("#name", name)
            page.fill("#password", password)
            page.keyboard.press("Enter")
            page.wait_for_selector("#question")
            if name == "ann":
                ask(page, QUESTION)
                theirs = page.url
            else:
                page.goto(theirs)
                page.wait_for_selector("#question")
                expect(page.locator("#rail")).to_contain_text("Your conversations will be listed here")
                expect(page.locator("#thread article")).to_have_count(0)
            page.get_by_role("button", name="Sign out").click()
            page.wait_for_selector("#password")
            context.close()
