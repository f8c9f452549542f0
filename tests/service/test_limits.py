"""Requests a minute, counted for each user."""

from __future__ import annotations

from fastapi.testclient import TestClient

from assistant import Library
from assistant.service.limits import Limits
from assistant.service.users import Users
from tests.service.conftest import PASSWORDS, Serve


def test_too_many_requests_are_told_when_to_come_again(writable: Library, serve: Serve) -> None:
    client = serve(writable, users=Users(PASSWORDS.items()), limits=Limits(requests=3))
    ada, bea = PASSWORDS.items()
    assert [client.get("/api/status", auth=ada).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get("/api/status", auth=ada)
    assert refused.json()["type"] == "urn:litreview:too-many-requests"
    assert int(refused.headers["retry-after"]) >= 1
    assert client.get("/api/status", auth=bea).status_code == 200
    assert client.get("/docs", auth=ada).status_code == 200


def test_without_users_there_is_no_such_limit(client: TestClient) -> None:
    assert {client.get("/api/status").status_code for _ in range(50)} == {200}
