"""How results look on a terminal: headings on the left, quiet colours, references with a hanging number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.markdown import Heading, Markdown, MarkdownElement, Paragraph
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

LOOK = Theme(
    {
        "markdown.h1": "bold",
        "markdown.h2": "bold cyan",
        "markdown.h3": "bold",
        "markdown.h4": "bold",
        "markdown.item.bullet": "dim",
        "markdown.link_url": "cyan",
    }
)
_NUMBER = re.compile(r"\[\d+\] ")


class _Heading(Heading):
    LEVEL_ALIGN: ClassVar = {**Heading.LEVEL_ALIGN, "h1": "left"}


class _Paragraph(Paragraph):
    """A paragraph; the lines of a reference hang under its text."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        number = _NUMBER.match(self.text.plain)
        yield _hanging(self.text[: number.end() - 1], self.text[number.end() :]) if number else self.text


class _Markdown(Markdown):
    elements: ClassVar[dict[str, type[MarkdownElement]]] = {
        **Markdown.elements,
        "heading_open": _Heading,
        "paragraph_open": _Paragraph,
    }


def markdown(text: str) -> RenderableType:
    """Markdown set for a terminal."""
    return _Markdown(text)


def entry(head: str, below: Iterable[str]) -> RenderableType:
    """A headline with lines that stand under it."""
    return Group(Text(head, style="bold"), *(Padding(Text(line), (0, 0, 0, 4)) for line in below))


def rows(labelled: Iterable[tuple[str, str]]) -> RenderableType:
    """Values beside their labels."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for label, value in labelled:
        table.add_row(label, Text(value))
    return table


def _hanging(number: Text, text: Text) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_row(number, text)
    return table
