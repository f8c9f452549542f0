"""Arguments and options that several commands take."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, TypedDict, TypeVar, get_type_hints

import typer

Command = TypeVar("Command", bound=Callable[..., None])


def _readable(text: str) -> str:
    """Bytes that are no text in the terminal's encoding become question marks."""
    return text.encode(errors="replace").decode()


Question = Annotated[str, typer.Argument(metavar="QUESTION", callback=_readable, show_default=False)]
Theme = Annotated[str, typer.Argument(metavar="THEME", callback=_readable, show_default=False)]
Query = Annotated[str, typer.Argument(metavar="QUERY", callback=_readable, show_default=False)]
Words = Annotated[str, typer.Argument(metavar="WORDS", callback=_readable, show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Model = Annotated[str | None, typer.Option(metavar="PROVIDER:NAME", help="Have a language model write the answer.")]
BaseUrl = Annotated[str | None, typer.Option(metavar="URL", help="Address of the model's server.")]
Check = Annotated[
    Literal["rules", "model"] | None,
    typer.Option("--check", help="model: the language model judges too whether each sentence follows from its papers."),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Have the language model answer anew, whatever it said before.")]
_limit = typer.Option("--limit", metavar="NUMBER", min=1, help="At most so many papers.")
Limit = Annotated[int | None, _limit]
Most = Annotated[int, _limit]  # for what always has a limit
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Save it there; the suffix says in which format."),
]


class Filters(TypedDict):
    """Which papers count; each is an option of its own."""

    year: Annotated[str | None, typer.Option(metavar="YEARS", help="2015:2020, 2017, 2015: or :2020.")]
    author: Annotated[str | None, typer.Option(metavar="NAME", help="Only papers of this author.")]
    venue: Annotated[str | None, typer.Option(metavar="NAME", help="Only papers that appeared there.")]
    category: Annotated[str | None, typer.Option(metavar="NAME", help="Only papers of this category.")]


def filtered(command: Command) -> Command:
    """Offer the filters as options, above --limit, of a command that takes them as ``**filters``."""
    taken = inspect.signature(command, eval_str=True).parameters.values()
    options = [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=annotation)
        for name, annotation in get_type_hints(Filters, include_extras=True).items()
    ]
    shown: list[inspect.Parameter] = []
    for parameter in taken:
        if parameter.name == "limit":
            shown += options
        if parameter.kind is not parameter.VAR_KEYWORD:
            shown.append(parameter)
    # typer reads the signature, and calls with keywords
    command.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    return command
