"""Which files an assistant may name: only what lies in folders that the user allowed, links followed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.errors import BadRequest


def checked(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The folders as they really lie on the disk.

    Raises:
        BadRequest: one of them is no folder.
    """
    for folder in folders:
        if not folder.expanduser().is_dir():
            raise BadRequest(f"{str(folder)[:200]!r} is no folder to allow; check the spelling")
    return tuple(folder.expanduser().resolve() for folder in folders)


def inside(folders: Sequence[Path], named: str) -> Path:
    """The file or folder that an assistant names, absolute or relative to an allowed folder.

    What lies elsewhere is refused with the same words whether it exists or not. A folder is refused when a link in it
    leads out. Whoever can swap a file for a link between this look and the reading can read that file anyway.

    Raises:
        BadRequest: it lies in no allowed folder, or is neither file nor folder.
    """
    places = [(folder, found) for folder in folders if (found := _real(folder, folder / named))]
    if not places:
        raise BadRequest(
            f"{named[:200]!r} lies in no folder that the user allowed (litreview mcp --allow FOLDER); "
            "send what it holds as text instead"
        )
    folder, found = next((place for place in places if place[1].exists()), places[0])
    if found.exists() and not found.is_file() and not found.is_dir():
        raise BadRequest(f"{named[:200]!r} is neither a file nor a folder; name files or folders")
    for link in _links(found):
        if not _real(folder, link):
            name = str(link.relative_to(found))
            raise BadRequest(f"{name[:200]!r} in {named[:200]!r} is a link that leads out of the allowed folder")
    return found


def _real(folder: Path, path: Path) -> Path | None:
    """Where a path really leads, if that is inside the folder."""
    try:
        found = path.resolve()
    except (OSError, ValueError, RuntimeError):  # a name too long, a NUL byte, links in a circle
        return None
    return found if found.is_relative_to(folder) else None


def _links(folder: Path) -> Iterator[Path]:
    """The links to files below a folder; links to folders are never followed when it is read."""
    for root, _, names in os.walk(folder):
        yield from (path for name in names if (path := Path(root, name)).is_symlink())
