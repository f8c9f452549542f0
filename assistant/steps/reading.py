"""Reading a theme: which words of the papers it was taken to mean, so that a reader can see it was understood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.models import Paper
from vectorstore.analysis import terms
from vectorstore.matching import content_words

_MOST = 6
_WORD = re.compile(r"[^\W\d_][\w-]*")
_ABBREVIATED = re.compile(r"\b((?:[a-z][\w-]*[ -]){1,5}[a-z][\w-]*) \(([A-Z][A-Za-z]{1,7}?)s?\)")
_NO_NOUN = re.compile(r"(?:ly|ed|able|ible|ous|ful)$")


def reading(theme: str, papers: Sequence[Paper]) -> tuple[str, ...]:
    """The theme's abbreviations spelled out, then the word pairs around its words that most papers use."""
    long = long_forms(theme, papers)
    wanted = {stem for word in content_words(theme) for stem in terms(word)}
    forms: dict[str, Counter[str]] = {}
    shares: Counter[str] = Counter()
    for paper in papers:
        pairs = {" ".join(terms(pair)): pair for pair in _pairs(f"{paper.title}. {paper.abstract}", wanted)}
        shares.update(pairs.keys())
        for key, pair in pairs.items():
            forms.setdefault(key, Counter())[pair] += 1
    frequent = [key for key, count in sorted(shares.items(), key=lambda one: (-one[1], one[0])) if count > 1]
    shown = [*long, *(min(forms[key].items(), key=lambda one: (-one[1], one[0]))[0] for key in frequent)]
    return tuple(dict.fromkeys(phrase for phrase in shown if phrase != theme.lower()))[:_MOST]


def _pairs(text: str, wanted: set[str]) -> Iterable[str]:
    """Pairs of neighbouring content words of which one belongs to the theme."""
    words = [(found.group().lower(), found.start(), found.end()) for found in _WORD.finditer(text)]
    for (first, _, end), (second, start, _) in pairwise(words):
        beside = text[end:start] == " " and len(first) > 2 and len(second) > 2 and not _NO_NOUN.search(second)
        if beside and len(content_words(f"{first} {second}")) == 2 and wanted & {*terms(first), *terms(second)}:
            yield f"{first} {second}"


def long_forms(theme: str, papers: Iterable[Paper]) -> list[str]:
    """What the theme's abbreviations stand for, as papers spell it out: "reinforcement learning (RL)"."""
    wanted = {word.upper() for word in theme.split()}
    found: Counter[str] = Counter()
    for paper in papers:
        for long, short in _ABBREVIATED.findall(paper.abstract):
            parts = re.split(r"[ -]", long)[-len(short) :]
            if short.upper() in wanted and [part[0].upper() for part in parts] == list(short.upper()):
                found[" ".join(parts)] += 1
    return [long for long, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))]
