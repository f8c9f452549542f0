"""Who gets in: users, their tokens and cookies, strange hosts and origins."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from assistant import Library
from assistant.errors import BadRequest
from assistant.service.users import Users
from tests.service import routes
from tests.service.conftest import PASSWORDS, Serve

ADA, BEA = PASSWORDS.items()
PAGE = {"Accept": "text/html"}


def _signed_in(client: TestClient, user: tuple[str, str]) -> TestClient:
    name, password = user
    answer = client.post("/sign-in", data={"name": name, "password": password, "then": "/docs"}, headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/docs")
    return client


def test_nothing_but_the_sign_in_page_is_served_to_strangers(guarded: TestClient) -> None:
    walked = {*routes.requests(guarded.app.routes), ("GET", "/assets/x"), ("GET", "/gradio_api/file=/etc/passwd")}
    for known in (
        "/",
        "/config",
        "/gradio_api/upload",
        "/gradio_api/queue/join",
        "/theme.css",
        "/docs",
        "/openapi.json",
    ):
        assert known in {path for _, path in walked}
    assert ("POST", "/api/ask") in walked
    for method, path in sorted(walked):
        for accept in ("text/html", "*/*"):
            told = guarded.request(method, path, headers={"Accept": accept})
            assert told.status_code == 401, (method, path)
            if method == "HEAD":
                continue
            if accept == "text/html":
                assert "<h1>litreview</h1>" in told.text
                assert "src=" not in told.text
            else:
                assert told.json()["type"] == "urn:litreview:unauthorized"


def test_a_websocket_is_closed_to_strangers(guarded: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), guarded.websocket_connect("/gradio_api/queue/join"):
        pass


def test_a_user_signs_in_looks_around_and_signs_out(guarded: TestClient) -> None:
    _signed_in(guarded, ADA)
    for path in ("/", "/docs", "/openapi.json", "/config", "/theme.css", "/api/status", "/docs/files/swagger-ui.css"):
        assert guarded.get(path).status_code == 200, path
    assert guarded.get("/gradio_api/user").json() == "ada"
    assert guarded.get("/sign-out").status_code == 404, "a link must not sign anybody out"
    assert guarded.post("/sign-out").status_code == 303
    assert guarded.get("/api/status").status_code == 401


def test_signing_out_makes_the_token_worthless(guarded: TestClient) -> None:
    _signed_in(guarded, ADA)
    copied = dict(guarded.cookies)
    guarded.post("/sign-out")
    guarded.cookies.update(copied)
    assert guarded.get("/api/status").status_code == 401


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_the_cookie_is_kept_from_scripts_and_other_sites(
    writable: Library, serve: Serve, scheme: str, secure: bool
) -> None:
    client = serve(writable, users=Users([ADA]), address=f"{scheme}://desk.example")
    answer = client.post("/sign-in", data=dict(zip(("name", "password"), ADA, strict=True)))
    kept = answer.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=strict" in kept
    assert "max-age=" in kept
    assert ("secure" in kept) == secure
    assert ADA[1] not in kept
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("then", ["//evil.example", "https://evil.example", "/\\evil.example", "\t//evil.example", ""])
def test_signing_in_leads_nowhere_else(guarded: TestClient, then: str) -> None:
    answer = guarded.post("/sign-in", data={"name": "ada", "password": ADA[1], "then": then})
    assert answer.headers["location"] == "/"


def test_what_the_page_repeats_is_escaped(guarded: TestClient) -> None:
    page = guarded.get('/"><script>alert(1)</script>', headers=PAGE).text
    assert "<script" not in page


def test_a_wrong_password_is_said_and_many_are_made_to_wait(guarded: TestClient) -> None:
    wrong = {"name": "ada", "password": "not this"}
    said = guarded.post("/sign-in", data=wrong, headers=PAGE)
    assert said.status_code == 401
    assert "don&#x27;t fit" in said.text
    assert "not this" not in said.text
    for _ in range(5):
        said = guarded.post("/sign-in", data=wrong, headers=PAGE)
    assert said.status_code == 429
    assert int(said.headers["retry-after"]) > 0
    assert guarded.get("/api/status", auth=("ada", "guess")).status_code == 429


def test_programs_show_a_password_or_a_token(guarded: TestClient) -> None:
    assert guarded.get("/api/status", auth=ADA).status_code == 200
    assert guarded.get("/api/status", auth=("ada", BEA[1])).status_code == 401
    made = guarded.post("/api/tokens", auth=ADA)
    assert made.status_code == 201
    bearer = {"Authorization": f"Bearer {made.json()['token']}"}
    assert guarded.get("/api/status", headers=bearer).status_code == 200
    assert guarded.delete("/api/tokens", headers=bearer).status_code == 204
    assert guarded.get("/api/status", headers=bearer).status_code == 401


@pytest.mark.parametrize("shown", ["Basic", "Basic !!!", "Basic YWRh", "Bearer", "Bearer x", "Digest a", "Basic 4pi6"])
def test_other_credentials_are_none(guarded: TestClient, shown: str) -> None:
    assert guarded.get("/api/status", headers={"Authorization": shown}).status_code == 401


def test_nobody_reads_anothers_conversation_or_review(guarded: TestClient) -> None:
    begun = guarded.post("/api/chats", json={"question": "What is known about owls?"}, auth=ADA).json()["chat"]
    job = guarded.post("/api/jobs", json={"theme": "owls at night"}, auth=ADA).json()["id"]
    assert [chat["id"] for chat in guarded.get("/api/chats", auth=ADA).json()] == [begun]
    assert guarded.get("/api/chats", auth=BEA).json() == []
    assert guarded.get("/api/jobs", auth=BEA).json() == []
    tried = [
        guarded.get(f"/api/chats/{begun}", auth=BEA),
        guarded.post(f"/api/chats/{begun}", json={"question": "And bats?"}, auth=BEA),
        guarded.patch(f"/api/chats/{begun}", json={"title": "Mine"}, auth=BEA),
        guarded.delete(f"/api/chats/{begun}", auth=BEA),
        guarded.get(f"/api/jobs/{job}", auth=BEA),
        guarded.delete(f"/api/jobs/{job}", auth=BEA),
    ]
    assert [answer.status_code for answer in tried] == [404] * len(tried)
    assert guarded.get(f"/api/chats/{begun}", auth=ADA).json()["title"] == "What is known about owls?"


def test_a_capsule_is_not_found_by_its_beginning(guarded: TestClient) -> None:
    answer = guarded.post("/api/ask", json={"question": "What is known about owls?"}, auth=ADA).json()
    assert guarded.get(f"/api/saved/{answer['capsule'][:4]}", auth=BEA).status_code == 422
    assert guarded.get(f"/api/saved/{answer['capsule']}", auth=ADA).json()["capsule"] == answer["capsule"]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "10.0.0.1", ""]
)
def test_without_users_no_other_name_is_served(client: TestClient, host: str) -> None:
    for path in ("/", "/api/status", "/config", "/docs"):
        assert client.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:7860", "127.0.0.1:7860", "[::1]:7860", "LOCALHOST"])
def test_this_machine_is_served_by_its_own_names(client: TestClient, host: str) -> None:
    assert client.get("/api/status", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:3000", "http://127.0.0.1:1"])
def test_pages_of_other_origins_are_refused(client: TestClient, origin: str) -> None:
    for method, path in (("POST", "/api/ask"), ("POST", "/gradio_api/queue/join"), ("GET", "/api/papers")):
        answer = client.request(method, path, headers={"Origin": origin})
        assert answer.status_code == 403
        assert not [name for name in answer.headers if name.startswith("access-control")]
    assert client.post("/api/ask", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_pages_of_our_own_are_served(client: TestClient) -> None:
    for path in ("/", "/config", "/api/status"):
        answer = client.get(path, headers={"Origin": "http://127.0.0.1"})
        assert answer.status_code == 200
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "/api/status", "/docs", "/nowhere", "/api/nowhere", "/assets/none.js"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert not re.search(r"https?:|\*", policy)
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers
    if not path.startswith("/assets/"):
        assert headers["cache-control"] == "no-store"


def test_users_are_read_from_a_text() -> None:
    users = Users.of(["ada:with:colons, bea:other words"])
    assert users.knows("ada", "with:colons")
    assert users.knows("bea", "other words")
    assert not users.knows("bea", "with:colons")
    assert not users.knows("cleo", "other words")


@pytest.mark.parametrize("text", ["", "ada", "ada:", "ada:abc", ":password", "ada:secret,ada:other", "ada:secret,bea"])
def test_a_text_that_names_no_users_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(BadRequest) as caught:
        Users.of([text])
    assert "secret" not in str(caught.value)
