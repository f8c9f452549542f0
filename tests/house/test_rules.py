"""The house rules hold, and each catches a file that breaks it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import rules

Rule = Callable[[Path], list[str]]
RULES = (
    rules.long_files,
    rules.long_functions,
    rules.vague_names,
    rules.unfinished,
    rules.of_a_machine,
    rules.strangers_at_the_top,
    rules.imports_outside_their_room,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule, project: Path) -> None:
    assert rule(project) == []


def _lines(number: int) -> str:
    return "x = 1\n" * number


def _function(lines: int) -> str:
    return "async def long() -> None:\n" + "    x = 1\n" * (lines - 1)


BROKEN = [
    (rules.long_files, "assistant/big.py", _lines(300)),
    (rules.long_functions, "assistant/big.py", _function(40)),
    (rules.long_functions, "tests/test_big.py", "class Big:\n    " + _function(41).replace("\n", "\n    ")),
    (rules.vague_names, "assistant/utils.py", ""),
    (rules.vague_names, "assistant/helpers/titles.py", ""),
    (rules.vague_names, "vectorstore/common.py", ""),
    (rules.vague_names, "tests/text_utils.py", ""),
    (rules.vague_names, "prompts/misc.md", ""),
    (rules.vague_names, "assistant/a.py", "def _split_helper() -> None: ..."),
    (rules.vague_names, "assistant/a.py", "class LibraryManager: ..."),
    (rules.vague_names, "assistant/a.py", "class QuestionHandler: ..."),
    (rules.vague_names, "assistant/a.py", "class ReaderHelper: ..."),
    (rules.unfinished, "assistant/a.py", "x = 1  # " + "TO" + "DO: two"),
    (rules.unfinished, "CONTRIBUTING.md", "FIX" + "ME"),
    (rules.of_a_machine, "README.md", "see " + "/" + "root/papers"),
    (rules.of_a_machine, ".ci/run", "cd " + "/" + "tmp/x"),
    (rules.of_a_machine, "pyproject.toml", "https://" + "pypi" + ".org/simple"),
    (rules.of_a_machine, "constraints.txt", "numpy @ https://files." + "pythonhosted" + ".org/numpy.whl"),
    (rules.strangers_at_the_top, "docs/index.md", ""),
    (rules.strangers_at_the_top, "setup.py", ""),
    (
        rules.imports_outside_their_room,
        "assistant/steps/a.py",
        "def a() -> None:\n    import chromadb.config",
    ),
    (rules.imports_outside_their_room, "vectorstore/a.py", "from sqlalchemy.engine import Engine"),
]


@pytest.mark.parametrize(("rule", "name", "text"), BROKEN, ids=lambda part: getattr(part, "__name__", None))
def test_a_rule_catches(rule: Rule, name: str, text: str, project: Path, tmp_path: Path) -> None:
    _write(tmp_path, name, text, project)
    complaints = rule(tmp_path)
    assert len(complaints) == 1
    assert Path(name).parts[0] in complaints[0]


KEPT = [
    (rules.long_files, "assistant/big.py", _lines(299)),
    (rules.long_functions, "assistant/big.py", "@property\n" + _function(39)),
    (rules.vague_names, "assistant/a.py", "def longest_common_prefix() -> str: ..."),
    (rules.unfinished, "assistant/a.py", "def todos() -> None: ..."),
    (rules.of_a_machine, "README.md", "https://example.org/home/papers and ~/papers and a/tmp/b"),
    (rules.strangers_at_the_top, "dist/litreview.whl", ""),
    (rules.imports_outside_their_room, "vectorstore/dense.py", "import chromadb"),
]


@pytest.mark.parametrize(("rule", "name", "text"), KEPT, ids=lambda part: getattr(part, "__name__", None))
def test_a_rule_lets_pass(rule: Rule, name: str, text: str, project: Path, tmp_path: Path) -> None:
    _write(tmp_path, name, text, project)
    assert rule(tmp_path) == []


def _write(root: Path, name: str, text: str, project: Path) -> None:
    """Put one file into an empty project."""
    shutil.copy(project / ".gitignore", root)
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
