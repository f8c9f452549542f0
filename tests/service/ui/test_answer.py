"""A turn as HTML: cited sentences with their support, drafts, and plain statements where there is nothing."""

from assistant.models import Answer, FullText, PartialAnswer, Sentence
from assistant.service.jobs import Progress
from assistant.service.ui.rendering.answer import finished, thread, unanswered, writing
from tests.invented import CRUST, RYE
from tests.service.ui.pages import answered, cited, page, turn

RISE = "Loaves from the cold starter rise a third higher than loaves from dry yeast."
CRACKS = "Cracks begin where steam left the dough first."
BOTH = answered(cited(RYE, RISE), cited(CRUST, CRACKS, number=2), papers=(RYE, CRUST))


def test_each_sentence_has_its_numbers_and_says_whose_evidence_they_show() -> None:
    read = page(finished(turn(BOTH), 3, {}))
    numbers = read.named("button", "cite")
    assert [(one["data-turn"], one["data-sentence"], one["data-number"]) for one in numbers] == [
        ("3", "0", "1"),
        ("3", "1", "2"),
    ]
    assert numbers[0]["aria-label"] == f"Citation 1: {RYE.title}. Show the evidence"
    assert RISE in read.text


def test_support_is_a_shape_with_words_not_a_colour_alone() -> None:
    mixed = answered(
        cited(RYE, RISE),
        cited(RYE, RISE, support="partial"),
        Sentence(text="Nobody wrote this.", support="unsupported"),
        Sentence(text="In short:", support="connecting"),
    )
    read = page(finished(turn(mixed), 0, {}))
    shapes = {one["class"]: one["aria-label"] for one in read.named("svg", "glyph")}
    assert shapes == {
        "glyph verbatim": "Quoted word for word",
        "glyph partial": "Partly borne out",
        "glyph unsupported": "Not traceable to a paper",
    }
    drawn = [given["d"] for name, given in read.elements if name == "path"]
    assert len(set(drawn)) == len(drawn) == 3


def test_quoted_sentences_are_a_paragraph_for_each_paper_and_prose_flows() -> None:
    quoted = page(finished(turn(BOTH), 0, {}))
    flowing = page(finished(turn(BOTH.model_copy(update={"model": "stub:one"})), 0, {}))
    paragraphs = [sum(1 for name, given in one.elements if name == "p" and "dir" in given) for one in (quoted, flowing)]
    assert paragraphs == [2, 1]
    assert "no language model was used" in quoted.text
    assert "written by stub:one" in flowing.text


def test_a_follow_up_says_how_it_was_understood() -> None:
    follow_up = turn(BOTH, "And how much higher?")
    assert f"Understood as: {BOTH.question}" in page(finished(follow_up, 0, {})).text
    assert "Understood" not in page(finished(turn(BOTH), 0, {})).text


def test_without_evidence_it_says_so_and_shows_the_closest_papers() -> None:
    nothing = Answer(question="Why is the sky blue?", status="no_evidence", text="", closest=("rye", "gone"))
    read = page(finished(turn(nothing), 0, {"rye": RYE}))
    assert "The library has no evidence for this question." in read.text
    assert len(read.named("li", "card")) == 1
    assert RYE.title in read.text
    assert not read.named("button", "cite")
    assert "other words, or more papers, may help" in read.text
    about = nothing.model_copy(update={"open_in_full": (FullText(paper_id="rye", why="its abstract is silent"),)})
    read = page(finished(turn(about), 0, {"rye": RYE}))
    assert "to open them in full may help" in read.text
    assert "Open in full: its abstract is silent" in read.text


def test_a_draft_says_that_it_is_one_and_its_marks_lead_nowhere() -> None:
    draft = PartialAnswer(text="Cold starters help [1]. They are slow")
    read = page(writing("Why rye?", draft, "c1"))
    assert "Draft, not checked yet" in read.text
    assert "They are slow" in read.text
    assert [given["class"] for given in read.named("sup")] == ["mark"]
    assert not read.named("button")
    assert "Draft" not in page(writing("Why rye?", None, "c1")).text


def test_who_waits_for_the_index_is_told_so_and_how_far_it_is() -> None:
    def shown(waiting: Progress) -> str:
        return page(writing("Why rye?", None, "c1", waiting)).text

    said = shown(Progress(what="indexing", done=256, total=1900))
    assert "First indexing papers that were added before: 256 of 1,900" in said
    assert "Reading the library" in shown(Progress(what="indexing", done=1900, total=1900))


def test_what_could_not_be_answered_can_be_asked_again_or_edited() -> None:
    read = page(unanswered("Why rye?", "the model did not reply; is it running?"))
    assert "is it running?" in read.text
    assert [one.get("data-again") or one.get("data-edit") for one in read.named("button")] == ["Why rye?", "Why rye?"]


def test_a_thread_names_its_conversation_and_keeps_the_order() -> None:
    read = page(thread((turn(BOTH, "One?"), turn(BOTH, "Two?")), "chat-1", {}))
    assert read.named("div", "turns")[0]["data-chat"] == "chat-1"
    assert read.text.index("One?") < read.text.index("Two?")
    assert [one["data-turn"] for one in read.named("article")] == ["0", "1"]
