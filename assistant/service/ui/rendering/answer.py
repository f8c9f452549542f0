"""Turns of a conversation: the question, and its answer sentence by sentence, or its draft, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from assistant.export.markdown import NOT_CERTAIN, QUOTED
from assistant.export.untrusted import one_line
from assistant.export.words import strength_in_words
from assistant.models import Answer, Paper, PartialAnswer, Turn
from assistant.service.jobs import Progress
from assistant.service.ui.rendering.copying import FORMS
from assistant.service.ui.rendering.markup import Markup, joined, tag, unseen, words
from assistant.service.ui.rendering.paper import card
from assistant.service.ui.rendering.sentences import cite, sentences

_MARK = re.compile(r"\[(\d{1,3})\]")


def thread(turns: Sequence[Turn], chat: str, named: Mapping[str, Paper]) -> Markup:
    """All finished turns. ``named`` are papers that answers name without citing them, by id."""
    drawn = (finished(turn, number, named) for number, turn in enumerate(turns))
    return tag("div", *drawn, class_="turns", data_chat=chat, data_count=len(turns))


def finished(turn: Turn, number: int, named: Mapping[str, Paper]) -> Markup:
    """A turn with its checked answer; ``number`` counts from 0 within the conversation."""
    answer = turn.answer
    body = _answered(answer, number) if answer.status == "answered" else _no_evidence(answer, named)
    note = tag("p", words(answer.note), class_="note") if answer.note else None
    return tag(
        "article",
        _question(turn.question, turn.asked),
        body,
        *_open_in_full(answer, number, named),
        note,
        _actions(turn, number),
        class_="turn",
        data_turn=number,
        aria_label=f"Question {number + 1} and its answer",
    )


def writing(question: str, draft: PartialAnswer | None, chat: str, waiting: Progress | None = None) -> Markup:
    """A turn whose answer is being written in the conversation ``chat``, or is ``waiting`` until that is done."""
    if draft is None or not draft.text.strip():
        body = tag("p", _before(waiting), tag("span", class_="pulse"), class_="label")
    else:
        paragraphs = (tag("p", *_marked(part), dir="auto") for part in draft.text.split("\n") if part.strip())
        label = tag("p", "Draft, not checked yet", tag("span", class_="pulse"), class_="label")
        body = joined(label, tag("div", *paragraphs, class_="written draft"))
    return tag("article", _question(question), body, class_="turn", data_writing=True, data_chat=chat, aria_busy="true")


def unanswered(question: str, why: str) -> Markup:
    """A turn that was stopped or could not be answered, and what to do next."""
    actions = tag("div", _again(question), _edit(question), class_="actions")
    reason = tag("p", words(why), class_="why", role="status")
    return tag("article", _question(question), reason, actions, class_="turn")


def _before(waiting: Progress | None) -> str:
    if waiting is None or waiting.done >= waiting.total:
        return "Reading the library"
    return f"First {waiting.what} papers that were added before: {waiting.done:,} of {waiting.total:,}"


def _question(question: str, asked: str = "") -> Markup:
    shown = tag("h2", words(question), class_="question", dir="auto")
    if not asked or asked == question:
        return shown
    return joined(shown, tag("p", "Understood as: ", words(asked), class_="asked"))


def _answered(answer: Answer, number: int) -> Markup:
    written = sentences(answer.sentences, answer.references, flowing=answer.model is not None, turn=number)
    writer = QUOTED if answer.model is None else f"written by {one_line(answer.model)}, each sentence checked"
    basis = f"{strength_in_words(answer.strength).capitalize()} · {writer}"
    if answer.cached:
        basis += " · answered before, nothing has changed since"
    certain = None if answer.model is None else tag("p", f"{NOT_CERTAIN}.", class_="note")
    return joined(tag("div", written, class_="written"), tag("p", basis, class_="basis"), certain)


def _no_evidence(answer: Answer, named: Mapping[str, Paper]) -> Markup:
    near = [named[paper_id] for paper_id in answer.closest if paper_id in named]
    statement = tag("p", "The library has no evidence for this question.", class_="statement")
    if not near:
        advice = "Ask with other words, or add papers about it."
        return joined(statement, tag("p", advice, class_="advice"))
    next_step = "to open them in full" if answer.open_in_full else "other words, or more papers,"
    advice = f"Nothing was made up. These papers come closest; {next_step} may help."
    return joined(statement, tag("p", advice, class_="advice"), tag("ul", *map(card, near), class_="cards"))


def _open_in_full(answer: Answer, number: int, named: Mapping[str, Paper]) -> Iterator[Markup]:
    """Papers whose abstracts hold too little for the question, by their numbers or else their titles."""
    numbers = {reference.paper.id: reference for reference in answer.references}
    for why, group in groupby(answer.open_in_full, key=lambda one: one.why):
        shown: list[Markup] = []
        for paper_id in [one.paper_id for one in group]:
            if paper_id in numbers:
                shown.append(cite(numbers[paper_id].number, numbers[paper_id].paper, number))
            elif paper_id in named:
                shown.append(joined(" ", tag("cite", words(named[paper_id].title))))
        if shown:
            yield tag("p", "Open in full: ", words(why), " ", *shown, class_="note")


def _marked(text: str) -> Iterator[Markup | str]:
    """A draft's text with its marks set small; they lead nowhere before the check."""
    for place, part in enumerate(_MARK.split(text)):
        yield tag("sup", part, class_="mark") if place % 2 else words(part)


def _actions(turn: Turn, number: int) -> Markup:
    evidence = None
    if turn.answer.status == "answered":
        evidence = tag("button", "Evidence", type="button", class_="quiet to-evidence", data_show=number)
    copies = (tag("button", name, type="button", data_copy=form, data_turn=number) for form, name in FORMS.items())
    menu = tag("details", tag("summary", "Copy"), tag("div", *copies), class_="menu")
    found = tag("button", "How it was found", type="button", class_="quiet", data_show=number, data_view="search")
    return tag("div", evidence, menu, _again(turn.question), _edit(turn.question), found, class_="actions")


def _again(question: str) -> Markup:
    return tag("button", "Ask again", type="button", class_="quiet", data_again=question)


def _edit(question: str) -> Markup:
    label = joined("Edit", unseen(" the question"))
    return tag("button", label, type="button", class_="quiet", data_edit=question)
