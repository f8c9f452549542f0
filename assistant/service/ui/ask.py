"""The Ask page: what happens between the reader's hands and the library."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import gradio as gr
from gradio.events import Dependency

from assistant.errors import AssistantError
from assistant.library import Library
from assistant.models import Answer, Noun
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
from assistant.service.ui.rendering.answer import unanswered, writing
from assistant.service.ui.rendering.composer import composer
from assistant.service.ui.rendering.conversations import rail_frame
from assistant.service.ui.rendering.copying import copied
from assistant.service.ui.rendering.evidence import nothing_yet
from assistant.service.ui.showing import Showing
from assistant.service.ui.writing import Desk, Writing


class Question(Noun):
    """What comes from the box: the question, and the filters as they were typed."""

    question: str = ""
    year: str = ""
    author: str = ""
    venue: str = ""
    category: str = ""
    fresh: bool = False


class Aim(Noun):
    """What an event is about: a conversation, one of its turns, words to look for, a title."""

    chat: str = ""
    turn: int = 0
    words: str = ""
    title: str = ""
    view: str = "evidence"
    form: str = "text"


@dataclass
class Open(View):
    """The conversation that is open on a page."""

    chat: str = ""


class AskPage:
    """The regions of the page, and what each event does. What is shown comes from the library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._desk = Desk()
        self._showing = Showing(library, self._desk)

    def draw(self, page: gr.Blocks) -> None:
        """Put the regions on the page and connect their events."""
        self._view = gr.State(Open())
        with gr.Row(elem_id="ask-page"):
            events = ("choose", "new", "rename", "remove")
            self._rail = region("rail", events=events, latest=("find",), template=rail_frame())
            with gr.Column(elem_id="reading"):
                self._thread = region("thread", events=("copy",), latest=("show",))
                self._current = region("current")
                self._suggested = region("suggested")
                self._box = region("box", composer(), events=("ask", "stop"))
            self._panel = region("panel", nothing_yet())
            self._choices = region("choices")
            self._copied = region("copied")
        self._connect(page)

    def _connect(self, page: gr.Blocks) -> None:
        every = [self._rail, self._thread, self._current, self._panel]
        look = [self._view]
        self._box.ask(self.ask, look, every, **TOGETHER)
        page.load(self.load, look, every, **QUIET)
        page.load(self.choices, None, [self._choices], **QUIET)
        page.load(self.suggested, None, [self._suggested], **QUIET)
        self._rail.choose(self.choose, look, every, **TOGETHER)
        self._rail.new(self.new, look, every, **TOGETHER)
        self._rail.remove(self.remove, look, every, **TOGETHER)
        self._rail.rename(self.rename, look, [self._rail], **TOGETHER)
        self._rail.find(self.find, look, [self._rail], **LATEST)
        self._box.stop(self.stop, look, None, **TOGETHER)
        self._thread.show(self.show, look, [self._panel], **LATEST)
        self._thread.copy(self.copy, look, [self._copied], **TOGETHER)

    def reload_after(self, change: Dependency) -> None:
        """Show the page anew after an event on another page that changes the library."""
        shown = change.then(self.again, [self._view], [self._rail, self._thread, self._current], **QUIET)
        shown.then(self.choices, None, [self._choices], **QUIET)
        shown.then(self.suggested, None, [self._suggested], **QUIET)

    def again(self, view: Open, request: gr.Request) -> Shown:
        """The same conversation, over the library as it is now."""
        shown = self._page(view, owner_of(request))
        return {region: html for region, html in shown.items() if region is not self._panel}

    @in_parts
    async def load(self, view: Open, request: gr.Request) -> AsyncIterator[Shown]:
        """The page is opened, at the conversation in its address or at a new one."""
        async for shown in self._opened(view, owner_of(request), request.query_params.get("chat", "")):
            yield shown

    @in_parts
    async def choose(self, view: Open, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """Another conversation is opened."""
        async for shown in self._opened(view, owner_of(request), told(event, Aim).chat):
            yield shown

    async def new(self, view: Open, request: gr.Request) -> Shown:
        """A new conversation is opened; the library has it from its first answer on."""
        view.turn()
        view.chat = ""
        return await to_thread(self._page, view, owner_of(request))

    @in_parts
    async def ask(self, view: Open, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """A question is asked: its draft is shown as it grows, then the checked answer in its place."""
        owner = owner_of(request)
        asked, here = told(event, Question), view.turn()
        if not asked.question:
            return
        begun = await to_thread(self._begin, view, owner, asked, here)
        shown = await to_thread(self._page, view, owner)
        if not here():
            return
        yield shown
        async for shown in self._followed(view, owner, begun, here):
            yield shown

    def stop(self, view: Open, request: gr.Request) -> None:
        """The answer that is being written is not wanted any more."""
        self._desk.stop(owner_of(request), view.chat)

    def show(self, view: Open, event: gr.EventData, request: gr.Request) -> Shown:
        """What stands beside another turn, or another view of it."""
        aim, turns = told(event, Aim), self._showing.turns(owner_of(request), view.chat)
        return {self._panel: self._showing.panel(turns, aim.turn, aim.view)}

    def copy(self, view: Open, event: gr.EventData, request: gr.Request) -> Shown:
        """An answer with its references, on its way to the clipboard."""
        aim, turns = told(event, Aim), self._showing.turns(owner_of(request), view.chat)
        if not 0 <= aim.turn < len(turns):
            return UNCHANGED
        return {self._copied: copied(turns[aim.turn].answer, aim.form)}

    def suggested(self) -> Shown:
        """Questions that the library answers."""
        return {self._suggested: self._showing.suggested()}

    def choices(self) -> Shown:
        """What the filters offer to choose from, as the library is now."""
        return {self._choices: self._showing.choices()}

    def find(self, view: Open, event: gr.EventData, request: gr.Request) -> Shown:
        """The conversations with these words."""
        return {self._rail: self._showing.rail(owner_of(request), view.chat, told(event, Aim).words)}

    def rename(self, view: Open, event: gr.EventData, request: gr.Request) -> Shown:
        """A conversation gets another title."""
        aim = told(event, Aim)
        try:
            self._library.rename_chat(aim.chat, aim.title, owner_of(request))
        except AssistantError as error:
            gr.Warning(str(error))
        return {self._rail: self._showing.rail(owner_of(request), view.chat)}

    def remove(self, view: Open, event: gr.EventData, request: gr.Request) -> Shown:
        """A conversation is deleted; the one that was open gives way to a new one."""
        owner, chat = owner_of(request), told(event, Aim).chat
        self._desk.stop(owner, chat)
        try:
            self._library.delete_chat(chat, owner)
        except AssistantError as error:
            gr.Warning(str(error))
        if chat != view.chat:
            return {self._rail: self._showing.rail(owner, view.chat)}
        view.turn()
        view.chat = ""
        return self._page(view, owner)

    def _begin(self, view: Open, owner: str, asked: Question, here: Callable[[], bool]) -> Writing:
        """Start the answer, in the conversation that is open or in a new one."""
        if present := self._desk.of(owner, view.chat):
            return present
        conversation = self._showing.conversation(owner, view.chat)
        if here():
            view.chat = conversation.id
        how = asked.model_dump(exclude={"question"})

        def answer(begun: Writing) -> Answer:
            return conversation.ask(asked.question, on_draft=begun.hear, progress=begun.wait, **how)

        return self._desk.start(owner, conversation.id, asked.question, answer)

    async def _opened(self, view: Open, owner: str, chat: str) -> AsyncIterator[Shown]:
        """A conversation as it is, and the answer that is being written in it."""
        begun, here = self._desk.of(owner, chat), view.turn()
        view.chat = chat
        shown = await to_thread(self._page, view, owner)
        if not here():
            return
        yield shown
        if begun:
            async for shown in self._followed(view, owner, begun, here):
                yield shown

    async def _followed(self, view: Open, owner: str, begun: Writing, here: Callable[[], bool]) -> AsyncIterator[Shown]:
        """An answer as it grows, until it is there or has failed; silent once the page looks elsewhere."""
        async for _ in begun.changes(here):
            yield {self._current: writing(begun.question, begun.draft, begun.chat, begun.waiting)}
        if begun.failed:
            ended: Shown = {self._current: unanswered(begun.question, begun.failed)}
        else:
            ended = await to_thread(self._page, view, owner)
        if here():
            yield ended

    def _page(self, view: Open, owner: str) -> Shown:
        """All regions, for the conversation that is open."""
        turns = self._showing.turns(owner, view.chat)
        begun = self._desk.of(owner, view.chat)
        return {
            self._rail: self._showing.rail(owner, view.chat),
            self._thread: self._showing.thread(view.chat, turns, writing=begun is not None),
            self._current: writing(begun.question, begun.draft, begun.chat, begun.waiting) if begun else "",
            self._panel: self._showing.panel(turns, -1),
        }
