"""The Review page: a theme, its papers, the outline, and the review as it is written."""

from __future__ import annotations

import asyncio
from asyncio import to_thread
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import gradio as gr
from gradio.events import Dependency
from pydantic import ValidationError

from assistant.errors import AssistantError, JobNotFound
from assistant.library import Library
from assistant.library.filters import FilterWords
from assistant.models import Noun, Scope
from assistant.service.jobs import Jobs
from assistant.service.ui.drafting import Drafting, Opened
from assistant.service.ui.regions import LATEST, QUIET, TOGETHER, Shown, owner_of, region
from assistant.service.ui.rendering.outline import no_outline, outlining
from assistant.service.ui.rendering.review import review_evidence
from assistant.service.ui.rendering.reviews import reviews_frame
from assistant.service.ui.rendering.scope import scope_editor
from assistant.service.ui.rendering.theme import refused, theme_box

_LOOKS = 0.25  # seconds between two looks at a review under way, within this process


class Theme(Noun):
    """What comes from the box: the theme, and the filters as they were typed."""

    theme: str
    year: str = ""
    author: str = ""
    venue: str = ""
    category: str = ""

    @property
    def filters(self) -> FilterWords:
        """The filters that say something."""
        return FilterWords(
            year=self.year or None, author=self.author or None, venue=self.venue or None, category=self.category or None
        )


class Aim(Noun):
    """What an event is about: a review, the papers that are ticked, the format of a file."""

    review: str = ""
    papers: tuple[str, ...] = ()
    form: str = ""


@dataclass
class View:
    """What one open page looks at; each page has its own."""

    theme: str = ""
    filters: FilterWords = field(default_factory=FilterWords)
    scope: Scope | None = None
    papers: tuple[str, ...] | None = None  # chosen by hand; None is the cut's choice
    review: str = ""
    looks: int = 0

    def choose(self, papers: tuple[str, ...]) -> None:
        """Take note of the papers that are ticked."""
        inside = {one.paper_id for one in self.scope.inside} if self.scope else set()
        self.papers = None if set(papers) == inside else papers


class ReviewPage:
    """The regions of the page, and what each event does."""

    def __init__(self, library: Library, jobs: Jobs) -> None:
        self._library = library
        self._jobs = jobs
        self._drafting = Drafting(library, jobs)

    def draw(self, page: gr.Blocks) -> None:
        """Put the regions on the page and connect their events."""
        self._view = gr.State(View())
        with gr.Row(elem_id="review-page"):
            self._rail = region("reviews", events=("openReview", "fresh"), template=reviews_frame())
            with gr.Column(elem_id="drafting"):
                self._box = region("theme", theme_box(), events=("plan",))
                self._draft = region("draft", events=("write", "halt", "rescope"), latest=("take",))
            self._panel = region("review-panel", no_outline(), events=("saveOutline",))
            self._file = region("outline-file")
        self._connect(page)

    def _connect(self, page: gr.Blocks) -> None:
        every = [self._rail, self._draft, self._panel]
        look = [self._view]
        loaded = page.load(self.load, look, every, **QUIET)
        written = self._draft.write(self.write, look, every, **TOGETHER, cancels=[loaded])
        planned = self._box.plan(self.plan, look, every, **TOGETHER, cancels=[loaded, written])
        opened = self._rail.openReview(self.open, look, every, **TOGETHER, cancels=[loaded, written, planned])
        following = {**TOGETHER, "cancels": [loaded, written, planned, opened]}
        self._rail.fresh(self.fresh, look, every, **following)
        self._draft.rescope(self.rescope, look, every, **following)
        self._draft.take(self.take, look, [self._panel], **LATEST)
        self._draft.halt(self.halt, look, None, **TOGETHER)
        self._panel.saveOutline(self.save_outline, look, [self._file], **TOGETHER)

    def reload_after(self, *events: Dependency) -> None:
        """Show the page anew after events on other pages that change the library."""
        for event in events:
            event.then(self.again, [self._view], [self._rail, self._draft, self._panel], **QUIET)

    def again(self, view: View, request: gr.Request) -> Shown:
        """What can be reviewed in the library as it is now; a theme or a review that is open stays."""
        return {} if view.theme or view.review else self._start(view, owner_of(request))

    async def load(self, view: View, request: gr.Request) -> AsyncIterator[Shown]:
        """The page is opened, at the review in its address or before a new one."""
        async for shown in self._opened(view, owner_of(request), request.query_params.get("review", "")):
            yield shown

    async def open(self, view: View, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """Another review is opened."""
        async for shown in self._opened(view, owner_of(request), _aim(event).review):
            yield shown

    async def fresh(self, view: View, request: gr.Request) -> Shown:
        """A new review is begun."""
        view.review = ""
        return await to_thread(self._start, view, owner_of(request))

    async def plan(self, view: View, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """A theme is given: its papers are shown, then the outline."""
        try:
            theme = Theme.model_validate(event._data)
        except ValidationError:
            return
        async for shown in self._planned(view, owner_of(request), theme.theme, theme.filters, None):
            yield shown

    async def rescope(self, view: View, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """The papers of a review are looked at again, to write another."""
        owner = owner_of(request)
        opened = self._drafting.open(owner, _aim(event).review)
        theme, filters, papers = await to_thread(self._drafting.asked, opened)
        if opened.job and opened.job.theme == view.theme:
            filters, papers = view.filters, view.papers
        async for shown in self._planned(view, owner, theme, filters, papers):
            yield shown

    def take(self, view: View, event: gr.EventData) -> Shown:
        """Papers are taken out or in."""
        view.choose(_aim(event).papers)
        return {self._panel: self._outline(view)}

    def save_outline(self, view: View, event: gr.EventData) -> Shown:
        """The outline is wanted as a file."""
        outline = self._library.outline(view.theme, papers=view.papers, **view.filters)
        return {self._file: self._drafting.file(outline, _aim(event).form)}

    async def write(self, view: View, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """The review is wanted: it is written in the background, and shown as it grows."""
        owner, papers = owner_of(request), _aim(event).papers
        if not papers or not view.theme:
            return
        view.choose(papers)
        try:
            job = self._jobs.start(owner, view.theme, view.papers, view.filters)
        except AssistantError as error:
            gr.Warning(str(error))
            return
        async for shown in self._opened(view, owner, job.id):
            yield shown

    def halt(self, view: View, request: gr.Request) -> None:
        """The review that is being written is not wanted any more."""
        try:
            self._jobs.stop(view.review, owner_of(request))
        except JobNotFound:
            return

    async def _planned(
        self, view: View, owner: str, theme: str, filters: FilterWords, papers: tuple[str, ...] | None
    ) -> AsyncIterator[Shown]:
        view.review, view.scope = "", None
        try:
            scope = await to_thread(self._library.scope, theme, **filters)
        except AssistantError as error:
            yield {self._draft: refused(str(error)), self._panel: no_outline()}
            return
        view.theme, view.filters, view.scope, view.papers = " ".join(theme.split()), filters, scope, papers
        view.looks += 1
        chosen = [one.paper_id for one in scope.inside] if papers is None else papers
        asked = {name: str(words) for name, words in filters.items() if words}
        yield {
            self._rail: await to_thread(self._drafting.rail, owner, ""),
            self._draft: scope_editor(view.theme, scope, chosen, view.looks, asked),
            self._panel: outlining(),
        }
        yield {self._panel: await to_thread(self._outline, view)}

    def _outline(self, view: View) -> str:
        if view.scope is None:
            return no_outline()
        return self._drafting.outline(view.theme, view.scope, view.papers, view.filters)

    async def _opened(self, view: View, owner: str, name: str) -> AsyncIterator[Shown]:
        """A review as it is, and as it grows where it is being written; silent once the page looks elsewhere."""
        view.review = name
        if not name:
            yield await to_thread(self._start, view, owner)
            return
        opened = await to_thread(self._drafting.open, owner, name)
        yield await to_thread(self._page, view, owner, opened)
        while opened.job and opened.job.state == "running":
            await asyncio.sleep(_LOOKS)
            now = await to_thread(self._drafting.open, owner, name)
            if now != opened:
                opened = now
                yield await to_thread(self._page, view, owner, opened)

    def _start(self, view: View, owner: str) -> Shown:
        view.theme, view.scope, view.papers, view.filters = "", None, None, FilterWords()
        return {
            self._rail: self._drafting.rail(owner, ""),
            self._draft: self._drafting.start(),
            self._panel: review_evidence((), ()),
        }

    def _page(self, view: View, owner: str, opened: Opened) -> Shown:
        """All regions, for the review that is open."""
        if opened.review is not None:
            view.review = opened.review.capsule
        return {
            self._rail: self._drafting.rail(owner, view.review),
            self._draft: self._drafting.text(opened),
            self._panel: self._drafting.evidence(opened),
        }


def _aim(event: gr.EventData) -> Aim:
    """What an event is about; what cannot be read aims at nothing."""
    try:
        return Aim.model_validate(event._data)
    except ValidationError:
        return Aim()
