"""Title and authors of listing pages: ``python -m tests.benchmarks.listings [--papers 10000] [--seed 0]``.

Pages of 12 to 50 papers are made of the records of ``../shared/data/scale``, in both layouts, as they stand and with
their lines broken at 80 characters, and read again. *exact*: title and authors are both those of the record;
*abstract*: the abstract too; *sure and wrong*: not exact, and not marked as a guess. ``--half`` takes one of two halves
of the records: errors were looked at, and the reader mended, in "first" alone since the halves were made.
"""

from __future__ import annotations

import argparse
import io
import random
import textwrap
from collections.abc import Iterator, Sequence
from hashlib import md5

from assistant.models import Record
from assistant.readers import read_sources
from assistant.readers.text import clean
from tests.benchmarks.material import Row, rate, rows, shared, show

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ORGANISATIONS = ("oxford", "mit", "eth-zurich", "small-lab", "uc-berkeley")
_NO_NAME = frozenset(",;:()&")


def records(half: str) -> list[Row]:
    """The records of one half ("first", "second") or "both" that have names only among their authors."""
    found = []
    for row in rows(shared("data", "scale", "arxiv-100k.jsonl.gz")):
        authors = [clean(str(name)) for name in row["authors"]]  # type: ignore[attr-defined]
        side = "first" if md5(str(row["id"]).encode(), usedforsecurity=False).digest()[0] % 2 == 0 else "second"
        if half in ("both", side) and all(name and not _NO_NAME & set(name) for name in authors):
            texts = {key: clean(str(row[key])) for key in ("title", "abstract")}
            found.append({**row, **texts, "authors": authors})
    return found


def page(papers: Sequence[Row], chance: random.Random, *, roomy: bool) -> str:
    """A listing page of these papers."""
    return "\n".join(_entry(paper, chance, roomy=roomy) for paper in papers) + "\n"


def _entry(paper: Row, chance: random.Random, *, roomy: bool) -> str:
    category = str(paper["categories"][0]).split(".")[-1].upper()  # type: ignore[index]
    score = f"{chance.uniform(10, 99):.1f}" if chance.random() < 0.05 else ""
    year = "" if chance.random() < 0.05 else f", {paper['year']}"
    code = "Code" if chance.random() < 0.2 else ""
    header = f"{score}{category}{chance.choice(_MONTHS)} {chance.randint(1, 28)}{year}{code}"
    shown = ", ".join(_shown(paper)) + (" et al." if len(paper["authors"]) > 3 else "")  # type: ignore[arg-type]
    if chance.random() < 0.25:
        shown += " · " + ", ".join(chance.sample(_ORGANISATIONS, chance.randint(1, 3)))
    if roomy:
        return f"{header}\n{paper['title']}\n\n{shown}\n\n{paper['abstract']}\n"
    return f"{header}\n{paper['title']}{shown}\n{paper['abstract']}"


def _shown(paper: Row) -> tuple[str, ...]:
    return tuple(paper["authors"][:3])  # type: ignore[index]


def _broken(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(textwrap.fill(line, 80, break_long_words=False, break_on_hyphens=False) for line in lines)


def measure(papers: Sequence[Row], total: int, seed: int, *, roomy: bool, broken: bool) -> Row:
    """Shares over the entries of pages drawn until there are ``total``."""
    chance = random.Random(seed)  # noqa: S311
    entries = exact = whole = wrong = others = 0
    while entries < total:
        drawn = chance.sample(papers, chance.randint(12, 50))
        text = page(drawn, chance, roomy=roomy)
        found = list(read_sources(["-"], stdin=io.BytesIO((_broken(text) if broken else text).encode())))
        read = {(one.title, one.authors): one for one in found if isinstance(one, Record)}
        right = [(paper, one) for paper in drawn if (one := read.get((str(paper["title"]), _shown(paper))))]
        entries += len(drawn)
        exact += len(right)
        whole += sum(one.abstract == paper["abstract"] for paper, one in right)
        others += abs(len(found) - len(drawn)) + sum(not isinstance(one, Record) for one in found)
        expected = {(str(paper["title"]), _shown(paper)) for paper in drawn}
        wrong += sum(one.sure for key, one in read.items() if key not in expected)
    return {
        "exact": rate(exact, entries),
        "abstract": rate(whole, entries),
        "sure and wrong": rate(wrong, entries),
        "lost or rejected": others,
    }


def _forms() -> Iterator[tuple[str, bool, bool]]:
    for layout in ("compact", "roomy"):
        for form in ("", ", lines broken at 80"):
            yield layout + form, layout == "roomy", form != ""


def main() -> None:
    """Measure all forms and print one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10000, metavar="N", help="entries for each form")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--half", choices=("first", "second", "both"), default="second")
    asked = parser.parse_args()
    papers = records(asked.half)
    forms = {
        name: measure(papers, asked.papers, asked.seed, roomy=roomy, broken=broken) for name, roomy, broken in _forms()
    }
    show(half=asked.half, seed=asked.seed, **forms)


if __name__ == "__main__":
    main()
