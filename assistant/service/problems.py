"""What goes wrong, as problem details (RFC 9457): one JSON object that says what happened and what to do next."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant import errors
from assistant.export.json import to_json
from assistant.export.untrusted import one_line
from assistant.models.noun import Noun

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger(__name__)
_STATUS: Mapping[type[errors.AssistantError], int] = {
    errors.CapsuleNotFound: 404,
    errors.ChatNotFound: 404,
    errors.BadRequest: 400,
    errors.SourceUnreadable: 400,
    errors.PaperNotFound: 404,
    errors.LibraryNotFound: 404,
    errors.JobNotFound: 404,
    errors.EmbedderMismatch: 409,
    errors.LibraryTooNew: 409,
    errors.ContextTooLong: 422,
    errors.TooManyJobs: 429,
    errors.ModelRefused: 502,
    errors.ModelReplyUnusable: 502,
    errors.ModelUnavailable: 502,
    errors.EmbedderUnavailable: 503,
    errors.LibraryBusy: 503,
}


class Fault(Noun):
    """One field of a request that can't be used: its place in the request, and why."""

    where: str
    reason: str


class Problem(Noun):
    """Why a request was not done. ``type`` names the kind for programs, ``detail`` is for the reader."""

    type: str
    title: str
    status: int
    detail: str
    faults: tuple[Fault, ...] = ()


def problem(status: int, detail: str, *, kind: str = "", faults: tuple[Fault, ...] = ()) -> Problem:
    """A problem with this status; its kind is the status in words where none is given."""
    title = HTTPStatus(status).phrase
    name = kind or title.lower().replace(" ", "-")
    return Problem(type=f"urn:litreview:{name}", title=title, status=status, detail=one_line(detail), faults=faults)


def problem_of(error: errors.AssistantError) -> Problem:
    """The problem that an error of the library is."""
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    kind = re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()
    return problem(status, str(error), kind=kind)


def unexpected(error: Exception) -> Problem:
    """The problem that an error is which nobody expected; it is told in full where the service was started."""
    _LOG.error("unexpected error", exc_info=error)
    return problem(
        500, f"an unexpected error, {type(error).__name__}, please report it; the service's output says more"
    )


def response(found: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as it is sent."""
    sent = dict(headers or {})
    if found.status in (429, 503):
        sent.setdefault("Retry-After", "1")
    return Response(to_json(found), found.status, sent, MEDIA_TYPE)


def handle(app: FastAPI) -> None:
    """Have the app answer every error with problem details."""

    async def of_library(_: Request, error: Exception) -> Response:
        assert isinstance(error, errors.AssistantError)  # noqa: S101 - registered for these only
        return response(problem_of(error))

    async def of_request(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for these only
        return response(_invalid(error))

    async def of_http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for these only
        return response(problem(error.status_code, str(error.detail)), error.headers)

    app.add_exception_handler(errors.AssistantError, of_library)
    app.add_exception_handler(RequestValidationError, of_request)
    app.add_exception_handler(HTTPException, of_http)


def _invalid(error: RequestValidationError) -> Problem:
    """A request that does not fit; what was sent is not repeated."""
    faults = tuple(
        Fault(where=".".join(one_line(str(part)) for part in one["loc"]), reason=one_line(str(one["msg"])))
        for one in error.errors()
    )
    said = "; ".join(f"{fault.where}: {fault.reason}" for fault in faults[:3])
    return problem(422, f"the request can't be used: {said}; see /docs", faults=faults)


class Unexpected:
    """Answers what nobody expected with a problem, so that a program is never left without an answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and catch."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            await response(unexpected(error))(scope, receive, send)
