"""Condense: a follow-up question made to stand on its own, by rules; no model.

A question that leans on the conversation (``leaning.py``) is rewritten with the quoted titles of the papers that it
points to ("the second one", "[3]", "its"), with the name that was asked about ("it"), or else by quoting the question
that it belongs to. Any other is left word for word, so that no old topic is dragged into a new question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import shorten

from assistant.models import Turn
from assistant.steps.about import COMPARES, named, plain, quoted, short_title
from assistant.steps.check.names import names
from assistant.steps.leaning import (
    SINGULAR,
    Pointer,
    is_about,
    is_fragment,
    leans,
    pointers,
    says_something,
    without_lead_in,
)
from vectorstore.matching import content_words

_LONGEST = 300  # characters; a longer question explains itself, a longer topic is cut
_PLACES = {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
# What was asked about by name: a quoted title, capitalised words, or a capital or digit inside a word (MuZero, A3C).
_NAMED = re.compile(
    rf"(?:\b(?i:{SINGULAR}|about) (?P<inside>“[^”]+”|[A-Z][\w-]*(?: [A-Z][\w-]*)*|[a-z]+[A-Z][\w-]*)"
    r"|^(?P<first>\w+[A-Z0-9][\w-]*))(?=[\s?,.’']|$)"
)
_OF_THEM = re.compile(r"\b(?:of|between|among) (?:them|these|those)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"^(?:(?:what|how) about )?(?P<name>[\w-]+)\s*\??$", re.IGNORECASE)
_REGARDING = re.compile(r"^Regarding “(?P<root>.+?)”(?: and “.+?”)?: ")


def condense(question: str, turns: Sequence[Turn]) -> str:
    """The question as it is understood after these turns, oldest first; word for word when it stands on its own."""
    typed = " ".join(question.split())
    if not turns or not typed or len(typed) > _LONGEST or not leans(typed):
        return question
    text, last = without_lead_in(typed), turns[-1]
    if instead := _with_another(text, last):
        return instead
    if with_papers := _with_papers(text, turns):
        return with_papers if _asks_of(with_papers) else _regarding(with_papers, last)
    with_name = _with_name(text, last)
    if with_name and not is_fragment(text):
        return with_name
    if len(titles := _named(turns)) == 1 and not is_about(text) and not any(names(f"– {text}")):
        return f"Regarding “{titles[0]}”: {_begun(text)}"
    return _regarding(with_name or text, last)


def uncited(question: str, turns: Sequence[Turn]) -> str:
    """The first number that a short question points to and no answer cites, such as 7 in "compare [1] and [7]"."""
    if len(question) > _LONGEST or not any(turn.answer.references for turn in turns):
        return ""
    return next((one.place for one in pointers(question) if one.place.isdecimal() and not _counted(one, turns)), "")


def _with_papers(text: str, turns: Sequence[Turn]) -> str | None:
    """The question with quoted titles for the words that point to papers; None when none does."""
    found, compares = pointers(text), COMPARES.search(text) is not None or _OF_THEM.search(text) is not None
    counting = _counting(found, turns)
    counted = {one: titles for one in found if (titles := _counted(one, counting))}
    taken = {title for titles in counted.values() for title in titles}
    cited, topic, two = _titles(turns[-1]), _topic(turns), _two(turns)
    it = [title for title in topic if title not in taken]
    if not it and any(one.place for one in found):
        it = [title for title in cited if title not in taken][:1]
    spoken_of = taken | (set(it) if any(one.kind in {"thing", "its"} for one in found) else set())
    other = [title for title in (*two, *cited) if title not in (spoken_of or two[:1])][:1]
    both = topic if len(topic) > 1 else two
    many = both if topic or len(cited) < 2 else cited
    by_kind = {"thing": it, "its": it, "other": other, "pair": both, "many": many if compares else []}
    meant = {one: counted.get(one) or ([] if one.place not in {"", "other"} else by_kind[one.kind]) for one in found}
    if not any(meant.values()) or any(one.kind == "many" and not meant[one] for one in found):
        return None
    return _replaced(text, {one: _listed(titles) for one, titles in meant.items() if titles})


def _counting(found: Sequence[Pointer], turns: Sequence[Turn]) -> Sequence[Turn]:
    """The turns up to the last whose answer has all the numbers: "[1] and [4]" are two papers of one answer."""
    most = max((int(one.place) for one in found if one.place.isdecimal()), default=0)
    return next((turns[:end] for end in range(len(turns), 0, -1) if len(_titles(turns[end - 1])) >= most), turns)


def _counted(pointer: Pointer, turns: Sequence[Turn]) -> list[str]:
    """The titles at a place, or with a number, in the last answer that has so many; none where no answer has."""
    at = _PLACES.get(pointer.place, int(pointer.place) - 1 if pointer.place.isdecimal() else None)
    if at is None or at < -1:
        return []
    needed = 2 if pointer.kind == "pair" else max(at, 0) + 1
    titles = next((titles for turn in reversed(turns) if len(titles := _titles(turn)) >= needed), [])
    if pointer.kind == "pair":
        return titles[:2] if at == 0 else titles[-2:]
    return titles[at:][:1]


def _listed(titles: Sequence[str]) -> str:
    *most, last = (f"“{title}”" for title in titles)
    return f"{', '.join(most)} and {last}" if most else last


def _topic(turns: Sequence[Turn]) -> list[str]:
    """The titles of the papers that the last question was about: those that it names, else the only one cited."""
    cited = _titles(turns[-1])
    return _named(turns) or (cited if len(cited) == 1 else [])


def _named(turns: Sequence[Turn]) -> list[str]:
    """The titles of the papers that the last question quotes, or else names, of those cited so far."""
    asked, papers = turns[-1].asked, [one.paper for turn in turns for one in turn.answer.references]
    titles = {paper.id: short_title(paper.title) for paper in papers}
    whole = [title for title in quoted(asked) if title in titles.values()]
    return whole or list(dict.fromkeys(titles[paper_id] for paper_id, _ in named(asked, papers)))


def _two(turns: Sequence[Turn]) -> list[str]:
    """The two papers that are spoken of: those of the last questions, then those that the last answers cite."""
    spoken = [*_topic(turns), *(_topic(turns[:-1]) if turns[:-1] else ())]
    cited = [title for turn in reversed(turns) for title in _titles(turn)]
    two = list(dict.fromkeys([*spoken, *cited]))[:2]
    return two if len(two) == 2 else []


def _titles(turn: Turn) -> list[str]:
    return [short_title(reference.paper.title) for reference in turn.answer.references]


def _asks_of(question: str) -> bool:
    """True when a question says more than which papers it means."""
    rest = question
    for title in quoted(question):
        rest = rest.replace(f"“{title}”", " ")
    return COMPARES.search(rest) is not None or bool(content_words(rest))


def _with_another(text: str, last: Turn) -> str | None:
    """The question before with another name in it, for "what about MBPO?"; None when that is not what is asked."""
    other = _ANOTHER.match(text)
    asked_about = list(names(f"– {last.asked}"))
    if not other or len(asked_about) != 1 or _REGARDING.match(last.asked) or not any(names(f"– {other['name']}")):
        return None
    return last.asked.replace(asked_about[0], other["name"])


def _with_name(text: str, last: Turn) -> str | None:
    """The question with the name that was asked about for "it" and "its"; None when it points in another way."""
    found = pointers(text)
    topic = _REGARDING.match(last.asked)
    named_before = _NAMED.search(topic["root"] if topic else last.asked)
    if not named_before or not found or any(one.kind not in {"thing", "its"} for one in found):
        return None
    return _replaced(text, dict.fromkeys(found, named_before["inside"] or named_before["first"]))


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


def _quoted(text: str) -> str:
    return f"“{plain(shorten(text, _LONGEST, placeholder='…'))}”"
