"""A library of an older format is brought up to date after a copy, or left as it was."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from assistant.catalog import FILE, Catalog, migrating
from assistant.errors import AssistantError
from assistant.models import Filters

COPY = "catalog.format-1.sqlite"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder with a catalog as litreview wrote it in format 1: three papers, a conversation, two capsules."""
    folder = tmp_path / "library"
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.executescript(Path(__file__).with_name("format_1.sql").read_text("utf-8"))
    return folder


def content(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return list(connection.iterdump())


def shape(file: Path) -> set[tuple[str, ...]]:
    """The columns of each table with their types, and the columns of each index."""
    there = " FROM sqlite_master AS one JOIN "
    with closing(sqlite3.connect(file)) as connection:
        columns = connection.execute(f"SELECT one.name, two.name, two.type{there}pragma_table_info(one.name) AS two")
        indexes = connection.execute(f"SELECT one.name, two.name{there}pragma_index_info(one.name) AS two")
        return {*columns, *indexes}


def test_it_is_copied_and_then_holds_what_a_new_one_would(old: Path, tmp_path: Path) -> None:
    before = content(old / FILE)
    with closing(Catalog.open(old, create=False)) as catalog:
        assert [paper.title for paper in catalog.papers(Filters(category="bees"))] == [
            "HUMBLE: Bumblebees Learn to Roll Balls",
            "Bees Count Petals",
        ]
        (chat,) = catalog.chats().list("petals count")
        assert (chat.title, chat.turns) == ("Which bees count petals?", 1)
        assert catalog.chats().list("ants") == catalog.chats("ada").list() == ()
        (review,) = catalog.capsules.reviews()
        assert (review.theme, review.title, review.papers, review.made) == ("bees", "Bees", 2, None)
    Catalog.open(tmp_path / "new", create=True).close()
    assert shape(old / FILE) == shape(tmp_path / "new" / FILE)
    assert content(old / COPY) == before
    now = content(old / FILE)
    Catalog.open(old, create=True).close()
    assert content(old / FILE) == now
    assert sorted(path.name for path in old.iterdir()) == [COPY, FILE]


def test_one_from_before_there_were_conversations_gets_them(old: Path) -> None:
    with closing(sqlite3.connect(old / FILE)) as connection:
        connection.executescript("DROP TABLE chats; DROP TABLE turns;")
    with closing(Catalog.open(old, create=False)) as catalog:
        assert catalog.chats().list() == ()


def test_what_fails_half_way_leaves_it_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(old / FILE)
    with monkeypatch.context() as patch:
        patch.setattr(migrating, "fold", lambda text: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            Catalog.open(old, create=False)
    assert content(old / FILE) == before
    with closing(Catalog.open(old, create=False)) as catalog:
        assert len(catalog.chats().list()) == 1


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_where_nothing_can_be_written_it_says_so_in_one_line(old: Path) -> None:
    old.chmod(0o500)
    try:
        with pytest.raises(AssistantError, match="permissions") as caught:
            Catalog.open(old, create=False)
        assert "\n" not in str(caught.value)
    finally:
        old.chmod(0o700)
