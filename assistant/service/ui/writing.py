"""Answers while they are being written: each in a thread of its own, watched by whoever looks at its conversation.

An answer belongs to its conversation, not to a page: it goes on when the page is closed, and a reload or another
visit finds it where it is. Nothing here is shared between users, because an answer is found by its owner and its
conversation's unguessable id.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from assistant.errors import AssistantError
from assistant.models import Answer, PartialAnswer
from assistant.service.jobs import Progress

_AT_ONCE = 16  # answers that are written at the same time; more wait for their turn
_LOOKS = 0.1  # seconds between two looks at a draft: a reader sees no difference, a browser does
STOPPED = "Stopped before the answer was whole."
_BROKEN = "Something went wrong inside litreview, and the answer was lost. The log says more; asking again may work."

_log = logging.getLogger(__name__)


class _Stop(Exception):
    """Raised inside the writing of an answer that nobody wants any more."""


@dataclass(eq=False)
class Writing:
    """One answer being written. ``failed`` says in words why there is none."""

    chat: str
    question: str
    draft: PartialAnswer | None = None
    waiting: Progress | None = None  # what is done before the library can be read
    answer: Answer | None = None
    failed: str = ""
    stopping: threading.Event = field(default_factory=threading.Event)
    done: Future[None] = field(default_factory=Future)

    def hear(self, draft: PartialAnswer) -> None:
        """Take the draft so far, and end the writing when it is not wanted any more."""
        if self.stopping.is_set():
            raise _Stop
        self.draft = draft

    def wait(self, what: str, done: int, total: int) -> None:
        """Take note of what has to be done first, and end the writing when it is not wanted any more."""
        if self.stopping.is_set():
            raise _Stop
        self.waiting = Progress(what=what, done=done, total=total)

    async def changes(self, wanted: Callable[[], bool]) -> AsyncIterator[None]:
        """Each time that there is something else to see, until the writing has ended or nobody wants to see it."""
        seen: tuple[PartialAnswer | None, Progress | None] = (None, None)
        ended = asyncio.wrap_future(self.done)
        while wanted() and not ended.done():
            if (self.draft, self.waiting) != seen:
                seen = (self.draft, self.waiting)
                yield
            if self.stopping.is_set():  # the reader need not wait until the model notices
                return
            await asyncio.wait([ended], timeout=_LOOKS)


Ask = Callable[[Writing], Answer]
"""Answers the question of a writing, which it tells how far it is."""


class Desk:
    """The answers being written now, by owner and conversation."""

    def __init__(self) -> None:
        self._writing: dict[tuple[str, str], Writing] = {}
        self._lock = threading.Lock()
        self._turn = threading.BoundedSemaphore(_AT_ONCE)

    def start(self, owner: str, chat: str, question: str, ask: Ask) -> Writing:
        """Begin an answer; the one already being written where this conversation has one."""
        with self._lock:
            if present := self._writing.get((owner, chat)):
                return present
            writing = self._writing[owner, chat] = Writing(chat, question)
        # Daemons: the end of the process need not wait for a model that hangs.
        threading.Thread(target=self._in_turn, args=(owner, writing, ask), name="answer", daemon=True).start()
        return writing

    def of(self, owner: str, chat: str) -> Writing | None:
        """The answer being written in a conversation, if there is one."""
        return self._writing.get((owner, chat))

    def all(self, owner: str) -> tuple[Writing, ...]:
        """The answers being written for an owner, the newest first."""
        with self._lock:
            return tuple(one for (whose, _), one in reversed(self._writing.items()) if whose == owner)

    def stop(self, owner: str, chat: str) -> None:
        """End the writing of an answer; one that was whole by then may be in its conversation."""
        with self._lock:
            writing = self._writing.pop((owner, chat), None)
        if writing:
            writing.failed = STOPPED
            writing.stopping.set()

    def _in_turn(self, owner: str, writing: Writing, ask: Ask) -> None:
        writing.done.set_running_or_notify_cancel()  # from here on a page that goes away can't cancel it
        try:
            with self._turn:
                self._write(owner, writing, ask)
        finally:
            writing.done.set_result(None)

    def _write(self, owner: str, writing: Writing, ask: Ask) -> None:
        try:
            writing.answer = ask(writing)
        except _Stop:
            pass
        except AssistantError as error:
            writing.failed = writing.failed or str(error)
        except Exception:
            _log.exception("the answer in conversation %s failed", writing.chat)
            writing.failed = writing.failed or _BROKEN
        finally:
            with self._lock:
                if self._writing.get((owner, writing.chat)) is writing:
                    del self._writing[owner, writing.chat]
