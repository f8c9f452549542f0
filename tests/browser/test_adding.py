"""Many files, folders and big files on their way into a library: dropped, waited for, watched and stopped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Read, Serve
from tests.serving import serving_folder

_LETTER = 5_000_000 // 3_000  # characters of a remark, so that 3,000 papers make 5 MB
_ABOUT = "A rope was pulled until it broke."


def _papers(path: Path, places: Iterable[int], **more: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as lines:
        for place in places:
            paper = {"title": f"Rope {place} of the old harbour", "authors": ["Ada Vale"], "abstract": _ABOUT}
            lines.write(json.dumps({**paper, **more}) + "\n")
    return path


def _drop(page: Page, *paths: Path) -> None:
    """Drop files and folders from the desktop onto the page."""
    hand = page.context.new_cdp_session(page)
    held = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": kind, "x": 640, "y": 400, "data": held})


def test_a_folder_of_many_files_is_dropped_anywhere(read: Read, serve: Serve, tmp_path: Path) -> None:
    count = 60
    for place in range(count):
        _papers(tmp_path / "ropes" / ("deep" if place % 2 else "wide") / f"{place:02}.jsonl", [place])
    _papers(tmp_path / "ropes" / ".hidden.jsonl", [999])
    alone = _papers(tmp_path / "alone.jsonl", [1000])
    address = serve(serving_folder(tmp_path / "library"))
    page = read(address)
    _drop(page, tmp_path / "ropes", alone)  # the Ask page is open
    expect(page.get_by_role("tab", name="Library")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#report .outcome")).to_have_text(f"Done: {count + 1} new papers out of {count + 1} files.")
    expect(page.locator("#uploads li.taken")).to_have_count(count + 1)
    expect(page.locator("#uploads li").nth(1)).to_contain_text("ropes/deep/01.jsonl")
    expect(page.locator("#papers .count")).to_have_text(f"{count + 1} papers")


def test_a_service_that_has_enough_is_waited_for(read: Read, serve: Serve, tmp_path: Path) -> None:
    files = [_papers(tmp_path / f"{place}.jsonl", [place]) for place in range(3)]
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        if "1.jsonl" in route.request.url and not refused:
            refused.append(route.request.url)
            route.fulfill(status=429, headers={"Retry-After": "1"}, json={"detail": "wait a little"})
        else:
            route.continue_()

    address = serve(serving_folder(tmp_path / "library"))
    page = read(address)
    page.route("**/api/add*", refuse_once)
    page.get_by_role("tab", name="Library").click()
    page.locator("#papers .empty").wait_for()
    _drop(page, *files)
    expect(page.locator("#uploads li").nth(1)).to_contain_text("waiting a little")
    expect(page.locator("#report .outcome")).to_have_text("Done: 3 new papers out of 3 files.")
    expect(page.locator("#papers .count")).to_have_text("3 papers")


def test_a_big_file_shows_how_far_it_is_and_can_be_stopped(read: Read, serve: Serve, tmp_path: Path) -> None:
    # An export has more than a library takes up: the file is slow to send, and soon indexed.
    big = _papers(tmp_path / "ropes.jsonl", range(3_000), remark="x" * _LETTER)
    assert big.stat().st_size > 5_000_000
    address = serve(serving_folder(tmp_path / "library"))
    page = read(address)
    page.get_by_role("tab", name="Library").click()
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 500_000}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", slow)
    row = page.locator("#uploads li")
    page.locator("#chosen-files").set_input_files(big)
    expect(row).to_contain_text("sending")
    page.get_by_role("button", name="Stop").click()
    expect(row).to_contain_text("stopped")
    expect(page.locator("#report .outcome")).to_have_text("Nothing was read.")
    line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    page.evaluate("""() => {
        window.told = [];
        const note = () => window.told.push(document.querySelector("#uploads .state")?.textContent);
        new MutationObserver(note).observe(document.querySelector("#uploads"), { childList: true, subtree: true });
    }""")
    page.locator("#chosen-files").set_input_files(big)
    expect(page.locator("#report .outcome")).to_have_text("Done: 3,000 new papers out of 1 file.")
    told = page.evaluate("window.told.join('; ')")
    for state in ("reading", "so far", "indexing", "3,000 read, 3,000 new"):
        assert state in told
