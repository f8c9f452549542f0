"""298 papers of many fields, rebuilt from the data: ``python -m tests.benchmarks.fields`` prints them as JSON Lines.

``questions/fields_papers.txt``, and ``fields_b_papers.txt`` for 298 others, list them by set and id (``sf:…`` SciFact,
``cisi:…``, ``cacm:…``, ``cran:…`` Cranfield, ``scr:…`` screening, ``ax:…`` scale), drawn at random once among abstracts
of more than 500 characters; the order is that of the list.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from tests.benchmarks.material import HERE, Row, rows, shared

NAMES = ("fields", "fields_b")
_CORPUS = ("corpus.jsonl.gz", "_id", "text")
_SETS = {
    "sf": ("scifact", *_CORPUS),
    "cisi": ("cisi", *_CORPUS),
    "cacm": ("cacm", *_CORPUS),
    "cran": ("cranfield", *_CORPUS),
    "scr": ("screening", *_CORPUS),
    "ax": ("scale", "arxiv-100k.jsonl.gz", "id", "abstract"),
}


def papers(name: str) -> list[Row]:
    """A collection, in the order of its list; each paper's id is that of the list."""
    wanted = (HERE / "questions" / f"{name}_papers.txt").read_text(encoding="utf-8").split()
    found = {str(paper["id"]): paper for prefix in _SETS for paper in _of_set(prefix, frozenset(wanted))}
    return [found[paper_id] for paper_id in wanted]


def _of_set(prefix: str, wanted: frozenset[str]) -> Iterator[Row]:
    folder, file, id_field, text_field = _SETS[prefix]
    for row in rows(shared("data", folder, file)):
        paper_id = f"{prefix}:{row[id_field]}"
        if paper_id in wanted:
            yield {
                "id": paper_id,
                "title": str(row["title"]).strip(),
                "abstract": str(row[text_field]).strip(),
                "authors": row.get("authors") or [],
                "year": row.get("year"),
            }


def main() -> None:
    """Print one collection."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.fields", description=main.__doc__)
    parser.add_argument("name", nargs="?", default=NAMES[0], choices=NAMES)
    for paper in papers(parser.parse_args().name):
        sys.stdout.write(json.dumps(paper, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
