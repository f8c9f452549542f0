"""What the Review page shows of scopes, outlines and reviews, read from the library and the background reviews."""

from __future__ import annotations

import base64
import mimetypes
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.errors import AssistantError, BadRequest, JobNotFound, PaperNotFound
from assistant.export import save, timeline
from assistant.export.saving import DRAFT_FORMATS
from assistant.library import Library
from assistant.library.filters import FilterWords
from assistant.models import Filters, Outline, Paper, Reference, Review, Scope, Section
from assistant.service.jobs import Job, Jobs
from assistant.service.ui.rendering.markup import Markup, tag
from assistant.service.ui.rendering.outline import no_outline, outline_panel
from assistant.service.ui.rendering.review import finished, growing, place_of, review_evidence, unknown
from assistant.service.ui.rendering.reviews import reviews
from assistant.service.ui.rendering.scope import scope_editor
from assistant.service.ui.rendering.theme import nothing_asked

_CAPSULE = re.compile(r"[0-9a-f]{20}")  # in full: a beginning would find what was never shown to anyone here
_LOST = "This review is not there. One that was being written ends with litreview; those that ended are in the list."
_SUGGESTED = 4
_READABLE = 200  # abstracts that come with a scope, the doubtful first: a thousand take seconds to draw


class Opened(NamedTuple):
    """A review that is looked at: one in the background, or one that is kept, or neither."""

    job: Job | None = None
    review: Review | None = None


class Drafting:
    """The regions of the page as HTML, for one owner at a time."""

    def __init__(self, library: Library, jobs: Jobs) -> None:
        self._library = library
        self._jobs = jobs

    def start(self) -> Markup:
        """Before there is a theme."""
        try:
            themes = self._library.themes(_SUGGESTED)
        except AssistantError:  # whoever names a theme is told what is wrong, and what to do
            themes = ()
        return nothing_asked(self._library.page(limit=1).total, themes)

    def rail(self, owner: str, current: str) -> Markup:
        """The reviews at the side."""
        running = (job for job in self._jobs.list(owner) if job.state == "running")
        saved = (one for one in self._library.reviews() if one.papers)  # nothing to read without papers
        return reviews(running, saved, current)

    def open(self, owner: str, name: str) -> Opened:
        """A review by the id it was started under, or by its capsule."""
        try:
            job = self._jobs.get(name, owner)
        except JobNotFound:
            return Opened(review=self._kept(name))
        return Opened(review=job.review) if job.review else Opened(job)

    def text(self, opened: Opened) -> Markup:
        """The review to be read, as far as it is."""
        if opened.review is not None:
            return self._finished(opened.review)
        return growing(opened.job, self._references(opened.job.sections)) if opened.job else unknown(_LOST)

    def evidence(self, opened: Opened) -> Markup:
        """What the numbers of a review rest on."""
        if opened.review is not None:
            return review_evidence(opened.review.sections, opened.review.references)
        sections = opened.job.sections if opened.job else ()
        return review_evidence(sections, self._references(sections))

    def asked(self, opened: Opened) -> tuple[str, FilterWords, tuple[str, ...] | None]:
        """What a review was asked for: its theme, its filters, and the papers where they were chosen by hand."""
        if opened.job is not None:
            return opened.job.theme, _as_words(opened.job.filters), opened.job.papers
        if opened.review is None:
            return "", FilterWords(), None
        run = self._library.run(opened.review.capsule)
        return opened.review.theme, _as_words(run.filters), run.papers

    def scope(self, theme: str, scope: Scope, papers: Sequence[str] | None, filters: FilterWords, look: int) -> Markup:
        """The papers of a theme with their abstracts, to be taken out and in; ``look`` counts those of one page."""
        listed = [one.paper_id for one in (*scope.below, *scope.inside)][:_READABLE]
        chosen = frozenset(papers) if papers is not None else {one.paper_id for one in scope.inside}
        asked = {name: str(words) for name, words in filters.items() if words}
        abstracts = {paper.id: paper.abstract for paper in self._papers(listed)}
        return scope_editor(theme, scope, chosen, look, asked, abstracts)

    def outline(self, theme: str, scope: Scope, papers: Sequence[str] | None, filters: FilterWords) -> Markup:
        """The plan of a review of the papers chosen."""
        if not (scope.inside if papers is None else papers):
            return no_outline("No paper is chosen yet.")
        try:
            outline = self._library.outline(theme, papers=papers, **filters)
        except AssistantError as error:
            return no_outline(str(error))
        known = {one.paper_id: one for one in (*scope.inside, *scope.below)}
        return outline_panel(outline, known, [*DRAFT_FORMATS])

    def file(self, outline: Outline, suffix: str) -> Markup:
        """An outline as a file, in a link that look.js follows; nothing where there is no such format."""
        if suffix not in DRAFT_FORMATS:
            return Markup()
        name = f"outline{suffix}"
        named = {paper_id for section in outline.sections for paper_id in section.paper_ids}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            save(outline, path, self._papers({*named, *outline.unassigned}))
            content = base64.b64encode(path.read_bytes()).decode("ascii")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return tag("a", name, href=f"data:{kind};base64,{content}", download=name)

    def _finished(self, review: Review) -> Markup:
        relevant = {paper.id: paper for paper in self._papers(review.coverage.relevant)}
        return finished(review, relevant, _picture(review, relevant), [*DRAFT_FORMATS])

    def _kept(self, capsule: str) -> Review | None:
        if not _CAPSULE.fullmatch(capsule):
            return None
        try:
            kept = self._library.saved(capsule)
        except BadRequest:
            return None
        return kept if isinstance(kept, Review) else None

    def _references(self, sections: Sequence[Section]) -> tuple[Reference, ...]:
        """The papers that the sections so far cite, by their numbers."""
        cited = {
            citation.number: citation.paper_id
            for section in sections
            for sentence in section.sentences
            for citation in sentence.citations
        }
        papers = {paper.id: paper for paper in self._papers(cited.values())}
        return tuple(Reference(number=n, paper=papers[id_]) for n, id_ in sorted(cited.items()) if id_ in papers)

    def _papers(self, ids: Iterable[str]) -> list[Paper]:
        found = []
        for paper_id in ids:
            try:
                found.append(self._library.show(paper_id))
            except PaperNotFound:  # removed since
                continue
        return found


def _picture(review: Review, papers: Mapping[str, Paper]) -> Markup:
    """The papers over the years, each dot a link to where the review lists its paper."""
    if not papers:
        return Markup()
    drawn = timeline(
        papers.values(), review.coverage.cited, {paper_id: f"#{place_of(paper_id)}" for paper_id in papers}
    )
    return Markup(drawn)


def _as_words(filters: Filters) -> FilterWords:
    """Filters as they are typed."""
    first, last = filters.year_from, filters.year_to
    year = str(first) if first == last else f"{first or ''}:{last or ''}"
    return FilterWords(
        year=year if first or last else None, author=filters.author, venue=filters.venue, category=filters.category
    )
