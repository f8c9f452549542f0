"""Conversations: each belongs to who began it, and nobody else is told that it exists."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.library import Conversation
from assistant.models import Answer, Chat, Turn
from assistant.models.noun import Noun
from assistant.service.api.sending import AS_EVENTS, Tell, document, progress, sent
from assistant.service.api.wanted import Owner, Question, TheLibrary, problems

routes = APIRouter(prefix="/chats", tags=["conversations"])
ChatId = Annotated[str, Path(description="The conversation's id.")]


def _new(library: TheLibrary, owner: Owner) -> Conversation:
    return library.chat(owner=owner)


def _saved(library: TheLibrary, owner: Owner, chat: ChatId) -> Conversation:
    return library.chat(chat, owner)


TheNew = Annotated[Conversation, Depends(_new)]
TheSaved = Annotated[Conversation, Depends(_saved)]


class Dialogue(Noun):
    """A conversation with all that was asked and answered, oldest first."""

    id: str
    title: str
    turns: tuple[Turn, ...]


class ChatAnswer(Noun):
    """An answer, and the id of the conversation that it belongs to."""

    chat: str
    answer: Answer


class Title(BaseModel):
    """Another title."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(description="The new title.")


@routes.get("", response_model=list[Chat], responses=problems(400))
def chats(
    library: TheLibrary,
    owner: Owner,
    words: Annotated[str, Query(description="Only conversations that hold all these words.")] = "",
) -> Response:
    """List your conversations, the last used first."""
    return document(library.chats(owner, words))


@routes.post("", response_model=ChatAnswer, responses={**problems(400), 200: {"content": AS_EVENTS}})
async def begin(request: Request, conversation: TheNew, asked: Question) -> Response:
    """Begin a conversation with a question; as events as in `/api/ask`, where `answer` carries a ChatAnswer."""
    return await _asked(request, conversation, asked)


@routes.get("/{chat}", response_model=Dialogue, responses=problems(404))
def chat(found: TheSaved) -> Response:
    """Give a conversation."""
    return document(Dialogue(id=found.id, title=found.title, turns=found.turns))


@routes.post("/{chat}", response_model=ChatAnswer, responses={**problems(400, 404), 200: {"content": AS_EVENTS}})
async def go_on(request: Request, conversation: TheSaved, asked: Question) -> Response:
    """Ask in a conversation; the question is understood after those before it."""
    return await _asked(request, conversation, asked)


@routes.patch("/{chat}", response_model=Dialogue, responses=problems(400, 404))
def rename(library: TheLibrary, owner: Owner, chat: ChatId, new: Title) -> Response:
    """Give a conversation another title."""
    library.rename_chat(chat, new.title, owner)
    found = library.chat(chat, owner)
    return document(Dialogue(id=found.id, title=found.title, turns=found.turns))


@routes.delete("/{chat}", status_code=204, responses=problems(404))
def delete(library: TheLibrary, owner: Owner, chat: ChatId) -> Response:
    """Delete a conversation."""
    library.delete_chat(chat, owner)
    return Response(status_code=204)


async def _asked(request: Request, conversation: Conversation, asked: Question) -> Response:
    def work(tell: Tell) -> ChatAnswer:
        answer = conversation.ask(
            asked.question,
            limit=asked.limit,
            on_draft=lambda draft: tell("draft", draft),
            progress=progress(tell),
            **asked.filters,
        )
        return ChatAnswer(chat=conversation.id, answer=answer)

    return await sent(request, "answer", work)
