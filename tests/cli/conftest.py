"""The commands run in this process, or in one of their own where streams matter."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant.cli import main
from tests.cli.birds import write_papers


class Ran(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401
        """Standard output, which must be one JSON document."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def builtin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The embedder that is always there and fast, and a working folder without a litreview.toml."""
    monkeypatch.setenv("LITREVIEW_EMBEDDER", "builtin")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run ``litreview`` with arguments."""

    def run(*arguments: str | Path) -> Ran:
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        return Ran(status, *capfd.readouterr())

    return run


@pytest.fixture(scope="session")
def birds_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a library with the made-up papers about birds; tests only read it."""
    from assistant import Library, Settings

    folder = tmp_path_factory.mktemp("birds")
    source = write_papers(folder / "birds.jsonl")
    with Library.open(folder / "library", settings=Settings(embedder="builtin")) as library:
        library.add(source)
    return folder / "library"


@pytest.fixture
def birds(run: Run, birds_folder: Path) -> Run:
    """Run ``litreview`` on the library about birds."""

    def run_on_birds(*arguments: str | Path) -> Ran:
        return run("--library", birds_folder, *arguments)

    return run_on_birds
