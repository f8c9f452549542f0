"""What litreview adds to the model's time: ``python -m tests.benchmarks.overhead [--embedder minilm]`` prints JSON.

A scripted OpenAI-compatible server on loopback stands for the model; the real ``langchain-openai`` client asks it. It
replies with four sentences of the passages that it is given, a word every ten milliseconds. Milliseconds, of questions
with one call, each asked once of a library that is warm:

* ``before``: from the question to the first byte at the server, without retrieval (``retrieve`` and ``select``);
* ``after``: from the last byte of the reply to the answer, checked and saved;
* ``client``: the same way to the server for the provider's client alone, which ``before`` holds too;
* ``after_parts``: what takes how much of ``after``.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from assistant.library import Library, prose
from assistant.library.preparing import Preparation
from assistant.models import PartialAnswer
from assistant.settings import load
from assistant.steps.check import Checker
from assistant.steps.retrieve import retrieve
from assistant.steps.select import select
from tests.benchmarks.material import Row, milliseconds, questions, shared, show
from tests.llm import server
from tests.llm.server import Request, Server, Turn, says

Clock = defaultdict[str, float]
_PASSAGE = re.compile(r"^\[(\d+)\] ([^.…]{40,300}\.)", re.MULTILINE)
_PARTS = ("waiting for the checker", "reading", "checking", "saving")
_GAP = 0.01  # seconds a word: a hundred words a second


def reply(request: Request) -> Turn:
    """Four sentences of the passages, each with its marker."""
    said = [f"Here, {text[0].lower()}{text[1:-1]} [{number}]." for number, text in _PASSAGE.findall(request.texts[-1])]
    return says(" ".join(said[:4]) or "NO EVIDENCE", gap=_GAP)


@contextmanager
def watched(clock: Clock) -> Iterator[None]:
    """Note when a request comes and when its reply ends, and count what takes how long."""
    sent = server._Conversation._event

    def event(self: Any, data: str) -> None:  # noqa: ANN401
        sent(self, data)
        clock["last byte"] = time.perf_counter()

    with ExitStack() as changes:
        changes.enter_context(patch.object(server._Conversation, "_event", event))
        for name, module in list(sys.modules.items()):
            for step in (retrieve, select):
                if name.startswith("assistant.library") and getattr(module, step.__name__, None) is step:
                    changes.enter_context(patch.object(module, step.__name__, _timed(step, "retrieval", clock)))
            if name.startswith("assistant.library") and hasattr(module, "seal"):
                changes.enter_context(patch.object(module, "seal", _timed(module.seal, "saving", clock)))
        waited = _timed(Preparation.checker, "waiting for the checker", clock)
        changes.enter_context(patch.object(Preparation, "checker", waited))
        changes.enter_context(patch.object(Checker, "cite", _timed(Checker.cite, "checking", clock)))
        changes.enter_context(patch.object(prose, "read", _timed(prose.read, "reading", clock)))
        yield


def _timed(call: Callable[..., Any], part: str, clock: Clock) -> Callable[..., Any]:
    def timed(*args: object, **kwargs: object) -> object:
        started = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            clock[part] += time.perf_counter() - started

    return timed


def _ignored(partial: PartialAnswer) -> None:
    """A draft that is looked at and forgotten."""


def measure(library: Library, asked: list[str], clock: Clock, served: Server) -> Row:
    """Ask every question; what was added to the model's time."""
    before, after, parts = [], [], defaultdict(list)
    for question in asked:
        clock.clear()
        began = time.perf_counter()
        answer = library.ask(question, on_draft=_ignored)
        ended = time.perf_counter()
        if answer.model is None or not answer.usage or answer.usage.calls != 1:
            continue
        before.append(clock["first byte"] - began - clock["retrieval"])
        after.append(ended - clock["last byte"])
        for part in _PARTS:
            parts[part].append(clock[part])
    figures: Row = {"asked": len(asked), "one call": len(before)}
    if len(before) > 1:
        figures |= {"before": milliseconds(before), "after": milliseconds(after)}
        figures["after_parts"] = {part: milliseconds(seconds) for part, seconds in parts.items()}
    return figures


def client_alone(url: str, clock: Clock, times: int = 15) -> Row:
    """From the call of the provider's client to the first byte at the server."""
    from langchain.chat_models import init_chat_model

    chat = init_chat_model("crow", model_provider="openai", base_url=url, api_key="none", stream_usage=True)
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        for _ in chat.stream([("human", "[1] " + "word " * 2_000)]):
            pass
        seconds.append(clock["first byte"] - began)
    return milliseconds(seconds[1:])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embedder", default="minilm")
    parser.add_argument("--questions", type=int, default=40)
    chosen = parser.parse_args()
    asked = [str(row["question"]) for row in questions("seeds_answerable")][: chosen.questions]
    clock: Clock = defaultdict(float)

    def answered(request: Request) -> Turn:
        clock["first byte"] = time.perf_counter()
        return reply(request)

    with tempfile.TemporaryDirectory() as folder, Server(otherwise=answered) as served:
        settings = load(model="openai:crow", base_url=served.url, embedder=chosen.embedder)
        with Library.open(Path(folder) / "seeds", settings=settings) as library:
            library.add(shared("seeds"))
            library.ask(asked[-1])
            with watched(clock):
                figures = measure(library, asked[:-1], clock, served)
                show(embedder=chosen.embedder, **figures, client=client_alone(served.url, clock))


if __name__ == "__main__":
    main()
