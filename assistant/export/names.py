"""Authors' names as reference lists write them: ``Laurens van der Berg`` is ``van der Berg, L.``."""

from __future__ import annotations

import re
import unicodedata

_SUFFIXES = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}
_PARTICLES = {
    *("af", "al", "bin", "da", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn", "la"),
    *("le", "ten", "ter", "van", "von", "zu", "zum", "zur"),
}
# A name with one of these words is a group's, and is written as shown.
_GROUP = {
    *("ai", "association", "center", "centre", "collaboration", "committee", "community", "company", "consortium"),
    *("foundation", "group", "inc", "inc.", "initiative", "institute", "lab", "labs", "laboratory", "network"),
    *("organisation", "organization", "project", "research", "society", "team", "teams", "the", "university"),
}
_LONGEST = 6  # words; what is longer is hardly one person
_INITIALS = re.compile(r"(?:\w\.-?)+")


def inverted(name: str) -> str:
    """A person's name with the family name first and initials for the rest.

    The family name is the last word with the lower-case words before it, as in BibTeX. Groups, single names,
    names in other scripts and whatever else is no ``Given Family`` stay as they are.
    """
    given, last = _parts(name)
    return f"{last}, {' '.join(_initials(word) for word in given)}" if given else last


def family(name: str) -> str:
    """The family name of a person; a group's name as it is."""
    return _parts(name)[1]


def _parts(name: str) -> tuple[list[str], str]:
    """The given names, and the family name with its particles and suffix; no given names when unsure."""
    words = name.split()
    if not _is_person(words):
        return [], " ".join(words)
    start = len(words) - 1
    if words[-1].lower() in _SUFFIXES and len(words) > 2:
        start -= 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return words[:start], " ".join(words[start:])


def _is_person(words: list[str]) -> bool:
    return (
        2 <= len(words) <= _LONGEST
        and not _GROUP.intersection(word.lower() for word in words)
        and all(letter in ".-'’‐" or _is_latin(letter) for letter in "".join(words))
    )


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith(("LATIN", "COMBINING"))


def _initials(word: str) -> str:
    """``Jean-Luc`` is ``J.-L.``, ``J.K.`` is ``J. K.``, ``TJ`` is ``T. J.``."""
    if word in _PARTICLES:
        return word
    if _INITIALS.fullmatch(word):
        return re.sub(r"\.(?=\w)", ". ", word)
    if len(word) == 2 and word.isupper():
        return f"{word[0]}. {word[1]}."
    return "-".join(f"{part[0]}." for part in re.split("[-‐]", word) if part)
