"""The service in this process: a library is served at once, where a process of its own first imports Gradio."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from assistant import Library
from assistant.service.app import create_app
from assistant.service.serving import listen
from assistant.settings import load

_PATIENCE = 60  # seconds that starting or ending may take


@contextmanager
def serving_library(library: Library) -> Iterator[str]:
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
            server.should_exit = True
            thread.join(_PATIENCE)
            assert not thread.is_alive()


@contextmanager
def serving_folder(folder: Path, *sources: Path) -> Iterator[str]:
    """Serve the library of a folder after adding these sources to it, with the settings of the environment."""
    with Library.open(folder, settings=load(embedder="builtin")) as library:
        if sources:
            library.add(*sources)
        with serving_library(library) as address:
            yield address
