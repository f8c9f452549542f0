"""The names of a paper: its id, made from its content, and its short citation key.

Both are made from what is known at first sight and stay, whatever becomes known later; so they are all that
depends on the order in which a library was filled.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import count, product
from string import ascii_lowercase

from assistant.catalog.folding import family, fold, letters
from assistant.models import Bibliography

LONGEST_ID = 200
_STOP_WORDS = """
    a about above across after again against all an and are as at be beyond both but by can do does
    for from further has have how if in into is it its more new not of off on once only or other our
    out over own so some such than that the their them then there these they this through to toward
    towards under up using very via was we were what when where which while who why will with within
    without you your
"""
_INSIGNIFICANT = frozenset(_STOP_WORDS.split())


def is_usable_id(text: str) -> bool:
    """Whether an id that a source gave can name a paper on a command line and in a file."""
    return 0 < len(text) <= LONGEST_ID and text.isprintable() and not text.startswith("-") and len(text.split()) == 1


def content_ids(paper: Bibliography) -> Iterator[str]:
    """Ids made from what the paper is: from title and first author, and others if that one is taken."""
    author = family(paper.authors[0]) if paper.authors else ""
    short = f"{letters(paper.title)}|{author}"
    full = f"{short}|{paper.year}|{paper.doi}|{paper.arxiv_id}|{letters(paper.abstract)}"
    yield _digest(short)
    yield _digest(full)
    for number in count(2):
        yield _digest(f"{full}|{number}")


def citation_stem(paper: Bibliography) -> str:
    """First author's family name, year and first significant word of the title: ``pritzel2017neural``."""
    found = (_ascii(word) for word in re.findall(r"\w+", fold(paper.title)))
    words = [word for word in found if word]
    significant = [word for word in words if word not in _INSIGNIFICANT]
    author = _ascii(family(paper.authors[0])) if paper.authors else ""
    year = "" if paper.year is None else str(paper.year)
    return f"{author or 'anon'}{year}{(significant or words or [''])[0]}"


def suffixes(length: int) -> tuple[str, ...]:
    """What tells apart keys with the same stem: nothing, then a to z, then aa to zz."""
    return tuple("".join(parts) for parts in product(ascii_lowercase, repeat=length))


def _digest(text: str) -> str:
    return "p" + hashlib.sha256(text.encode()).hexdigest()[:12]


def _ascii(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word)
