"""The service in this process, over a library whose reviews and outlines wait at gates: a test sees them half made."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI

from assistant import Library
from assistant.models import Outline, Review, Section
from assistant.service.app import create_app
from assistant.service.serving import listen

PATIENCE = 60  # seconds that anything may take


class GatedLibrary(Library):
    """Reviews pause after their first section until the gate is open, and outlines before a gate of their own."""

    def outline(self, theme: str, **how: Any) -> Outline:  # type: ignore[override]  # noqa: ANN401
        """An outline as always, at its gate's pace."""
        assert OUTLINES.wait(PATIENCE)
        return super().outline(theme, **how)

    def review(self, theme: str, **how: Any) -> Review:  # type: ignore[override]  # noqa: ANN401
        """A review as always, at the gate's pace."""
        heard = how.pop("on_section")

        def on_section(section: Section) -> None:
            heard(section)
            assert GATE.wait(PATIENCE)

        return super().review(theme, on_section=on_section, **how)


GATE = threading.Event()
OUTLINES = threading.Event()


@contextmanager
def serving_gated(library: Library) -> Iterator[str]:
    """Serve a library on a free port; gives the address."""

    def make() -> FastAPI:
        return create_app(library)

    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(make, factory=True, log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.05)
            assert thread.is_alive()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            GATE.set()
            OUTLINES.set()
            server.should_exit = True
            thread.join(PATIENCE)
