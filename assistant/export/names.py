"""Authors' names as reference lists write them: ``Laurens van der Berg`` is ``van der Berg, L.``."""

from __future__ import annotations

import re

from assistant.names import PARTICLES, parse

_INITIALS = re.compile(r"(?:\w\.-?)+")


def family(name: str) -> str:
    """The family name of a person with particles and suffix, as a list sorts it; a group's name as it is."""
    parts = parse(name)
    return " ".join(filter(None, (*parts.particles, parts.family, parts.suffix)))


def inverted(name: str) -> str:
    """A person's name with the family name first and initials for the rest.

    Groups, single names, names in other scripts and whatever else is no ``Given Family`` stay as they are.
    """
    given = " ".join(_initials(word) for word in parse(name).given)
    return f"{family(name)}, {given}" if given else family(name)


def _initials(word: str) -> str:
    """``Jean-Luc`` is ``J.-L.``, ``J.K.`` is ``J. K.``, ``TJ`` is ``T. J.``."""
    if word in PARTICLES:
        return word
    if _INITIALS.fullmatch(word):
        return re.sub(r"\.(?=\w)", ". ", word)
    if len(word) == 2 and word.isupper():
        return f"{word[0]}. {word[1]}."
    return "-".join(f"{part[0]}." for part in re.split("[-‐]", word) if part)
