"""What helps to tell a title from its authors: names, titles and words that are certain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from assistant.readers.names import kind
from assistant.readers.text import fold

_CAMEL = re.compile(r"(?=.+[A-Z])[^\W_]+(?<![a-z][A-Z])")
_SIGNS = ".,;:()[]{}\"'`“”‘’!?$*«»"


def bare(token: str) -> str:
    """The token without the signs around it."""
    return token.strip(_SIGNS)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some prose: ``lower`` as seen in lower case, ``marked`` as written with a capital.

    ``joined`` are folded words, and folded pairs of neighbours: "Big Data" is how "BigData" may stand there.
    """

    lower: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """The words of these texts; of a word with hyphens, its parts too."""
        texts = tuple(texts)
        words = {
            bare(part)
            for text in texts
            for token in set(text.split())
            for part in (token, *re.split(r"[-–—/(),]", token))
        }
        folded = [[fold(token) for token in text.split()] for text in texts]
        joined = {word for row in folded for word in row} | {a + b for row in folded for a, b in pairwise(row)}
        lower = frozenset(w for w in words if w.islower())
        return cls(lower, frozenset(words - lower), frozenset(joined))

    def hold(self, word: str) -> bool:
        """Whether the word occurs: an ordinary word in any case, an acronym or a camel word as it is."""
        return (
            word in self.marked
            or (word.lower() in self.lower and (word[1:].islower() or len(word) > 5))
            or f"{word}s" in self.marked
            or (len(word) > 2 and word[-1] == "s" and word[:-1] in self.marked)
            or (len(word) > 3 and _CAMEL.fullmatch(word) is not None and fold(word) in self.joined)
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
