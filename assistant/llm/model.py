"""class Model: a language model as the rest of the house sees it."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from threading import Event, Lock
from typing import TYPE_CHECKING, NamedTuple, Self

from pydantic import BaseModel

from assistant.errors import ModelReplyUnusable
from assistant.llm import asking
from assistant.llm.asking import Asked, Message
from assistant.llm.faults import Addressee, RequestRefused, explain, read
from assistant.llm.pacing import Backoff, Pace
from assistant.llm.replies import Thoughts, without_thoughts
from assistant.llm.usage import Limits, Prices, usage_of_call
from assistant.llm.watching import Watch
from assistant.models import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

Messages = Sequence[Message]
Start = Callable[[], Generator["BaseMessage"]]

LONGEST_REPLY = 100_000  # characters, thoughts included; a model that goes on has lost its way


class Reply(NamedTuple):
    """A whole reply, without what the model thought aloud, and what it took."""

    text: str
    usage: Usage


class Model:
    """A language model: ask it, and it streams, replies, or fills in a form.

    ``usage`` counts all its calls; ``counting_anew`` gives the same model with a count of its own, for one answer.
    It can be used from several threads. Each method raises:

    * ``ModelUnavailable``: no server, no network, no answer in time, too many requests, or a fault of the server;
    * ``ModelRefused``: the key, the model's name or the request is refused;
    * ``ContextTooLong``: the messages are more than the model reads;
    * ``ModelReplyUnusable``: the reply is empty, endless, or not what was asked for.
    """

    def __init__(
        self,
        chat: BaseChatModel,
        who: Addressee,
        *,
        limits: Limits = Limits(),  # noqa: B008 - immutable
        prices: Prices | None = None,
        seed: int | None = None,
    ) -> None:
        """Wrap a LangChain chat model; ``open_model`` makes one by name. ``seed`` makes the retries' waits repeat."""
        self._chat = chat
        self._who = who
        self._limits = limits
        self._prices = prices
        self._backoff = Backoff(seed)
        self._pace = Pace(limits.requests_per_minute)
        self._takes_no_schema = Event()  # found out by asking, once for all twins
        self._usage = Usage()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """``provider:name``."""
        return self._who.name

    @property
    def address(self) -> str | None:
        """Its server's address, without a password or a key; None for the provider's own."""
        return self._who.address

    @property
    def usage(self) -> Usage:
        """What all calls so far took."""
        return self._usage

    def counting_anew(self) -> Self:
        """The same model, its pace shared, with a count that begins at nothing."""
        twin = copy.copy(self)
        twin._usage, twin._lock = Usage(), Lock()
        return twin

    def __repr__(self) -> str:
        return f"Model({self.name!r})"

    def stream(self, messages: Messages) -> Iterator[str]:
        """The reply's text, piece by piece as it comes, without what the model thinks aloud.

        A fault after the first piece ends the stream with an error; what was given stays given.
        """
        thoughts = Thoughts()
        shown = False
        with closing(self._call(messages, lambda: asking.streamed(self._chat, messages))) as pieces:
            for piece in pieces:
                if text := thoughts.feed(piece.text):
                    shown = True
                    yield text
        if rest := thoughts.rest():
            yield rest
        elif not shown:
            raise self._empty()

    def invoke(self, messages: Messages) -> Reply:
        """The whole reply at once."""
        message, usage = self._one(messages, lambda: asking.whole(self._chat, messages))
        text = without_thoughts(message.text)
        if not text:
            raise self._empty()
        return Reply(text, usage)

    def structured(self, messages: Messages, schema: type[Asked]) -> Asked:
        """A form filled in: through the provider's own structured output, else from JSON in the reply's text.

        A reply that doesn't fit is sent back once, with what is wrong with it.
        """
        message = self._filled_in(messages, schema)
        try:
            return asking.parsed(message, schema)
        except ValueError as error:
            wrong = asking.what_is_wrong(error)
        again = asking.sent_back(messages, schema, message, wrong)
        message, _ = self._one(again, lambda: asking.whole(self._chat, again))
        try:
            return asking.parsed(message, schema)
        except ValueError:
            pass
        raise ModelReplyUnusable(f"{self._who} did not reply in the form asked for, twice; try another model")

    def _filled_in(self, messages: Messages, schema: type[BaseModel]) -> BaseMessage:
        """The reply to a request for a form; a provider that takes no schema is told in words, from then on."""
        if not self._takes_no_schema.is_set() and (form := asking.form(self._chat, schema)):
            try:
                return self._one(messages, lambda: asking.whole(form, messages))[0]
            except RequestRefused:
                self._takes_no_schema.set()
        told = asking.told_in_words(messages, schema)
        return self._one(told, lambda: asking.whole(self._chat, told))[0]

    def _one(self, messages: Messages, start: Start) -> tuple[BaseMessage, Usage]:
        """The one message of a call that doesn't stream, and what it took."""
        twin = self.counting_anew()
        try:
            (message,) = twin._call(messages, start)
        finally:
            self._count(twin.usage)
        return message, twin.usage

    def _call(self, messages: Messages, start: Start) -> Generator[BaseMessage]:
        """The messages of a call, tried again as long as no text has come."""
        self._pace.wait()
        until = time.monotonic() + self._limits.whole
        for tries in range(1, self._limits.retries + 2):
            watch = Watch(start, silence=self._limits.timeout, until=until)
            spoke = yield from self._heard(messages, watch)
            if watch.fault is None:
                return
            if not isinstance(watch.fault, Exception):
                raise watch.fault
            fault = read(watch.fault)
            wait = self._backoff.wait(tries, fault.wait)
            if spoke or not fault.worth_retrying or time.monotonic() + wait >= until:
                break
            if tries <= self._limits.retries:
                time.sleep(wait)
                self._pace.wait()
        watch.fault = None  # it holds the request
        raise explain(fault, self._who, self._limits, spoke=spoke)

    def _heard(self, messages: Messages, watch: Watch) -> Generator[BaseMessage, None, bool]:
        """Pass on what comes and count it; whether any text came."""
        heard = asking.Heard()
        try:
            for message in watch:
                heard.add(message)
                if heard.characters > LONGEST_REPLY:
                    raise ModelReplyUnusable(
                        f"{self._who} did not stop after {LONGEST_REPLY:,} characters; try again or try another model"
                    )
                yield message
        finally:
            if heard.anything:
                prompt = [text for _, text in messages]
                self._count(usage_of_call(heard.tokens, prompt, heard.characters, self._prices))
            elif watch.fault is not None and read(watch.fault).kind != "unreachable":
                self._count(Usage(calls=1, estimated=True))  # it was asked, and what it did with that nobody says
        if watch.fault is None and heard.cut_short:
            watch.fault = ConnectionError()
        return heard.characters > 0

    def _count(self, usage: Usage) -> None:
        with self._lock:
            self._usage = self._usage + usage

    def _empty(self) -> ModelReplyUnusable:
        return ModelReplyUnusable(f"{self._who} sent an empty reply; try again or try another model")
