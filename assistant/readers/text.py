"""Text as litreview stores it: one line, composed characters, nothing invisible."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """The text on one line: Unicode NFC, runs of white space as one space, no control characters.

    Lone surrogates, soft hyphens, zero-width spaces and marks of direction go too. ``clean(clean(x)) == clean(x)``.
    """
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def opening_words(text: str, limit: int = 12) -> str:
    """The first sentence of a text, or its first words and "…" where that is too long for a title."""
    words = text.split()
    end = next((n for n, word in enumerate(words[:limit], 1) if word[-1] in ".?!" and len(word) > 3), None)
    if end is not None and end > 2:
        return " ".join(words[:end]).rstrip(".")
    return " ".join(words) if len(words) <= limit else " ".join(words[:limit]) + "…"


def fold(text: str) -> str:
    """The letters and digits of a text in lower case: for comparing titles."""
    return re.sub(r"[\W_]+", "", text.casefold())
