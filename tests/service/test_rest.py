"""REST: the documents that ``--json`` prints, events, and problem details."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from assistant import Library
from assistant.export.json import to_json

QUESTION = "How does an agent reuse past episodes?"


def test_results_are_the_documents_that_the_command_line_prints(client: TestClient, library: Library) -> None:
    assert client.get("/api/search?query=episodic memory&limit=3").text == to_json(
        library.search("episodic memory", limit=3)
    )
    assert client.get("/api/papers?year=2015:2017").text == to_json(library.papers(year="2015:2017"))
    assert client.get("/api/status").text == to_json(library.status())
    first = library.papers()[0]
    assert client.get(f"/api/papers/{first.id}").text == to_json(library.show(first.id))
    assert client.post("/api/ask", json={"question": QUESTION}).text == to_json(library.ask(QUESTION))
    assert client.post("/api/outline", json={"theme": "episodic memory"}).text == to_json(
        library.outline("episodic memory")
    )


def test_an_answer_comes_as_events_where_they_are_asked_for(client: TestClient, library: Library) -> None:
    sent = client.post("/api/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"})
    assert sent.headers["content-type"].startswith("text/event-stream")
    *_, last = sent.text.strip().split("\n\n")
    assert last.startswith("event: answer\ndata: ")
    assert json.loads(last.partition("data: ")[2]) == library.ask(QUESTION).model_dump(mode="json")


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "kind"),
    [
        ("GET", "/api/papers/no-such-paper", None, 404, "paper-not-found"),
        ("GET", "/api/search?query=memory&year=soon", None, 400, "bad-request"),
        ("GET", "/api/search", None, 422, "unprocessable-entity"),
        ("POST", "/api/ask", {"question": " "}, 400, "bad-request"),
        ("POST", "/api/ask", {"question": "Why?", "colour": "red"}, 422, "unprocessable-entity"),
        ("GET", "/api/jobs/guessed", None, 404, "job-not-found"),
        ("PUT", "/api/ask", None, 405, "method-not-allowed"),
        ("GET", "/api/nothing-here", None, 404, "not-found"),
    ],
)
def test_what_goes_wrong_is_told_as_problem_details(
    client: TestClient, method: str, path: str, sent: object, status: int, kind: str
) -> None:
    answer = client.request(method, path, json=sent) if sent else client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["type"] == f"urn:litreview:{kind}"
    assert told["status"] == status
    assert told["detail"]
