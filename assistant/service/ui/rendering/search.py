"""How an answer was found: what was asked of the library, what it held, and what a model was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.export.words import counted
from assistant.models import Answer, Filters, Retrieved, Run
from assistant.service.ui.rendering.evidence import panel
from assistant.service.ui.rendering.markup import Markup, joined, tag, words


def found(run: Run, answer: Answer, turn: int, would_send: str = "") -> Markup:
    """The search behind an answer.

    Args:
        run: what it was made of.
        answer: the answer itself.
        turn: its place in the conversation, from 0.
        would_send: what a language model would be sent, where none was.
    """
    cited = {reference.paper.id: reference.number for reference in answer.references}
    retrieved = tag("ol", *(_retrieved(one, cited) for one in run.retrieved), class_="retrieved")
    summary = f"{counted(len(run.retrieved), 'paper')} came nearest, the best first"
    return panel(
        tag("dl", *_facts(run, answer), class_="facts"),
        tag("h3", summary, class_="label"),
        retrieved,
        *_exchanges(run),
        _sent("What a language model would be sent", would_send) if would_send else None,
        tag("p", "To run it again and compare: ", tag("code", f"litreview replay {run.capsule[:12]}"), class_="hint"),
        turn=turn,
        view="search",
    )


def not_kept(why: str, turn: int) -> Markup:
    """The search behind an answer is not there any more."""
    return panel(tag("p", words(why), class_="hint"), turn=turn, view="search")


def filters_in_words(filters: Filters) -> str:
    """Filters as a reader says them; empty when nothing was filtered."""
    first, last = filters.year_from, filters.year_to
    years = ""
    if first is not None and last is not None:
        years = str(first) if first == last else f"{first} to {last}"
    elif first is not None or last is not None:
        years = f"from {first}" if last is None else f"up to {last}"
    named = {"author": filters.author, "venue": filters.venue, "category": filters.category}
    return ", ".join(filter(None, (years, *(f"{what} {value}" for what, value in named.items() if value))))


def _facts(run: Run, answer: Answer) -> Iterator[Markup]:
    facts = {
        "Asked": run.asked,
        "Also searched": "; ".join(answer.queries),
        "Filters": filters_in_words(run.filters),
        "Embedder": run.embedder,
        "Written by": run.model or "nobody: sentences were quoted",
    }
    for name, fact in facts.items():
        if fact:
            yield joined(tag("dt", name), tag("dd", words(fact)))


def _retrieved(one: Retrieved, cited: Mapping[str, int]) -> Markup:
    number = cited.get(one.paper_id)
    mark = tag("span", str(number), class_="number", title="Cited in the answer") if number else None
    score = tag("span", f"{one.score:.2f}", class_="score", title="Score for the question, 0 to 1")
    return tag("li", tag("span", words(one.title or one.paper_id), mark, class_="name"), score)


def _exchanges(run: Run) -> Iterator[Markup]:
    for number, exchange in enumerate(run.exchanges, 1):
        which = "" if len(run.exchanges) == 1 else f", call {number} of {len(run.exchanges)}"
        yield _sent(f"What the model was sent{which}", exchange.prompt)
        yield _sent(f"What it replied{which}", exchange.reply)


def _sent(what: str, text: str) -> Markup:
    return tag("details", tag("summary", what), tag("pre", text, tabindex=0))
