"""Draws the README's picture from real output: ``python -m tests.pictures.draw`` writes ``tests/pictures/ask.svg``."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

WIDTH = 96
QUESTION = "How can an agent reuse stored episodes to learn faster?"
SHOWN = f'litreview --library sample ask "{QUESTION}"'
PAPER = TerminalTheme(
    (252, 252, 250),
    (40, 44, 52),
    [
        (40, 44, 52),
        (176, 58, 46),
        (40, 116, 80),
        (150, 100, 20),
        (36, 94, 150),
        (110, 70, 140),
        (20, 120, 130),
        (110, 115, 125),
    ],
)


def run(arguments: list[str]) -> str:
    """What a command prints on a terminal of the picture's width."""
    reader, terminal = pty.openpty()
    surroundings = {**os.environ, "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "assistant", *arguments]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=terminal, env=surroundings):
        os.close(terminal)
        printed = bytearray()
        with suppress(OSError):  # how a terminal says that nobody writes any more
            while part := os.read(reader, 65_536):
                printed.extend(part)
    os.close(reader)
    return printed.decode("utf-8", "replace").replace("\r\n", "\n")


def main() -> None:
    """Run the command and draw what it printed."""
    output = run(["--library", "sample", "ask", QUESTION])
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.assemble(("$ ", "bold"), SHOWN))
    console.print(Text.from_ansi(output))
    # Rich's frame names a font on a foreign server: the picture stands on its own.
    frame = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    svg = console.export_svg(title="litreview", theme=PAPER, code_format=frame)
    (Path(__file__).parent / "ask.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
