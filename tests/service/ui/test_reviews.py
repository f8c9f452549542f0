"""The pieces of the Review page: the theme, its papers, the outline, the review, the list."""

from __future__ import annotations

import pytest

from assistant.export.markdown import NOT_CERTAIN
from assistant.models import Outline, OutlineSection, Paper, SavedReview
from assistant.service.jobs import Job, Progress
from assistant.service.ui.rendering.outline import format_name, outline_panel
from assistant.service.ui.rendering.review import finished, growing, review_evidence, unknown
from assistant.service.ui.rendering.reviews import reviews
from assistant.service.ui.rendering.scope import scope_editor
from assistant.service.ui.rendering.theme import nothing_asked, theme_box
from tests.invented import CRUST, MILK, RYE
from tests.service.ui.pages import Page, page
from tests.service.ui.reviews import REFERENCES, SECTIONS, review, scope

PAPERS = {paper.id: paper for paper in (RYE, CRUST, MILK)}


def _read(papers: dict[str, Paper] = PAPERS, **known: object) -> Page:
    from markupsafe import Markup

    return page(finished(review(**known), papers, Markup(), [".md", ".docx"]))


def test_before_a_theme_there_are_some_to_choose_from_or_what_to_do_first() -> None:
    offered = page(nothing_asked(9, ("sour rye",)))
    assert [one["data-theme"] for one in offered.named("button")] == ["sour rye"]
    assert "Sour rye" in offered.text
    assert "Add papers to it first" in page(nothing_asked(0, ())).text
    assert page(theme_box()).named("input")[0]["aria-label"] == "Theme"


def test_papers_of_the_cut_are_ticked_and_those_below_are_not() -> None:
    read = page(scope_editor("bread", scope(), ["rye", "crust", "milk"], 1, {}, {}))
    boxes = read.named("input")
    assert [box["value"] for box in boxes if "checked" in box] == ["rye", "crust", "milk"]
    assert [box["value"] for box in boxes if "checked" not in box] == ["keeper", "lens"]
    for part in ("Read as: bread, dough.", "3 of 9 papers; 2 more lie just below the cut.", "2012", "0.71"):
        assert part in read.text
    assert "“bread” in the title" in read.text
    assert "3 papers chosen" in read.text


def test_every_box_has_its_title_as_a_label_and_its_reason_as_a_description() -> None:
    read = page(scope_editor("bread", scope(), [], 1, {"year": "2012:"}, {"rye": RYE.abstract}))
    labels = {label["for"] for label in read.named("label")}
    described = {given["id"] for given in read.named("span", "reason")}
    assert {box["id"] for box in read.named("input")} == labels
    assert {box["aria-describedby"] for box in read.named("input")} == described
    assert "disabled" in read.named("button", "write")[0]
    assert read.named("form")[0]["data-year"] == "2012:"


def test_an_abstract_can_be_read_where_its_paper_is_chosen() -> None:
    read = page(scope_editor("bread", scope(), [], 1, {}, {"rye": RYE.abstract, "crust": " "}))
    assert RYE.abstract in read.text
    assert len(read.named("details")) == 1  # the others have nothing to open


def test_a_theme_without_papers_names_the_closest() -> None:
    read = page(scope_editor("opera", scope(inside=()), [], 1, {}, {}))
    assert "No paper of the library belongs to this theme." in read.text
    assert "The closest is Lighthouses without Keepers (2009)." in read.text
    assert "add papers" in page(scope_editor("opera", scope(inside=(), below=()), [], 1, {}, {})).text


def test_an_outline_has_headings_and_papers_and_what_is_left() -> None:
    sections = (OutlineSection(heading="Cold starters", about="Rye, slowly.", paper_ids=("rye",)),)
    known = {one.paper_id: one for one in scope().inside}
    read = page(outline_panel(Outline(theme="bread", sections=sections, unassigned=("milk",)), known, [".md", ".json"]))
    for part in ("1 paper in 1 theme", "Cold starters", "Rye, slowly.", RYE.title, "In no section", MILK.title):
        assert part in read.text
    assert [one["data-outline"] for one in read.named("button", "quiet")] == [".md", ".json"]


def test_a_review_is_numbered_and_says_what_it_rests_on() -> None:
    read = _read()
    for part in (
        "Drafted from quoted sentences of 2 abstracts (2012–2015); no language model was used.",
        "1Cold starters",
    ):
        assert part in read.text
    assert "2 of 3 papers that belong to the theme are cited." in read.text
    assert f"{MILK.title}Ek (2018)" in read.text
    assert "Just below the cut" in read.text
    cites = [(one["data-number"], one.get("data-sentence")) for one in read.named("button", "cite")]
    assert cites == [("1", "0"), ("2", "1"), ("1", "2"), ("1", None), ("2", None)]  # the last two in the references
    written = _read(model="a model").text
    assert "written by a model, each sentence checked" in written
    assert NOT_CERTAIN in written
    assert NOT_CERTAIN not in read.text


def test_every_format_there_is_can_be_downloaded() -> None:
    links = [one["href"] for one in _read().named("a", "quiet")]
    assert links == [f"api/saved/0123456789abcdef0123/file?format={form}" for form in ("md", "docx")]
    assert [format_name(one) for one in (".md", ".docx", ".typ")] == ["Markdown", "Word", "TYP"]


def test_papers_that_are_gone_are_named_as_well_as_they_can_be() -> None:
    assert f"{MILK.title}2018" in _read({}).text
    assert "not in the library any more" in _read({}, scope=scope(inside=())).text


def test_the_numbers_of_all_sections_lead_to_one_list_of_evidence() -> None:
    read = page(review_evidence(SECTIONS, REFERENCES))
    assert [one["data-number"] for one in read.named("li", "entry")] == ["1", "2"]
    assert [one["data-sentences"] for one in read.named("mark")] == ["0", "2", "1"]
    assert "will stand here" in page(review_evidence((), ())).text


def test_a_review_grows_and_can_be_stopped() -> None:
    progress = Progress(what="writing", done=1, total=4)
    job = Job(id="job", owner="", theme="bread", progress=progress, sections=SECTIONS[:1])
    read = page(growing(job, REFERENCES))
    assert "Writing, section 2 of 4" in read.text
    assert read.named("button", "halt")
    stopped = page(growing(job.model_copy(update={"state": "stopped"}), REFERENCES))
    assert "not kept" in stopped.text
    assert not stopped.named("button", "halt")
    failed = page(growing(job.model_copy(update={"state": "failed", "error": "the disk is full"}), ()))
    assert "the disk is full" in failed.text
    assert "not there" in page(unknown("It is not there.")).text


@pytest.mark.parametrize(("made", "day"), [("2026-11-02T10:00:00+00:00", "2 Nov 2026 · "), (None, ""), ("once", "")])
def test_the_list_has_those_being_written_first(made: str | None, day: str) -> None:
    saved = SavedReview(capsule="c" * 20, theme="bread", title="Bread", made=made, papers=3)
    read = page(reviews([Job(id="job", owner="", theme="rye")], [saved], "c" * 20))
    assert [one["data-review"] for one in read.named("button")] == ["job", "c" * 20]
    assert f"Bread{day}3 papers" in read.text
    assert [one.get("aria-current") for one in read.named("button")] == [None, "true"]
    assert "will be listed here" in page(reviews([], [], "")).text
