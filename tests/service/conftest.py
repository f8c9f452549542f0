"""The service over a small library, without a process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypedDict, Unpack

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import Library
from assistant.service.app import create_app
from assistant.service.limits import Limits
from assistant.service.users import Users

ADDRESS = "http://127.0.0.1"
PASSWORDS = {"ada": "quills & ink", "bea": "a second desk"}

Serve = Callable[..., TestClient]


class Options(TypedDict, total=False):
    """What ``create_app`` takes beside the library."""

    users: Users | None
    any_host: bool
    limits: Limits


def app_of(library: Library, **options: Unpack[Options]) -> FastAPI:
    """The app, made inside an event loop as the server does."""

    async def make() -> FastAPI:
        return create_app(library, **options)

    return asyncio.run(make())


@pytest.fixture(scope="session")
def library(surroundings: None) -> Iterator[Library]:
    """The sample, with the embedder that is quick to load."""
    with Library.open("sample", embedder="builtin") as library:
        yield library


def client_of(library: Library, *, address: str = ADDRESS, **options: Unpack[Options]) -> TestClient:
    """A client of a service over a library; the browser's tests have the real server."""
    return TestClient(app_of(library, **options), base_url=address, follow_redirects=False)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve libraries to clients, each for one test: left open, its Gradio goes on looking for work all the time."""
    with ExitStack() as stack:

        def make(library: Library, **how: Any) -> TestClient:  # noqa: ANN401 - what client_of takes
            return stack.enter_context(client_of(library, **how))

        yield make


@pytest.fixture(scope="session")
def client(library: Library) -> Iterator[TestClient]:
    """A client of a service without users."""
    with client_of(library) as client:
        yield client


@pytest.fixture
def writable(tmp_path: Path) -> Iterator[Library]:
    """An empty library of the test's own."""
    with Library.open(tmp_path / "library", embedder="builtin") as library:
        yield library


@pytest.fixture
def guarded(writable: Library, serve: Serve) -> TestClient:
    """A client of a service with two users; it has not signed in."""
    return serve(writable, users=Users(PASSWORDS.items()), address="http://desk.example:8080")
