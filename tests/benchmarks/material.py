"""What the benchmarks measure on: the data beside the project, and this project's own questions about it.

The data is ``../shared`` and never part of the project. ``questions/`` holds questions, themes and judgements written
for this project; they name papers by citation key or id and sentences by offsets, so no text of a paper is in them.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import quantiles

Row = dict[str, object]

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
_INNERMOST = re.compile(r"\{[^{}\[\]]*\}")  # printed on one line: a rate beside its counts
_MEASURED_WITH = ("chromadb", "onnxruntime", "tantivy", "numpy")


def shared(*parts: str) -> Path:
    """A file or folder of ``../shared``; without it the benchmark ends with one line."""
    path = PROJECT.parent.joinpath("shared", *parts)
    if not path.exists():
        raise SystemExit(
            f"this benchmark needs {Path('..', 'shared', *parts)} beside the project's folder, which is not there"
        )
    return path


def rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def questions(name: str) -> list[Row]:
    """The rows of ``questions/<name>.jsonl``."""
    return list(rows(HERE / "questions" / f"{name}.jsonl"))


def write_jsonl(path: Path, records: Iterator[Row] | Sequence[Row]) -> Path:
    """Save records as JSON Lines; the file's path."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return path


def rate(hits: int, total: int) -> Row:
    """A share with the counts it comes from."""
    return {"rate": round(hits / total, 4) if total else None, "count": hits, "of": total}


def milliseconds(seconds: Sequence[float]) -> Row:
    """Median and 95th percentile of two or more durations, in milliseconds."""
    shares = quantiles(seconds, n=100, method="inclusive")
    return {"p50": round(1000 * shares[49], 2), "p95": round(1000 * shares[94], 2)}


def show(**figures: object) -> None:
    """Print one JSON document: the figures and what they were measured with."""
    ours = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    packages = {"litreview": ours, **{name: version(name) for name in _MEASURED_WITH}}
    about = {"versions": packages, "python": sys.version.split()[0], "cores": os.cpu_count()}
    text = json.dumps({**figures, "measured_with": about}, indent=1, ensure_ascii=False)
    sys.stdout.write(_INNERMOST.sub(lambda found: " ".join(found[0].split()), text) + "\n")
