"""The service over a small library, without a process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant import Library
from assistant.service.app import create_app

ADDRESS = "http://127.0.0.1"


@pytest.fixture(scope="session")
def library(surroundings: None) -> Iterator[Library]:
    with Library.open("sample", embedder="builtin") as library:
        yield library


@pytest.fixture(scope="session")
def client(library: Library) -> Iterator[TestClient]:
    async def make() -> FastAPI:  # inside an event loop, as the server does
        return create_app(library)

    with TestClient(asyncio.run(make()), base_url=ADDRESS) as client:
        yield client
