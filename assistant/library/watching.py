"""How a draft reaches whoever watches an answer being written."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from assistant.models import Answer, Paper, PartialAnswer
from assistant.steps.drafting import draft

OnDraft = Callable[[PartialAnswer], None]

_SHARE = 0.1  # of the time goes into drafting, so that a long reply is not held up by being read again and again


class Watcher:
    """Tells the one who asked how the answer grows; ``left`` is the exception with which he left, if he did.

    Nothing is drafted when nobody watches.
    """

    def __init__(self, on_draft: OnDraft | None) -> None:
        self._on_draft = on_draft
        self._reply = ""
        self._papers: Mapping[str, Paper] = {}
        self._told: PartialAnswer | None = None
        self._not_before = 0.0
        self.left: Exception | None = None

    def begin(self, papers: Mapping[str, Paper]) -> None:
        """A reply begins; the papers behind its markers, in their order."""
        self._reply, self._papers = "", papers

    def add(self, piece: str) -> None:
        """A further piece of the reply."""
        self._reply += piece
        if self._on_draft and time.monotonic() >= self._not_before:
            self.catch_up()

    def catch_up(self) -> None:
        """Tell all that has come of the reply."""
        if self._on_draft is None:
            return
        began = time.monotonic()
        drafted = draft(self._reply, self._papers)
        ended = time.monotonic()
        self._not_before = ended + (ended - began) * (1 / _SHARE - 1)
        if drafted.text:
            self._tell(drafted)

    def ready(self, answer: Answer) -> None:
        """An answer that is there at once: of quoted sentences, or given before."""
        self._tell(PartialAnswer(text=answer.text, references=answer.references))

    def _tell(self, drafted: PartialAnswer) -> None:
        if self._on_draft is None or drafted == self._told:
            return
        self._told = drafted
        try:
            self._on_draft(drafted)
        except Exception as error:
            self.left = error
            raise
