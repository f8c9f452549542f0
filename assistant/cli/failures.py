"""What went wrong, in one line for the user."""

from __future__ import annotations

import errno
import sqlite3
import traceback
from pathlib import Path

from assistant.errors import AssistantError

LONGEST = 500  # characters of a message that is not ours


def explain(error: Exception) -> str:
    """What happened and what to do next, in one line."""
    from assistant.export.untrusted import one_line

    cause = getattr(error, "orig", None) or error  # SQLAlchemy wraps the database's own error
    if isinstance(error, AssistantError):
        text = str(error)
    elif isinstance(cause, OSError):
        text = _of_system(cause)
    elif isinstance(cause, sqlite3.Error):
        text = f"the library's database can't be used: {cause}; see that its disk has room and can be written to"
    elif isinstance(cause, MemoryError):
        text = "not enough memory; close other programs, or add fewer papers at a time"
    else:
        text = _of_ours(error)
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _of_system(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; make room and run the command again"
    where = f"{str(error.filename)!r}: " if error.filename else ""
    return f"{where}{error.strerror or error}; check the path and its permissions"


def _of_ours(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    return f"an unexpected error, please report it: {type(error).__name__} at {place}: {error}"
