"""How rightly answers name papers to open in full: ``python -m tests.benchmarks.full_text`` prints one JSON document.

False alarms are counted on every answerable question of ``answers`` and on the questions of ``full_text.jsonl`` that
ask for what abstracts seldom give where this one does (``given``). The others there ask for what only the paper holds:
an alarm is right where an answer names papers to open, and best where the one that was meant is among them. They come
in lots (``lot``): rules were mended on the first and the second, not on the third. All answers are extractive.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assistant.library import Library
from assistant.settings import Settings
from tests.benchmarks import fields
from tests.benchmarks.material import Row, questions, rate, shared, show, write_jsonl

LOTS = ("first", "second", "third")


def measure(library: Library, asked: Sequence[Row]) -> list[Row]:
    """Each question with whether it alarms, and whether the paper that it is about is among those to open."""
    found = []
    for row in asked:
        answer = library.ask(str(row["question"]))
        meant = library.show(str(row["paper"])).id
        to_open = [one.paper_id for one in answer.open_in_full]
        found.append({**row, "status": answer.status, "alarms": bool(to_open), "meant": meant in to_open})
    return found


def figures(ordinary: Sequence[Row], own: Sequence[Row]) -> Row:
    """Shares of the questions that alarm, with their counts."""
    return {
        "answerable": _alarms(ordinary),
        **{str(lot): _of_lot([row for row in own if row["lot"] == lot]) for lot in LOTS},
    }


def _of_lot(own: Sequence[Row]) -> Row:
    given = [row for row in own if row["given"]]
    needing = [row for row in own if not row["given"]]
    return {
        "asks_for_details_and_the_abstract_gives_them": _alarms(given),
        "needs_the_paper": _alarms(needing),
        "needs_the_paper_and_it_is_named": rate(sum(bool(row["meant"]) for row in needing), len(needing)),
    }


def _own(collection: str) -> list[Row]:
    return [row for row in questions("full_text") if row["library"] == collection]


def _alarms(rows: Sequence[Row]) -> Row:
    return rate(sum(bool(row["alarms"]) for row in rows), len(rows))


def _wrong(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["alarms"] is bool(row.get("given", True))]


def main() -> None:
    """Measure one embedder."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.full_text", description=main.__doc__)
    parser.add_argument("--embedder", default="minilm", choices=("minilm", "builtin"))
    parser.add_argument("--cases", action="store_true", help="list the questions that went wrong")
    options = parser.parse_args()
    ordinary: list[Row] = []
    own: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = {"seeds": shared("seeds"), "fields": write_jsonl(folder / "fields.jsonl", fields.papers("fields"))}
        for collection, source in sources.items():
            with Library.open(folder / collection, embedder=options.embedder) as library:
                library.add(source)
                ordinary += measure(library, questions(f"{collection}_answerable"))
                own += measure(library, _own(collection))
        with Library.open("sample", settings=Settings(embedder=options.embedder, cache_dir=folder)) as library:
            own += measure(library, _own("sample"))
    wrong: Row = {"cases": _wrong([*ordinary, *own])} if options.cases else {}
    show(embedder=options.embedder, **figures(ordinary, own), **wrong)


if __name__ == "__main__":
    main()
