"""A paper as a reader sees it: title, who and when, where to find it."""

from __future__ import annotations

from urllib.parse import urlsplit

from assistant.export.references import locator
from assistant.export.untrusted import one_line
from assistant.models import Paper
from assistant.service.ui.rendering.markup import Markup, joined, link, tag, words

AUTHORS_SHOWN = 6  # more end in "and 12 more"


def title(paper: Paper) -> Markup:
    """The title, or words that say that there is none."""
    return words(paper.title) if one_line(paper.title) else tag("span", "(untitled)")


def particulars(paper: Paper) -> Markup:
    """Authors, year, venue, and the link to the paper, on one line."""
    parts = [_authors(paper), tag("span", str(paper.year)) if paper.year else tag("span", "no year")]
    if venue := one_line(paper.venue or ""):
        parts.append(words(venue))
    label, address = locator(paper)
    if address:
        shown = urlsplit(address).hostname or address if label == one_line(paper.url or "") else label
        parts.append(link(address, shown))
    return tag("p", *_separated(parts), class_="particulars")


def card(paper: Paper) -> Markup:
    """A paper by itself, such as one of the closest where there is no answer."""
    heading = tag("h3", title(paper), class_="title")
    opening = tag("p", words(_beginning(paper.abstract)), class_="beginning", dir="auto") if paper.abstract else None
    return tag("li", heading, particulars(paper), opening, class_="card")


def _authors(paper: Paper) -> Markup:
    names = [one_line(name) for name in paper.authors]
    if not names:
        return tag("span", "no author named")
    shown = ", ".join(names[:AUTHORS_SHOWN])
    left = len(names) - AUTHORS_SHOWN
    if not paper.authors_complete:  # nobody knows how many more
        shown = f"{shown} et al."
    elif left > 0:
        shown = f"{shown} and {left} more"
    return words(shown)


def _beginning(abstract: str, longest: int = 220) -> str:
    text = one_line(abstract)
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]}…"


def _separated(parts: list[Markup]) -> list[Markup]:
    dot = tag("span", " · ", class_="dot")
    return [parts[0], *(joined(dot, part) for part in parts[1:])]
