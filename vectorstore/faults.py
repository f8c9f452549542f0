"""What goes wrong inside a store, said in one line with what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import AssistantError, IndexFailed

_LONGEST = 160  # characters of another project's message


@contextmanager
def clear_faults(store: str) -> Iterator[None]:
    """Around every call of a store's own library, which has many kinds of errors and no advice.

    Raises:
        IndexFailed: the store is damaged, or its disk is full or can't be written.
    """
    try:
        yield
    except (AssistantError, MemoryError):
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:_LONGEST] or type(error).__name__
        raise IndexFailed(
            f"the library's {store} failed ({reason}); no paper is lost: see that the disk has room and can be "
            "written, then run the command again, or litreview reindex to build the index anew"
        ) from error
