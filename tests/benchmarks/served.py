"""Many readers of one service: ``python -m tests.benchmarks.served [--library FOLDER]`` prints JSON.

The real process, ``python -m assistant chat`` on loopback, asked over REST. First by one reader at a time, for how soon
the first words come (events); then ``--clients`` ask at once, question after question, each in a thread with a
connection of its own. Beside the times stand what the process holds in memory and the processor time that it took.
Answers are extractive. Without ``--library`` it is the bundled sample.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from threading import local

import httpx

from tests.benchmarks.load import resident_mb, wordings
from tests.benchmarks.material import Row, milliseconds, show

_WARM, _ALONE = 20, 40  # questions of one reader, before and while it is measured
_CHUNK = 500  # questions between two looks at the memory
_PATIENCE = 120.0  # seconds


@contextmanager
def served(library: str) -> Iterator[tuple[str, str]]:
    """The process number and the address of a running service."""
    command = [sys.executable, "-m", "assistant", "--library", library, "chat", "--no-browser", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        yield str(process.pid), process.stderr.readline().split()[3]
    finally:
        process.terminate()
        process.wait(60)


def first_words(client: httpx.Client, asked: Sequence[str]) -> Row:
    """Seconds from a question to its first draft and to its answer; a question without evidence has no draft."""
    drafts, answers = [], []
    for question in asked:
        put = time.perf_counter()
        with client.stream(
            "POST", "/api/ask", json={"question": question}, headers={"Accept": "text/event-stream"}
        ) as sent:
            for line in sent.iter_lines():
                if line == "event: draft":
                    drafts.append(time.perf_counter() - put)
        answers.append(time.perf_counter() - put)
    return {"with_first_words": len(drafts), "first_words_ms": milliseconds(drafts), "answer_ms": milliseconds(answers)}


def at_once(ask: Callable[[str], str], asked: Sequence[str], clients: int, process: str) -> Row:
    """All questions by so many clients, each asking its next as soon as it has its answer."""
    seconds: list[float] = []
    wrong: list[str] = []
    memory = {"0": resident_mb(process)}
    put = iter(asked)
    began, cpu = time.perf_counter(), _cpu(process)

    def timed(question: str) -> None:
        started = time.perf_counter()
        error = ask(question)
        seconds.append(time.perf_counter() - started)
        if error:
            wrong.append(error)

    with ThreadPoolExecutor(clients) as threads:
        while some := list(islice(put, _CHUNK)):
            list(threads.map(timed, some))
            memory[str(len(seconds))] = resident_mb(process)
    return {
        "ms": milliseconds(seconds),
        "slowest_ms": round(1000 * max(seconds)),
        "questions_a_second": round(len(seconds) / (time.perf_counter() - began), 1),
        "cpu_ms_a_question": round(1000 * (_cpu(process) - cpu) / len(seconds), 1),
        "errors": len(wrong),
        "kinds": sorted(set(wrong))[:5],
        "resident_mb_after_questions": memory,
    }


def asking(address: str) -> Callable[[str], str]:
    """Asks a question over the connection of the thread it is called in; what was wrong with the reply, or nothing."""
    own = local()

    def ask(question: str) -> str:
        if not hasattr(own, "client"):
            own.client = httpx.Client(base_url=address, timeout=_PATIENCE)
        try:
            reply = own.client.post("/api/ask", json={"question": question})
        except httpx.HTTPError as error:
            return type(error).__name__
        return "" if reply.json().get("question") == question else f"status {reply.status_code}"

    return ask


def _cpu(process: str) -> float:
    """Seconds of processor time that a process has taken, its own and the system's for it."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Start the service, ask it, stop it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.served", description=main.__doc__)
    parser.add_argument("--library", default="sample")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--questions", type=int, default=2_000)
    parser.add_argument("--rest", type=float, default=35.0, help="seconds after which the memory is looked at again")
    options = parser.parse_args()
    every = cycle(wordings())
    with served(options.library) as (process, address):
        with httpx.Client(base_url=address, timeout=_PATIENCE) as one:
            papers = one.get("/api/status").json()["papers"]
            first_words(one, list(islice(every, _WARM)))
            alone = first_words(one, list(islice(every, _ALONE)))
        figures = at_once(asking(address), list(islice(every, options.questions)), options.clients, process)
        time.sleep(options.rest)
        rested = resident_mb(process)
    show(papers=papers, alone=alone, clients=options.clients, at_once=figures, resident_mb_at_rest=rested)


if __name__ == "__main__":
    main()
