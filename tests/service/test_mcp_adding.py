"""What an assistant can add to a library: text, and files of the folders that the user allowed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.birds import PAPERS, litreview, write_papers
from tests.service.assistants import assistant, text_of


def test_text_is_added(tmp_path: Path) -> None:
    line = json.dumps({"title": "Gulls at Sea", "abstract": "Gulls glide. We show that gulls sleep while gliding."})
    with assistant(tmp_path / "library", mode="legacy") as writer:  # a library that is not there yet
        first: Any = writer.call("add", text=f"{line}\nnot a paper\n").structured_content
        assert (first["added"], first["papers"], len(first["rejected"])) == (1, 1, 1)
        again: Any = writer.call("add", text=f"{line}\nnot a paper\n").structured_content
        assert (again["added"], again["unchanged"], again["papers"]) == (0, 1, 1)
        answer: Any = writer.call("ask", question="Do gulls sleep while gliding?").structured_content
        assert answer["sentences"][0]["citations"][0]["quote"] == "We show that gulls sleep while gliding."
        for path in ("/etc/passwd", str(tmp_path), "-", "", "."):
            assert "lies in no folder that the user allowed" in text_of(writer.call("add", paths=[path]))
        assert "only text can be added" in (writer.tools()["add"].description or "")


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with papers in ``allowed`` and ``other``, one in ``secret``, and ways that lead out of ``allowed``."""
    allowed, other, secret = (tmp_path / name for name in ("allowed", "other", "secret"))
    for folder in (allowed / "linked", other, secret, tmp_path / "allowed2"):
        folder.mkdir(parents=True)
    write_papers(allowed / "one.jsonl", PAPERS[0])
    write_papers(other / "two.jsonl", PAPERS[1])
    write_papers(secret / "three.jsonl", PAPERS[2])
    write_papers(tmp_path / "allowed2" / "four.jsonl", PAPERS[3])
    (allowed / "out.jsonl").symlink_to(secret / "three.jsonl")
    (allowed / "linked" / "deep.jsonl").symlink_to(secret / "three.jsonl")
    (allowed / "elsewhere").symlink_to(secret)
    (allowed / "circle").symlink_to(allowed / "circle")
    os.mkfifo(allowed / "pipe")
    return tmp_path


def test_files_are_added_from_allowed_folders_only(desk: Path) -> None:
    allowed = desk / "allowed"
    outside = [
        desk / "secret" / "three.jsonl",
        desk / "secret" / "missing.jsonl",  # in the same words: what is there can't be found out
        allowed / ".." / "secret" / "three.jsonl",
        "../secret/three.jsonl",
        allowed / "out.jsonl",
        allowed / "elsewhere",
        allowed / "elsewhere" / "three.jsonl",
        desk / "allowed2" / "four.jsonl",
        desk,
        allowed / "circle",
        "nul\0",
    ]
    refused = {
        **{str(path): "lies in no folder that the user allowed" for path in outside},
        str(allowed): "is a link that leads out of the allowed folder",
        "linked": "'deep.jsonl' in 'linked' is a link that leads out of the allowed folder",
        "pipe": "is neither a file nor a folder",
        "~/.bashrc": "no such file or folder",  # a name like any other
    }
    with assistant(desk / "library", "--allow", allowed, "--allow", desk / "other") as writer:
        for path, reason in refused.items():
            result = writer.call("add", paths=[path])
            assert result.is_error, path
            assert reason in text_of(result), path
        assert writer.call("add", paths=["one.jsonl", str(desk / "secret")]).is_error  # nothing, not the rest
        assert writer.call("search", query="crows").structured_content == {
            "query": "crows",
            "hits": [],
            "without_year": 0,
        }
        added: Any = writer.call("add", paths=["one.jsonl", str(desk / "other")]).structured_content
        assert (added["added"], added["papers"]) == (2, 2)


def test_a_folder_to_allow_must_be_there(tmp_path: Path) -> None:
    ran = litreview("--library", tmp_path / "library", "mcp", "--allow", tmp_path / "missing")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.endswith("missing' is no folder to allow; check the spelling\n")
    assert ran.stderr.count("\n") == 1
