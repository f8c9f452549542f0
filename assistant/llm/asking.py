"""How a LangChain chat model is asked: for a stream, a message, or a form; and what its messages carry."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from assistant.llm.replies import json_in, without_thoughts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

# Who speaks, and what.
Message = tuple[Literal["system", "human", "ai"], str]
Asked = TypeVar("Asked", bound=BaseModel)

_MOST_SENT_BACK = 2_000  # characters of a reply that didn't fit


class Heard:
    """What the messages of a call say beside their text: how many tokens, and whether the reply is whole."""

    def __init__(self) -> None:
        self.anything = False
        self.characters = 0
        self.tokens = (0, 0)  # of the prompt and of the reply, as the provider counts
        self._openai = False
        self._finished = False

    def add(self, message: BaseMessage) -> None:
        """Take note of a message or a piece of one; usage may come in parts."""
        self.anything = True
        self.characters += len(message.text)
        if usage := getattr(message, "usage_metadata", None):
            prompt, completion = self.tokens
            self.tokens = (prompt + usage["input_tokens"], completion + usage["output_tokens"])
        self._openai = self._openai or message.response_metadata.get("model_provider") == "openai"
        self._finished = self._finished or bool(message.response_metadata.get("finish_reason"))

    @property
    def cut_short(self) -> bool:
        """True when OpenAI's protocol was left in the middle, which a closed connection may not show."""
        return self._openai and not self._finished


def streamed(chat: BaseChatModel, messages: Sequence[Message]) -> Generator[BaseMessage]:
    """The pieces of a reply as they come; all at once from a server that doesn't stream."""
    silent = True
    try:
        for piece in chat.stream(list(messages)):
            silent = False
            yield piece
    except ValueError as error:
        if not silent or "No generation chunks" not in str(error):
            raise
    if silent:
        yield from whole(chat, messages)


def whole(chat: Runnable[Any, Any], messages: Sequence[Message]) -> Generator[BaseMessage]:
    """The reply as one message."""
    reply = chat.invoke(list(messages))
    yield reply["raw"] if isinstance(reply, dict) else reply


def form(chat: BaseChatModel, schema: type[BaseModel]) -> Runnable[Any, Any] | None:
    """The model bound to a schema in its provider's own way, or None when it knows none."""
    try:
        # The raw message is parsed by us: each provider's own parser fails in its own way.
        return chat.with_structured_output(_json_schema(schema), include_raw=True)
    except NotImplementedError:
        return None


def told_in_words(messages: Sequence[Message], schema: type[BaseModel]) -> list[Message]:
    """The messages with the schema written out at the end."""
    return [*messages, ("human", _in_words(schema))]


def sent_back(messages: Sequence[Message], schema: type[BaseModel], reply: BaseMessage, wrong: str) -> list[Message]:
    """The messages with a reply that doesn't fit, and what is wrong with it."""
    text = without_thoughts(reply.text) or json.dumps([call["args"] for call in getattr(reply, "tool_calls", [])])
    complaint = f"This reply can't be used: {wrong}. {_in_words(schema)}"
    return [*messages, ("ai", text[:_MOST_SENT_BACK]), ("human", complaint)]


def parsed(reply: BaseMessage, schema: type[Asked]) -> Asked:
    """The form in a reply: the arguments of a call, or JSON in the text.

    Raises:
        ValueError: there is none, or it doesn't fit the schema (pydantic's ValidationError).
    """
    calls = getattr(reply, "tool_calls", [])
    return schema.model_validate(calls[0]["args"] if calls else json_in(reply.text))


def what_is_wrong(error: ValueError) -> str:
    """In one line what keeps a reply from fitting."""
    if not isinstance(error, ValidationError):
        return str(error)
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, fault['loc'])) or 'the whole'}: {fault['msg']}" for fault in faults[:5])


def _in_words(schema: type[BaseModel]) -> str:
    written = json.dumps(_json_schema(schema), ensure_ascii=False)
    return f"Reply with one JSON document and nothing else. It must fit this JSON Schema: {written}"


def _json_schema(schema: type[BaseModel]) -> dict[str, Any]:
    written = schema.model_json_schema()
    return {"description": schema.__name__, **written}
