"""Words that a sentence puts between quotation marks, and whether they stand in a paper as they are quoted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models import Paper

_QUOTED = re.compile(r"“([^“”]{1,2000})”|(?<![\w\"])\"([^\"]{1,2000})\"(?!\w)|«([^«»]{1,2000})»")
_LEAST_WORDS = 3  # fewer words between quotation marks are a term, not a quotation
_LETTERS = re.compile(r"[^\W_]+|[^\w\s]")


def quoted(text: str) -> tuple[tuple[str, int, int], ...]:
    """The quotations of a sentence with their places, marks included; a left-out part ends one and begins another."""
    return tuple(
        (part.strip(" .,;:"), found.start(), found.end())
        for found in _QUOTED.finditer(text)
        for part in re.split(r"\[?(?:…|\.\.\.)\]?", found[found.lastindex or 0])
        if len(part.split()) >= _LEAST_WORDS
    )


def place(words: str, text: str) -> tuple[int, int] | None:
    """Where words stand in a text, whatever the case, the white space and the kind of quotation marks and dashes."""
    pieces = [_any_mark(piece) for piece in _LETTERS.findall(words)]
    found = re.search(r"(?<!\w)" + r"\s*".join(pieces) + r"(?!\w)", text, re.IGNORECASE) if pieces else None
    return found.span() if found else None


def misquoted(text: str, papers: Sequence[Paper]) -> str:
    """The first quotation that stands in none of the papers; empty when all do."""
    for words, _, _ in quoted(text):
        if not any(place(words, paper.abstract) or place(words, paper.title) for paper in papers):
            return words
    return ""


def _any_mark(piece: str) -> str:
    if piece in "'’‘`\"“”":
        return "['’‘`\"“”]"
    return "[-‐‑–—−]" if piece in "-‐‑–—−" else re.escape(piece)
