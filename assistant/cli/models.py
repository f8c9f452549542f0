"""``litreview models``: the language model and the embedders, seen, tested and imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Json
from assistant.cli.terminal import note, write_json, write_rows

if TYPE_CHECKING:
    from assistant.library.equipment import Equipment
    from assistant.llm import ModelSetup

models = typer.Typer(rich_markup_mode=None)


@models.callback(invoke_without_command=True)
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show the language model and the embedders; test or import one."""
    if ctx.invoked_subcommand:
        return
    from assistant.library.equipment import equipment

    found = equipment()
    if as_json:
        write_json(found)
    else:
        _write(found)


@models.command("test")
def try_out(as_json: Json = False) -> None:
    """Ask the configured language model two tiny things, and say what it can do."""
    from assistant.library.equipment import try_model

    found = try_model()
    if as_json:
        write_json(found)
    else:
        seconds = found.first_token_seconds
        write_rows(
            ("Model", found.model),
            ("Answers", _yes(found.answers)),
            ("Streams", _yes(found.streams)),
            ("Structured output", _yes(found.structured)),
            ("First token", "" if seconds is None else f"after {seconds:.2f} s"),
        )
    if found.problem:
        note(found.problem)
    if not found.answers:
        raise typer.Exit(1)


@models.command("import")
def import_(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Holds model.safetensors and tokenizer.json.")],
) -> None:
    """Take the weights of the embedder minilm from a folder, once their checksums are right."""
    from assistant.library.equipment import import_embedder

    note(f"the embedder minilm is ready, with its weights in {str(import_embedder(folder))!r}")


def _write(found: Equipment) -> None:
    setup = found.model
    write_rows(
        ("Language model", setup.model or "none: answers and reviews are made of quoted sentences"),
        *(_about(setup) if setup.model else ()),
        *(
            (
                f"Package {one.provider}",
                f"{one.package} {one.installed}" if one.installed else f"missing: {one.install}",
            )
            for one in setup.providers
        ),
        ("Embedder", found.embedder),
        *(
            (f"Embedder {one.name}", f"{'there' if one.available else 'missing'}: {one.note}")
            for one in found.embedders
        ),
    )


def _about(setup: ModelSetup) -> tuple[tuple[str, str], ...]:
    if setup.key_from:
        key = f"found in {setup.key_from}"
    else:
        key = f"none in {' or '.join(setup.keys)}" if setup.keys else "none needed"
    return (
        ("Address", setup.base_url or "the provider's own"),
        ("Questions", "stay on this machine" if setup.local else "are sent to that address, with the evidence"),
        ("Key", key),
    )


def _yes(found: bool) -> str:
    return "yes" if found else "no"
