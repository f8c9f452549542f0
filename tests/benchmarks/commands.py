"""What whole commands cost: ``python -m tests.benchmarks.commands [--runs 9]`` prints medians over that many processes.

Every run is a process of its own on the listing pages' library, with litreview's cache filled and the files in the
system's cache: that is ``ask`` on a library that was not open. Seconds on the clock, seconds of CPU (more than those
on the clock where two cores work), peak memory in MB. ``limits`` are what the parts cost by themselves in the same
session: a bare Python, the import of chromadb, opening the embedder, and one query in each store.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.benchmarks.material import PROJECT, Row, shared, show

QUESTION = "Which agents use episodic memory for exploration?"
THEME = "episodic memory in RL"
EMBEDDERS = ("minilm", "builtin")
_LITREVIEW = [sys.executable, "-m", "assistant"]
_PARTS = """
import json, sys, time
from pathlib import Path

spent, started = {}, time.perf_counter()


def lap(name):
    global started
    now = time.perf_counter()
    spent[name], started = now - started, time.perf_counter()


folder, embedder_name, cache, question = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4]
import numpy
lap("import numpy")
import chromadb
lap("import chromadb")
from vectorstore.embedders import open_embedder
embedder = open_embedder(embedder_name, cache)
lap("open the embedder")
vector = embedder.embed_query(question)
lap("embed a question")
client = chromadb.PersistentClient(str(folder / "chroma"), chromadb.Settings(anonymized_telemetry=False))
passages = client.get_collection("passages", embedding_function=None)
lap("open chroma")
passages.query(query_embeddings=[vector], n_results=100, include=["metadatas"])
lap("first query in chroma")
passages.query(query_embeddings=[vector], n_results=100, include=["metadatas"])
lap("second query in chroma")
from vectorstore.lexical import LexicalIndex
lexical = LexicalIndex(folder / "lexical")
lap("import and open tantivy")
lexical.search(question, 100)
lap("first query in tantivy")
lexical.search(question, 100)
lap("second query in tantivy")
from assistant.catalog import Catalog
catalog = Catalog.open(folder, create=False)
lap("import and open the catalog")
catalog.papers(limit=1)
lap("one query in the catalog")
sys.stdout.write(json.dumps(spent))
"""


class Cost(NamedTuple):
    """What one process cost: seconds on the clock and of CPU, peak memory in MB."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def run(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run a command to its end.

    Raises:
        SystemExit: it failed; the message is what it said.
    """
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read().decode(errors="replace"))
    memory = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    return Cost(seconds, used.ru_utime + used.ru_stime, memory)


def medians(costs: Sequence[Cost]) -> Row:
    """The medians over several runs, and the fastest."""
    return {
        "seconds": round(median(cost.seconds for cost in costs), 3),
        "fastest": round(min(cost.seconds for cost in costs), 3),
        "cpu_seconds": round(median(cost.cpu_seconds for cost in costs), 3),
        "peak_mb": round(median(cost.peak_mb for cost in costs)),
        "runs": len(costs),
    }


def commands(folder: Path, runs: int, environment: Mapping[str, str]) -> Row:
    """Every command, with each embedder where it matters."""
    found: Row = {"--help": medians([run([*_LITREVIEW, "--help"], environment) for _ in range(runs)])}
    for embedder in EMBEDDERS:
        chosen = {**environment, "LITREVIEW_EMBEDDER": embedder}
        libraries = [[*_LITREVIEW, "--library", str(folder / f"{embedder}-{number}")] for number in range(runs)]
        pages = str(shared("seeds"))
        found[f"add ({embedder})"] = medians([run([*library, "add", pages, "--json"], chosen) for library in libraries])
        for name, words in {"ask": QUESTION, "search": QUESTION, "review": THEME}.items():
            command = [*libraries[0], name, words, "--json"]
            found[f"{name} ({embedder})"] = medians([run(command, chosen) for _ in range(runs)])
    return found


def limits(folder: Path, runs: int, environment: Mapping[str, str]) -> Row:
    """What the parts of ``ask`` cost without litreview around them, in milliseconds."""
    found: Row = {"bare python": medians([run([sys.executable, "-c", "pass"], environment) for _ in range(runs)])}
    for embedder in EMBEDDERS:
        place = [str(folder / f"{embedder}-0"), embedder, environment["LITREVIEW_CACHE_DIR"], QUESTION]
        laps = [_laps([sys.executable, "-c", _PARTS, *place], environment) for _ in range(runs)]
        found[embedder] = {f"{name}, ms": round(1000 * median(lap[name] for lap in laps), 1) for name in laps[0]}
    return found


def _laps(command: Sequence[str], environment: Mapping[str, str]) -> dict[str, float]:
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    spent: dict[str, float] = json.loads(done.stdout)
    return spent


def main() -> None:
    """Measure the commands, then the limits."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.commands", description=main.__doc__)
    parser.add_argument("--runs", type=int, default=9)
    runs = max(1, parser.parse_args().runs)
    shared("seeds")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("LITREVIEW_")},
            "LITREVIEW_CACHE_DIR": str(folder / "cache"),
            "PYTHONPATH": str(PROJECT),
        }
        for embedder in EMBEDDERS:  # fills the cache, as the first command after installing does
            warm = {**environment, "LITREVIEW_EMBEDDER": embedder}
            run([*_LITREVIEW, "--library", str(folder / "warm" / embedder), "add", str(shared("seeds"))], warm)
        show(commands=commands(folder, runs, environment), limits=limits(folder, runs, environment))


if __name__ == "__main__":
    main()
