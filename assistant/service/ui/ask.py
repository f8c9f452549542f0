"""The Ask page: what happens between the reader's hands and the library."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator
from dataclasses import dataclass

import gradio as gr
from gradio.events import Dependency
from pydantic import ValidationError

from assistant.errors import AssistantError
from assistant.library import Library
from assistant.models import Answer, Noun
from assistant.service.ui.regions import LATEST, QUIET, TOGETHER, Shown, owner_of, region
from assistant.service.ui.rendering.answer import unanswered, writing
from assistant.service.ui.rendering.composer import composer
from assistant.service.ui.rendering.conversations import rail_frame
from assistant.service.ui.rendering.copying import copied
from assistant.service.ui.rendering.evidence import nothing_yet
from assistant.service.ui.showing import Showing
from assistant.service.ui.writing import Desk, OnDraft, Writing


class Question(Noun):
    """What comes from the box: the question, and the filters as they were typed."""

    question: str
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
class View:
    """What one open page looks at; each page has its own."""

    chat: str = ""


class AskPage:
    """The regions of the page, and what each event does. What is shown comes from the library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._desk = Desk()
        self._showing = Showing(library, self._desk)

    def draw(self, page: gr.Blocks) -> None:
        """Put the regions on the page and connect their events."""
        self._view = gr.State(View())
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
        asked = self._box.ask(self.ask, look, every, **TOGETHER)
        loaded = page.load(self.load, look, every, **QUIET)
        page.load(self.choices, None, [self._choices], **QUIET)
        page.load(self.suggested, None, [self._suggested], **QUIET)
        chosen = self._rail.choose(self.choose, look, every, **TOGETHER, cancels=[asked, loaded])
        leaving = {**TOGETHER, "cancels": [asked, loaded, chosen]}
        self._rail.new(self.new, look, every, **leaving)
        self._rail.remove(self.remove, look, every, **leaving)
        self._rail.rename(self.rename, look, [self._rail], **TOGETHER)
        self._rail.find(self.find, look, [self._rail], **LATEST)
        self._box.stop(self.stop, look, None, **TOGETHER)
        self._thread.show(self.show, look, [self._panel], **LATEST)
        self._thread.copy(self.copy, look, [self._copied], **TOGETHER)

    def reload_after(self, *events: Dependency) -> None:
        """Show the page anew after events on other pages that change the library."""
        for event in events:
            shown = event.then(self.again, [self._view], [self._rail, self._thread, self._current], **QUIET)
            shown.then(self.choices, None, [self._choices], **QUIET)
            shown.then(self.suggested, None, [self._suggested], **QUIET)

    def again(self, view: View, request: gr.Request) -> Shown:
        """The same conversation, over the library as it is now."""
        shown = self._page(view, owner_of(request))
        return {region: html for region, html in shown.items() if region is not self._panel}

    async def load(self, view: View, request: gr.Request) -> AsyncIterator[Shown]:
        """The page is opened, at the conversation in its address or at a new one."""
        async for shown in self._opened(view, owner_of(request), request.query_params.get("chat", "")):
            yield shown

    async def choose(self, view: View, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """Another conversation is opened."""
        async for shown in self._opened(view, owner_of(request), _aim(event).chat):
            yield shown

    async def new(self, view: View, request: gr.Request) -> Shown:
        """A new conversation is opened; the library has it from its first answer on."""
        view.chat = ""
        return await to_thread(self._page, view, owner_of(request))

    async def ask(self, view: View, event: gr.EventData, request: gr.Request) -> AsyncIterator[Shown]:
        """A question is asked: its draft is shown as it grows, then the checked answer in its place."""
        owner = owner_of(request)
        try:
            asked = Question.model_validate(event._data)
        except ValidationError:
            return
        begun = await to_thread(self._begin, view, owner, asked)
        yield await to_thread(self._page, view, owner)
        async for shown in self._followed(view, owner, begun):
            yield shown

    def stop(self, view: View, request: gr.Request) -> None:
        """The answer that is being written is not wanted any more."""
        self._desk.stop(owner_of(request), view.chat)

    def show(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """What stands beside another turn, or another view of it."""
        aim, turns = _aim(event), self._showing.turns(owner_of(request), view.chat)
        return {self._panel: self._showing.panel(turns, aim.turn, aim.view)}

    def copy(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """An answer with its references, on its way to the clipboard."""
        aim, turns = _aim(event), self._showing.turns(owner_of(request), view.chat)
        if not 0 <= aim.turn < len(turns):
            return {}
        return {self._copied: copied(turns[aim.turn].answer, aim.form)}

    def suggested(self) -> Shown:
        """Questions that the library answers."""
        return {self._suggested: self._showing.suggested()}

    def choices(self) -> Shown:
        """What the filters offer to choose from, as the library is now."""
        return {self._choices: self._showing.choices()}

    def find(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """The conversations with these words."""
        return {self._rail: self._showing.rail(owner_of(request), view.chat, _aim(event).words)}

    def rename(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """A conversation gets another title."""
        aim = _aim(event)
        try:
            self._library.rename_chat(aim.chat, aim.title, owner_of(request))
        except AssistantError as error:
            gr.Warning(str(error))
        return {self._rail: self._showing.rail(owner_of(request), view.chat)}

    def remove(self, view: View, event: gr.EventData, request: gr.Request) -> Shown:
        """A conversation is deleted; the one that was open gives way to a new one."""
        owner, chat = owner_of(request), _aim(event).chat
        self._desk.stop(owner, chat)
        try:
            self._library.delete_chat(chat, owner)
        except AssistantError as error:
            gr.Warning(str(error))
        if chat != view.chat:
            return {self._rail: self._showing.rail(owner, view.chat)}
        view.chat = ""
        return self._page(view, owner)

    def _begin(self, view: View, owner: str, asked: Question) -> Writing:
        """Start the answer, in the conversation that is open or in a new one."""
        if present := self._desk.of(owner, view.chat):
            return present
        conversation = self._showing.conversation(owner, view.chat)
        view.chat = conversation.id
        how = asked.model_dump(exclude={"question"})

        def answer(hear: OnDraft) -> Answer:
            return conversation.ask(asked.question, on_draft=hear, **how)

        return self._desk.start(owner, conversation.id, asked.question, answer)

    async def _opened(self, view: View, owner: str, chat: str) -> AsyncIterator[Shown]:
        """A conversation as it is, and the answer that is being written in it."""
        begun = self._desk.of(owner, chat)
        view.chat = chat
        yield await to_thread(self._page, view, owner)
        if begun:
            async for shown in self._followed(view, owner, begun):
                yield shown

    async def _followed(self, view: View, owner: str, begun: Writing) -> AsyncIterator[Shown]:
        """An answer as it grows, until it is there or has failed; silent once the page looks elsewhere."""
        async for draft in begun.drafts():
            yield {self._current: writing(begun.question, draft, begun.chat)}
        if begun.failed:
            yield {self._current: unanswered(begun.question, begun.failed)}
        else:
            yield await to_thread(self._page, view, owner)

    def _page(self, view: View, owner: str) -> Shown:
        """All regions, for the conversation that is open."""
        turns = self._showing.turns(owner, view.chat)
        begun = self._desk.of(owner, view.chat)
        return {
            self._rail: self._showing.rail(owner, view.chat),
            self._thread: self._showing.thread(view.chat, turns, writing=begun is not None),
            self._current: writing(begun.question, begun.draft, begun.chat) if begun else "",
            self._panel: self._showing.panel(turns, -1),
        }


def _aim(event: gr.EventData) -> Aim:
    """What an event is about; what cannot be read aims at nothing."""
    try:
        return Aim.model_validate(event._data)
    except ValidationError:
        return Aim()
