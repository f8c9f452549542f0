"""Which papers a review takes in: ``python -m tests.benchmarks.themes`` prints recall and precision for each theme.

Themes over the listing pages (``seeds``), the same with 4,000 other abstracts in the library (``seeds_among_4000``),
and themes judged over those (``rl``). ``seeds_b`` are 29 themes chosen by others, to be hard to find by their words;
the cut was not made with them. Judgements are this project's own: papers that belong, and borderline ones, which count
as belonging for precision and not at all for recall. In the large library a paper counts only if the set it is from was
judged for the theme. The papers are those of the outline, which is the plan of the review. The large library takes some
minutes to make; it is kept, under a name that changes with the code that made it.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.library import Library
from assistant.models import Outline, OutlineSection
from assistant.settings import load
from tests.benchmarks.material import PROJECT, Row, questions, rate, rows, shared, show

_MAKERS = ("vectorstore", "assistant/readers", "assistant/catalog")
_RL = ("data", "rl", "rl_theme.jsonl.gz")


def measure(library: Library, judged_sets: Sequence[str], themes: Sequence[str]) -> Row:
    """Recall and precision of each theme, pooled and as a mean over themes."""
    members = _members(library, judged_sets)
    table = {theme: _theme(library, theme, judged_sets, members) for theme in themes}
    total = {name: [0, 0] for name in ("recall", "precision")}
    means = dict.fromkeys(total, 0.0)
    for row in table.values():
        for name, sums in total.items():
            one = row[name]
            assert isinstance(one, dict)
            sums[0] += one["count"]
            sums[1] += one["of"]
            means[name] += (one["rate"] or 0.0) / len(table)
    pooled = {name: rate(*sums) for name, sums in total.items()}
    return {"papers": library.status().papers, **pooled, "mean": {k: round(v, 4) for k, v in means.items()}, **table}


def _theme(library: Library, theme: str, judged_sets: Sequence[str], members: dict[str, frozenset[str]]) -> Row:
    inside = frozenset(_papers(library.outline(theme)))
    belong, borderline, judged = set[str](), set[str](), set[str]()
    for name in judged_sets:
        for row in questions(f"{name}_themes"):
            if row["theme"] == theme:
                judged |= members[name]
                belong |= _ids(library, row["belong"])
                borderline |= _ids(library, row["borderline"])
    borderline -= belong
    counted = inside & (judged | belong | borderline)
    return {
        "in_review": len(inside),
        "recall": rate(len(inside & belong), len(belong)),
        "precision": rate(len(counted & (belong | borderline)), len(counted)),
        "strict_precision": rate(len(counted & belong), len(counted)),
    }


def _papers(outline: Outline) -> Iterator[str]:
    yield from outline.unassigned
    waiting: list[OutlineSection] = list(outline.sections)
    while waiting:
        section = waiting.pop()
        yield from section.paper_ids
        waiting.extend(section.sections)


def _ids(library: Library, names: object) -> set[str]:
    assert isinstance(names, list)
    return {library.show(name).id for name in names}


def _members(library: Library, judged_sets: Sequence[str]) -> dict[str, frozenset[str]]:
    """The papers of each set, by where they came from; one may be of both."""
    papers = library.papers()
    return {
        name: frozenset(
            paper.id
            for paper in papers
            if any(("rl_theme" in source.source) == (name == "rl") for source in paper.sources)
        )
        for name in judged_sets
    }


def large_library(folder: Path, embedder: str) -> Library:
    """The listing pages and 4,000 other abstracts, from ``folder`` if the same code put them there."""
    content = b"".join(path.read_bytes() for part in _MAKERS for path in sorted((PROJECT / part).rglob("*.py")))
    place = folder / f"themes-{embedder}-{hashlib.sha256(content).hexdigest()[:12]}"
    for other in folder.glob(f"themes-{embedder}-*"):
        if other != place:
            shutil.rmtree(other)
    library = Library.open(place, embedder=embedder)
    if library.status().papers < sum(1 for _ in rows(shared(*_RL))):
        library.add(shared("seeds"))
        library.add(shared(*_RL))
    return library


def main() -> None:
    """Measure themes on a small and on a large library."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.themes", description=main.__doc__)
    parser.add_argument("--embedder", default="minilm", choices=("minilm", "builtin"))
    parser.add_argument("--keep", type=Path, help="where the large library is kept; litreview's cache if not given")
    options = parser.parse_args()
    of_seeds, of_seeds_b, of_rl = (
        [str(row["theme"]) for row in questions(f"{name}_themes")] for name in ("seeds", "seeds_b", "rl")
    )
    with tempfile.TemporaryDirectory() as name, Library.open(Path(name), embedder=options.embedder) as library:
        library.add(shared("seeds"))
        small = measure(library, ["seeds"], of_seeds)
        small_b = measure(library, ["seeds_b"], of_seeds_b)
    with large_library(options.keep or load().cache_dir / "benchmarks", options.embedder) as library:
        among = measure(library, ["seeds"], of_seeds)
        among_b = measure(library, ["seeds_b"], of_seeds_b)
        both = measure(library, ["seeds", "rl"], of_rl)
    sets = {"seeds": small, "seeds_among_4000": among, "seeds_b": small_b, "seeds_b_among_4000": among_b, "rl": both}
    show(embedder=options.embedder, **sets)


if __name__ == "__main__":
    main()
