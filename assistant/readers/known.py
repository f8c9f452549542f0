"""What helps to tell a title from its authors: names, titles and words that are certain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.readers.names import kind
from assistant.readers.text import fold

_CAMEL = re.compile(r"(?=.+[A-Z])[^\W_]+(?<![a-z][A-Z])")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\dA-Z_]+|\d+|[A-Z]")
_SIGNS = ".,;:()[]{}\"'`“”‘’!?$*«»"


def bare(token: str) -> str:
    """The token without the signs around it."""
    return token.strip(_SIGNS)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some prose: ``lower`` as seen in lower case, ``marked`` as written with a capital.

    ``prose`` is searched for a word that is put together of several: "big data" is how "BigData" may stand there.
    """

    lower: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    prose: str = ""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """The words of these texts; of a word with hyphens, its parts too."""
        words = {
            bare(part)
            for text in texts
            for token in set(text.split())
            for part in (token, *re.split(r"[-–—/(),]", token))
        }
        lower = frozenset(w for w in words if w.islower())
        return cls(lower, frozenset(words - lower))

    def hold(self, word: str) -> bool:
        """Whether the word occurs: an ordinary word in any case, an acronym or a camel word as it is."""
        return (
            word in self.marked
            or (word.lower() in self.lower and (word[1:].islower() or len(word) > 5))
            or f"{word}s" in self.marked
            or (len(word) > 2 and word[-1] == "s" and word[:-1] in self.marked)
            or (len(word) > 3 and _CAMEL.fullmatch(word) is not None and self._holds_apart(word))
        )

    def _holds_apart(self, word: str) -> bool:
        apart = r"[\s-]?".join(_PART.findall(word))
        return re.search(rf"(?<!\w){apart}s?(?!\w)", self.prose, re.IGNORECASE) is not None


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
