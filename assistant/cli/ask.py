"""``litreview ask``: one question, or a conversation."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Unpack

import typer

from assistant.cli.opening import named, note_left_out, opened
from assistant.cli.options import BaseUrl, Check, Filters, Fresh, Json, Model, Most, Question, filtered
from assistant.cli.terminal import draft, is_terminal, note, progress, write_json, write_markdown

if TYPE_CHECKING:
    from assistant.library import Conversation, Library
    from assistant.models import Answer, Paper

Chat = Annotated[
    bool, typer.Option("--chat", help="Go on with the last conversation, so that follow-up questions are understood.")
]
New = Annotated[bool, typer.Option("--new", help="Begin a new conversation.")]
Resume = Annotated[
    str | None, typer.Option("--resume", metavar="ID", help="Go on with this conversation; chats lists them.")
]


@filtered
def ask(
    ctx: typer.Context,
    question: Question,
    chat: Chat = False,
    new: New = False,
    resume: Resume = None,
    limit: Most = 5,
    model: Model = None,
    base_url: BaseUrl = None,
    check: Check = None,
    fresh: Fresh = False,
    as_json: Json = False,
    **filters: Unpack[Filters],
) -> None:
    """Answer a question with cited sentences.

    They are quotes, or where a language model is named its words, checked against the papers.
    When the library has no evidence it says so, and names the closest papers. In a conversation on a terminal it goes
    on to ask for the next question.
    """
    with progress() as indexed, opened(ctx, model=model, base_url=base_url) as library:
        conversation = _conversation(library, new, resume) if chat or new or resume else None
        going_on = conversation is not None and not as_json and sys.stdin.isatty() and is_terminal()
        for one in _questions(question) if going_on else [question]:
            with draft() as tell:
                asked = (conversation or library).ask
                answer = asked(one, limit=limit, check=check, fresh=fresh, on_draft=tell, progress=indexed, **filters)
            _show(answer, named(library, [one.paper_id for one in answer.open_in_full]), as_json)
        note_left_out(library, **filters)


def _conversation(library: Library, new: bool, resume: str | None) -> Conversation:
    """The conversation with this id, or the one used last, unless a new one is wanted or there is none."""
    if resume:
        return library.chat(resume)
    saved = () if new else library.chats()
    if not saved:
        return library.chat()
    if is_terminal():
        note(f"going on with “{saved[0].title}”; --new begins another conversation")
    return library.chat(saved[0].id)


def _questions(first: str) -> Iterator[str]:
    """The first question, then what is typed, until an empty line or the end of input."""
    question = first
    while question:
        yield question
        sys.stderr.write("\nNext question (an empty line ends): ")
        sys.stderr.flush()
        question = sys.stdin.buffer.readline().decode(errors="replace").strip()


def _show(answer: Answer, papers: Sequence[Paper], as_json: bool) -> None:
    if as_json:
        write_json(answer)
    else:
        from assistant.export import to_markdown

        write_markdown(to_markdown(answer, papers))
