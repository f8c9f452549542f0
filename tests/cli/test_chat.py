"""``litreview ask --chat``, ``litreview chats`` and ``litreview replay``."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.birds import write_papers
from tests.cli.conftest import Run

QUESTION = "Do crows bend wire into hooks?"


@pytest.fixture
def nest(run: Run, birds_folder: Path, tmp_path: Path) -> Run:
    """Run ``litreview`` on a copy of the library about birds, which may change."""
    copy = shutil.copytree(birds_folder, tmp_path / "nest")

    def run_on_copy(*arguments: str | Path) -> object:
        return run("--library", copy, *arguments)

    return run_on_copy  # type: ignore[return-value]


def test_a_conversation_goes_on_from_command_to_command(nest: Run) -> None:
    first = nest("ask", QUESTION, "--chat", "--json")
    assert (first.status, first.err) == (0, "")
    assert first.out == nest("ask", QUESTION, "--json").out
    follow_up = nest("ask", "And without having seen an adult?", "--chat", "--json")
    assert follow_up.json["question"] == f"Regarding “{QUESTION}”: without having seen an adult?"
    assert follow_up.json["status"] == "answered"
    shown = nest("ask", "why?", "--chat")
    assert (shown.status, shown.err) == (0, "")
    assert shown.out.startswith(f"**Regarding “{QUESTION}” and “without having seen an adult?”: why?**")


def test_a_new_conversation_knows_nothing_of_the_last(nest: Run) -> None:
    nest("ask", QUESTION, "--chat", "--json")
    assert nest("ask", "why?", "--new", "--json").json["question"] == "why?"
    assert nest("ask", "why?", "--json").json["question"] == "why?"
    assert nest("ask", "and where?", "--chat", "--json").json["question"] == "Regarding “why?”: where?"


def test_conversations_are_listed_resumed_renamed_and_removed(nest: Run) -> None:
    assert nest("chats", "--json").out == "[]\n"
    assert nest("chats")[:2] == (0, "")
    for question in (QUESTION, "Do rooks choose stones?"):
        assert nest("ask", question, "--new", "--json").status == 0
    rooks, crows = nest("chats", "--json").json
    assert [(one["title"], one["turns"]) for one in (rooks, crows)] == [("Do rooks choose stones?", 1), (QUESTION, 1)]
    follow_up = nest("ask", "and where?", "--resume", crows["id"], "--json").json
    assert follow_up["question"] == f"Regarding “{QUESTION}”: where?"
    assert nest("chats", "rename", crows["id"], "Wire\tand hooks").status == 0
    assert nest("chats").out.splitlines() == [
        f"{crows['id']}\t2\tWire and hooks",
        f"{rooks['id']}\t1\tDo rooks choose stones?",
    ]
    assert nest("chats", "remove", rooks["id"]).status == 0
    assert [one["id"] for one in nest("chats", "--json").json] == [crows["id"]]


@pytest.mark.parametrize(
    "arguments",
    [("chats", "remove", "nobody"), ("chats", "rename", "nobody", "x"), ("ask", QUESTION, "--resume", "nobody")],
)
def test_a_conversation_that_is_not_there_is_one_clear_line(nest: Run, arguments: tuple[str, ...]) -> None:
    ran = nest(*arguments)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("litreview: the library has no conversation with the id 'nobody'")
    assert len(ran.err.splitlines()) == 1


def _talk(folder: Path, *lines: str) -> str:
    """Ask in a conversation on a terminal and type these lines; what is shown."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "assistant", "--library", str(folder), "ask", QUESTION, "--chat"]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "200"}
    shown = b""
    with subprocess.Popen(command, stdin=its, stdout=its, stderr=its, env=environment) as process:
        os.close(its)
        try:
            for line in lines:
                while not shown.rstrip().endswith(b"ends):"):
                    shown += os.read(ours, 65536)
                os.write(ours, line.encode())
                shown += b"\n"
            while block := os.read(ours, 65536):
                shown += block
        except OSError:  # how a terminal says that the other side has gone
            pass
        assert process.wait(30) == 0
    os.close(ours)
    return shown.decode()


@pytest.mark.parametrize("end", ["\n", "\x04"], ids=["an empty line", "the end of input"])
def test_on_a_terminal_it_asks_on(end: str, nest: Run, tmp_path: Path) -> None:
    shown = _talk(tmp_path / "nest", "Do rooks choose stones?\n", "why?\n", end)
    places = [shown.index(part) for part in (f"m{QUESTION}", "mDo rooks choose stones?", "mRegarding “Do rooks")]
    assert places == sorted(places)
    assert "going on with" not in shown
    assert f"going on with “{QUESTION}”; --new begins another" in _talk(tmp_path / "nest", end)


def test_replay_says_when_nothing_changed(nest: Run) -> None:
    capsule = nest("ask", QUESTION, "--json").json["capsule"]
    ran = nest("replay", capsule[:8])
    assert ran == (0, f"{QUESTION}\n    Nothing changed.\n", "")
    document = nest("replay", capsule, "--json").json
    assert document == {"kind": "answer", "asked": QUESTION, "before": capsule, "after": capsule, "changes": []}


def test_replay_shows_what_changed(nest: Run, tmp_path: Path) -> None:
    asked = nest("ask", QUESTION, "--json").json["capsule"]
    reviewed = nest("review", "tool use in crows", "--json").json["capsule"]
    nest("remove", "Crows That Bend Wire")
    nest("add", write_papers(tmp_path / "new.jsonl", {"title": "Hooks of Wire", "abstract": "Crows bent wire hooks."}))
    out = nest("replay", asked).out
    assert out.startswith(f"{QUESTION}\n    strength: ")
    assert "\nPapers retrieved\n" in out
    assert ": Hooks of Wire\n" in out
    assert "    went, was number 1: Crows That Bend Wire\n" in out
    assert "\nSentences\n" in out
    assert "\n    went: " in out
    changes = nest("replay", asked, "--json").json["changes"]
    gone = next(one for one in changes if one["about"] == "Crows That Bend Wire")
    assert set(gone) == {"what", "about", "before", "after", "paper_id"}
    assert (gone["what"], gone["before"], gone["after"]) == ("paper", 1, None)
    assert "Crows That Bend Wire" in nest("replay", reviewed).out


def test_an_unknown_capsule_is_answered_in_one_line(birds: Run) -> None:
    ran = birds("replay", "nothing")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("litreview: no saved answer or review has the capsule 'nothing'; ask and review show")
    assert len(ran.err.splitlines()) == 1
