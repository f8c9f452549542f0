"""Condense: a follow-up question made to stand on its own, by rules; no model.

A question that leans on the conversation (``leaning.py``) is rewritten with the titles of the cited papers where it
counts them ("the second one"), with the name that was asked about ("it"), or else by quoting the question that it
belongs to. Any other is left word for word, so that no old topic is dragged into a new question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import shorten

from assistant.models import Turn
from assistant.steps.leaning import SINGULAR, Pointer, is_fragment, leans, pointers, says_something, without_lead_in
from vectorstore.matching import content_words

_LONGEST = 300  # characters; a longer question explains itself, a longer topic is cut
_TITLE = 120  # characters of a title in a question
_PLACES = {"first": 0, "former": 0, "second": 1, "latter": 1, "other": 1, "third": 2, "fourth": 3, "fifth": 4}
# What was asked about by name: a quoted title, capitalised words, or a capital or digit inside a word (MuZero, A3C).
_NAMED = re.compile(
    rf"(?:\b(?i:{SINGULAR}|about) (?P<inside>“[^”]+”|[A-Z][\w-]*(?: [A-Z][\w-]*)*|[a-z]+[A-Z][\w-]*)"
    r"|^(?P<first>\w+[A-Z0-9][\w-]*))(?=[\s?,.’']|$)"
)
_REGARDING = re.compile(r"^Regarding “(?P<root>.+?)”(?: and “.+?”)?: ")


def condense(question: str, turns: Sequence[Turn]) -> str:
    """The question as it is understood after these turns, oldest first; word for word when it stands on its own."""
    typed = " ".join(question.split())
    if not turns or not typed or len(typed) > _LONGEST or not leans(typed):
        return question
    text, last = without_lead_in(typed), turns[-1]
    named = _with_papers(text, last) or _with_name(text, last)
    return named if named and not is_fragment(text) else _regarding(named or text, last)


def _with_papers(text: str, last: Turn) -> str | None:
    """The question with titles for "the other one" and the like; None when it counts no papers, or too many."""
    titles = [short_title(reference.paper.title) for reference in last.answer.references]
    found = [one for one in pointers(text) if one.kind != "many"]
    counted = {one: len(titles) - 1 if one.place == "last" else _PLACES[one.place] for one in found if one.place}
    if not counted or max(counted.values()) >= len(titles):
        return None
    rest = [number for number in range(len(titles)) if number not in counted.values()]
    meant = {**{one: rest[0] for one in found if rest}, **counted}
    return _replaced(text, {one: f"“{titles[number]}”" for one, number in meant.items()})


def _with_name(text: str, last: Turn) -> str | None:
    """The question with the name that was asked about for "it" and "its"; None when it points in another way."""
    found = pointers(text)
    topic = _REGARDING.match(last.asked)
    named = _NAMED.search(topic["root"] if topic else last.asked)
    if not named or not found or any(one.kind not in {"thing", "its"} for one in found):
        return None
    return _replaced(text, dict.fromkeys(found, named["inside"] or named["first"]))


def _regarding(text: str, last: Turn) -> str:
    """The question after the one that began the topic, and after the last one when that leaned on it too."""
    topic = _REGARDING.match(last.asked)
    before = _quoted(topic["root"] if topic else last.asked)
    if topic and says_something(last.question):
        before += f" and {_quoted(_begun(without_lead_in(last.question)))}"
    return f"Regarding {before}: {_begun(text)}"


def _replaced(text: str, meant: dict[Pointer, str]) -> str:
    for one in sorted(meant, reverse=True):
        text = f"{text[: one.start]}{meant[one]}{'’s' if one.kind == 'its' else ''}{text[one.end :]}"
    return text[:1].upper() + text[1:]


def _begun(text: str) -> str:
    """A question as it goes on after a colon: small, unless it begins with what may be a name."""
    return text if content_words(text.split()[0]) else text[:1].lower() + text[1:]


def short_title(title: str) -> str:
    """The name before a colon when it is one word ("VIME: …"), which is what readers say; else the whole title."""
    head, colon, _ = title.strip().partition(":")
    name = head if colon and len(head.split()) == 1 else title
    return _plain(shorten(name.strip(" ."), _TITLE, placeholder="…"))


def _quoted(text: str) -> str:
    return f"“{_plain(shorten(text, _LONGEST, placeholder='…'))}”"


def _plain(text: str) -> str:
    """Text that can stand between quotation marks."""
    return text.replace("“", "‘").replace("”", "’")
