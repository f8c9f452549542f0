"""What a model's reply is once its thoughts, fences and small talk are taken off."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

_OPEN, _CLOSE = re.compile(r"<think(?:ing)?>", re.IGNORECASE), re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_TAGS = ("<think>", "<thinking>", "</think>", "</thinking>")
_FENCED = re.compile(r"```[a-zA-Z]*\s*\n(.*?)```", re.DOTALL)
_STARTS = re.compile(r"[{\[]")
_MOST_STARTS = 50  # places tried for the beginning of a JSON document


class Thoughts:
    """Takes what a model thinks aloud (``<think>…</think>``) out of a reply that comes in pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._inside = False
        self._begun = False

    def feed(self, piece: str) -> str:
        """The text that this piece adds to what may be shown; the start of a tag is held back."""
        self._held += piece
        shown = ""
        while tag := (_CLOSE if self._inside else _OPEN).search(self._held):
            if not self._inside:
                shown += self._held[: tag.start()]
            self._held = self._held[tag.end() :]
            self._inside = not self._inside
        sure = self._sure()
        if not self._inside:
            shown += self._held[:sure]
        self._held = self._held[sure:]
        return self._from_first_word(shown)

    def rest(self) -> str:
        """What was held back when the reply has ended."""
        return "" if self._inside else self._from_first_word(self._held)

    def _sure(self) -> int:
        """Up to where the text held can't be the beginning of a tag."""
        at = self._held.rfind("<")
        tail = self._held[at:].lower()
        return at if at >= 0 and any(tag.startswith(tail) for tag in _TAGS) else len(self._held)

    def _from_first_word(self, text: str) -> str:
        if not self._begun:
            text = text.lstrip()
            self._begun = bool(text)
        return text


def without_thoughts(text: str) -> str:
    """A whole reply without its thoughts, also where the opening tag was part of the prompt."""
    filtered = Thoughts()
    shown = filtered.feed(text) + filtered.rest()
    return _CLOSE.split(shown)[-1].strip()


def json_in(text: str) -> object:
    """The JSON document in a reply: bare, in a code fence, or between other words.

    Raises:
        ValueError: there is none.
    """
    clean = without_thoughts(text)
    for candidate in (clean, *_FENCED.findall(clean)):
        try:
            return json.loads(candidate)
        except (ValueError, RecursionError):
            continue
    for document in _documents(clean):
        return document
    raise ValueError("there is no JSON document in the reply")


def _documents(text: str) -> Iterator[object]:
    decoder = json.JSONDecoder()
    for number, start in enumerate(_STARTS.finditer(text)):
        if number == _MOST_STARTS:
            return
        try:
            yield decoder.raw_decode(text, start.start())[0]
        except (ValueError, RecursionError):
            continue
