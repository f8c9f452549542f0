"""298 papers of many fields, rebuilt from the data: ``python -m tests.benchmarks.fields`` prints them as JSON Lines.

``questions/fields_papers.txt`` lists them by set and id (``sf:…`` SciFact, ``cisi:…``, ``cacm:…``, ``cran:…``
Cranfield, ``scr:…`` screening, ``ax:…`` scale), drawn at random once among abstracts of more than 500 characters; the
order is that of the list.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from tests.benchmarks.material import HERE, Row, rows, shared

PAPERS = HERE / "questions" / "fields_papers.txt"
_CORPUS = ("corpus.jsonl.gz", "_id", "text")
_SETS = {
    "sf": ("scifact", *_CORPUS),
    "cisi": ("cisi", *_CORPUS),
    "cacm": ("cacm", *_CORPUS),
    "cran": ("cranfield", *_CORPUS),
    "scr": ("screening", *_CORPUS),
    "ax": ("scale", "arxiv-100k.jsonl.gz", "id", "abstract"),
}


def papers() -> list[Row]:
    """The collection, in the order of its list; each paper's id is that of the list."""
    wanted = PAPERS.read_text(encoding="utf-8").split()
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
    """Print the collection."""
    for paper in papers():
        sys.stdout.write(json.dumps(paper, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
