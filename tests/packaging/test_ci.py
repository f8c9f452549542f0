"""``.ci/run`` itself, on a small clone whose two commands need no installation."""

import shutil
import subprocess
from pathlib import Path

import pytest

REVIEWS = 'echo "# Episodic memory"; touch left-behind'
PASSES = 'test ! -e left-behind && test -d ../shared && test "$CI" = true && echo "1 passed in 0.01s"'


def _clone(project: Path, tmp_path: Path, **marked: str) -> Path:
    clone = tmp_path / "clone"
    (clone / ".ci").mkdir(parents=True)
    (tmp_path / "shared").mkdir()
    shutil.copy(project / ".ci" / "run", clone / ".ci")
    blocks = [f"<!-- command: {name} -->\n```bash\n{line}\n```\n" for name, line in marked.items()]
    (clone / "README.md").write_text("# Title\n\n" + "\nWords.\n\n".join(blocks), encoding="utf-8")
    return clone


def _run(clone: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", ".ci/run"], cwd=clone, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def test_both_commands_run_each_in_a_copy_of_its_own(project: Path, tmp_path: Path) -> None:
    clone = _clone(project, tmp_path, start=REVIEWS, test=PASSES)
    done = _run(clone)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["# Episodic memory", "1 passed in 0.01s"]
    assert sorted(path.name for path in clone.iterdir()) == [".ci", "README.md"]


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ({"start": "exit 3", "test": PASSES}, 3),
        ({"start": "echo nothing", "test": PASSES}, 1),
        ({"start": REVIEWS, "test": "echo 1 failed; exit 5"}, 5),
        ({"start": REVIEWS, "test": "false && true; echo 1 passed | grep failed"}, 1),
        ({"start": REVIEWS}, 1),
        ({"test": PASSES}, 1),
    ],
)
def test_a_command_that_fails_or_is_missing_fails_the_run(
    marked: dict[str, str], status: int, project: Path, tmp_path: Path
) -> None:
    assert _run(_clone(project, tmp_path, **marked)).returncode == status
