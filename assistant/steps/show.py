"""Show: what a language model is given of the evidence, under opaque markers and within a budget.

The model sees words of abstracts and markers, never authors, titles, years or ids: what it never saw it can't garble.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.llm import tokens_in
from assistant.models import Evidence
from assistant.prompts import as_passage

PAPERS = 10
TOKENS = 2_800  # for all passages together; the rest of a prompt takes about 350
_USUAL = 50  # tokens of a question that fit beside them
_BETWEEN = 3  # tokens around a part: its marker, or what says that something is left out
_LEAST = 50  # tokens of a sentence that are shown, however little room there is


class Shown(NamedTuple):
    """The passages as text, and which paper stands behind marker [1], [2], ..."""

    text: str
    paper_ids: tuple[str, ...]


def budget(question: str) -> int:
    """Tokens for the passages beside a question: a long one takes its room from them."""
    return TOKENS - max(0, tokens_in(question) - _USUAL)


def show(read: Sequence[Sequence[Evidence]], *, papers: int = PAPERS, tokens: int = TOKENS) -> Shown:
    """Number the papers from 1 and print of each the sentences that fit best, in the order they stand there.

    Args:
        read: every sentence of each paper with its score, best paper first.
        papers: most papers shown.
        tokens: budget of all passages together; each paper gets an equal share of it, and what one leaves over goes
            to those after it.
    """
    left = tokens
    parts: list[str] = []
    shown = read[:papers]
    for number, sentences in enumerate(shown, 1):
        share = left // (len(shown) - number + 1)
        part = f"[{number}] {_fitting(sentences, share - _BETWEEN)}"
        parts.append(part)
        left -= tokens_in(part)
    return Shown("\n\n".join(parts), tuple(sentences[0].paper_id for sentences in shown))


def _fitting(sentences: Sequence[Evidence], tokens: int) -> str:
    chosen: list[int] = []
    used = 0
    for n in sorted(range(len(sentences)), key=lambda n: (-sentences[n].score, n)):
        length = tokens_in(sentences[n].quote) + _BETWEEN
        if used + length <= tokens or not chosen:
            chosen.append(n)
            used += length
    text = ""
    for place, n in enumerate(sorted(chosen)):
        gap = " … " if place and n - 1 not in chosen else " " if place else ""
        text += gap + as_passage(sentences[n].quote)
    return _cut(text, max(tokens, _LEAST))


def _cut(text: str, tokens: int) -> str:
    """The beginning of a text that is longer than it may be."""
    while (length := tokens_in(text)) > tokens:
        text = text[: len(text) * tokens // (length + 1)]
    return text
