"""The health of a library: how much it holds, what waits, what could not be read, and with what it works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.models import LibraryStatus, Rejection
from assistant.service.ui.rendering.adding import rejected
from assistant.service.ui.rendering.markup import Markup, joined, tag, words

_NO_MODEL = "none: answers are made of quoted sentences"


def health(status: LibraryStatus, rejections: Sequence[Rejection], notices: Sequence[str] = ()) -> Markup:
    """The health in a few lines.

    Args:
        status: the numbers.
        rejections: what could not be read so far.
        notices: lines worth telling, such as how to get the better embedder.
    """
    hints = (tag("p", words(notice), class_="hint") for notice in notices)
    several = None
    if rejections:
        inside = rejected(rejections, heading="What could not be read so far", of="library")
        several = tag("details", tag("summary", "What could not be read"), inside)
    facts = tag("dl", *_facts(status), class_="facts")
    return tag("section", tag("h2", "Health"), facts, *_advice(status), *hints, several, class_="health")


def unwell(why: str) -> Markup:
    """The health can't be told, and why."""
    return tag("section", tag("h2", "Health"), tag("p", words(why), class_="hint"), class_="health")


def _facts(status: LibraryStatus) -> Iterator[Markup]:
    facts = {
        "Papers": f"{status.papers:,}",
        "Passages": f"{status.passages:,}",
        "Waiting": f"{status.pending:,}",
        "Rejected": f"{status.rejected:,}",
        "Embedder": status.embedding or "none yet",
        "Model": status.model or _NO_MODEL,
        "Index": "complete" if status.consistent else "not complete",
    }
    for name, fact in facts.items():
        yield joined(tag("dt", name), tag("dd", words(fact)))


def _advice(status: LibraryStatus) -> Iterator[Markup]:
    if status.fault:
        yield tag("p", words(status.fault), class_="hint")
    elif status.pending:
        yield tag("p", "What waits is indexed by the next search or the next files that are added.", class_="hint")
