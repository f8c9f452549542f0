"""Values on disk: the suffix is the format, and a file is whole or untouched."""

import json
from pathlib import Path

import pytest

from assistant.errors import AssistantError, BadRequest
from assistant.export import save, to_markdown
from assistant.export.json import to_json, to_jsonl
from assistant.models import Paper, Review
from tests.export.crows import ANSWER, JAYS, OUTLINE, REVIEW, VALE, paper


@pytest.mark.parametrize("value", [ANSWER, REVIEW, OUTLINE])
def test_json_holds_the_whole_value(value: Review, tmp_path: Path) -> None:
    save(value, tmp_path / "draft.json")
    text = (tmp_path / "draft.json").read_text("utf-8")
    assert type(value).model_validate_json(text) == value


def test_markdown_is_saved_as_it_is_shown(tmp_path: Path) -> None:
    save(OUTLINE, str(tmp_path / "Draft.MD"), [VALE])
    assert (tmp_path / "Draft.MD").read_text("utf-8") == to_markdown(OUTLINE, [VALE])


def test_papers_are_saved_one_a_line(tmp_path: Path) -> None:
    save((VALE, JAYS), tmp_path / "papers.jsonl")
    lines = (tmp_path / "papers.jsonl").read_text("utf-8").splitlines()
    assert [Paper.model_validate_json(line) for line in lines] == [VALE, JAYS]
    save([VALE, JAYS], tmp_path / "papers.json")
    assert [one["id"] for one in json.loads((tmp_path / "papers.json").read_text("utf-8"))] == ["p1", "p7"]


def test_json_survives_line_ends_halves_of_characters_and_terminal_controls() -> None:
    odd = paper(title="a\u2028b\x9b\u202ec\ud800d\x1be", abstract="Ødegård 王")
    line = to_jsonl([odd])
    assert len(line.splitlines()) == 1
    assert line.encode().decode().isprintable() or line.endswith("\n")
    assert json.loads(line)["title"] == odd.title
    assert "Ødegård 王" in line
    assert json.loads(to_json(odd))["title"] == odd.title


@pytest.mark.parametrize("name", ["draft.xyz", "draft", "draft.jsonl", "papers.docx.part"])
def test_an_unknown_suffix_names_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"\.md, \.json"):
        save(REVIEW, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_papers_are_no_markdown(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"\.jsonl, \.json"):
        save((VALE,), tmp_path / "papers.md")


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "draft.md"
    file.write_text("old", "utf-8")
    file.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(file)
    save(ANSWER, link)
    assert file.read_text("utf-8") == to_markdown(ANSWER)
    assert file.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.md", "link.md"]


def test_a_place_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md" / "inside").touch()
    for place in (tmp_path / "missing" / "draft.md", tmp_path / "folder.md"):
        with pytest.raises(AssistantError, match=r"can't write .*choose another place"):
            save(ANSWER, place)
    assert [path.name for path in tmp_path.iterdir()] == ["folder.md"]
