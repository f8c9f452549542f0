"""Suggest: questions that a library can be asked, made of its papers' titles by rules.

Titles say what a paper is about in its authors' words, and many say it in one of a few ways ("A by B", "B for A", "the
role of A in B", "NAME: …"), each of which is the answer to a question of its own kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.models import Paper
from assistant.steps.headings import known_names, sentence_case
from vectorstore.analysis import terms

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

_LONGEST = 90  # characters of a question that is read at a glance
_MOST_WORDS = 5  # of each of its two sides
_RECURS = 2  # titles that a subject of the library stands in
_SHARED = 3  # papers from which on a pair of words is one
_TOO_COMMON = 0.3  # share of the papers from which on it is the whole library's
_FEW = 8  # questions up to which whole titles are made into questions too
_SAME_KIND = 0.1  # what a question loses for each one of its kind that is there already
_SEGMENT = re.compile(r"\s*(?::|;|\s[-–—]\s|(?<=\?))\s*")
_NAMED = re.compile(r"([A-Z][\w-]*[A-Z0-9][\w-]*): \S")
_BY = re.compile(r"(.+) (?:by|via|through|using) (.+)", re.IGNORECASE)
_FOR = re.compile(r"(.+) for (.+)", re.IGNORECASE)
_OF = re.compile(r"(?:the )?(effects?|role|impact|influence) of (.+ (?:on|in) .+)", re.IGNORECASE)
_ASKS = re.compile(r"(?:what|which|who|how|why|when|where|does|do|is|are|can) .+\?", re.IGNORECASE)
_JOINS = re.compile(r"\b(?:by|via|through|using|for|with|from|without|its|based on|to|as|is|are|not)\b", re.IGNORECASE)
_MARKS = re.compile(r"[^\w\s'’+/-]")
# What a paper is, not what it is about.
_VAGUE = re.compile(
    r"\b(?:study|survey|review|analysis|algorithm|approach|method|framework|case|evidence|effect|problem)", re.I
)
_ARTICLE = re.compile(r"^(?:an?|the|on|towards?) ", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_][\w-]*|[^\w\s]")


class Suggestion(NamedTuple):
    """A question and the kind of title that it comes from."""

    question: str
    kind: str


def suggestions(papers: Sequence[Paper]) -> list[Suggestion]:
    """Every question that the titles give, each once, in the order of the papers."""
    names = known_names([papers])
    found: dict[str, Suggestion] = {}
    for paper in papers:
        for segment in filter(None, _SEGMENT.split(paper.title)):
            for one in _of_segment(segment, names):
                found.setdefault(one.question.lower(), one)
        if (named := _NAMED.match(paper.title)) and named[1] in paper.abstract:
            found.setdefault(named[1].lower(), Suggestion(f"How does {named[1]} work?", "name"))
    for subject in subjects(papers):
        found.setdefault(subject, Suggestion(f"What is known about {subject}?", "subject"))
    if len(found) < _FEW:
        for title in (sentence_case(_SEGMENT.split(paper.title)[-1], names) for paper in papers):
            if len(title.split()) <= _MOST_WORDS and not _MARKS.search(title):
                found.setdefault(title, Suggestion(f"What is known about {_ARTICLE.sub('', title)}?", "title"))
    return [one for one in found.values() if len(one.question) <= _LONGEST]


def in_turn(offered: Sequence[Suggestion], embed: Embed) -> Iterator[str]:
    """The questions, the one most typical of all first, then those that add something to the ones before.

    This is maximal marginal relevance (Carbonell and Goldstein, 1998) with the mean of all as the query.
    """
    if not offered:
        return
    vectors = embed([one.question for one in offered])
    typical = vectors @ vectors.mean(axis=0)
    nearest = np.zeros(len(offered), dtype=np.float32)
    kinds: Counter[str] = Counter()
    left = list(range(len(offered)))
    while left:
        best = max(left, key=lambda n: (_worth(float(typical[n]), float(nearest[n]), kinds[offered[n].kind]), -n))
        left.remove(best)
        kinds[offered[best].kind] += 1
        nearest = np.maximum(nearest, vectors @ vectors[best])
        yield offered[best].question


def _worth(typical: float, nearest: float, of_its_kind: int) -> float:
    return round(typical - nearest - _SAME_KIND * of_its_kind, 4)


def _of_segment(segment: str, names: frozenset[str]) -> Iterator[Suggestion]:
    text = sentence_case(_ARTICLE.sub("", segment), names)
    if _ASKS.fullmatch(segment):
        asked = sentence_case(segment, names)
        yield Suggestion(asked[:1].upper() + asked[1:], "question")
    elif found := _OF.fullmatch(text):
        what = found[1].lower()
        yield Suggestion(f"What {'are' if what == 'effects' else 'is'} the {what} of {found[2]}?", "role")
    elif (found := _BY.fullmatch(text)) and _are_plain(found[1], found[2]):
        yield Suggestion(_helps(found[2], found[1]), "means")
    elif (found := _FOR.fullmatch(text)) and _are_plain(found[1], found[2]):
        yield Suggestion(_helps(found[1], found[2]), "means")


def _are_plain(*sides: str) -> bool:
    text = " ".join(sides)
    short = all(0 < len(side.split()) <= _MOST_WORDS for side in sides)
    return short and not (_JOINS.search(text) or _MARKS.search(text) or _VAGUE.search(text))


def _helps(means: str, end: str) -> str:
    means, end = _ARTICLE.sub("", means), _ARTICLE.sub("", end)
    plural = (re.search(r"(?<![sui])s$", means) or " and " in means) and not re.match(r"[\w-]+ing ", means)
    return f"How {'do' if plural else 'does'} {means} help with {end}?"


def subjects(papers: Sequence[Paper]) -> list[str]:
    """What several papers are about, but not most of them: pairs of words that recur in titles, most frequent first.

    How many papers are about it is counted in their abstracts too.
    """
    names = known_names([papers])
    forms: dict[tuple[str, ...], Counter[str]] = {}
    for paper in papers:
        pairs = {tuple(terms(pair)): pair for pair in _pairs(sentence_case(paper.title, names))}
        for stems, pair in pairs.items():
            forms.setdefault(stems, Counter())[pair] += 1
    titles = {stems: form.total() for stems, form in forms.items() if form.total() >= _RECURS}
    shares = Counter(stems for paper in papers for stems in _held(paper, titles))
    most = max(_SHARED, int(_TOO_COMMON * len(papers)))
    kept = sorted((-titles[stems], -count, stems) for stems, count in shares.items() if _SHARED <= count <= most)
    return [min(forms[stems].items(), key=lambda form: (-form[1], form[0]))[0] for _, _, stems in kept]


def _held(paper: Paper, pairs: Container[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Which of the pairs stand in a paper's title or abstract; a word with a hyphen makes three of two."""
    stems = terms(f"{paper.title}. {paper.abstract}")
    return {found for n in (2, 3, 4) for at in range(len(stems)) if (found := tuple(stems[at : at + n])) in pairs}


def _pairs(title: str) -> Iterator[str]:
    """The last two words of each run of words that mean something: what the run is about."""
    run: list[str] = []
    for word in (*_TOKEN.findall(title), "."):
        if word[0].isalpha() and terms(word) and not _JOINS.fullmatch(word):
            run.append(word)
            continue
        if len(run) > 1 and not _VAGUE.search(" ".join(run[-2:])):
            yield " ".join(run[-2:])
        run = []
