"""The evidence panel: what each number of an answer rests on, with the quoted words marked in the abstract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.export.untrusted import one_line
from assistant.export.words import FAIR, STRONG
from assistant.models import Answer, Citation, Reference, Sentence
from assistant.service.ui.rendering.markup import Markup, icon, joined, spaced, tag, words
from assistant.service.ui.rendering.paper import particulars, title
from assistant.service.ui.rendering.support import IN_WORDS, glyph, legend

_Placed = tuple[int, Sentence]
VIEWS = {"evidence": "Evidence", "search": "How it was found"}


def nothing_yet() -> Markup:
    """The panel before there is an answer: what will stand here."""
    text = "Each sentence of an answer carries numbers. The words they rest on will stand here, marked in the abstract."
    return panel(tag("p", text, class_="hint"), legend())


def without_evidence(turn: int) -> Markup:
    """The panel beside an answer that found nothing."""
    return panel(tag("p", "No abstract in the library bears on this question.", class_="hint"), turn=turn)


def evidence(answer: Answer, turn: int) -> Markup:
    """The evidence of an answer, paper by paper; ``turn`` is its place in the conversation, from 0."""
    if answer.status != "answered":
        return without_evidence(turn)
    strength = tag("p", strength_sentence(answer.strength), class_="strength")
    return panel(strength, entries(answer.references, answer.sentences), legend(), turn=turn)


def entries(references: Sequence[Reference], sentences: Sequence[Sentence]) -> Markup:
    """What each reference says, and which sentences rest on it, told apart by their places from 0."""
    return tag("ol", *(_entry(reference, sentences) for reference in references), class_="entries")


def strength_sentence(strength: float) -> str:
    """How strong the evidence is, in a sentence."""
    if strength >= STRONG:
        return "Strong match: the best evidence speaks to the question directly."
    if strength >= FAIR:
        return "Fair match: the evidence touches the question. Read the quotes before you rely on them."
    return "Weak match: the evidence is only near the question. Read it with care."


def panel(
    *children: Markup | None, turn: int | None = None, view: str = "evidence", name: str = VIEWS["evidence"]
) -> Markup:
    """The panel beside the answer ``turn``, in one of its views; called ``name`` beside anything else."""
    label = "Close the evidence"
    close = tag("button", icon("close"), type="button", class_="close", data_close="", aria_label=label)
    return tag(
        "section",
        tag("header", tag("h2", name, tabindex=-1) if turn is None else _views(turn, view), close),
        *children,
        class_="panel",
        data_turn=turn,
        data_view=view,
        aria_label=name,
    )


def _views(turn: int, chosen: str) -> Markup:
    views = (
        tag(
            "button",
            name,
            type="button",
            class_="view",
            data_show=turn,
            data_view=view,
            aria_pressed="true" if view == chosen else "false",
        )
        for view, name in VIEWS.items()
    )
    return tag("div", *views, class_="views", role="group", aria_label="What stands beside the answer")


def _entry(reference: Reference, sentences: Sequence[Sentence]) -> Markup:
    paper = reference.paper
    resting = [
        (place, sentence)
        for place, sentence in enumerate(sentences)
        if any(citation.number == reference.number for citation in sentence.citations)
    ]
    spans = [
        (place, citation)
        for place, sentence in resting
        for citation in sentence.citations
        if citation.number == reference.number
    ]
    back = tag("button", icon("back"), "Back to the sentence", type="button", class_="quiet back", data_back=True)
    by = None
    if paper.abstract_by:
        by = tag("p", "This abstract was written by ", words(paper.abstract_by), ", not by the authors.", class_="by")
    return tag(
        "li",
        tag("h3", tag("span", str(reference.number), class_="number"), title(paper), class_="title"),
        particulars(paper),
        tag("ul", *_supports(resting), class_="supports"),
        tag("p", *_abstract(paper.abstract, spans), class_="abstract", dir="auto"),
        by,
        back,
        class_="entry",
        data_number=reference.number,
        tabindex=-1,
        aria_label=f"Evidence {reference.number}: {one_line(paper.title)}",
    )


def _supports(resting: Sequence[_Placed]) -> Iterator[Markup]:
    """How the sentences are supported; what holds for several of them is said once."""
    for support, why in dict.fromkeys((sentence.support, sentence.reason) for _, sentence in resting):
        said = tag("span", IN_WORDS[support], joined(": ", words(why)) if why else None)
        yield tag("li", glyph(support, named=False), said)


def _abstract(abstract: str, spans: Sequence[tuple[int, Citation]]) -> Iterator[Markup | str]:
    """The whole abstract, with each quoted stretch marked and told which sentences rest on it."""
    if not abstract:
        yield tag("em", "No abstract is stored.")
        return
    inside = [(place, max(0, one.start), min(len(abstract), one.end)) for place, one in spans]
    edges = sorted({0, len(abstract), *(start for _, start, _ in inside), *(end for _, _, end in inside)})
    for start, end in pairwise(edges):
        resting = sorted({place for place, first, last in inside if first <= start and end <= last})
        text = spaced(abstract[start:end])
        yield tag("mark", text, data_sentences=" ".join(map(str, resting))) if resting else text
