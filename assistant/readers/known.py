"""What helps to tell a title from its authors: names, titles and words that are certain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.readers.names import kind
from assistant.readers.text import fold

_SIGNS = ".,;:()[]{}\"'`“”‘’!?$*«»"


def bare(token: str) -> str:
    """The token without the signs around it."""
    return token.strip(_SIGNS)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some prose: ``lower`` as seen in lower case, ``marked`` as written with a capital."""

    lower: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """The words of these texts; of a word with hyphens, its parts too."""
        words = {
            bare(part)
            for text in texts
            for token in set(text.split())
            for part in (token, *re.split(r"[-–—/(),]", token))
        }
        return cls(frozenset(w for w in words if w.islower()), frozenset(w for w in words if not w.islower()))

    def hold(self, word: str) -> bool:
        """Whether the word occurs: an ordinary word in any case, an acronym or a camel word as it is."""
        return (
            word in self.marked
            or (word.lower() in self.lower and (word[1:].islower() or len(word) > 5))
            or f"{word}s" in self.marked
            or (len(word) > 2 and word[-1] == "s" and word[:-1] in self.marked)
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What a page says without any guess.

    ``names`` are authors as shown, ``given`` their first names, ``titles`` folded titles, ``words`` the words of
    abstracts.
    """

    names: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    words: Words = Words()

    @classmethod
    def of(cls, names: Iterable[str] = (), titles: Iterable[str] = (), abstracts: Iterable[str] = ()) -> Known:
        """Knowledge from full names, titles and abstracts as they are shown."""
        names = frozenset(names)
        given = frozenset(name.split()[0] for name in names if " " in name and kind(name.split()[0]) == "word")
        return cls(names, given, frozenset(map(fold, titles)), Words.of(abstracts))
