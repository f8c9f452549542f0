"""How results are sent: the same JSON documents as ``--json`` prints, or events as they happen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import anyio
from anyio import from_thread, to_thread
from fastapi import Request
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic import BaseModel
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from assistant.errors import AssistantError
from assistant.export.json import to_json
from assistant.service.jobs import Progress
from assistant.service.problems import Problem, problem_of, response, unexpected

Tell = Callable[[str, BaseModel], None]
"""Tells whoever listens: the name of an event, and what it carries. Raises when nobody listens any more."""

Outcome = tuple[str, BaseModel]
"""The name of the last event, and what it carries."""

EVENTS = "text/event-stream"
AS_EVENTS: dict[str, Any] = {EVENTS: {"schema": {"type": "string", "description": "Server-sent events."}}}
_EVERY = 15.0  # seconds after which a silent stream shows that it lives


def progress(tell: Tell) -> Callable[[str, int, int], None]:
    """Tells how far long work is, as events ``progress``."""
    return lambda what, done, total: tell("progress", Progress(what=what, done=done, total=total))


def document(
    value: BaseModel | Sequence[BaseModel], status: int = 200, *, headers: Mapping[str, str] | None = None
) -> Response:
    """One JSON document."""
    return Response(to_json(value), status, headers, "application/json")


def wants_events(request: Request) -> bool:
    """Whether the client asked for events instead of one document."""
    return EVENTS in request.headers.get("accept", "")


async def sent(request: Request, last: str, work: Callable[[Tell], BaseModel]) -> Response:
    """Do the work in a thread, and send its result, as a document or as events, whichever the client asked for.

    As events it is what the work tells, then the result, called ``last``, or ``problem``. When the client goes away,
    the next thing that the work tells stops it.
    """
    if wants_events(request):
        return Events(last, work)
    outcome = await _while_connected(request.receive, partial(_outcome, last, work, _unheard))
    if outcome is None:
        return Response(status_code=204)  # nobody is there to read it
    _, value = outcome
    return response(value) if isinstance(value, Problem) else document(value)


async def _while_connected(receive: Receive, work: Callable[[], Outcome]) -> Outcome | None:
    """Do the work in a thread; None when the client has gone away, and the work with it."""
    outcome = None

    async def watch() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        group.cancel_scope.cancel()

    async with anyio.create_task_group() as group:
        group.start_soon(watch)
        outcome = await to_thread.run_sync(work, abandon_on_cancel=True)
        group.cancel_scope.cancel()
    return outcome


def _outcome(last: str, work: Callable[[Tell], BaseModel], tell: Tell) -> Outcome:
    """What comes of the work: its result, or the problem with it."""
    try:
        return last, work(tell)
    except AssistantError as error:
        return "problem", problem_of(error)
    except Exception as error:
        return "problem", unexpected(error)


def _unheard(event: str, value: BaseModel) -> None:
    """Only notices that the client has gone."""
    from_thread.check_cancelled()


class Events(Response):
    """What the work tells, as server-sent events."""

    media_type = EVENTS

    def __init__(self, last: str, work: Callable[[Tell], BaseModel]) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._last = last
        self._work = work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head at once and each event as it comes."""

        async def write(body: bytes, *, more: bool = True) -> None:
            await send({"type": "http.response.body", "body": body, "more_body": more})

        async def show_life() -> None:
            while True:
                await anyio.sleep(_EVERY)
                await write(KEEPALIVE_COMMENT)

        def tell(event: str, value: BaseModel) -> None:
            from_thread.check_cancelled()
            from_thread.run(write, _event(event, value))

        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with anyio.create_task_group() as group:
            group.start_soon(show_life)
            outcome = await _while_connected(receive, partial(_outcome, self._last, self._work, tell))
            group.cancel_scope.cancel()
        if outcome is not None:
            await write(_event(*outcome), more=False)


def _event(name: str, value: BaseModel) -> bytes:
    return format_sse_event(data_str=to_json(value, indent=None).rstrip("\n"), event=name)
