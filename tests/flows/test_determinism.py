"""The same command gives the same bytes: in another process, and in a library built again elsewhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import Library
from assistant.export.json import to_json
from tests.cli.birds import litreview
from tests.flows.bees import ELSEWHERE, KNOWN, QUESTION, THEME, write_sources

COMMANDS = (
    ("search", "memory of bees"),
    ("ask", QUESTION),
    ("ask", ELSEWHERE),
    ("review", THEME),
    ("review", "mites", "--year", "2020:2024"),
    ("outline", THEME),
    ("papers",),
)
# One process runs all commands, to save the start of each.
RUN = """
import contextlib, io, json, sys
from assistant.cli import main

shown = []
for library, *command in json.loads(sys.argv[1]):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main(["--library", library, *command]) == 0, command
    shown.append(out.getvalue())
print(json.dumps(shown))
"""


def _run(commands: Sequence[tuple[str | Path, ...]], seed: str, embedder: str) -> list[str]:
    """Run commands, each after its library, in a process with a hash seed of its own; what each printed."""
    arguments = json.dumps([[str(word) for word in command] for command in commands])
    done = subprocess.run(
        [sys.executable, "-c", RUN, arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": seed, "LITREVIEW_EMBEDDER": embedder},
    )
    assert done.returncode == 0, done.stderr
    shown: list[str] = json.loads(done.stdout)
    return shown


@pytest.mark.parametrize(("embedder", "commands"), [("builtin", COMMANDS), ("minilm", COMMANDS[1:4:2])])
def test_the_same_commands_print_the_same_bytes(
    embedder: str, commands: Sequence[tuple[str, ...]], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if embedder == "minilm":
        request.getfixturevalue("minilm")
    commands = [(*command, "--json") for command in commands]
    pages = write_sources(tmp_path / "here" / "pages")
    elsewhere = Path(shutil.copytree(pages, tmp_path / "there" / "pages"))
    one, two = tmp_path / "one", tmp_path / "two"
    report, *first = _run([(one, "add", pages, "--json"), *((one, *words) for words in commands)], "1", embedder)
    assert json.loads(report)["added"] == KNOWN
    both = [(library, *words) for words in commands for library in (one, two)]
    report, *then = _run([(two, "add", elsewhere, "--json"), *both], "2", embedder)
    assert json.loads(report)["added"] == KNOWN
    for command, shown, again, rebuilt in zip(commands, first, then[::2], then[1::2], strict=True):
        assert shown == again, command
        assert shown == rebuilt, command
        assert str(tmp_path) not in shown


def test_the_command_line_and_python_give_the_same(bees_folder: Path, bees: Library) -> None:
    done = litreview("--library", bees_folder, "review", THEME, "--json")
    assert done.returncode == 0
    assert done.stdout == to_json(bees.review(THEME))
