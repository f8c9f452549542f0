"""Sentences with their numbers and the marks of their support, as answers and reviews show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.export.untrusted import one_line
from assistant.models import Citation, Paper, Reference, Sentence
from assistant.service.ui.rendering.markup import Markup, joined, tag, words
from assistant.service.ui.rendering.support import glyph

_Placed = tuple[int, Sentence]


def sentences(
    written: Sequence[Sentence],
    references: Iterable[Reference],
    *,
    flowing: bool,
    turn: int | None = None,
    first: int = 0,
) -> Markup:
    """Paragraphs of sentences.

    Args:
        written: the sentences.
        references: the papers behind their numbers.
        flowing: prose is one paragraph; quoted sentences are one for each paper.
        turn: the place of the answer in its conversation, from 0; None where there is only one text on the page.
        first: the place of the first sentence in the whole text, from 0.
    """
    papers = {reference.number: reference.paper for reference in references}
    placed = tuple(enumerate(written, first))
    return joined(
        *(tag("p", *_drawn(group, papers, turn), dir="auto") for group in _paragraphs(placed, flowing=flowing))
    )


def _drawn(group: Iterable[_Placed], papers: Mapping[int, Paper], turn: int | None) -> Iterator[Markup | str]:
    for place, sentence in group:
        marks = tag("span", *_cited(sentence.citations, place, papers, turn), glyph(sentence.support), class_="marks")
        yield tag("span", words(sentence.text), marks, class_=f"sentence {sentence.support}", data_sentence=place)
        yield " "


def _cited(
    citations: Sequence[Citation], place: int, papers: Mapping[int, Paper], turn: int | None
) -> Iterator[Markup]:
    for cited in sorted({citation.number for citation in citations}):
        yield cite(cited, papers.get(cited), turn, place)


def cite(number: int, paper: Paper | None, turn: int | None, sentence: int | None = None) -> Markup:
    """A number that leads to its evidence, and there to the words that a sentence rests on."""
    title = one_line(paper.title) if paper else "a paper of the library"
    return tag(
        "button",
        str(number),
        type="button",
        class_="cite",
        data_turn=turn,
        data_sentence=sentence,
        data_number=number,
        aria_label=f"Citation {number}: {title}. Show the evidence",
        title=title,
    )


def _paragraphs(placed: Sequence[_Placed], *, flowing: bool) -> Iterator[list[_Placed]]:
    paragraph: list[_Placed] = []
    about: set[str] = set()
    for place, sentence in placed:
        cited = {citation.paper_id for citation in sentence.citations}
        if about and cited != about and not flowing:
            yield paragraph
            paragraph = []
        paragraph.append((place, sentence))
        about = cited
    if paragraph:
        yield paragraph
