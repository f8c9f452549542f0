"""Reasons: why a paper is in a review or just below the cut, in words that a reader can check."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.models import Hit
from vectorstore.analysis import terms
from vectorstore.matching import content_words

_WORD = re.compile(r"\w[\w'-]*")
_NEAR = ((0.999, "the best match"), (0.85, "very close to the theme"), (0.7, "close to the theme"))
_FAR = "further from the theme"


def reason(theme: str, long_forms: Sequence[str], hit: Hit, best: float) -> str:
    """Which of the theme's words a paper holds, and how near it is to the theme as a whole.

    Args:
        theme: what is reviewed.
        long_forms: what the theme's abbreviations stand for.
        hit: the paper as it was screened.
        best: the score of the best paper.
    """
    said: list[str] = []
    places = []
    for place, text in (("title", hit.paper.title), ("abstract", hit.paper.abstract)):
        stems = _stems(text)
        held = [phrase for sought in (theme, *long_forms) for phrase in _held(sought, stems)]
        new = [phrase for phrase in held if not any(phrase in earlier for earlier in said)]
        said.extend(new)
        if new:
            places.append(f"{', '.join(f'“{phrase}”' for phrase in dict.fromkeys(new))} in the {place}")
    share = hit.score / best if best > 0 else 0.0
    near = next((words for least, words in _NEAR if share >= least), _FAR)
    return f"{', '.join(places) or 'none of the words'}; {near}"


def _held(sought: str, stems: str) -> list[str]:
    """The longest runs of words of a phrase that a text holds side by side, however inflected."""
    words = [found.span() for found in _WORD.finditer(sought) if content_words(found.group())]
    runs, at = [], 0
    while at < len(words):
        ends = (end for end in range(len(words), at, -1) if _stems(sought[words[at][0] : words[end - 1][1]]) in stems)
        end = next(ends, at)
        if end > at:
            runs.append(sought[words[at][0] : words[end - 1][1]])
        at = max(end, at + 1)
    return runs


def _stems(text: str) -> str:
    """The stems of a text between spaces, so that one text can be looked for in another."""
    return f" {' '.join(terms(text))} "
