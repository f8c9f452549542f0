"""A language model behind a scripted server, with short waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from assistant.llm import Limits, Model, open_model, pacing
from tests.llm.server import Request, Server, Turn

Serve = Callable[..., tuple[Model, Server]]


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits between tries that a test can sit out."""
    monkeypatch.setattr(pacing, "FIRST_WAIT", 0.02)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers that give the listed replies, each with a model that asks it."""
    with ExitStack() as servers:

        def start(
            *turns: Turn, timeout: float = 5.0, retries: int = 2, otherwise: Callable[[Request], Turn] | None = None
        ) -> tuple[Model, Server]:
            server = servers.enter_context(Server(*turns, otherwise=otherwise))
            model = open_model("openai:crow", base_url=server.url, limits=Limits(timeout, retries), seed=1)
            return model, server

        yield start
