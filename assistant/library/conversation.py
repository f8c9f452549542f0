"""The flow of a conversation: understand the question after the turns before it, answer it, save the turn."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Unpack

from assistant.catalog.chats import Chats
from assistant.errors import BadRequest
from assistant.library.answering import Check
from assistant.library.filters import FilterWords
from assistant.library.stores import Progress
from assistant.library.watching import OnDraft
from assistant.library.words import readable
from assistant.models import Answer, Turn

_IN_VIEW = 6  # turns that a follow-up can lean on
_TITLE = 60  # characters of a title made from the first question
_LONGEST_TITLE = 200  # characters of a title that the user gives


class Asking(FilterWords, total=False):
    """How a question is to be answered, as ``Library.ask`` takes it; all optional."""

    limit: int
    check: Check | None
    fresh: bool
    on_draft: OnDraft | None
    progress: Progress


class Conversation:
    """Questions that may lean on those before them. Every answer is saved before it is given.

    The conversation is in the library from its first answer on. Whoever knows its ``id`` can read it; nobody can
    guess it.
    """

    def __init__(self, chats: Chats, chat: str | None, *, ask: Callable[..., Answer]) -> None:
        if chat is not None:
            chats.check(chat)
        self.id = chat or secrets.token_hex(16)  # and never one that a command would take for an option
        self._chats = chats
        self._ask = ask

    def ask(self, question: str, **how: Unpack[Asking]) -> Answer:
        """Answer a question, understood after the turns before it; ``answer.question`` says how it was understood.

        ``how`` is what ``Library.ask`` takes: filters, ``limit``, ``check``, ``fresh``, ``on_draft``, ``progress``.
        """
        answer = self._ask(question, after=self._chats.turns(self.id, last=_IN_VIEW), **how)
        typed = " ".join(readable(question).split())
        self._chats.save(self.id, _shortened(typed), Turn(question=typed, asked=answer.question, answer=answer))
        return answer

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was asked and answered so far, oldest first."""
        return self._chats.turns(self.id)

    @property
    def title(self) -> str:
        """The first question, shortened, or the title it was given; empty before the first answer."""
        return self._chats.title(self.id) or ""


def title_of(text: str) -> str:
    """A title as a user gives it.

    Raises:
        BadRequest: empty or too long.
    """
    title = " ".join(readable(text).split())
    if not title:
        raise BadRequest("the title is empty; give the conversation a word or two")
    if len(title) > _LONGEST_TITLE:
        raise BadRequest(f"the title has {len(title):,} characters; keep it under {_LONGEST_TITLE}")
    return title


def _shortened(question: str) -> str:
    if len(question) <= _TITLE:
        return question
    return f"{question[:_TITLE].rsplit(' ', 1)[0]}…"
