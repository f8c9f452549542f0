"""ruff, mypy and import-linter pass on the project, and each setting catches a file that breaks it."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PYTHON = (sys.executable, "-m")
IMPORTS = (str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo")

# One text for each family of ruff's rules that pyproject.toml selects, and the rule that must catch it.
AGAINST_RUFF = {
    "E": ('"""Doc."""\n\nLINE = "' + "x" * 200 + '"\n', "E501"),
    "F": ('"""Doc."""\n\nprice = cost\n', "F821"),
    "I": ('"""Doc."""\n\nimport re\nimport ast\n\nBOTH = (re, ast)\n', "I001"),
    "B": ('"""Doc."""\n\n\ndef add(to: list[int] = []) -> None:\n    """Add."""\n    to.append(1)\n', "B006"),
    "UP": ('"""Doc."""\n\nfrom typing import List\n\nNumbers = List[int]\n', "UP006"),
    "D": ('"""Doc."""\n\n\ndef add() -> None:\n    pass\n', "D103"),
    "ANN": ('"""Doc."""\n\n\ndef add(one, two: int) -> None:\n    """Add."""\n', "ANN001"),
    "C90": (
        '"""Doc."""\n\n\ndef add(n: int) -> int:\n    """Add."""\n'
        + "".join(f"    if n == {i}:\n        n += {i}\n" for i in range(10))
        + "    return n\n",
        "C901",
    ),
    "T20": ('"""Doc."""\n\nprint("here")\n', "T201"),
    "PTH": ('"""Doc."""\n\nimport os\n\nHERE = os.path.join("a", "b")\n', "PTH118"),
    "RUF": ('"""Doc."""\n\nALL = [1] + list("ab")\n', "RUF005"),
    "SIM": ('"""Doc."""\n\nA = {}\n\nKNOWN = "a" in A.keys()\n', "SIM118"),
    "PT": ('"""Doc."""\n\nimport pytest\n\nwith pytest.raises(ValueError):\n    int("x")\n', "PT011"),
    "S": ('"""Doc."""\n\nimport hashlib\n\nSUM = hashlib.md5(b"x")\n', "S324"),
}

AGAINST_MYPY = {
    "untyped function": ("def double(number):\n    return 2 * number\n", "no-untyped-def"),
    "untyped call": (
        "import json\n\ndef load() -> dict[str, int]:\n    return json.loads('{}')\n",
        "no-any-return",
    ),
    "bare generic": ("def count(words: list) -> int:\n    return len(words)\n", "type-arg"),
    "wrong argument of a noun": (
        "from assistant.models import Filters\n\nFilters(year_from='x')\n",
        "arg-type",
    ),
    "a frozen noun changed": (
        "from assistant.models import Filters\n\nFilters().year_from = 1\n",
        "misc",
    ),
}

AGAINST_FLOORS = {
    "upward": ("assistant.catalog.rows", "import assistant.cli\n"),
    "upward inside a function": (
        "assistant.models.paper",
        "def late() -> None:\n    import assistant.library\n",
    ),
    "to a neighbour": ("assistant.readers.bibtex", "import assistant.catalog\n"),
    "from a store to a neighbour": ("vectorstore.index", "import assistant.catalog\n"),
    "from a store to the roof": ("vectorstore.index", "import assistant.library\n"),
    "a file without a floor": ("assistant.attic", ""),
}


def _run(*command: str | Path, at: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=at, capture_output=True, text=True)


def _passes(*command: str | Path, at: Path) -> None:
    done = _run(*command, at=at)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_passes(project: Path) -> None:
    _passes(*PYTHON, "ruff", "check", ".", at=project)


def test_the_code_is_formatted(project: Path) -> None:
    _passes(*PYTHON, "ruff", "format", "--check", ".", at=project)


def test_each_chosen_family_has_a_file_that_must_fail(project: Path) -> None:
    settings = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    assert set(settings["tool"]["ruff"]["lint"]["select"]) == set(AGAINST_RUFF)


@pytest.fixture(scope="module")
def caught_by_ruff(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The rules that ruff names for each bad file, under the project's settings."""
    bad = tmp_path_factory.mktemp("ruff")
    shutil.copy(project / "pyproject.toml", bad)
    (bad / "assistant").mkdir()
    for family, (text, _) in AGAINST_RUFF.items():
        (bad / "assistant" / f"{family.lower()}.py").write_text(text, encoding="utf-8")
    done = _run(*PYTHON, "ruff", "check", "--output-format", "json", "--no-cache", ".", at=bad)
    caught: dict[str, list[str]] = {}
    for violation in json.loads(done.stdout):
        caught.setdefault(Path(violation["filename"]).stem, []).append(violation["code"])
    return caught


@pytest.mark.parametrize("family", AGAINST_RUFF)
def test_ruff_catches(family: str, caught_by_ruff: dict[str, list[str]]) -> None:
    assert AGAINST_RUFF[family][1] in caught_by_ruff[family.lower()]


def test_an_unformatted_file_is_caught(project: Path, tmp_path: Path) -> None:
    shutil.copy(project / "pyproject.toml", tmp_path)
    (tmp_path / "bad.py").write_text("x = { 'a':1 }\n")
    done = _run(*PYTHON, "ruff", "format", "--check", "--no-cache", ".", at=tmp_path)
    assert done.returncode == 1
    assert "bad.py" in done.stdout


@pytest.mark.timeout(600)  # the whole tree, on a machine that may be busy
def test_mypy_passes(project: Path) -> None:
    _passes(*PYTHON, "mypy", at=project)


@pytest.mark.parametrize("name", AGAINST_MYPY)
def test_mypy_catches(name: str, project: Path, tmp_path: Path) -> None:
    text, code = AGAINST_MYPY[name]
    bad = tmp_path / "bad.py"
    bad.write_text(text, encoding="utf-8")
    done = _run(*PYTHON, "mypy", bad, at=project)
    assert f"[{code}]" in done.stdout, done.stdout + done.stderr


def test_imports_go_down(project: Path) -> None:
    _passes(*IMPORTS, at=project)


@pytest.fixture
def empty_house(project: Path, tmp_path: Path) -> Path:
    """The project's floors as empty modules, under the project's settings."""
    shutil.copy(project / "pyproject.toml", tmp_path)
    settings = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        for layer in re.split(r" [|:] ", " | ".join(contract["layers"])):
            folder = tmp_path.joinpath(*contract.get("containers", []), *layer.split("."))
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "__init__.py").touch()
    (tmp_path / "assistant" / "__init__.py").touch()
    _passes(*IMPORTS, at=tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", AGAINST_FLOORS)
def test_the_floors_catch(name: str, empty_house: Path) -> None:
    module, text = AGAINST_FLOORS[name]
    empty_house.joinpath(*module.split(".")).with_suffix(".py").write_text(text, encoding="utf-8")
    done = _run(*IMPORTS, at=empty_house)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
    assert module in done.stdout
