"""Records of papers that nobody wrote."""

from __future__ import annotations

from typing import Any

from assistant.models import Record

TITLE = "Tidal Clocks for Sparse Planners"
AUTHORS = ("Maren Ødegård", "Tomás Quintal", "Iva Brandt")
ABSTRACT = (
    "Planners that act rarely lose track of time. We give them a clock that swings with the tide of their own "
    "observations. On nine harbour tasks the clock halves the number of plans without a loss of reward."
)


def record(title: str = TITLE, source: str = "page-one.txt", **known: Any) -> Record:  # noqa: ANN401
    """One record; what is not said is the invented paper's."""
    fields = {"authors": AUTHORS, "year": 2019, "date": "2019-04-02", "abstract": ABSTRACT, **known}
    fields.setdefault("text", f"{title} | {fields}")
    fields.setdefault("where", "line 1")
    return Record(title=title, source=source, **fields)


def other(number: int, source: str = "page-one.txt", **known: Any) -> Record:  # noqa: ANN401
    """A record of paper number so and so, which has nothing in common with the others."""
    plant = ["alder", "birch", "cedar", "dogwood", "elder", "fir", "gorse", "hazel", "ivy", "juniper"][number % 10]
    fields = {
        "title": f"On the {plant} lattice of order {number}",
        "authors": (f"Given{number} Family{number}",),
        "abstract": f"The {plant} lattice number {number} is drawn. Its {number} corners are counted by hand.",
        "where": f"line {number}",
        **known,
    }
    return record(source=source, **fields)
