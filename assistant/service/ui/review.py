"""The Review page: a theme, its papers, the outline, and the review as it is written."""

from __future__ import annotations

import asyncio
from asyncio import to_thread
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import gradio as gr
from gradio.events import Dependency

from assistant.errors import AssistantError, JobNotFound
from assistant.library import Library
from assistant.library.filters import FilterWords
from assistant.models import Noun, Scope
from assistant.service.jobs import Jobs
from assistant.service.ui.drafting import Drafting, Opened
from assistant.service.ui.regions import (
    LATEST,
    QUIET,
    TOGETHER,
    UNCHANGED,
    Shown,
    View,
    in_parts,
    owner_of,
    region,
    told,
)
from assistant.service.ui.rendering.outline import no_outline, outlining
from assistant.service.ui.rendering.review import review_evidence
from assistant.service.ui.rendering.reviews import reviews_frame
from assistant.service.ui.rendering.theme import refused, theme_box

_LOOKS = 0.25  # seconds between two looks at a review under way, within this process


class Theme(Noun):
    """What comes from the box: the theme, and the filters as they were typed."""

    theme: str = ""
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
class Open(View):
    """The theme or the review that is open on a page."""

    theme: str = ""
    filters: FilterWords = field(default_factory=FilterWords)
    scope: Scope | None = None
    papers: tuple[str, ...] | None = None  # chosen by hand; None is the cut's choice
    review: str = ""

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
        self._view = gr.State(Open())
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
        page.load(self.load, look, every, **QUIET)
        self._draft.write(self.write, look, every, **TOGETHER)
        self._box.plan(self.plan, look, every, **TOGETHER)
        self._rail.openReview(self.open, look, every, **TOGETHER)
        self._rail.fresh(self.fresh, look, every, **TOGETHER)
        self._draft.rescope(self.rescope, look, every, **TOGETHER)
        self._draft.take(self.take, look, [self._panel], **LATEST)
        self._draft.halt(self.halt, look, None, **TOGETHER)
        self._panel.saveOutline(self.save_outline, look, [self._file], **TOGETHER)

    def reload_after(self, change: Dependency) -> None:
        """Show the page anew after an event on another page that changes the library."""
        change.then(self.again, [self._view], [self._rail, self._draft, self._panel], **QUIET)

    def again(self, view: Open, request: gr.Request) -> Shown:
        """What can be reviewed in the library as it is now; a theme or a review that is open stays."""
        return UNCHANGED if view.theme or view.review else self._start(view, owner_of(request))

    @in_parts
    async def load(self, view: Open, request: gr.Request) -> AsyncIterator[Shown]:
        """The page is opened, at the review in its address or before a new one."""
        async for shown in self._opened(view, owner_of(request), request.query_params.get("review", "")):
            yield shown

    @in_parts
    async def open(self, view: Open, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """Another review is opened."""
        async for shown in self._opened(view, owner_of(request), told(event, Aim).review):
            yield shown

    async def fresh(self, view: Open, request: gr.Request) -> Shown:
        """A new review is begun."""
        view.turn()
        view.review = ""
        return await to_thread(self._start, view, owner_of(request))

    @in_parts
    async def plan(self, view: Open, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """A theme is given: its papers are shown, then the outline."""
        theme = told(event, Theme)
        async for shown in self._planned(view, owner_of(request), theme.theme, theme.filters, None):
            yield shown

    @in_parts
    async def rescope(self, view: Open, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """The papers of a review are looked at again, to write another."""
        owner = owner_of(request)
        opened = await to_thread(self._drafting.open, owner, told(event, Aim).review)
        theme, filters, papers = await to_thread(self._drafting.asked, opened)
        async for shown in self._planned(view, owner, theme, filters, papers):
            yield shown

    def take(self, view: Open, event: gr.EventData) -> Shown:
        """Papers are taken out or in."""
        if view.review or view.scope is None:  # the page has turned to something else meanwhile
            return UNCHANGED
        here = view.turn()
        view.choose(told(event, Aim).papers)
        outline = self._outline(view)
        return {self._panel: outline} if here() else UNCHANGED

    def save_outline(self, view: Open, event: gr.EventData) -> Shown:
        """The outline is wanted as a file."""
        outline = self._library.outline(view.theme, papers=view.papers, **view.filters)
        return {self._file: self._drafting.file(outline, told(event, Aim).form)}

    @in_parts
    async def write(self, view: Open, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """The review is wanted: it is written in the background, and shown as it grows."""
        owner, papers = owner_of(request), told(event, Aim).papers
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

    def halt(self, view: Open, request: gr.Request) -> None:
        """The review that is being written is not wanted any more."""
        try:
            self._jobs.stop(view.review, owner_of(request))
        except JobNotFound:
            return

    async def _planned(
        self, view: Open, owner: str, theme: str, filters: FilterWords, papers: tuple[str, ...] | None
    ) -> AsyncIterator[Shown]:
        view.review, view.scope, here = "", None, view.turn()
        try:
            scope = await to_thread(self._library.scope, theme, **filters)
        except AssistantError as error:
            if here():
                yield {self._draft: refused(str(error)), self._panel: no_outline()}
            return
        if not here():
            return
        view.theme, view.filters, view.scope, view.papers = " ".join(theme.split()), filters, scope, papers
        editor = await to_thread(self._drafting.scope, view.theme, scope, papers, filters, view.turns)
        rail = await to_thread(self._drafting.rail, owner, "")
        if not here():
            return
        yield {self._rail: rail, self._draft: editor, self._panel: outlining()}
        outline = await to_thread(self._outline, view)
        if here():
            yield {self._panel: outline}

    def _outline(self, view: Open) -> str:
        if view.scope is None:
            return no_outline()
        return self._drafting.outline(view.theme, view.scope, view.papers, view.filters)

    async def _opened(self, view: Open, owner: str, name: str) -> AsyncIterator[Shown]:
        """A review as it is, and as it grows where it is being written; silent once the page looks elsewhere."""
        view.review, here = name, view.turn()
        if not name:
            yield await to_thread(self._start, view, owner)
            return
        seen = None
        while here():
            opened = await to_thread(self._drafting.open, owner, name)
            if opened != seen:
                seen = opened
                shown = await to_thread(self._page, owner, name, opened)
                if not here():
                    return
                if opened.review is not None:
                    view.review = opened.review.capsule
                yield shown
            if opened.job is None or opened.job.state != "running":
                return
            await asyncio.sleep(_LOOKS)

    def _start(self, view: Open, owner: str) -> Shown:
        view.theme, view.scope, view.papers, view.filters = "", None, None, FilterWords()
        return {
            self._rail: self._drafting.rail(owner, ""),
            self._draft: self._drafting.start(),
            self._panel: review_evidence((), ()),
        }

    def _page(self, owner: str, name: str, opened: Opened) -> Shown:
        """All regions, for a review by the name it is opened by."""
        current = opened.review.capsule if opened.review is not None else name
        return {
            self._rail: self._drafting.rail(owner, current),
            self._draft: self._drafting.text(opened),
            self._panel: self._drafting.evidence(opened),
        }
