"""Many readers at once: ``python -m tests.benchmarks.load [--papers N] [--threads 50] [--embedder builtin]``.

One library of the first papers of the data, open once, as the browser's process has it. Every thread asks a question
of its own at the same moment, round after round; then questions follow each other to show that memory is stable.
Answers are extractive. A question's time runs from the moment it is put, so it counts the wait behind all others.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count, cycle, islice
from pathlib import Path
from threading import Barrier

from assistant import Library
from assistant.models import Answer
from tests.benchmarks.material import Row, milliseconds, questions, rows, shared, show, write_jsonl

_QUESTIONS = ("seeds_answerable", "fields_answerable", "seeds_unanswerable", "fields_unanswerable")
_CHUNK = 500  # questions between two looks at the memory

Ask = Callable[[str], Answer]


def wordings() -> list[str]:
    """The project's own questions, each twice: as it is, and as a reader might begin it."""
    asked = [str(row["question"]) for name in _QUESTIONS for row in questions(name)]
    return asked + [f"I would like to know: {question}" for question in asked]


def at_once(ask: Ask, asked: Sequence[str]) -> Row:
    """Put all questions at the same moment, each in a thread of its own."""
    start = Barrier(len(asked))

    def one(question: str) -> tuple[float, str]:
        start.wait()
        put = time.perf_counter()
        try:
            wrong = "" if ask(question).question == question else "the answer to another question"
        except Exception as error:  # whatever it is, it is counted
            wrong = f"{type(error).__name__}: {error}"
        return time.perf_counter() - put, wrong

    cpu = time.process_time()
    with ThreadPoolExecutor(len(asked)) as threads:
        done = list(threads.map(one, asked))
    cpu = time.process_time() - cpu
    wrong = sorted({words for _, words in done if words})
    return {
        "ms": milliseconds([seconds for seconds, _ in done]),
        "slowest_ms": round(1000 * max(seconds for seconds, _ in done)),
        "cpu_ms_a_question": round(1000 * cpu / len(asked), 1),
        "errors": sum(bool(words) for _, words in done),
        "kinds": wrong[:5],
    }


def memory(ask: Ask, asked: Sequence[str], threads: int) -> Row:
    """Resident memory in MB after each so many questions."""
    after: dict[str, int] = {"0": resident_mb()}
    put = iter(asked)
    with ThreadPoolExecutor(threads) as pool:
        for number in count(_CHUNK, _CHUNK):
            some = list(islice(put, _CHUNK))
            if not some:
                break
            list(pool.map(ask, some))
            after[str(number - _CHUNK + len(some))] = resident_mb()
    return {"resident_mb_after_questions": after}


def resident_mb(process: str = "self") -> int:
    """What a process holds in memory now, this one if none is named by its number."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return round(int(line.split()[1]) / 1024)
    raise SystemExit("this benchmark reads /proc, which only Linux has")


def main() -> None:
    """Fill a library or take one that is there, ask it at once, then ask it on and on."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load", description=main.__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--embedder", default="builtin", choices=("minilm", "builtin"))
    parser.add_argument("--threads", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--questions", type=int, default=2_000, help="for the memory; 0 leaves it out")
    parser.add_argument("--library", type=Path, help="a library that is there already, in place of the data's")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.library or Path(name) / "library"
        with Library.open(folder, embedder=None if options.library else options.embedder) as library:
            if not options.library:
                data = rows(shared("data", "scale", "arxiv-100k.jsonl.gz"))
                library.add(write_jsonl(Path(name) / "papers.jsonl", islice(data, options.papers)))
            status = library.status()
            every = cycle(wordings())
            cold = at_once(library.ask, list(islice(every, options.threads)))
            warm = [at_once(library.ask, list(islice(every, options.threads))) for _ in range(options.rounds)]
            kept = memory(library.ask, list(islice(every, options.questions)), options.threads)
        show(
            papers=status.papers,
            embedder=status.embedding,
            threads=options.threads,
            first_round=cold,
            rounds=warm,
            memory=kept,
        )


if __name__ == "__main__":
    main()
