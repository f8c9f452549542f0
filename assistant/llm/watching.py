"""A call to a model in a thread of its own, so that one that hangs can be left behind; nothing of it is logged."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from langchain_core.messages import BaseMessage

_THREAD = "litreview-model"


class Silent(Exception):
    """The model said nothing for as long as it may."""


class Unfinished(Exception):
    """The call as a whole took longer than it may."""


class _Ended:
    """The last thing a call puts into its queue: how it ended."""

    def __init__(self, fault: BaseException | None) -> None:
        self.fault = fault


class Watch:
    """The messages of one call as they come; ``fault`` says afterwards what ended it early, if anything did.

    The fault is kept and not raised: an exception raised while another is handled would carry it along, and with it
    the request and the prompt.
    """

    def __init__(self, start: Callable[[], Generator[BaseMessage]], *, silence: float, until: float) -> None:
        """Start the call.

        Args:
            start: makes the call, in the new thread.
            silence: seconds to wait for each message.
            until: the time (``time.monotonic``) at which the whole call must be over.
        """
        self.fault: BaseException | None = None
        self._silence = silence
        self._until = until
        self._came: SimpleQueue[BaseMessage | _Ended] = SimpleQueue()
        self._left = threading.Event()
        # A daemon: a call that hangs must not keep the program from ending.
        threading.Thread(target=self._run, args=(start,), name=_THREAD, daemon=True).start()

    def __iter__(self) -> Iterator[BaseMessage]:
        try:
            while True:
                left = self._until - time.monotonic()
                try:
                    came = self._came.get(timeout=max(min(self._silence, left), 0.0))
                except Empty:
                    self.fault = Silent() if self._silence < left else Unfinished()
                    return
                if isinstance(came, _Ended):
                    self.fault = came.fault
                    return
                yield came
        finally:
            self._left.set()

    def _run(self, start: Callable[[], Generator[BaseMessage]]) -> None:
        fault: BaseException | None = None
        try:
            with _discreet(), closing(start()) as messages:
                for message in messages:
                    if self._left.is_set():
                        break
                    self._came.put(message)
        except BaseException as error:  # whatever it is, whoever waits must hear of it
            fault = error
        self._came.put(_Ended(fault))


_calling = threading.local()


class _NotWhileCalling(logging.Filter):
    """Drops what is logged in a thread that talks to a model: some clients log requests with their prompts."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not getattr(_calling, "now", False)


_not_while_calling = _NotWhileCalling()


@contextmanager
def _discreet() -> Iterator[None]:
    """Neither logs nor LangSmith's tracing, which would send the prompt to a third place, see this thread's call."""
    from langsmith import tracing_context

    _calling.now = True
    for logger in (logging.root, *list(logging.root.manager.loggerDict.values())):
        if isinstance(logger, logging.Logger):
            logger.addFilter(_not_while_calling)
    with tracing_context(enabled=False):
        yield
