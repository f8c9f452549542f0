"""How well search ranks: ``python -m tests.benchmarks.retrieval`` prints nDCG@10 and recall@100 on judged collections.

Cranfield, CISI, CACM and SciFact in the layout of BEIR (Thakur et al., 2021), through ``Library.search``. nDCG takes
the judgement itself as gain (Järvelin & Kekäläinen, 2002, as trec_eval does). Records that a library takes for one
paper count once, with the higher judgement. ``builtin`` by default on all, ``minilm`` on those of fewer than 2,000
records.
"""

from __future__ import annotations

import argparse
import csv
import math
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean

from assistant.errors import PaperNotFound
from assistant.library import Library
from tests.benchmarks.material import Row, milliseconds, rows, shared, show

SETS = ("cranfield", "cisi", "cacm", "scifact")
SMALL = 2_000  # records up to which minilm is measured by default
DEPTH = 100
_LONGEST = 2_000  # characters that a query may have

Judgements = dict[str, dict[str, int]]


def measure(name: str, embedder: str) -> Row:
    """The figures of one collection."""
    data = shared("data", name)
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / name, embedder=embedder) as library:
        started = time.perf_counter()
        report = library.add(data / "corpus.jsonl.gz")
        seconds = time.perf_counter() - started
        judged = _judgements(data / "qrels.tsv", library)
        gains, recalls, spent = [], [], []
        queries = {str(row["_id"]): str(row["text"]) for row in rows(data / "queries.jsonl")}
        for query_id, wanted in judged.items():
            started = time.perf_counter()
            hits = library.search(queries[query_id][:_LONGEST], limit=DEPTH).hits
            spent.append(time.perf_counter() - started)
            ranking = [hit.paper.id for hit in hits]
            gains.append(ndcg(ranking, wanted, 10))
            recalls.append(len(wanted.keys() & set(ranking)) / len(wanted))
    return {
        "read": report.read,
        "papers": report.papers,
        "rejected": len(report.rejected),
        "queries": len(judged),
        "ndcg@10": round(fmean(gains), 4),
        "recall@100": round(fmean(recalls), 4),
        "query_ms": milliseconds(spent),
        "papers_per_second": round(report.papers / seconds, 1),
    }


def ndcg(ranking: Sequence[str], wanted: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain of the first ``depth``."""
    gain = sum(wanted.get(paper_id, 0) / math.log2(place + 2) for place, paper_id in enumerate(ranking[:depth]))
    best = sum(value / math.log2(place + 2) for place, value in enumerate(sorted(wanted.values())[::-1][:depth]))
    return gain / best


def _judgements(path: Path, library: Library) -> Judgements:
    """Query id to paper id to judgement, of papers that the library holds."""
    judged: Judgements = {}
    with path.open(encoding="utf-8") as file:
        for query_id, record_id, value in list(csv.reader(file, delimiter="\t"))[1:]:
            wanted = judged.setdefault(query_id, {})
            try:
                paper_id = library.show(record_id).id
            except PaperNotFound:  # a record without text: it can't be found, and that counts
                paper_id = f"not in the library: {record_id}"
            wanted[paper_id] = max(wanted.get(paper_id, 0), int(value))
    return {query_id: wanted for query_id, wanted in judged.items() if any(wanted.values())}


def main() -> None:
    """Measure the collections."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.retrieval", description=main.__doc__)
    parser.add_argument("--embedder", choices=("minilm", "builtin"), help="only this one")
    parser.add_argument("--sets", nargs="+", default=SETS, choices=SETS, metavar="SET", help=f"of {', '.join(SETS)}")
    options = parser.parse_args()
    found: Row = {}
    for embedder in ("builtin", "minilm"):
        for name in options.sets:
            small = sum(1 for _ in rows(shared("data", name, "corpus.jsonl.gz"))) < SMALL
            by_default = embedder == "builtin" or small
            if options.embedder == embedder or (options.embedder is None and by_default):
                found[f"{name} ({embedder})"] = measure(name, embedder)
    show(retrieval=found)


if __name__ == "__main__":
    main()
