"""Whether a sentence and a quote point opposite ways: a "not" in one of them, or "increase" against "decrease".

Only what stands beside the same words counts, and only where nothing else could turn the sense around again. It is
right when it speaks and silent most of the time: agreement in general needs a reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vectorstore.analysis import terms

_PAIRS = (
    ("increase higher more greater raise elevate enhance rise up upregulate larger improve grow gain longer promote",
     "decrease lower less fewer reduce diminish decline drop downregulate smaller worsen impair shrink shorter"),
    ("outperform surpass exceed beat superior", "underperform inferior trail"),
    ("better best improve", "worse worst degrade deteriorate"),
    ("faster quicker accelerate", "slower decelerate slow"),
    ("positive", "negative"),
    ("activate induce stimulate promote", "inactivate suppress inhibit block repress deactivate"),
    ("upregulate", "downregulate"),
    ("strengthen stronger", "weaken weaker"),
    ("succeed success", "fail failure"),
    ("present presence", "absent absence"),
    ("sensitive", "insensitive resistant"),
    ("necessary required essential", "unnecessary dispensable"),
    ("early earlier", "late later"),
    ("cheaper", "costlier"),
    ("protect protective", "harm harmful"),
)  # fmt: skip
_NEGATION = re.compile(
    r"\b(?:not|cannot|no|never|neither|nor|without|none)\b|n[’']t\b|\bfail(?:s|ed|ing)? to\b|\bunable to\b",
    re.IGNORECASE,
)
# Words that can turn the sense around once more: with one more of these on one side nothing is sure.
_TURNING = re.compile(
    r"\b(?:lack\w*|loss|los[te]s?|losing|deficien\w*|deplet\w*|absen\w*|knock\w*|delet\w*|disrupt\w*|block\w*|inhibit\w*"
    r"|suppress\w*|silenc\w*|attenuat\w*|prevent\w*|avoid\w*|remov\w*|eliminat\w*|abolish\w*|only|but|although|however"
    r"|despite|than|rather|unless|until|little|few|rarely|hardly|antagonis\w*|ablat\w*|null|mutant\w*|im\w{3,}ed)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NEAR = 3  # content words on each side that say what a word is about


class _Read(NamedTuple):
    stems: tuple[str, ...]  # content stems in order
    negated: frozenset[str]  # the stems next after a negation
    negations: int
    turning: int


def opposed(text: str, quote: str) -> str:
    """What sets a sentence against a quote, in words; empty when nothing sure does."""
    ours, theirs = _read(text), _read(quote)
    return _negation(ours, theirs) or _direction(ours, theirs)


def _negation(ours: _Read, theirs: _Read) -> str:
    if bool(ours.negations) == bool(theirs.negations) or ours.turning != theirs.turning:
        return ""
    with_not, without = (ours, theirs) if ours.negations else (theirs, ours)
    if with_not.negations > 1 or not with_not.negated:
        return ""
    shared = [stem for stem in with_not.negated if stem in without.stems]
    if not shared or _overlap(ours, theirs) < _ALIKE:
        return ""
    return (
        "the sentence says “not” where the quote does not"
        if ours.negations
        else "the quote says “not” and the sentence does not"
    )


def _direction(ours: _Read, theirs: _Read) -> str:
    if ours.negations != theirs.negations or ours.turning != theirs.turning:
        return ""
    for one, other in _OPPOSITES:
        for mine, opposite in ((one, other), (other, one)):
            said, there = mine.keys() & set(ours.stems), opposite.keys() & set(theirs.stems)
            if not said or not there or mine.keys() & set(theirs.stems) or opposite.keys() & set(ours.stems):
                continue
            first, second = min(said), min(there)
            if _beside(first, ours.stems) & _beside(second, theirs.stems) and _overlap(ours, theirs) >= _ALIKE:
                return f"the sentence says “{mine[first]}”, the quote “{opposite[second]}”"
    return ""


_ALIKE = 0.5  # share of the sentence's content stems that the quote must hold before a contrast means anything


def _overlap(ours: _Read, theirs: _Read) -> float:
    plain = set(ours.stems) - _DIRECTIONS
    return len(plain & set(theirs.stems)) / max(1, len(plain))


def _beside(stem: str, stems: Sequence[str]) -> set[str]:
    near: set[str] = set()
    for at, one in enumerate(stems):
        if one == stem:
            near.update(stems[max(0, at - _NEAR) : at + _NEAR + 1])
    return near - _DIRECTIONS


def _read(text: str) -> _Read:
    stems: list[str] = []
    negated: set[str] = set()
    places = [found.end() for found in _NEGATION.finditer(text)]
    waiting = iter(places)
    place = next(waiting, None)
    for found in _WORD.finditer(text):
        content = terms(found.group())
        stems.extend(content)
        if place is not None and content and found.start() >= place:
            negated.update(content[:1])
            while place is not None and place <= found.start():
                place = next(waiting, None)
    return _Read(tuple(stems), frozenset(negated), len(places), len(_TURNING.findall(text)))


def _stems(words: str) -> Mapping[str, str]:
    return {stem: word for word in reversed(words.split()) for stem in terms(word)}


_OPPOSITES = tuple((_stems(one), _stems(other)) for one, other in _PAIRS)
_DIRECTIONS = frozenset(stem for pair in _OPPOSITES for side in pair for stem in side)
