"""The interface mounted into the service's app: nothing is sent anywhere, no file is served but what was uploaded."""

from __future__ import annotations

import os

# Before Gradio is imported: it would ask a server for its newest version, count its use, and after each event make a
# table of all events so far that nobody reads.
os.environ.update(
    GRADIO_ANALYTICS_ENABLED="False",
    GRADIO_ANALYTICS_CACHE_FREQUENCY=str(2**62),
    GRADIO_RUN_HISTORY="False",
    HF_HUB_OFFLINE="1",
)

import gradio as gr
from fastapi import FastAPI

from assistant.library import Library
from assistant.service.guard import user_of
from assistant.service.jobs import Jobs
from assistant.service.ui import build, look
from assistant.service.ui.narrowed import Narrowed, fetch_nothing

_AT_ONCE = 40  # events of one kind that run at the same time, which are mostly waiting
_REST = 0.02  # seconds between looks for a new event; Gradio looks every millisecond, 6 % of a core while nobody asks
_KEPT = 3600  # seconds that an uploaded file is kept at most


def mount(app: FastAPI, library: Library, jobs: Jobs, *, with_users: bool, file_size: int) -> None:
    """Serve the pages at ``/``.

    Args:
        app: the service's app; its own routes come first.
        library: what is asked.
        jobs: the background reviews.
        with_users: whether people sign in; the guard in front has seen to that.
        file_size: bytes that one uploaded file may have.
    """
    fetch_nothing()
    pages = build(library, jobs)
    pages.delete_cache = (_KEPT, _KEPT)
    pages.queue(default_concurrency_limit=_AT_ONCE)
    pages._queue.sleep_when_free = _REST
    gr.mount_gradio_app(
        app,
        pages,
        path="/",
        auth_dependency=user_of if with_users else None,
        allowed_paths=[],
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        max_file_size=file_size,
        **look(),
    )
    app.add_middleware(Narrowed)
