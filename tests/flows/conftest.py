"""A library of bees that several tests read, and an empty one for each test that writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant import Library
from assistant.llm import pacing
from assistant.settings import load
from tests.flows.bees import write_sources
from tests.llm.server import Request, Server, Turn

WithModel = Callable[..., tuple[Library, Server]]


@pytest.fixture(scope="package", autouse=True)
def builtin() -> Iterator[None]:
    """The embedder that is always there and fast; and no answer is given twice, for servers may share an address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITREVIEW_EMBEDDER", "builtin")
        patch.setenv("LITREVIEW_CACHE", "false")
        yield


@pytest.fixture(scope="package")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the pages and the file; tests only read it."""
    return write_sources(tmp_path_factory.mktemp("sources") / "pages")


@pytest.fixture(scope="package")
def bees_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the library of bees."""
    return tmp_path_factory.mktemp("bees") / "library"


@pytest.fixture(scope="package")
def bees(builtin: None, sources: Path, bees_folder: Path) -> Iterator[Library]:
    """A library of all of it; tests only read it."""
    with Library.open(bees_folder) as library:
        library.add(sources)
        yield library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library of the test's own."""
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def with_model(bees: Library, bees_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WithModel]:
    """Open the library of bees with a scripted server as its language model, and short waits between tries."""
    monkeypatch.setattr(pacing, "FIRST_WAIT", 0.02)
    with ExitStack() as opened:

        def open_with(
            *turns: Turn, otherwise: Callable[[Request], Turn] | None = None, **settings: object
        ) -> tuple[Library, Server]:
            server = opened.enter_context(Server(*turns, otherwise=otherwise))
            given = {"model": "openai:bee", "base_url": server.url, "timeout": 5.0, "retries": 0, **settings}
            return opened.enter_context(Library.open(bees_folder, settings=load(**given))), server

        yield open_with
