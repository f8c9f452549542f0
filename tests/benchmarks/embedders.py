"""How fast each embedder on this machine is: ``python -m tests.benchmarks.embedders`` prints one JSON document.

``abstracts_per_second`` on all cores, ``query_ms`` for questions of ten words, ``cold_seconds`` from the start of a
new Python process to its first vector (imports included), with the cache filled. Texts are made up of 180 words.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from assistant.errors import EmbedderUnavailable
from vectorstore.embedders import Embedder, open_embedder

WORDS = (
    "we the a of in and to for with that by on is are this which from as an it crows ravens foraging caching tools"
    " memory recall spatial temporal experiment hypothesis observed juvenile behaviour probabilistic estimate sampling"
    " trajectory embodied neuroethology hippocampal retrieval consolidation representation comparable baseline ablation"
    " quantitative significantly improves robust heterogeneous environments annotated corpus longitudinal cohort model"
)
COLD = """
import sys, time
from pathlib import Path
started = time.perf_counter()
from vectorstore.embedders import open_embedder
open_embedder(sys.argv[1], Path(sys.argv[2])).embed_query("which birds remember where they hid their food?")
sys.stdout.write(str(time.perf_counter() - started))
"""


def texts(count: int, words: int) -> list[str]:
    """The same made-up texts on every machine."""
    chance = random.Random(7)  # noqa: S311  not a secret
    vocabulary = WORDS.split()
    return [" ".join(chance.choices(vocabulary, k=words)) + "." for _ in range(count)]


def measure(embedder: Embedder, cache_dir: Path, seconds: float = 4.0) -> dict[str, object]:
    """The figures of one embedder, each over about as many seconds."""
    batch = texts(16, 180)
    embedder.embed(batch)
    done, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < seconds:
        embedder.embed(batch)
        done += len(batch)
    queries = [_timed(embedder, text) for text in texts(300, 10)]
    cold = sorted(_cold(embedder.name, cache_dir) for _ in range(5))
    return {
        "name": embedder.name,
        "fingerprint": embedder.fingerprint,
        "abstracts_per_second": round(done / spent, 1),
        "query_ms": {"p50": round(np.percentile(queries, 50), 2), "p95": round(np.percentile(queries, 95), 2)},
        "cold_seconds": round(cold[len(cold) // 2], 3),
    }


def _timed(embedder: Embedder, text: str) -> float:
    started = time.perf_counter()
    embedder.embed_query(text)
    return (time.perf_counter() - started) * 1000


def _cold(name: str, cache_dir: Path) -> float:
    command = [sys.executable, "-c", COLD, name, str(cache_dir)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Measure every embedder that is here."""
    found: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("minilm", "builtin"):
            try:
                embedder = open_embedder(name, Path(folder))
            except EmbedderUnavailable as reason:
                found.append({"name": name, "unavailable": str(reason)})
            else:
                found.append(measure(embedder, Path(folder)))
    sys.stdout.write(json.dumps({"cores": os.cpu_count(), "embedders": found}, indent=2) + "\n")


if __name__ == "__main__":
    main()
