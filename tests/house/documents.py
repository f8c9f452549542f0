"""Runs the commands and the Python that a Markdown document shows, in order, as its reader would.

Run are blocks marked ``bash`` (every line), ``console`` (the lines after ``$``) and ``python``. Lines that
install, download or start tests or benchmarks are left out: ``.ci/run`` runs the README's two word for word.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

DESK = Path(__file__).with_name("desk")  # what lies in the reader's folder: a few saved pages
LEFT_OUT = re.compile(
    r"\bpip install\b|\bgit clone\b|\blitreview models get\b|\.ci/run\b|tests[./]benchmarks"
    r"|^(?:\S*/)?(?:pytest|ruff|mypy|lint-imports)\b|\s-m (?:venv|pip|build|pytest|ruff|mypy)\b"
)
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SHOWN = re.compile(r"^(?:\$ |(?:\S*/)?litreview )", re.MULTILINE)
_SECONDS = 60


def commands(document: str) -> Iterator[tuple[str, str]]:
    """Each command that a document shows, with the language it is in."""
    for language, block in _BLOCK.findall(document):
        if language == "python":
            yield language, block
        lines = block.replace("\\\n", "").splitlines()
        if language == "console":
            lines = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        if language in ("bash", "console"):
            for line in lines:
                if line.strip() and not line.startswith("#") and not LEFT_OUT.search(line):
                    yield "bash", line


def hidden_commands(document: str) -> list[str]:
    """Blocks in another language that show a command all the same, and so would not be run."""
    blocks = _BLOCK.findall(document)
    shown = [block for language, block in blocks if language not in ("bash", "console", "python")]
    return [block.strip() for block in shown if _SHOWN.search(block)]


def lay_desk(folder: Path) -> Path:
    """Make the folder that a reader works in: saved pages, and a ``.venv`` that leads to this Python."""
    shutil.copytree(DESK, folder)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, start in {"python": "", "litreview": "-m assistant"}.items():
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" {start} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    return folder


def run(document: str, desk: Path) -> list[str]:
    """Run what a document shows at a desk; returns what failed, with its output."""
    path = os.pathsep.join([str(desk / ".venv" / "bin"), os.environ["PATH"]])
    failed = []
    for language, command in commands(document):
        start = ["bash", "-euo", "pipefail", "-c"] if language == "bash" else [sys.executable, "-c"]
        done = subprocess.run(
            [*start, command],
            cwd=desk,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
        )
        if done.returncode or "Traceback" in done.stderr:
            failed.append(f"{command}\n(exit status {done.returncode})\n{done.stdout}{done.stderr}")
    return failed
