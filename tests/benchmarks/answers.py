"""How good answers are: ``python -m tests.benchmarks.answers [--embedder builtin]`` prints one JSON document.

Questions in a reader's own words over the listing pages (``seeds``) and over 298 papers of many fields (``fields``),
and a second set of each, written later by others who had not seen the first (``seeds_b``, ``fields_b`` over 298 other
papers): some that one paper answers, some of the same field (``near``) or of another one (``far``) that no paper
answers, and the answerable ones again while the paper that answers them is removed (``taken_out``). Rates stand beside
their counts.
They are development questions: the abstention was fitted on all of them, so expect a little less on others.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from assistant.library import Library
from assistant.models import Answer, Paper
from tests.benchmarks import fields
from tests.benchmarks.material import Row, questions, rate, shared, show, write_jsonl
from tests.benchmarks.remembered import remembering

BANDS = 10


class Asked(NamedTuple):
    """A question and what came of it. ``first``, ``cited`` and ``sentence`` are about the paper that answers it."""

    question: str
    kind: str  # answerable, near, far, taken_out
    answered: bool
    strength: float
    first: bool = False
    cited: bool = False
    sentence: bool = False


def measure(library: Library, name: str, folder: Path) -> list[Asked]:
    """Ask every question of a collection."""
    asked = []
    answerable = sorted(questions(f"{name}_answerable"), key=lambda row: str(row["paper"]))
    for known, group in groupby(answerable, key=lambda row: str(row["paper"])):
        paper, about_it = library.show(known), list(group)
        asked += [_answerable(row, library.ask(str(row["question"])), paper) for row in about_it]
        with _taken_out(library, paper, folder):
            asked += [_other("taken_out", library.ask(str(row["question"]))) for row in about_it]
    for row in questions(f"{name}_unanswerable"):
        asked.append(_other(str(row["kind"]), library.ask(str(row["question"]))))
    return asked


@contextmanager
def _taken_out(library: Library, paper: Paper, folder: Path) -> Iterator[None]:
    """A library without this paper, as if it had never been added."""
    saved = write_jsonl(folder / "paper.jsonl", [paper.model_dump(mode="json")])
    library.remove(paper.id)
    yield
    library.add(saved)


def _answerable(row: Row, answer: Answer, paper: Paper) -> Asked:
    citations = [citation for sentence in answer.sentences for citation in sentence.citations]
    spans = [(one.start, one.end) for one in citations if one.paper_id == paper.id]
    gold = row["answers"]
    assert isinstance(gold, list)
    return Asked(
        question=answer.question,
        kind="answerable",
        answered=answer.status == "answered",
        strength=answer.strength,
        first=bool(citations) and citations[0].paper_id == paper.id,
        cited=bool(spans),
        sentence=any(_half(span, (start, end)) for span in spans for start, end in gold),
    )


def _half(shown: tuple[int, int], gold: tuple[int, int]) -> bool:
    """Whether at least half of the sentence that answers is among what is shown."""
    return 2 * (min(shown[1], gold[1]) - max(shown[0], gold[0])) >= gold[1] - gold[0]


def _other(kind: str, answer: Answer) -> Asked:
    return Asked(answer.question, kind, answer.status == "answered", answer.strength)


def figures(asked: Sequence[Asked]) -> Row:
    """All rates of one collection."""
    answerable = [one for one in asked if one.kind == "answerable"]
    total = len(answerable)
    return {
        "answerable": {
            "right_first": rate(sum(one.first for one in answerable), total),
            "right_cited": rate(sum(one.cited for one in answerable), total),
            "sentence_shown": rate(sum(one.sentence for one in answerable), total),
            "no_evidence": rate(sum(not one.answered for one in answerable), total),
            "answered_with_another_first": rate(sum(one.answered and not one.first for one in answerable), total),
            "answered_without_the_right_one": rate(sum(one.answered and not one.cited for one in answerable), total),
        },
        **{kind: _abstained([one for one in asked if one.kind == kind]) for kind in ("near", "far", "taken_out")},
        "strength": _bands(asked),
    }


def _abstained(asked: Sequence[Asked]) -> Row:
    silent = sum(not one.answered for one in asked)
    return {"no_evidence": rate(silent, len(asked)), "answered_wrongly": rate(len(asked) - silent, len(asked))}


def _bands(asked: Sequence[Asked]) -> list[Row]:
    """Calibration: how many questions got a strength of each band, and for how many the library holds the answer."""
    table = []
    for band in range(BANDS):
        inside = [one for one in asked if min(int(one.strength * BANDS), BANDS - 1) == band]
        table.append(
            {
                "from": band / BANDS,
                "to": (band + 1) / BANDS,
                "share": rate(len(inside), len(asked)),
                "answered": rate(sum(one.answered for one in inside), len(inside)),
                "library_holds_it": rate(sum(one.kind == "answerable" for one in inside), len(inside)),
                "right_first": rate(sum(one.first for one in inside), len(inside)),
            }
        )
    return table


def cases(asked: Sequence[Asked]) -> list[Row]:
    """The questions that went wrong, and how."""
    return [
        {"question": one.question, "kind": one.kind, "wrong": wrong, "strength": one.strength}
        for one in asked
        if (wrong := _wrong(one))
    ]


def _wrong(one: Asked) -> str:
    if one.kind != "answerable":
        return "answered" if one.answered else ""
    if not one.answered:
        return "no evidence"
    if not one.cited:
        return "the right paper is not cited"
    if not one.first:
        return "another paper is cited first"
    return "" if one.sentence else "the sentence that answers is not shown"


def main() -> None:
    """Measure one embedder."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.answers", description=main.__doc__)
    parser.add_argument("--embedder", default="minilm", choices=("minilm", "builtin"))
    parser.add_argument("--cases", action="store_true", help="list the questions that went wrong")
    options = parser.parse_args()
    found: dict[str, Row] = {}
    with remembering(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many = {name: write_jsonl(folder / f"{name}.jsonl", fields.papers(name)) for name in fields.NAMES}
        sources = {"seeds": shared("seeds"), "seeds_b": shared("seeds"), **many}
        for collection, source in sources.items():
            with Library.open(folder / collection, embedder=options.embedder) as library:
                library.add(source)
                papers = library.status().papers
                asked = measure(library, collection, folder)
            wrong: Row = {"cases": cases(asked)} if options.cases else {}
            found[collection] = {"papers": papers, **figures(asked), **wrong}
    show(embedder=options.embedder, **found)


if __name__ == "__main__":
    main()
