"""The service over a small library, without a process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypedDict, Unpack

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


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a library to a client; the browser's tests have the real server."""
    with ExitStack() as stack:

        def make(library: Library, *, address: str = ADDRESS, **options: Unpack[Options]) -> TestClient:
            app = app_of(library, **options)
            return stack.enter_context(TestClient(app, base_url=address, follow_redirects=False))

        yield make


@pytest.fixture(scope="session")
def client(library: Library, serve: Serve) -> TestClient:
    """A client of a service without users."""
    return serve(library)


@pytest.fixture
def writable(tmp_path: Path) -> Iterator[Library]:
    """An empty library of the test's own."""
    with Library.open(tmp_path / "library", embedder="builtin") as library:
        yield library


@pytest.fixture
def guarded(writable: Library, serve: Serve) -> TestClient:
    """A client of a service with two users; it has not signed in."""
    return serve(writable, users=Users(PASSWORDS.items()), address="http://desk.example:8080")
