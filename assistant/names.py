"""Authors' names taken apart: the one rule for what is a family name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

PARTICLES = frozenset(
    "van von vom zu zum zur der den des dem de del della dello degli di da do dos das du la le las los lo el al"
    " ten ter te tot 't ’t op bin ibn ben bint abu af av".split()
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
# A name with one of these words is a group's.
_GROUP = frozenset(
    "alliance association center centre collaboration committee community company consortium corporation"
    " foundation group inc inc. initiative institute investigators lab labs laboratory network organisation"
    " organization project research society team teams university".split()
)
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ\u0300-\u036f.'’‘ʼ`´‐‑-]+")
_MARKS = "*∗†‡§¶"  # of footnotes
_LONGEST = 6  # words; what is longer is hardly one person


class Name(NamedTuple):
    """A name in its parts, as written. A group, and whatever else is no ``Given Family``, is all ``family``."""

    given: tuple[str, ...]
    particles: tuple[str, ...]
    family: str
    suffix: str


def parse(name: str) -> Name:
    """Take apart a name written ``Given Family``: "Laurens van der Berg", "Bo Ek, Jr.".

    The family name is the last word, its particles are the lower-case ones before it, as in BibTeX. Groups, single
    names and names in scripts where the family name may come first stay whole.
    """
    name = " ".join(word.strip(_MARKS) for word in name.split())
    words = name.split()
    suffix = words.pop() if len(words) > 1 and _SUFFIX.fullmatch(words[-1]) else ""
    if suffix:
        words[-1] = words[-1].rstrip(",")
    if not _is_person(words):
        return Name((), (), " ".join(name.split()), "")
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return Name(tuple(words[:start]), tuple(words[start:-1]), words[-1], suffix)


def family(name: str) -> str:
    """The family name as running text has it: with particles, without "Jr."; a group's name as it is."""
    parts = parse(name)
    return " ".join((*parts.particles, parts.family))


def credit(authors: Sequence[str], complete: bool) -> str:
    """Authors as running text has them: "Orr", "Orr and Lind", "Vale et al."; empty where none is known."""
    families = [family(name) for name in authors]
    if len(families) > 2 or (families and not complete):
        return f"{families[0]} et al."
    return " and ".join(families)


def _is_person(words: list[str]) -> bool:
    return (
        1 <= len(words) <= _LONGEST
        and words[0].lower() != "the"
        and "AI" not in words  # Ai is a name
        and not any(word.lower() in _GROUP for word in words)
        and all(_LATIN.fullmatch(word) for word in words)
    )
