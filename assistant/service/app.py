"""The whole service as one app: REST under ``/api``, its description at ``/docs``, the interface at ``/``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from assistant.library import Library
from assistant.service import api, documents, problems
from assistant.service.guard import Guard
from assistant.service.headers import Headers
from assistant.service.jobs import Jobs
from assistant.service.limits import BodySize, Limits, Rate
from assistant.service.users import Users

_ABOUT = """
Ask a library of paper abstracts, and draft reviews from it. Results are the documents that the command line prints with
`--json`; what goes wrong is told as problem details (RFC 9457).

Where the service has users, send `Authorization: Basic` with name and password, or `Bearer` with a token from
`POST /api/tokens`.
"""

_USUAL = Limits()


def create_app(
    library: Library, *, users: Users | None = None, any_host: bool = False, limits: Limits = _USUAL
) -> FastAPI:
    """The service over one library.

    Args:
        library: what is asked; it stays open when the app ends.
        users: who may come in; None for everyone who reaches the address.
        any_host: serve whatever name the machine is called by; without it only localhost and loopback addresses are.
        limits: what one request and one user may ask.
    """
    from assistant.service.ui.mounting import mount

    jobs = Jobs(library)
    app = FastAPI(
        title="litreview",
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    app.state.library, app.state.jobs, app.state.users, app.state.limits = library, jobs, users, limits
    problems.handle(app)
    app.include_router(api.routes)
    documents.serve_documents(app)
    mount(app, library, jobs, with_users=users is not None, file_size=limits.file)
    app.add_middleware(BodySize, upload=limits.upload)
    if limits.requests is not None:
        app.add_middleware(Rate, a_minute=limits.requests)
    app.add_middleware(Guard, users=users, any_host=any_host or users is not None)
    app.add_middleware(problems.Unexpected)
    app.add_middleware(Headers)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.jobs.stop_all()
