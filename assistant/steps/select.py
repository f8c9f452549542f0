"""Select: from retrieved papers to evidence, verbatim sentences with their place and how well they fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.models import Evidence, Hit
from assistant.steps.about import COMPARES, About
from assistant.steps.full_text import giving
from assistant.steps.leaning import says_something
from assistant.steps.strength import Signals, lead, least, margin, of_paper, strength
from vectorstore.index import Index
from vectorstore.matching import Match, content_words, match
from vectorstore.passages import sentences

WIDTH = 10  # papers that are read sentence by sentence
# What the closer look adds to a paper's fused score. Read off development questions in readers' own words: a sentence
# that meets the question whole tells more than words met here and there in the abstract.
_ANYWHERE, _TOGETHER = 0.2, 0.5
_CLOSE = 0.80  # a further paper is shown when it scores at least this share of the best
_WORTH = 0.6  # a further sentence of a paper is shown when it scores at least this share of its best
_SENTENCES = 5  # most sentences of an answer
_GIVEN = 0.5  # how well a sentence meets a question at least that gives a detail of the kind it asks for


class Selection(NamedTuple):
    """What the closer look gave.

    ``evidence`` is best first, ``strength`` says how sure an answer from it is, ``order`` lists all papers after the
    closer look, and ``read`` holds every sentence of the papers that were read, one tuple a paper, best paper first.
    """

    evidence: tuple[Evidence, ...]
    strength: float
    order: tuple[str, ...]
    read: tuple[tuple[Evidence, ...], ...] = ()


class _Read(NamedTuple):
    hit: Hit
    spans: tuple[tuple[int, int], ...]
    match: Match
    score: float


def select(question: str, hits: Sequence[Hit], cosines: Sequence[float], index: Index, *, papers: int = 5) -> Selection:
    """Read the best hits sentence by sentence and pick the evidence.

    Args:
        question: what is asked.
        hits: retrieved papers, best first.
        cosines: cosines of all retrieved papers, best first (for the strength).
        index: the library's index, for its embedder and word statistics.
        papers: most papers cited.
    """
    read = _read(question, hits[:WIDTH], index)
    if not read:
        return Selection((), 0.0, tuple(hit.paper.id for hit in hits))
    signals = Signals(
        coverage=max(one.match.coverage for one in read[:4]),
        weakest=max(one.match.weakest for one in read[:4]),
        worst=max(one.match.worst for one in read[:4]),
        lead=lead(cosines),
        crowding=index.crowding(read[0].hit.paper.id),
        margin=margin([one.match.coverage for one in read]),
        nearest=next((one.match.nearest for one in read if one.spans), 0.0),
    )
    first_read = {one.hit.paper.id for one in read}
    rest = [hit.paper.id for hit in hits if hit.paper.id not in first_read]
    return Selection(
        evidence=_evidence(read, papers),
        strength=strength(signals, index.embedder.name),
        order=(*(one.hit.paper.id for one in read), *rest),
        read=tuple(tuple(_quote(one, n) for n in range(len(one.spans))) for one in read if one.spans),
    )


def select_about(about: About, question: str, hits: Sequence[Hit], index: Index, *, papers: int = 5) -> Selection:
    """Read only the papers that a question is about, and pick of each what it says to what is asked.

    Where several are compared, each that has an abstract is quoted. Else nothing is quoted strongly enough for an
    answer unless an abstract speaks of what is asked.
    """
    by_id = {hit.paper.id: hit for hit in hits}
    general = not says_something(about.asked)
    kept = [by_id[paper_id] for paper_id in about.papers][:papers]
    # A title says only that the paper is the right one: what is asked of it must be met by a sentence itself. Where
    # nothing is asked but how they compare, that is a sentence that names them.
    whole = general and (len(kept) > 1 or not content_words(about.asked))
    read = _matched(question if whole else about.asked, kept, index, titled=whole)
    read = [one for one in read if one.spans]
    given = [giving(about.asked, [_quote(one, n).quote for n in range(len(one.spans))]) for one in read]
    told = max((one.match.together for one in read), default=0.0)
    if any(given):
        told = max(told, _GIVEN)
    elif given and given[0] is not None:
        told = 0.0
    strength = of_paper(told, index.embedder.name)
    compared = len(read) > 1 and COMPARES.search(question) is not None
    certain = compared or (general and not any(one is not None for one in given))
    most = max(1, min(4, _SENTENCES // max(1, len(read))))
    return Selection(
        evidence=tuple(
            quote for one, numbers in zip(read, given, strict=True) for quote in _quotes(one, most, numbers)
        ),
        strength=max(strength, least(index.embedder.name)) if certain else strength,
        order=about.papers,
        read=tuple(tuple(_quote(one, n) for n in range(len(one.spans))) for one in read),
    )


def _read(question: str, hits: Sequence[Hit], index: Index) -> list[_Read]:
    return sorted(_matched(question, hits, index), key=lambda one: (-one.score, one.hit.paper.id))


def _matched(question: str, hits: Sequence[Hit], index: Index, *, titled: bool = True) -> list[_Read]:
    matched = match(question, [hit.paper for hit in hits], index, titled=titled)
    return [
        _Read(
            hit,
            sentences(hit.paper.abstract),
            one,
            hit.score + _ANYWHERE * one.coverage + _TOGETHER * one.together,
        )
        for hit, one in zip(hits, matched, strict=True)
    ]


def _evidence(read: Sequence[_Read], papers: int) -> tuple[Evidence, ...]:
    # A paper without an abstract has nothing to quote.
    quotable = [one for one in read if one.spans]
    if not quotable:
        return ()
    best = quotable[0].score
    shown = [one for one in quotable if one.score >= _CLOSE * best][: min(papers, _SENTENCES)]
    first = max(1, min(4, _SENTENCES - len(shown) + 1))
    return tuple(evidence for place, one in enumerate(shown) for evidence in _quotes(one, first if place == 0 else 1))


def _quotes(one: _Read, count: int, numbers: Sequence[int] | None = None) -> list[Evidence]:
    """The best sentences of a paper, of those with these numbers if any are given; what it asks answers nothing."""
    scores = one.match.sentences
    asking = {n for n, (_, end) in enumerate(one.spans) if one.hit.paper.abstract[end - 1] == "?"}
    wanted = numbers or range(len(scores))
    ranked = sorted([n for n in wanted if n not in asking] or wanted, key=lambda n: (-scores[n], n))
    return [_quote(one, n) for n in ranked[:count] if scores[n] >= _WORTH * scores[ranked[0]]]


def _quote(one: _Read, number: int) -> Evidence:
    start, end = one.spans[number]
    return Evidence(
        paper_id=one.hit.paper.id,
        quote=one.hit.paper.abstract[start:end],
        start=start,
        end=end,
        score=max(0.0, min(1.0, one.match.sentences[number])),
    )
