"""Files that are sent: read under their names, kept nowhere, and never more than there is room for."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from gradio import processing_utils

from assistant import Library
from assistant.service.limits import Limits
from tests.service.conftest import Serve

LISTING = (Path(__file__).parents[1] / "house" / "desk" / "pages" / "recall.txt").read_text("utf-8")
TITLES = ("Kites above the harbour", "Gulls that follow ploughs")


@pytest.fixture
def uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files lie during the test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def own(writable: Library, serve: Serve) -> TestClient:
    return serve(writable, limits=Limits(file=20_000, upload=60_000))


def _lines(*titles: str) -> str:
    return "".join(json.dumps({"title": title, "abstract": "Birds were counted at dusk."}) + "\n" for title in titles)


def test_a_listing_page_and_json_lines_are_added_and_nothing_is_left_behind(own: TestClient, uploads: Path) -> None:
    files = [
        ("files", ("pages.txt", LISTING, "text/plain")),
        ("files", ("birds.jsonl", _lines(*TITLES))),
        ("files", ("empty.txt", "")),
    ]
    report = own.post("/api/add", files=files).json()
    assert report["added"] == report["papers"] == len(own.get("/api/papers").json()) > len(TITLES)
    assert [(one["source"], one["reason"]) for one in report["rejected"]] == [("empty.txt", "empty")]
    found = own.get("/api/search", params={"query": "kites harbour"}).json()["hits"][0]["paper"]
    assert found["title"] == TITLES[0]
    assert [source["source"] for source in found["sources"]] == ["birds.jsonl"]
    assert own.get("/api/rejections").json() == report["rejected"]
    assert not list(uploads.iterdir())


def test_a_file_may_be_the_body_itself(own: TestClient) -> None:
    report = own.post("/api/add?name=kites.jsonl", content=_lines(TITLES[0]).encode()).json()
    assert report["added"] == 1
    assert own.get("/api/papers").json()[0]["sources"][0]["source"] == "kites.jsonl"


def test_a_text_that_is_no_paper_is_refused_as_in_a_file(own: TestClient) -> None:
    before = own.get("/api/status").json()["papers"]
    report = own.post("/api/add", json={"text": "x"}).json()
    assert [one["reason"] for one in report["rejected"]] == ["neither a title nor an abstract"]
    assert (report["added"], report["papers"]) == (0, before)


def test_progress_is_told_as_events(own: TestClient) -> None:
    sent = own.post("/api/add", content=_lines(*TITLES).encode(), headers={"Accept": "text/event-stream"}).text
    names = [event.partition("\n")[0] for event in sent.strip().split("\n\n")]
    assert names[0] == "event: progress"
    assert names[-1] == "event: report"


@pytest.mark.parametrize("name", ["../../outside.txt", "/etc/outside.txt", "..", "a\\..\\b", "con\r\nX: y", "n" * 3000])
def test_a_name_never_becomes_a_path(own: TestClient, uploads: Path, tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.rglob("*outside*"))
    for answer in (
        own.post("/api/add", files=[("files", (name, _lines(TITLES[0])))]),
        own.post("/api/add", params={"name": name}, content=_lines(TITLES[1]).encode()),
    ):
        assert answer.status_code == 200
    assert sorted(tmp_path.rglob("*outside*")) == before
    assert not list(uploads.iterdir())


def test_what_is_too_large_is_refused(own: TestClient, uploads: Path) -> None:
    large, larger = b"x" * 30_000, b"x" * 70_000
    chunks = iter([b"x" * 10_000] * 7)
    for answer in (
        own.post("/api/add", content=large),
        own.post("/api/add", files=[("files", ("large.txt", large))]),
        own.post("/api/add", content=larger),
        own.post("/api/add", content=chunks),
        own.post("/gradio_api/upload", files=[("files", ("large.txt", larger))]),
        own.post("/api/ask", json={"question": "x" * 2_000_000}),
        own.post("/api/ask", content=iter([b"x" * 500_000] * 3), headers={"Content-Type": "application/json"}),
    ):
        assert answer.status_code == 413
        assert answer.json()["type"] == "urn:litreview:request-entity-too-large" or "too-large" in answer.json()["type"]
    assert own.get("/api/papers").json() == []
    assert not [path for path in uploads.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "sent",
    [
        {"files": [("other", ("birds.jsonl", _lines(TITLES[0])))]},
        {"content": b"no parts", "headers": {"Content-Type": "multipart/form-data"}},
        {"content": b"--x\r\nbroken", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
    ],
)
def test_a_form_that_holds_no_files_is_refused(own: TestClient, sent: dict[str, object]) -> None:
    assert own.post("/api/add", **sent).status_code == 400  # type: ignore[arg-type]


def test_the_sample_is_not_changed(client: TestClient) -> None:
    assert client.post("/api/add", content=_lines(TITLES[0]).encode()).json()["type"] == "urn:litreview:bad-request"
    assert client.delete("/api/papers/no-such-paper").status_code == 400


def test_no_file_of_the_machine_is_served(client: TestClient, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for you", encoding="utf-8")
    routes = ("/gradio_api/file=", "/gradio_api/file/", "/file=", "/assets/", "/static/", "/svelte/", "/docs/files/")
    for path in (str(secret), f"..{secret}", f"/{secret}", "/etc/passwd", str(Path(__file__).resolve())):
        for route in routes:
            answer = client.get(f"{route}{path}")
            assert answer.status_code in (400, 403, 404), (route, path)
            assert "not for you" not in answer.text


@pytest.mark.parametrize(
    "route",
    [
        "gradio_api/file=https://evil.example/x",
        "gradio_api/file=HTTPS:/evil.example/x",
        "gradio_api/proxy=https://evil.example/x",
        "gradio_api/runs",
        "gradio_api/vibe-code",
        "monitoring",
        "logout",
    ],
)
def test_gradios_own_back_doors_are_closed(client: TestClient, route: str) -> None:
    assert client.get(f"/{route}").status_code == 404


def test_gradio_fetches_nothing_that_a_request_names_by_address(client: TestClient, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="never fetched"):
        processing_utils.ssrf_protected_download("https://evil.example/x.png", str(tmp_path))
