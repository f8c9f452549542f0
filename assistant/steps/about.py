"""About: the papers that a question is about and no others, and what it asks of them.

A question is about the papers whose titles it quotes, as a follow-up does once it stands on its own, and about those
that it compares by name. Any other question is put to the whole library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import NamedTuple

from assistant.models import Paper
from assistant.steps.check.names import names

_TITLE = 120  # characters of a title in a question
# What speaks for a name as a paper's own: one of the signs weighs more than any use, and from ``_SURE`` on it is.
_SIGN, _SURE = 10, 3
COMPARES = re.compile(
    r"\bwhich of “|\bcompar\w+|\bdiffer\w*"
    r"|\bversus\b|\bvs\b|\bcontrast\w*|\bin common\b|\b(?:dis)?agree\b|\bsimilar (?:to|are)\b"
    r"|\b(?:better|worse|faster|slower|(?!rather|other|whether)\w{3,}er|more \w+|less \w+) than\b",
    re.IGNORECASE,
)
# "Which papers build on “VIME”?" asks for others.
_OTHERS = re.compile(
    r"^(?:which|what|who|is there|are there|do|does|has|have)\b (?:(?:any|other|of|the|more|newer|later|recent) )*"
    r"(?:papers|studies|work|works|agents|methods|approaches|algorithms|models|researchers|others|else|people|anyone"
    r"|any ?one)\b(?! (?:did|does|do|was|were|is|are|has|have|can|could) (?:it|they|the|“))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“([^“”]+)”")
_CAPITALISED = re.compile(r"(?<=\w )[A-Z][\w-]{2,}")
_COMPARED_WITH = re.compile(r"\b(?:with|to|from|than|versus|vs\.?|and|or|between) ((?:[\w-]+ ?){2,5})")
_SPELLED_OUT = re.compile(r"((?:[\w/-]+ ){1,8})\((?=(\w*[A-Z]\w*[A-Z0-9]\w*)\))")
_PRESENTED = r"\b(?:introduc|propos|present|describ|develop|call|nam|term)\w* (?:[\w-]+,? ){0,2}?"


class About(NamedTuple):
    """The ids of the papers, in the order in which they are named, and the question without their names."""

    papers: tuple[str, ...]
    asked: str


def about(question: str, papers: Iterable[Paper]) -> About | None:
    """The papers that a question is about, of those that it may mean; None when it is put to all."""
    known, text = list(papers), question.replace("‘", "“").replace("’", "”")
    titles = {paper.id: short_title(paper.title) for paper in known}
    called = {paper_id: [title] for paper_id, title in titles.items() if f"“{title}”" in text}
    compares, by_title = COMPARES.search(question) is not None, bool(called)
    for paper_id, name in named(question, known) if compares else ():
        called.setdefault(paper_id, []).append(name)
    if not called or (not by_title and len(called) < 2) or (_OTHERS.search(question) and not compares):
        return None
    rest = question
    for name in sorted({name for own in called.values() for name in own}, key=len, reverse=True):
        rest = re.sub(re.escape(name), " ", rest, flags=re.IGNORECASE)
    rest = re.sub(r"[“‘]\s*[”’](?:’s)?|^Regarding\b", " ", rest)
    return About(tuple(sorted(called, key=lambda one: _place(question, called[one]))), " ".join(rest.split()))


def asked_beside(question: str, papers: Iterable[Paper]) -> frozenset[str]:
    """The papers whose titles a question quotes in order to ask for others: "Which papers build on “VIME”?"."""
    if not _OTHERS.search(question) or COMPARES.search(question):
        return frozenset()
    return frozenset(paper.id for paper in papers if f"“{short_title(paper.title)}”" in question)


def quoted(question: str) -> tuple[str, ...]:
    """What stands between quotation marks in a question, such as titles."""
    return tuple(_QUOTED.findall(question))


def named(question: str, papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    """The papers that a question names other than by quoted title: each id with the name."""
    text = question
    for paper in papers:
        text = text.replace(f"“{short_title(paper.title)}”", "“”")
    for paper_id, name in (*_by_phrase(text, papers), *_by_part_of_title(text, papers)):
        if name.casefold() in text.casefold():
            text = re.sub(re.escape(name), "“”", text, flags=re.IGNORECASE)
            yield paper_id, name
    for name in dict.fromkeys((*names(f"– {text}"), *_CAPITALISED.findall(text))):
        first = min(((-_own(name, paper), paper.year or 9999, paper.id) for paper in papers), default=(0, 0, ""))
        if -first[0] >= _SURE:
            yield first[2], name


def is_named(paper: Paper, question: str) -> bool:
    """Whether a question names a paper by what that presents."""
    return any(_own(name, paper) >= _SURE for name in (*names(f"– {question}"), *_CAPITALISED.findall(question)))


def _by_phrase(text: str, papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    for paper in papers:
        for name in _phrases(paper):
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
                yield paper.id, name
                break


def _by_part_of_title(text: str, papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    """What something is compared with, where just one title has it: "deep ensembles"."""
    for found in _COMPARED_WITH.finditer(text) if COMPARES.search(text) else ():
        words = found[1].split()
        for name in (" ".join(words[:length]) for length in range(len(words), 1, -1)):
            with_it = [paper.id for paper in papers if name.casefold() in paper.title.casefold()]
            if len(with_it) == 1:
                yield with_it[0], name
                break


def short_title(title: str) -> str:
    """The name before a colon when it is one word ("VIME: …"), which is what readers say; else the whole title."""
    head, colon, _ = title.strip().partition(":")
    name = head if colon and len(head.split()) == 1 else title
    return plain(shorten(name.strip(" ."), _TITLE, placeholder="…"))


def plain(text: str) -> str:
    """Text that can stand between quotation marks."""
    return text.replace("“", "‘").replace("”", "’")


def _phrases(paper: Paper) -> Iterator[str]:
    """The title, what stands before its colon, and names in words that the abstract abbreviates."""
    title = paper.title.strip(" .?!")
    head = title.partition(":")[0]
    yield from (text for text in (title, head) if len(text.split()) > 1)
    for found in _SPELLED_OUT.finditer(paper.abstract):
        words = found[1].split()
        for length in range(2, len(words) + 1):
            initials = "".join(part[0] for word in words[-length:] for part in word.split("-") if part)
            if initials.casefold() == found[2].casefold():
                yield " ".join(words[-length:])


def _own(name: str, paper: Paper) -> int:
    """What speaks for a name as the paper's own: the title has it, the abstract explains, presents or dwells on it."""
    word, text = rf"(?<![\w-]){re.escape(name)}(?![\w-])", paper.abstract
    signs = (
        re.match(rf"{word}(?::|$)", paper.title),
        re.search(rf"\({re.escape(name)}\)|{word} \((?=[^)]* )", text),
        re.search(_PRESENTED + word, text, re.IGNORECASE),
    )
    # A word that has a capital only where a sentence begins is no name.
    is_name = re.search(r"\d|\w.*[A-Z]", name) or re.search(rf"[\w,;)] {word}", text)
    begins = len(re.findall(rf"(?:^|[.!?] ){word}", text)) if is_name else 0
    certain = _SIGN * sum(sign is not None for sign in signs) + begins
    return certain + len(re.findall(word, text)) if certain else 0


def _place(question: str, names: Sequence[str]) -> int:
    places = (question.casefold().find(name.casefold()) for name in names)
    return min((place for place in places if place >= 0), default=len(question))
