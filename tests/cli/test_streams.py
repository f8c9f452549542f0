"""What goes to which stream, on a terminal, in a pipe, and when things go wrong."""

from __future__ import annotations

import fcntl
import os
import pty
import shutil
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.catalog import Catalog
from assistant.cli.failures import explain
from tests.cli.birds import HOSTILE, PAPERS, litreview, write_papers
from tests.cli.conftest import Run

LITREVIEW = (sys.executable, "-m", "assistant")


def _on_a_terminal(*arguments: str | Path, columns: int = 80) -> str:
    """Run ``litreview`` on a terminal and return what it shows."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    command = [*LITREVIEW, *map(str, arguments)]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns)}
    shown = b""
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=environment):
        os.close(its)
        try:
            while block := os.read(ours, 65536):
                shown += block
        except OSError:  # how a terminal says that the other side has gone
            pass
    os.close(ours)
    return shown.decode()


def test_help_is_quick_because_it_loads_little() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "assistant", "--help"], capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "Commands:" in done.stdout
    loaded = {line.rsplit("|")[-1].strip() for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert not loaded & {"pydantic", "pydantic_settings", "rich.console", "chromadb", "langchain_core", "numpy"}


def test_every_command_has_help(run: Run) -> None:
    shown = run("--help").out.partition("Commands:\n")[2].split("\n\n")[0]
    names = [line.split()[0] for line in shown.splitlines()]
    assert {"add", "ask", "review", "chat", "demo", "mcp", "status"} <= {*names}
    assert "..." not in shown, "a line that is cut off"
    for name in names:
        assert run(name, "--help").status == 0, name


def test_version(run: Run) -> None:
    ran = run("--version")
    assert ran.status == 0
    assert ran.out.startswith("litreview 0")


@pytest.mark.parametrize("arguments", [("fly",), ("ask",), ("papers", "--limit", "0"), ("papers", "--fast"), ("add",)])
def test_wrong_usage(arguments: tuple[str, ...], run: Run) -> None:
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "Usage: litreview" in ran.err


def test_a_terminal_gets_a_set_text(birds_folder: Path) -> None:
    shown = _on_a_terminal("--library", birds_folder, "ask", "Do crows bend wire into hooks?")
    assert "\x1b[1mDo crows bend wire into hooks?" in shown
    assert "References" in shown
    assert "## " not in shown
    assert "https://doi.org/10.1000/wire\x1b\\" in shown
    narrow = _on_a_terminal("--library", birds_folder, "show", "Crows That Bend Wire", columns=50)
    assert max(map(len, narrow.replace("\x1b[2m", "").replace("\x1b[0m", "").splitlines())) <= 58


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    source = write_papers(tmp_path / "birds.jsonl")
    assert "indexing" in _on_a_terminal("add", source)
    assert litreview("--library", tmp_path / "other", "add", source).stderr == ""


@pytest.mark.parametrize("command", [("ask", "Do crows bend wire into hooks?"), ("search", "wire")])
def test_what_an_interrupted_add_left_is_finished_before_ones_eyes(
    command: tuple[str, str], birds_folder: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(birds_folder, tmp_path / "nest")
    Catalog.open(folder, create=False).forget_index()  # as if nothing of it had been indexed yet
    shown = _on_a_terminal("--library", folder, *command)
    assert shown.index("indexing") < shown.index("Crows That Bend Wire")
    assert "indexing" not in _on_a_terminal("--library", folder, *command)


@pytest.fixture
def owls(run: Run, tmp_path: Path) -> Run:
    """Run on a library that also holds a paper out to do harm."""
    assert run("add", write_papers(tmp_path / "owls.jsonl", HOSTILE, *PAPERS)).status == 0
    return run


def test_papers_can_not_steer_what_reads_a_pipe(owls: Run) -> None:
    key = owls("papers", "owls").out.split("\t")[0]
    commands = (("papers",), ("search", "owls bend light"), ("show", key), ("ask", "Do owls bend light?"), ("export",))
    for command in commands:
        ran = owls(*command)
        assert "Owls" in ran.out, command
        assert not set("\x1b\x07\u202e") & set(ran.out + ran.err), command


@pytest.mark.usefixtures("owls")
@pytest.mark.parametrize("command", [("papers",), ("ask", "Do owls bend light with mirrors?")])
def test_papers_can_not_steer_the_terminal(command: tuple[str, ...]) -> None:
    shown = _on_a_terminal(*command)
    assert "[bold]Owls[/]" in shown
    for sequence in ("\x1b[31m", "\x1b[2J", "\x1b]0;", "\x07", "\u202e", "bad.example\x1b\\"):
        assert sequence not in shown


def test_output_is_utf_8_whatever_the_locale(birds_folder: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    done = litreview("--library", birds_folder, "show", "Jays Remember Where Food Was Hidden", **plain)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Mo Ødegård" in done.stdout


def test_a_reader_that_stops_early_is_no_error(birds_folder: Path) -> None:
    command = [*LITREVIEW, "--library", str(birds_folder), "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes that a test starts listen to Ctrl-C, also where a script runs the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    environment = {**os.environ, "LITREVIEW_DATA_DIR": str(tmp_path / "data")}
    pipe = subprocess.PIPE
    with subprocess.Popen([*LITREVIEW, "add", "-"], env=environment, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        while not list(tmp_path.rglob("write.lock")):  # it reads now, and waits for more
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(birds_folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [*LITREVIEW, "--library", str(birds_folder), "papers"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == "litreview: the disk is full; make room and run the command again\n"


def test_a_damaged_library_is_one_line(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    run("--library", folder, "add", write_papers(tmp_path / "birds.jsonl"))
    for file in folder.glob("*.sqlite*"):
        file.write_bytes(b"this is no database" * 300)
    ran = run("--library", folder, "papers")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("litreview: ")
    assert ran.err.count("\n") == 1
    assert "unexpected" not in ran.err


def test_what_nobody_expected_is_one_line_with_its_place() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        _fail()
    line = explain(caught.value)
    assert line.startswith("an unexpected error, please report it: ZeroDivisionError at test_streams.py:")
    assert "\n" not in line


def _fail() -> None:
    _ = 1 // 0


def test_closed_streams_do_no_harm(birds_folder: Path) -> None:
    command = f"'{sys.executable}' -m assistant --library '{birds_folder}' papers"
    for closed in ("<&-", ">&-", "2>&-"):
        done = subprocess.run(["sh", "-c", f"{command} {closed}"], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
