"""What the Ask page shows of a conversation, read from the library each time: nothing is kept between two looks."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import AssistantError, BadRequest, ChatNotFound, PaperNotFound
from assistant.library import Conversation, Library
from assistant.models import Chat, Paper, Run, Turn
from assistant.service.ui.rendering.answer import thread
from assistant.service.ui.rendering.composer import choices
from assistant.service.ui.rendering.conversations import conversations
from assistant.service.ui.rendering.evidence import evidence, nothing_yet
from assistant.service.ui.rendering.markup import Markup
from assistant.service.ui.rendering.search import found, not_kept
from assistant.service.ui.rendering.start import start, suggested
from assistant.service.ui.writing import Desk


class Showing:
    """The regions of the page as HTML, for one owner at a time."""

    def __init__(self, library: Library, desk: Desk) -> None:
        self._library = library
        self._desk = desk

    def conversation(self, owner: str, chat: str) -> Conversation:
        """The conversation with this id, or a new one where the library has none."""
        try:
            return self._library.chat(chat or None, owner)
        except ChatNotFound:  # deleted on another page, or its first answer was never saved
            return self._library.chat(owner=owner)

    def turns(self, owner: str, chat: str) -> tuple[Turn, ...]:
        """The finished turns of a conversation; none when there is no such conversation."""
        return self.conversation(owner, chat).turns if chat else ()

    def rail(self, owner: str, chat: str, words: str = "") -> Markup:
        """The list of conversations, those with a first answer being written on top."""
        saved = self._library.chats(owner, words)
        known = {one.id for one in saved}
        begun = [Chat(id=one.chat, title=one.question, turns=0) for one in self._desk.all(owner) if not words]
        return conversations([*(one for one in begun if one.id not in known), *saved], chat, words)

    def thread(self, chat: str, turns: Sequence[Turn], *, writing: bool) -> Markup:
        """The finished turns, or what can be asked when there are none and none is being answered."""
        if not turns:
            if writing:
                return Markup()
            return start(self._library.page(limit=1).total)
        return thread(turns, chat, self._closest(turns))

    def panel(self, turns: Sequence[Turn], number: int = -1, view: str = "evidence") -> Markup:
        """What stands beside one turn; ``-1`` is the last."""
        if not -len(turns) <= number < len(turns):
            return nothing_yet()
        number %= len(turns)
        answer = turns[number].answer
        if view != "search":
            return evidence(answer, number)
        try:
            run = self._library.run(answer.capsule)
            return found(run, answer, number, self._would_send(run))
        except BadRequest as error:
            return not_kept(str(error), number)

    def suggested(self) -> Markup:
        """Questions out of the library's own papers; the first time they take a while to find."""
        try:
            return suggested(self._library.suggestions())
        except AssistantError:  # whoever asks is told what is wrong, and what to do
            return Markup()

    def _would_send(self, run: Run) -> str:
        """What a language model would have been sent; empty where one was."""
        words = {name: value for name, value in run.filters.model_dump().items() if not name.startswith("year")}
        years = (run.filters.year_from, run.filters.year_to)
        year = ":".join("" if one is None else str(one) for one in years) if any(years) else None
        return "" if run.exchanges else self._library.would_send(run.asked, year=year, **words)

    def choices(self) -> Markup:
        """What the filters offer to choose from."""
        return choices(self._library.facets())

    def _closest(self, turns: Sequence[Turn]) -> dict[str, Paper]:
        """The papers that answers name without citing them, those that are still in the library."""
        named: set[str] = set()
        for turn in turns:
            named |= {one.paper_id for one in turn.answer.open_in_full}
            if turn.answer.status == "no_evidence":
                named |= set(turn.answer.closest)
        found = {}
        for paper in sorted(named):
            try:
                found[paper] = self._library.show(paper)
            except PaperNotFound:
                continue
        return found
