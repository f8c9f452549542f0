"""The guard against what browsers, other programs on the machine, and those who guess passwords really send."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import Library
from assistant.service.app import create_app
from assistant.service.users import Users
from tests.service.conftest import ADDRESS

WRONG = {"Authorization": "Basic " + base64.b64encode(b"ann:wrong").decode()}


@pytest.fixture
def app(library: Library) -> FastAPI:
    async def make() -> FastAPI:
        return create_app(library, users=Users.of(["ann:heather and gorse"]))

    return asyncio.run(make())


@pytest.fixture
def visitor(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=ADDRESS, follow_redirects=False) as visitor:
        yield visitor


def _sign_in(visitor: TestClient) -> httpx.Response:
    return visitor.post("/sign-in", data={"name": "ann", "password": "heather and gorse", "then": "/docs"})


def test_the_sign_in_form_of_our_own_page_is_taken(visitor: TestClient) -> None:
    page = visitor.get("/docs", headers={"Accept": "text/html"})
    assert page.status_code == 401
    # With "no-referrer" a browser sends "Origin: null" with the form, which the guard refuses.
    assert page.headers["referrer-policy"] == "same-origin"
    form = {"name": "ann", "password": "heather and gorse", "then": "/docs"}
    taken = visitor.post("/sign-in", data=form, headers={"Origin": ADDRESS})
    assert (taken.status_code, taken.headers["location"]) == (303, "/docs")
    assert visitor.get("/api/status").status_code == 200


def test_a_strange_cookie_beside_ours_locks_nobody_out(visitor: TestClient) -> None:
    cookie = _sign_in(visitor).headers["set-cookie"].partition(";")[0]
    visitor.cookies.clear()
    assert visitor.get("/api/status", headers={"Cookie": f'prefs={{"a":1}}; {cookie}'}).status_code == 200


def test_a_link_elsewhere_signs_nobody_out(visitor: TestClient) -> None:
    _sign_in(visitor)
    assert "set-cookie" not in visitor.get("/sign-out").headers
    assert visitor.get("/api/status").status_code == 200
    assert visitor.post("/sign-out").status_code == 303
    assert visitor.get("/api/status").status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://["}, 403),
        ({"Origin": "null"}, 403),
        ({"Authorization": b"Basic \xff\xfe"}, 401),
        ({"Authorization": "Basic !"}, 401),
    ],
)
def test_headers_that_make_no_sense_are_refused(
    visitor: TestClient, headers: dict[str, str | bytes], status: int
) -> None:
    raw = [(name, value.encode() if isinstance(value, str) else value) for name, value in headers.items()]
    assert visitor.get("/api/status", headers=raw).status_code == status


def test_many_guesses_at_once_are_one_guess_after_the_other(app: FastAPI) -> None:
    async def guess() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS) as client:
            answers = await asyncio.gather(*(client.get("/api/status", headers=WRONG) for _ in range(60)))
        return [answer.status_code for answer in answers]

    told = asyncio.run(guess())
    assert told.count(401) <= 5
    assert set(told) == {401, 429}


def test_who_has_shown_his_password_does_not_wait_behind_those_who_guess(visitor: TestClient) -> None:
    own = ("ann", "heather and gorse")
    assert visitor.get("/api/status", auth=own).status_code == 200
    while visitor.get("/api/status", headers=WRONG).status_code != 429:
        pass
    assert visitor.get("/api/status", auth=own).status_code == 200


def test_one_name_for_two_users_is_refused() -> None:
    from assistant.errors import BadRequest

    with pytest.raises(BadRequest, match="twice"):
        Users.of(["ann:heather", "ann :gorse"])
