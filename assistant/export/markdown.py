"""Answers, reviews and outlines as Markdown; whatever comes from papers is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import singledispatch
from itertools import groupby

from assistant.export.references import reference_markdown
from assistant.export.untrusted import escape_markdown
from assistant.export.words import counted, scope_in_words, strength_in_words, years
from assistant.models import Answer, Outline, OutlineSection, Paper, Reference, Review, Screened, Section, Sentence

LISTED = 10  # papers named of a longer list that no text rests on
QUOTED = "quoted sentences; no language model was used"
NOT_CERTAIN = (
    "Each sentence was checked against the abstracts it cites for numbers, names and words; that they agree with it"
    " is not certain"
)
_MARKS = {"partial": " *(partly supported)*", "unsupported": " *(not traceable to a paper)*"}
_Papers = Mapping[str, Paper]


def to_markdown(value: Answer | Review | Outline, papers: Iterable[Paper] = ()) -> str:
    """An answer, a review or an outline as Markdown text, ending in a line end.

    Args:
        value: What to show.
        papers: Papers that the value names only by id, such as those of an outline; they are shown by author,
            year and title, others by their id.
    """
    return "\n\n".join(_blocks(value, {paper.id: paper for paper in papers})) + "\n"


@singledispatch
def _blocks(value: object, papers: _Papers) -> Iterator[str]:
    raise TypeError(f"no Markdown for {type(value).__name__}")


@_blocks.register
def _answer(answer: Answer, papers: _Papers) -> Iterator[str]:
    yield f"**{escape_markdown(answer.question)}**"
    if answer.sentences:
        yield from _paragraphs(answer.sentences, flowing=answer.model is not None)
    else:
        yield escape_markdown(answer.text)
    if answer.references:
        yield "## References"
        yield from _references(answer.references)
    yield from _open_in_full(answer, papers)
    if answer.status == "answered":
        yield f"*{strength_in_words(answer.strength).capitalize()} · {_writer(answer.model)}.*"
        if answer.model is not None:
            yield f"*{NOT_CERTAIN}.*"
    if answer.queries:
        yield f"*Also searched for: {'; '.join(map(escape_markdown, answer.queries))}.*"
    if answer.note:
        yield f"*{escape_markdown(answer.note)}*"


def _open_in_full(answer: Answer, papers: _Papers) -> Iterator[str]:
    """The papers whose abstracts hold too little, by their number where they are cited."""
    if not answer.open_in_full:
        return
    yield "## Open in full"
    numbers = {reference.paper.id: f"[{reference.number}]" for reference in answer.references}
    for why, group in groupby(answer.open_in_full, key=lambda one: one.why):
        ids = [one.paper_id for one in group]
        yield f"{escape_markdown(why[:1].upper() + why[1:])}:"
        if all(paper_id in numbers for paper_id in ids):
            yield ", ".join(numbers[paper_id] for paper_id in ids)
        else:
            yield from _named(ids, papers)


@_blocks.register
def _review(review: Review, papers: _Papers) -> Iterator[str]:
    yield f"# {escape_markdown(review.title)}"
    cited = [reference.paper for reference in review.references]
    known = {**papers, **{paper.id: paper for paper in cited}}
    if review.sections:
        span = years(cited)
        basis = f"{counted(len(cited), 'abstract')}{f' ({span})' if span else ''}"
        source = "Drafted from quoted sentences of" if review.model is None else "Drafted from"
        writer = "no language model was used" if review.model is None else f"written by {review.model}"
        yield f"{source} {basis}; {escape_markdown(writer)}."
        if review.model is not None:
            yield f"*{NOT_CERTAIN}.*"
    else:
        yield "No paper of the library fits this theme."
    yield _scope(review)
    for number, section in enumerate(review.sections, 1):
        yield from _section(number, section, known, flowing=review.model is not None)
    if review.references:
        yield "## References"
        yield from _references(review.references)
    yield from _coverage(review, known)


@_blocks.register
def _outline(outline: Outline, papers: _Papers) -> Iterator[str]:
    yield f"# Outline: {escape_markdown(outline.theme)}"
    if not outline.sections:
        yield "No paper of the library fits this theme."
    for number, section in enumerate(outline.sections, 1):
        yield from _outline_section(f"{number}", section, papers)
    if outline.unassigned:
        yield "## In no section"
        yield from _named(outline.unassigned, papers, most=None)


def _outline_section(number: str, section: OutlineSection, papers: _Papers) -> Iterator[str]:
    level = min(number.count(".") + 2, 6)
    yield f"{'#' * level} {number}. {escape_markdown(section.heading)}"
    if section.about:
        yield escape_markdown(section.about)
    if not section.sections:
        yield from _named(section.paper_ids, papers, most=None)
    for place, part in enumerate(section.sections, 1):
        yield from _outline_section(f"{number}.{place}", part, papers)


def _scope(review: Review) -> str:
    scope = review.scope
    read_as = f"*Read as:* {', '.join(map(escape_markdown, scope.read_as))}. " if scope.read_as else ""
    return f"{read_as}{escape_markdown(scope_in_words(scope, len(review.coverage.relevant)))}"


def _section(number: int, section: Section, papers: _Papers, *, flowing: bool) -> Iterator[str]:
    yield f"## {number}. {escape_markdown(section.heading)}"
    span = years(papers[id_] for id_ in section.paper_ids if id_ in papers)
    if section.paper_ids:
        yield f"*{', '.join(filter(None, (counted(len(section.paper_ids), 'paper'), span)))}*"
    yield from _paragraphs(section.sentences, flowing=flowing)


def _coverage(review: Review, papers: _Papers) -> Iterator[str]:
    """What the review leaves out: relevant papers without a citation, and those just below the cut."""
    uncited, below = review.coverage.uncited, review.scope.below
    if not uncited and not below:
        return
    yield "## Left out"
    if uncited:
        yield f"{counted(len(uncited), 'relevant paper')} without a citation here:"
        yield from _named(uncited, papers)
    if below:
        yield f"{counted(len(below), 'paper')} just below the cut:"
        yield from _listed([_screened(one) for one in below])


def _paragraphs(sentences: Sequence[Sentence], *, flowing: bool) -> Iterator[str]:
    """Flowing prose is one paragraph; quoted sentences are one for each paper, led by what connects to it."""
    paragraph: list[str] = []
    about: set[str] = set()
    for sentence in sentences:
        cited = {citation.paper_id for citation in sentence.citations}
        if about and cited != about and not flowing:
            yield " ".join(paragraph)
            paragraph = []
        paragraph.append(_sentence(sentence))
        about = cited
    if paragraph:
        yield " ".join(paragraph)


def _sentence(sentence: Sentence) -> str:
    text = escape_markdown(sentence.text)
    mark = _MARKS.get(sentence.support, "")
    numbers = sorted({citation.number for citation in sentence.citations})
    if not numbers:
        return f"{text}{mark}"
    ended = text.rstrip("\"'”’)").endswith((".", "?", "!", "…"))
    return f"{text} [{', '.join(map(str, numbers))}]{mark}{'' if ended else '.'}"


def _references(references: Sequence[Reference]) -> Iterator[str]:
    for reference in references:
        yield f"[{reference.number}] {reference_markdown(reference.paper)}"


def _named(ids: Sequence[str], papers: _Papers, most: int | None = LISTED) -> Iterator[str]:
    """A list of papers, by reference where they are known, else by id."""
    lines = [reference_markdown(papers[id_]) if id_ in papers else escape_markdown(id_) for id_ in ids]
    yield from _listed(lines, most)


def _listed(lines: Sequence[str], most: int | None = LISTED) -> Iterator[str]:
    shown = [f"- {line}" for line in lines[:most]]
    if len(lines) > len(shown):
        shown.append(f"- and {len(lines) - len(shown):,} more")
    if shown:
        yield "\n".join(shown)


def _screened(one: Screened) -> str:
    return f"*{escape_markdown(one.title) or '(untitled)'}* ({one.year or 'n.d.'}, {one.score:.2f})"


def _writer(model: str | None) -> str:
    return QUOTED if model is None else f"written by {escape_markdown(model)}"
