"""The house rules that no tool checks: each takes a project's folder and returns its complaints."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

FILE_LINES = 300  # a file stays under this many lines
FUNCTION_LINES = 40  # and a function under this many, its docstring counted, its decorators not
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc"}
VAGUE_ENDINGS = ("Manager", "Handler", "Helper", "Helpers", "Util", "Utils", "Common", "Misc")
TOP = {
    *("pyproject.toml", "constraints.txt", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"),
    *(".ci", ".git", ".gitignore", "assistant", "prompts", "tests", "vectorstore"),
}
OF_ONE_ROOM = {  # third parties that only one place may import
    "chromadb": "vectorstore/dense.py",
    "tantivy": "vectorstore/",
    "onnx": "vectorstore/embedders/",
    "onnxruntime": "vectorstore/embedders/",
    "safetensors": "vectorstore/embedders/",
    "wordllama": "vectorstore/embedders/",
    "sqlalchemy": "assistant/catalog/",
    "gradio": "assistant/service/ui/",
    "mcp": "assistant/service/mcp/",
    "typer": "assistant/cli",
}
# Written so that this file does not complain about itself.
UNFINISHED = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:farm|home|mnt|opt|root|srv|tmp|Users|work)/\w")
REGISTRY_HOST = re.compile(r"\b(?:pypi\W?org|pythonhosted\W?org|registry\Wnpmjs|deb\Wdebian)")


def project_files(root: Path) -> Iterator[Path]:
    """Every file of the project: all but git's own and what ``.gitignore`` names."""
    ignored = [".git", *(line.strip("/") for line in (root / ".gitignore").read_text("utf-8").split())]
    folders = [root]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if any(fnmatch(path.name, pattern) for pattern in ignored):
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


def modules(root: Path) -> Iterator[tuple[str, Path, str]]:
    """Each Python file: its name relative to the root, its path and its text."""
    for path in project_files(root):
        if path.suffix == ".py":
            yield path.relative_to(root).as_posix(), path, path.read_text("utf-8")


def long_files(root: Path) -> list[str]:
    """Python files of ``FILE_LINES`` lines or more."""
    sizes = ((name, len(text.splitlines())) for name, _, text in modules(root))
    return [f"{name}: {lines} lines" for name, lines in sizes if lines >= FILE_LINES]


def long_functions(root: Path) -> list[str]:
    """Functions and methods of ``FUNCTION_LINES`` lines or more."""
    found = []
    for name, _, text in modules(root):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines >= FUNCTION_LINES:
                    found.append(f"{name}:{node.lineno}: {node.name} has {lines} lines")
    return found


def vague_names(root: Path) -> list[str]:
    """Files, folders, functions and classes whose name does not say what they are for."""
    found = []
    for path in project_files(root):
        name = path.relative_to(root)
        found += [f"{name}: {part}" for part in (*name.parts[:-1], name.stem) if _is_vague(part)]
    for name, _, text in modules(root):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_vague(node.name):
                found.append(f"{name}:{node.lineno}: {node.name}")
            if isinstance(node, ast.ClassDef) and node.name.endswith(VAGUE_ENDINGS):
                found.append(f"{name}:{node.lineno}: {node.name}")
    return found


def _is_vague(name: str) -> bool:
    """A vague word by itself or in a compound; "common" is a fair word in one (``longest_common_prefix``)."""
    words = name.strip("_").lower().split("_")
    return bool(VAGUE.intersection(words) - {"common"}) or words == ["common"]


def unfinished(root: Path) -> list[str]:
    """Lines with a note that something is left to do."""
    return _matching_lines(root, UNFINISHED)


def of_a_machine(root: Path) -> list[str]:
    """Lines that name a path of one machine or the host of a package registry."""
    return _matching_lines(root, MACHINE_PATH) + _matching_lines(root, REGISTRY_HOST)


def _matching_lines(root: Path, pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in project_files(root):
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:  # not a text
            continue
        for at, line in enumerate(lines, 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(root)}:{at}: {line.strip()[:80]}")
    return found


def strangers_at_the_top(root: Path) -> list[str]:
    """Files and folders at the top level that the architecture does not have."""
    tops = {path.relative_to(root).parts[0] for path in project_files(root)}
    return sorted(tops - TOP)


def imports_outside_their_room(root: Path) -> list[str]:
    """Imports of a third party in another place than its own; tests may import what they like."""
    found = []
    for name, _, text in modules(root):
        if name.startswith("tests/"):
            continue
        for line, package in _imported(text):
            room = OF_ONE_ROOM.get(package)
            if room and not name.startswith(room):
                found.append(f"{name}:{line}: {package} belongs to {room}")
    return found


def _imported(text: str) -> Iterator[tuple[int, str]]:
    """The top-level packages that a module imports, anywhere in it, with the line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]
