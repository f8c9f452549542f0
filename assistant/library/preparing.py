"""The slow part of the check, done while a language model still writes."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from types import TracebackType
from typing import Self

from assistant.models import Paper
from assistant.steps.check import Checker, Reply, read_reply
from assistant.writers.naming import names
from vectorstore.readings import PaperReader

_HEAD_START = 0.03  # seconds, or until the first words come: the prompt leaves before this work begins
_ENDS = frozenset(".!?。！？\n")


def read(text: str, papers: Mapping[str, Paper]) -> Reply:
    """A reply, or a part of it, as sentences; ``papers`` are in the order of their markers."""
    return read_reply(text, tuple(papers), {paper_id: names(paper) for paper_id, paper in papers.items()})


class Preparation:
    """A checker that is made in a thread of its own, where it also compares each sentence as soon as it is complete.

    Reading ten papers takes up to 60 milliseconds and a sentence ten; after the last word only the last sentence is
    left.
    """

    def __init__(self, papers: Mapping[str, Paper], reader: PaperReader) -> None:
        self._papers = papers
        self._begun = Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="litreview-check")
        self._checker: Future[Checker] = self._thread.submit(self._made, reader)
        self._ahead: Future[None] | None = None

    def add(self, piece: str, reply: str) -> None:
        """A piece has come; ``reply`` is all that has come so far."""
        self._begun.set()
        if not _ENDS.isdisjoint(piece) and (self._ahead is None or self._ahead.done()):
            self._ahead = self._thread.submit(self._read_ahead, reply)

    def checker(self) -> Checker:
        """The checker, as soon as it is made."""
        self._begun.set()
        if self._ahead:
            self._ahead.result()
        return self._checker.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._begun.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _made(self, reader: PaperReader) -> Checker:
        self._begun.wait(_HEAD_START)
        return Checker(self._papers, reader)

    def _read_ahead(self, reply: str) -> None:
        self._checker.result().read_ahead(read(reply, self._papers).claims[:-1])
