"""ScriptedModel: a language model that says what the test wrote down, and remembers what it was asked.

    model = ScriptedModel(["first reply", AIMessage("second"), TimeoutError("slow"), Verdict(agrees=True)])

A text or a message is the reply, an exception is raised, a pydantic object or a dict answers a call for
structured output (``with_structured_output`` or ``bind_tools``). ``history`` holds the messages of each call.
A call beyond the end of the script fails the test at once; ``check_used_up`` fails it when replies are left.
"""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolCall
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, PrivateAttr

Reply = str | AIMessage | Exception | BaseModel | dict[str, Any]

_PIECES = re.compile(r"\S+\s*|\s+")
_SHOWN = 200  # characters of the last prompt in a failure


class ScriptedModel(BaseChatModel):
    """A LangChain chat model with a queue of replies and a history of what it was asked."""

    _script: deque[Reply] = PrivateAttr(default_factory=deque)
    _history: list[tuple[BaseMessage, ...]] = PrivateAttr(default_factory=list)
    _lock: Any = PrivateAttr(default_factory=threading.Lock)  # batches call from several threads

    def __init__(self, replies: Iterable[Reply] = ()) -> None:
        super().__init__()
        self._script.extend(replies)

    @property
    def history(self) -> tuple[tuple[BaseMessage, ...], ...]:
        """The messages of each call so far, oldest call first."""
        return tuple(self._history)

    @property
    def prompts(self) -> tuple[str, ...]:
        """The text of each call so far: its messages, one under the other."""
        return tuple("\n".join(message.text for message in messages) for messages in self._history)

    def check_used_up(self) -> None:
        """Fail the test when replies are left that nobody asked for."""
        if self._script:
            pytest.fail(
                f"ScriptedModel: {len(self._script)} of its replies were never asked for, "
                f"the next is {self._script[0]!r:.{_SHOWN}}; it was called {len(self._history)} times",
                pytrace=False,
            )

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,  # noqa: ANN401 - LangChain's signature
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Remember the tools for the call; a structured reply becomes a call of one of them."""
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 - LangChain's signature
    ) -> ChatResult:
        message = self._next(messages, kwargs.get("tools", []))
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ANN401 - LangChain's signature
    ) -> Iterator[ChatGenerationChunk]:
        message = self._next(messages, kwargs.get("tools", []))
        for chunk in _chunks(message):
            yield ChatGenerationChunk(message=chunk)

    def _next(self, messages: list[BaseMessage], tools: list[dict[str, Any]]) -> AIMessage:
        """Take the next reply of the script, as the message a provider would send."""
        with self._lock:
            self._history.append(tuple(messages))
            number = len(self._history)
            reply = self._script.popleft() if self._script else None
        if reply is None:
            # pytest's own failure is no Exception, so that no retry or fallback under test can swallow it
            pytest.fail(
                f"ScriptedModel: the script ended, and call {number} asked: {self.prompts[-1][:_SHOWN]!r}",
                pytrace=False,
            )
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, str):
            return AIMessage(reply)
        if isinstance(reply, AIMessage):
            return reply
        return AIMessage("", tool_calls=[_tool_call(reply, tools, number)])


def _tool_call(reply: BaseModel | dict[str, Any], tools: list[dict[str, Any]], number: int) -> ToolCall:
    """Put a structured reply in the form of a call: of the tool named like its class, or of the only one."""
    names = [tool["function"]["name"] for tool in tools]
    name = type(reply).__name__ if isinstance(reply, BaseModel) else (names[0] if len(names) == 1 else None)
    if name not in names:
        pytest.fail(
            f"ScriptedModel: reply {number} is structured ({reply!r:.{_SHOWN}}), "
            f"but the call offered {names or 'no schema'}",
            pytrace=False,
        )
    arguments = reply.model_dump(mode="json") if isinstance(reply, BaseModel) else reply
    return ToolCall(name=name, args=arguments, id=f"call_{number}", type="tool_call")


def _chunks(message: AIMessage) -> Iterator[AIMessageChunk]:
    """Cut a message into pieces as a provider streams them; joined they are the message exactly."""
    if isinstance(message.content, str):
        for piece in _PIECES.findall(message.content):
            yield AIMessageChunk(piece)
    else:
        yield AIMessageChunk(message.content)
    for index, call in enumerate(message.tool_calls):
        arguments = json.dumps(call["args"], ensure_ascii=False)
        half = len(arguments) // 2
        yield _call_chunk(index, call["name"], arguments[:half], call["id"])
        yield _call_chunk(index, None, arguments[half:], None)
    yield AIMessageChunk(
        "",
        response_metadata=message.response_metadata,
        usage_metadata=message.usage_metadata,
        chunk_position="last",
    )


def _call_chunk(index: int, name: str | None, arguments: str, call_id: str | None) -> AIMessageChunk:
    chunk = tool_call_chunk(name=name, args=arguments, id=call_id, index=index)
    return AIMessageChunk("", tool_call_chunks=[chunk])
