"""``.ci/run`` itself, on a small clone whose two commands need no installation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SERVES = f"touch left-behind && {sys.executable} serve.py"
PASSES = 'test ! -e left-behind && test -d ../shared && test "$CI" = true && echo "1 passed in 0.01s"'
CITED = """{"status": "answered", "text": "Owls hoot. [1]", "sentences": [{"citations": [{"number": 1}]}],
"references": [{"number": 1}]}"""
NOTHING = '{"status": "no_evidence", "text": "Nothing is known.", "sentences": [], "references": []}'
USUAL = "bash cat dirname grep id ln mkdir mktemp rm sed sleep tail tar tee touch".split()
SERVER = """
import http.server, pathlib, signal, sys

class Answer(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        assert self.path == "/api/ask" and b"question" in self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(pathlib.Path("answer.json").read_bytes())
    def log_message(self, *_):
        pass

def end(*_):
    pathlib.Path(sys.argv[0]).resolve().parents[2].joinpath("ended").touch()
    sys.exit()

signal.signal(signal.SIGTERM, end)
server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
sys.stderr.write(f"litreview is at http://127.0.0.1:{server.server_port} (Ctrl-C ends it)\\n")
sys.stderr.flush()
server.serve_forever()
"""


def _clone(project: Path, tmp_path: Path, answer: str = CITED, **marked: str) -> Path:
    clone = tmp_path / "clone"
    (clone / ".ci").mkdir(parents=True)
    (tmp_path / "shared").mkdir()
    shutil.copy(project / ".ci" / "run", clone / ".ci")
    (clone / "serve.py").write_text(SERVER, encoding="utf-8")
    (clone / "answer.json").write_text(answer, encoding="utf-8")
    blocks = [f"<!-- command: {name} -->\n```bash\n{line}\n```\n" for name, line in marked.items()]
    (clone / "README.md").write_text("# Title\n\n" + "\nWords.\n\n".join(blocks), encoding="utf-8")
    return clone


def _run(clone: Path, *programs: str) -> subprocess.CompletedProcess[str]:
    """Run it with only these programs beside the usual ones, so that nothing is installed here."""
    folder = clone.parent / "programs"
    folder.mkdir()
    for name in programs:
        (folder / name).write_text(f'#!/bin/sh\necho "{name} $@" >> "{clone.parent}/called"\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    (folder / "python3").symlink_to(sys.executable)
    for name in USUAL:
        (folder / name).symlink_to(shutil.which(name) or name)
    work = clone.parent / "work"
    work.mkdir()
    return subprocess.run(
        [shutil.which("bash") or "bash", ".ci/run"],
        cwd=clone,
        env={**os.environ, "PATH": str(folder), "TMPDIR": str(work)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )


def test_both_commands_run_each_in_a_copy_of_its_own(project: Path, tmp_path: Path) -> None:
    clone = _clone(project, tmp_path, start=SERVES, test=PASSES)
    done = _run(clone, "chromium")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["Owls hoot. [1]", "1 passed in 0.01s"]
    assert sorted(path.name for path in clone.iterdir()) == [".ci", "README.md", "answer.json", "serve.py"]
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["ended"], "the demo was not stopped"
    assert not (tmp_path / "called").exists(), "Chromium is there and nothing needs to be installed"


@pytest.mark.parametrize(
    ("marked", "answer", "status"),
    [
        ({"start": "exit 3", "test": PASSES}, CITED, 3),
        ({"start": "echo nothing", "test": PASSES}, CITED, 1),
        ({"start": SERVES, "test": PASSES}, NOTHING, 1),
        ({"start": SERVES, "test": PASSES}, CITED.replace('"number": 1}]}]', '"number": 2}]}]'), 1),
        ({"start": SERVES, "test": "echo 1 failed; exit 5"}, CITED, 5),
        ({"start": SERVES, "test": "false && true; echo 1 passed | grep failed"}, CITED, 1),
        ({"start": SERVES}, CITED, 1),
        ({"test": PASSES}, CITED, 1),
    ],
)
def test_a_command_that_fails_or_is_missing_fails_the_run(
    marked: dict[str, str], answer: str, status: int, project: Path, tmp_path: Path
) -> None:
    done = _run(_clone(project, tmp_path, answer, **marked), "chromium")
    assert done.returncode == status, done.stderr


def test_chromium_is_installed_where_it_is_missing(project: Path, tmp_path: Path) -> None:
    done = _run(_clone(project, tmp_path, start=SERVES, test=PASSES), "apt-get")
    assert done.returncode == 0, done.stderr
    if os.geteuid() == 0:
        called = (tmp_path / "called").read_text("utf-8")
        assert "update" in called
        assert "chromium" in called
    else:
        assert "only root" in done.stderr


def test_without_a_way_to_install_it_that_is_said(project: Path, tmp_path: Path) -> None:
    done = _run(_clone(project, tmp_path, start=SERVES, test=PASSES))
    assert done.returncode == 0, done.stderr
    assert "the tests in the browser will fail" in done.stderr
