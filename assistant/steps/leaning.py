"""Leaning: whether a question leans on what came before it, and which of its words point back.

A word such as "it" or "they" points back unless the question itself says what is meant ("does MuZero use its model?"),
or it stands for nothing ("is it possible to plan?"). A fragment ("and in rooks?", "why?") leans without any such word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from vectorstore.matching import content_words

# It; its; a cited paper by its place or its number; the two of them; what no single name can replace.
Kind = Literal["thing", "its", "other", "pair", "many"]

SINGULAR = r"is|was|does|did|can|could|will|would|has|had|should|might|may"
AUXILIARY = rf"(?:{SINGULAR}|are|were|do|have)"
_THING = "method|approach|agent|algorithm|model|system|technique|paper|study|work|article"
_PAPER = "ones?|papers?|study|article|method|approach"
# What can follow "the second" when it is not itself followed by the thing that is counted ("the second layer").
_AFTER = (
    rf"(?=\s*[?.!,;]|\s*$| (?:{AUXILIARY}|of them|better|worse|faster|slower|more|less|also|and|or|with|than|compare"
    r"|(?:differ|use|work|need|say|claim|show|find|perform|learn|measure|mention|train|report|scale|cost)s?|not|about|in|on)\b)"
)
_PLACE = "first|second|third|fourth|fifth|last|former|latter"
_WORDS: tuple[tuple[Kind, str], ...] = (
    ("other", rf"\bthe (?P<place>other|{_PLACE})(?: (?:{_PAPER}))?{_AFTER}"),
    ("other", r"\[(?P<place>\d{1,2})\]"),
    ("pair", rf"\b(?:the|these|those) (?P<place>first |last )?two(?: (?:of them|(?:{_THING}|{_PAPER})s?))?{_AFTER}"),
    ("pair", rf"\bboth (?:of them|(?:{_THING})s)\b|(?<=\b(?:do|of) )both\b(?!.*\band\b)"),
    ("thing", rf"\b(?:this|that) (?:one|{_THING})\b"),
    ("thing", r"\b(?-i:[Ii]t)\b"),
    ("its", r"\bits\b"),
    ("many", r"\b(?:they|them|theirs?|he|she|him|his|her)\b"),
    ("many", r"\bth(?:is|ese)\b(?! (?:library|collection|corpus|review|field|area|year|decade|century|day)s?\b)"),
    ("many", r"\bthose\b(?! (?:who|that|which|of|with|without|in|on|from|for|used|trained|made|based)\b)"),
    (
        "many",
        rf"(?:(?<=^)|\b(?:{AUXILIARY}|of|about|for|with|to|than|like|on|in|by|from|after|before|at)\s)that\b"
        r"(?! (?:of|they|it|he|she|we|the)\b)|\bthat(?=\s*[?.!]?$)",
    ),
    ("many", r"\bthe same(?= (?:true|holds?|appl\w+|works?|for|happens?|in|with|thing)\b|\s*\??$)"),
    ("many", rf"\bthe others{_AFTER}"),
    ("many", r"\bsuch (?!as\b|an?\b|that\b)\w+"),
    (
        "many",
        rf"\bthe authors\b(?! (?:of|who)\b)|\b{AUXILIARY} the (?:paper|study)\b(?! (?:of|that|on|by|about)\b)",
    ),
)
_POINTERS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WORDS)
# "It" that stands for nothing: is it possible to …, does it matter whether …, how long does it take to …
_EMPTY_IT = re.compile(
    r"\bit (?:is |was |be |ever |really |still |even |always |not |more |less |very |too )*"
    r"(?:possible|impossible|hard|harder|easy|easier|difficult|true|known|clear|likely|useful|better|best|worth|necessary"
    r"|important|enough|feasible|beneficial|helpful|common|sensible|harmful|safe|cheaper|matters?|takes?|means?|helps?"
    r"|pays?|hurts?|makes? sense|costs?|shown|thought|believed|assumed|argued|said)\b[^?]*?"
    r"\b(?:to|that|whether|if|when|for)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,;:]|\b(?:and|or|but|when|if|while|whereas|because|before|after|although|though|that|which|who|whose|where"
    r"|than those)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\bthe (?:other|{_PLACE})\b|\[\d+\]", re.IGNORECASE)
_AT_AUXILIARY = re.compile(rf"\b{AUXILIARY}\s*$", re.IGNORECASE)
_LEAD_IN = re.compile(r"^(?:(?:and|but|or)\b[,\s]*)+(?=\w)", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how) about\b", re.IGNORECASE)
_ALONE = re.compile(r"^(?:which|what|how many|how much|any)\b", re.IGNORECASE)
_PREPOSITION = re.compile(
    r"^(?:in|on|for|with|without|at|to|from|during|under|against|by|since|until|only|even|not)\b", re.IGNORECASE
)
_HAS_AUXILIARY = re.compile(rf"\b{AUXILIARY}\b", re.IGNORECASE)
# Content words that make a question clear: a fragment, one that begins with "and", one with "what about".
_CLEAR, _CLEAR_AFTER_AND, _CLEAR_ABOUT = 3, 4, 5
_SURELY = 5  # and from which nothing can be missing
# Words that are always of something: a question that has no others asks about what came before.
_OF_SOMETHING = frozenset(
    "accuracy advantage advantages again applies apply assumption assumptions author authors baseline baselines"
    " because benchmark benchmarks best better cause causes cheaper code compare compared conclude concluded"
    " conclusion conclusions cost costs data dataset datasets detail details differ difference differences"
    " disadvantage disadvantages done drawback drawbacks elaborate else environment environments evaluate evaluated"
    " evaluation evidence exactly example examples experiment experiments explain explanation faster finding findings"
    " generally happen happens hold holds i key latest limit limitation limitations limits main matter matters me mean"
    " means measure measured mention mentioned metric metrics my new newer newest number numbers old older oldest ones"
    " outcome outcomes participants performance please precisely problem problems promising published quote reason"
    " reasons recent reference references result results sentence similar slower source sources specifically still"
    " strengths sum summarise summarize summary sure task tasks tell test tested trained true typically weaknesses"
    " worse worst year years".split()
)


class Pointer(NamedTuple):
    """A word or two that point back, with the place; ``place`` is set for papers counted in the last answer."""

    start: int
    end: int
    kind: Kind
    place: str = ""


def leans(question: str) -> bool:
    """True when the question cannot be understood without what came before it."""
    text = without_lead_in(question)
    own = content_words(text)
    if not says_something(text) or pointers(text):
        return True
    if text != question and len(own) < _CLEAR_AFTER_AND:
        return True
    if _ABOUT.search(text):
        return len(own) < _CLEAR_ABOUT
    if not is_fragment(text):
        return False
    return len(own) < _CLEAR if _PREPOSITION.search(text) else len(own) == 1 and _ALONE.search(text) is not None


def stands_alone(question: str) -> bool:
    """True when the question surely says all it asks: nothing leans, and it has enough words of its own."""
    return not leans(question) and len(content_words(question)) >= _SURELY


def is_about(question: str) -> bool:
    """True for "what about rooks?", which asks the same of something else."""
    return _ABOUT.search(question) is not None


def is_fragment(question: str) -> bool:
    """True for a question without a verb of its own, such as "in rooks?" or "what about the second one?"."""
    return is_about(question) or _HAS_AUXILIARY.search(question) is None


def says_something(question: str) -> bool:
    """True when the question has content words of its own."""
    return not set(content_words(question)) <= _OF_SOMETHING


def without_lead_in(question: str) -> str:
    """The question without the "and" or "but" that ties it to what came before."""
    return _LEAD_IN.sub("", question)


def pointers(question: str) -> list[Pointer]:
    """The words that point back to what came before the question, in their order, none within another."""
    empty = [found.start() for found in _EMPTY_IT.finditer(question)]
    taken: list[Pointer] = []
    for pointer in _candidates(question):
        inside = any(pointer.start < other.end and other.start < pointer.end for other in taken)
        if not inside and pointer.start not in empty and not _meant_within(question, pointer):
            taken.append(pointer)
    return sorted(taken)


def _candidates(question: str) -> Iterator[Pointer]:
    for kind, pattern in _POINTERS:
        for found in pattern.finditer(question):
            yield Pointer(found.start(), found.end(), kind, (found.groupdict().get("place") or "").lower().strip())


def _meant_within(question: str, pointer: Pointer) -> bool:
    """True when an earlier part of the question itself can say what the word means."""
    if pointer.place.isdecimal():
        return False
    *earlier, own = _CLAUSE.split(_COUNTED.sub("", question[: pointer.start]))
    if any(says_something(clause) for clause in earlier):
        return True
    owner = pointer.kind == "its" or question[pointer.start : pointer.end].lower() in {"their", "his", "her"}
    return owner and says_something(own) and not _AT_AUXILIARY.search(own)
