"""SQLite, and everything that is peculiar to it; another database would need another file like this one.

A commit is on the disk before it returns: ``synchronous=EXTRA`` also flushes the folder after the journal is
deleted, without which a power cut can bring the journal back and undo the commit. The default rollback
journal keeps the library one file that can be copied, and readable on a medium that can't be written.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from assistant.errors import AssistantError, LibraryBusy

PATIENCE = 30.0  # seconds to wait for another process's commit
_ADVICE = {
    "locked": "another process is writing to it; try again when it is done",
    "readonly": "the file or its folder can't be written; check their permissions",
    "unable to open": "the file or its folder can't be read or written; check their permissions",
    "full": "the disk is full; free some space and run the command again, nothing that was reported is lost",
    "disk I/O": "the disk can't be read or written; check it and run the command again",
    "not a database": "the file is not a litreview catalog; move it away or choose another folder",
    "malformed": "the file is damaged; restore it from a copy, or add the sources to a new library",
}


# SQLAlchemy logs statements with their values, and rows; here these are abstracts, questions and prompts.
_LOGGED_AS = "litreview"
logging.getLogger(f"sqlalchemy.engine.Engine.{_LOGGED_AS}").addFilter(lambda record: False)


def connect(file: Path) -> Engine:
    """An engine on a database file, which is created with the first write."""
    engine = create_engine(
        URL.create("sqlite", database=str(file)),
        poolclass=NullPool,
        connect_args={"timeout": PATIENCE},
        hide_parameters=True,  # in the texts of errors
        logging_name=_LOGGED_AS,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the catalog."""
    with _clear_errors(engine), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: everything in it is kept, or nothing."""
    with _clear_errors(engine), engine.execution_options(writes=True).begin() as connection:
        yield connection


def copy(file: Path, to: Path) -> None:
    """Copy what is committed to another file, which is whole or not there.

    Raises:
        AssistantError: there is no room or no permission for it.
    """
    fresh = to.with_suffix(".new")
    try:
        fresh.unlink(missing_ok=True)
        with closing(sqlite3.connect(file)) as there, closing(sqlite3.connect(fresh)) as here:
            there.backup(here)
        fresh.replace(to)
    except (OSError, sqlite3.Error) as error:
        raise AssistantError(
            f"the library's record {str(file)!r} can't be copied to {to.name!r} ({error}), which has to be done before "
            "it is changed; make room on the disk or check the folder's permissions"
        ) from error


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin in _begin
    connection.execute("PRAGMA synchronous=EXTRA")


def _begin(connection: Connection) -> None:
    # A writer that began as a reader could not wait for its turn: it would hold the view that has to go.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _clear_errors(engine: Engine) -> Iterator[None]:
    """Say in one line what is wrong with the file and what to do next."""
    try:
        yield
    except DatabaseError as error:
        reason = str(error.orig)
        advice = next((advice for words, advice in _ADVICE.items() if words in reason), None)
        if advice is None:
            raise
        kind = LibraryBusy if "locked" in reason else AssistantError
        raise kind(f"the library's record {engine.url.database!r} failed ({reason}): {advice}") from error
