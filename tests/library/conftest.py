"""A library of a test's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Library
from tests.library.meadow import PAPERS, open_meadow, write_papers
from tests.library.ships import write_ships


@pytest.fixture(scope="session")
def sown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the library about meadows, to be copied."""
    folder = tmp_path_factory.mktemp("meadow")
    with open_meadow(folder) as library:
        library.add(write_papers(folder / "meadow.jsonl", *PAPERS))
    return folder


@pytest.fixture
def meadow(sown: Path, tmp_path: Path) -> Iterator[Library]:
    """The library about meadows; a test may change it."""
    shutil.copytree(sown, tmp_path, dirs_exist_ok=True)
    with open_meadow(tmp_path) as library:
        yield library


@pytest.fixture(scope="session")
def ships_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the library about twelve ships and its source, to be copied."""
    folder = tmp_path_factory.mktemp("ships")
    with Library.open(folder / "library", embedder="builtin") as library:
        library.add(write_ships(folder / "ships.jsonl", range(12)))
    return folder
