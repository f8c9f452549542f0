"""A review to be read: as it is written, and when it is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.export.markdown import NOT_CERTAIN
from assistant.export.references import short_reference
from assistant.export.words import counted, scope_in_words, years
from assistant.models import Paper, Reference, Review, Screened, Section, Sentence
from assistant.service.jobs import Job
from assistant.service.ui.rendering.evidence import entries, panel
from assistant.service.ui.rendering.markup import Markup, icon, joined, tag, titled, words
from assistant.service.ui.rendering.outline import format_name
from assistant.service.ui.rendering.paper import particulars, title
from assistant.service.ui.rendering.sentences import cite, sentences
from assistant.service.ui.rendering.support import legend

_ENDED = {"stopped": "Stopped. What was written so far is not kept.", "done": "", "running": ""}


def growing(job: Job, references: Sequence[Reference]) -> Markup:
    """A review that is being written, was stopped or failed, as far as it came."""
    running, told = job.state == "running", "Each section is checked before it is shown."
    return tag(
        "article",
        tag("h1", words(titled(job.theme)), dir="auto"),
        tag("div", tag("p", told, class_="basis") if running else _ended(job), class_="head"),
        *_sections(job.sections, references, flowing=False),
        _progress(job) if running else None,
        class_="draft review",
        data_state=job.state,
        data_review=job.id,
        data_count=len(job.sections),
        aria_busy="true" if running else None,
    )


def finished(review: Review, papers: Mapping[str, Paper], picture: Markup, formats: Sequence[str]) -> Markup:
    """A review that is kept.

    Args:
        review: what was written.
        papers: the papers that belong to the theme by id, those that are still in the library.
        picture: its papers over the years.
        formats: suffixes of the files that it can be saved as.
    """
    return tag(
        "article",
        tag("h1", words(review.title), dir="auto"),
        tag(
            "div",
            tag("p", *_basis(review), class_="basis"),
            tag("p", f"{NOT_CERTAIN}.", class_="basis") if review.sections and review.model is not None else None,
            tag("p", *_scope(review), class_="basis"),
            _actions(review, formats),
            class_="head",
        ),
        *_sections(review.sections, review.references, flowing=review.model is not None),
        _timeline(picture),
        _coverage(review, papers),
        _references(review.references),
        class_="draft review",
        data_state="done",
        data_review=review.capsule,
        data_count=len(review.sections),
    )


def place_of(paper_id: str) -> str:
    """The id of the place where a review lists a paper."""
    return f"paper-{paper_id}"


def unknown(why: str) -> Markup:
    """The review in the address is not there."""
    return tag("div", tag("p", words(why), class_="statement"), class_="draft", data_state="unknown")


def review_evidence(sections: Sequence[Section], references: Sequence[Reference]) -> Markup:
    """What each number of a review rests on."""
    if not references:
        hint = "Each sentence of a review carries numbers. The words they rest on will stand here."
        return panel(tag("p", hint, class_="hint"), legend())
    return panel(entries(references, _every(sections)), legend())


def _every(sections: Sequence[Section]) -> tuple[Sentence, ...]:
    return tuple(sentence for section in sections for sentence in section.sentences)


def _ended(job: Job) -> Markup:
    why = job.error or _ENDED.get(job.state, "")
    again = tag("button", "Back to the papers", type="button", class_="quiet", data_rescope=job.id)
    return joined(tag("p", words(why), class_="why", role="status"), tag("div", again, class_="actions"))


def _progress(job: Job) -> Markup:
    now = job.progress
    what = now.what[:1].upper() + now.what[1:]
    number = f"section {now.done + 1}" if now.what == "writing" else f"{now.done:,}"
    said = f"{what}, {number} of {now.total:,}" if now.total else what
    share = round(100 * now.done / now.total) if now.total else 0
    stop = tag("button", icon("stop"), "Stop", type="button", class_="quiet halt", data_halt=job.id)
    line = tag("div", tag("span", class_="fill", style=f"width:{share}%"), class_="line", aria_hidden="true")
    status = tag("p", words(said), tag("span", class_="pulse"), role="status")
    return tag("div", line, status, stop, class_="bar progress")


def _basis(review: Review) -> list[Markup | str]:
    if not review.sections:
        return ["No paper of the library fits this theme."]
    cited = [reference.paper for reference in review.references]
    span = years(cited)
    basis = f"{counted(len(cited), 'abstract')}{f' ({span})' if span else ''}"
    if review.model is None:
        return [f"Drafted from quoted sentences of {basis}; no language model was used."]
    return [f"Drafted from {basis}; written by ", words(review.model), ", each sentence checked."]


def _scope(review: Review) -> list[Markup | str]:
    scope, found = review.scope, scope_in_words(review.scope, len(review.coverage.relevant))
    read_as = [tag("em", "Read as: "), words(", ".join(scope.read_as)), ". "] if scope.read_as else []
    return [*read_as, words(found)]


def _actions(review: Review, formats: Sequence[str]) -> Markup:
    files = (
        tag(
            "a",
            format_name(one),
            href=f"api/saved/{review.capsule}/file?format={one.removeprefix('.')}",
            download=f"{review.capsule}{one}",
            class_="quiet",
        )
        for one in formats
    )
    again = tag("button", "Change the papers", type="button", class_="quiet", data_rescope=review.capsule)
    return tag("div", tag("span", "Download"), *files, again, class_="downloads")


def _sections(sections: Sequence[Section], references: Sequence[Reference], *, flowing: bool) -> Iterator[Markup]:
    papers = {reference.paper.id: reference.paper for reference in references}
    first = 0
    for number, section in enumerate(sections, 1):
        named = [papers[id_] for id_ in section.paper_ids if id_ in papers]
        about = ", ".join(filter(None, (counted(len(section.paper_ids), "paper"), years(named))))
        yield tag(
            "section",
            tag("h2", tag("span", str(number), class_="place"), words(section.heading)),
            tag("p", about, class_="about") if section.paper_ids else None,
            tag("div", sentences(section.sentences, references, flowing=flowing, first=first), class_="written"),
        )
        first += len(section.sentences)


def _timeline(picture: Markup) -> Markup | None:
    return tag("section", tag("h2", "The papers over time"), picture, class_="timeline") if picture else None


def _coverage(review: Review, papers: Mapping[str, Paper]) -> Markup:
    coverage, scope = review.coverage, review.scope
    told = {one.paper_id: one for one in scope.inside}
    cited, relevant = len(coverage.cited), len(coverage.relevant)
    whole = f"All {counted(relevant, 'paper')} that belong to the theme are cited."
    part = f"{cited:,} of {counted(relevant, 'paper')} that belong to the theme {'is' if cited == 1 else 'are'} cited."
    uncited = (_uncited(id_, papers.get(id_), told.get(id_)) for id_ in coverage.uncited)
    return tag(
        "section",
        tag("h2", "Coverage"),
        tag("p", whole if cited == relevant else part),
        _list("Found and not cited", list(uncited)),
        _list("Just below the cut", [_below(one) for one in scope.below]),
        class_="coverage",
    )


def _list(name: str, rows: Sequence[Markup]) -> Markup | None:
    return joined(tag("h3", name), tag("ul", *rows)) if rows else None


def _uncited(id_: str, paper: Paper | None, screened: Screened | None) -> Markup:
    if paper is not None:
        return tag(
            "li", words(paper.title or "(untitled)"), _quiet(short_reference(paper)), id=place_of(id_), tabindex=-1
        )
    if screened is not None:
        return tag("li", words(screened.title or "(untitled)"), _quiet(str(screened.year or "no year")))
    return tag("li", tag("code", words(id_)), _quiet("not in the library any more"))


def _below(one: Screened) -> Markup:
    return tag(
        "li", words(one.title or "(untitled)"), _quiet(f"{one.year or 'no year'}, {one.score:.2f}: {one.reason}")
    )


def _quiet(text: str) -> Markup:
    return tag("span", words(text), class_="beside")


def _references(references: Sequence[Reference]) -> Markup | None:
    if not references:
        return None
    rows = (
        tag(
            "li",
            cite(reference.number, reference.paper, None),
            tag("p", title(reference.paper), class_="title"),
            particulars(reference.paper),
            id=place_of(reference.paper.id),
            tabindex=-1,
        )
        for reference in references
    )
    return tag("section", tag("h2", "References"), tag("ol", *rows), class_="references")
