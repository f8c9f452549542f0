"""Whatever stands in a title, an abstract, a question or a model's reply is text on the page, and never more."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import (
    Answer,
    Chat,
    Citation,
    Coverage,
    Outline,
    OutlineSection,
    Paper,
    PartialAnswer,
    Reference,
    Review,
    SavedReview,
    Scope,
    Screened,
    Section,
    Sentence,
)
from assistant.service.jobs import Job, Progress
from assistant.service.ui.rendering.answer import thread, unanswered, writing
from assistant.service.ui.rendering.conversations import conversations
from assistant.service.ui.rendering.evidence import evidence
from assistant.service.ui.rendering.markup import Markup, joined, link, tag
from assistant.service.ui.rendering.outline import no_outline, outline_panel
from assistant.service.ui.rendering.review import finished, growing, review_evidence, unknown
from assistant.service.ui.rendering.reviews import reviews
from assistant.service.ui.rendering.scope import scope_editor
from assistant.service.ui.rendering.start import suggested
from assistant.service.ui.rendering.theme import nothing_asked, refused
from tests.service.ui.pages import HOSTILE, answered, page, turn

_ELEMENTS = set(
    "a article bdi button code details div em fieldset form h1 h2 h3 header input label legend li mark ol p path "
    "section span summary sup svg".split()
)
_HOSTILE = st.sampled_from(HOSTILE)
_TEXTS = st.one_of(_HOSTILE, st.text(max_size=60), st.builds(str.__add__, _HOSTILE, _HOSTILE))


def _everything(text: str) -> Markup:
    """Every place of the page that shows a text from elsewhere."""
    paper = Paper(
        id="p", key="k", title=text, abstract=text, authors=(text,), year=2020, venue=text, doi=text, abstract_by=text
    )
    linked = paper.model_copy(update={"doi": None, "url": text})
    spans = (Citation(number=1, paper_id="p", quote=text, start=0, end=len(text)),)
    sentence = Sentence(text=text, support="partial", citations=spans, reason=text)
    answer = answered(sentence, papers=(paper, linked), question=text, model=text, note=text)
    nothing = Answer(question=text, status="no_evidence", text=text, closest=("p",))
    return joined(
        thread((turn(answer, f"{text}?"), turn(nothing, f"{text}!")), text, {"p": paper}),
        writing(text, PartialAnswer(text=text), text),
        unanswered(text, text),
        evidence(answer, 0),
        conversations((Chat(id=text, title=text, turns=1),), text),
        suggested((text,)),
        _review(text, paper),
    )


def _review(text: str, paper: Paper) -> Markup:
    """Every place of the Review page that shows a text from elsewhere."""
    one = Screened(paper_id=text, title=text, year=2020, score=0.5, reason=text)
    found = Scope(read_as=(text,), searched=3, inside=(one,), below=(one,))
    span = Citation(number=1, paper_id="p", quote=text, start=0, end=len(text))
    part = Section(
        heading=text, paper_ids=("p",), sentences=(Sentence(text=text, support="partial", citations=(span,)),)
    )
    written = Review(
        theme=text,
        title=text,
        sections=(part,),
        references=(Reference(number=1, paper=paper),),
        coverage=Coverage(relevant=("p", text), cited=("p",), uncited=(text, "p")),
        scope=found,
        model=text,
        capsule=text,
    )
    plan = OutlineSection(heading=text, about=text, paper_ids=(text,))
    job = Job(id=text, owner=text, theme=text, sections=(part,), progress=Progress(what=text), error=text)
    return joined(
        nothing_asked(3, (text,)),
        refused(text),
        no_outline(text),
        unknown(text),
        scope_editor(text, found, (text,), 1, {"year": text, "author": text}, {text: text}),
        outline_panel(Outline(theme=text, sections=(plan,), unassigned=(text,)), {text: one}, [".md"]),
        growing(job, written.references),
        growing(job.model_copy(update={"state": "failed"}), written.references),
        finished(written, {"p": paper}, Markup(), [".md"]),
        review_evidence(written.sections, written.references),
        reviews((job,), (SavedReview(capsule=text, theme=text, title=text, made=text, papers=1),), text),
    )


@given(_TEXTS)
def test_no_text_makes_an_element_or_an_attribute(text: str) -> None:
    read = page(_everything(text))
    assert {name for name, _ in read.elements} <= _ELEMENTS | {"title", "ul"}
    assert not [name for name in read.names if name.startswith(("on", "src", "srcset"))]
    assert all(re.fullmatch(r"width:\d+%", given.get("style") or "width:0%") for _, given in read.elements)
    assert read.names <= page(_everything("plain")).names | {"href", "target", "rel"}


@given(_TEXTS)
def test_links_lead_to_the_web_and_say_nothing_about_the_reader(text: str) -> None:
    for given_ in page(_everything(text)).named("a"):
        if "download" in given_:
            assert (given_["href"] or "").startswith("api/saved/")
            continue
        assert urlsplit(given_["href"] or "").scheme in ("http", "https")
        assert (given_["target"], given_["rel"]) == ("_blank", "noopener noreferrer")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_it_says_is_still_there_to_read(text: str) -> None:
    visible = "".join(character for character in text if character not in "\u202e\u202c")
    assert visible in page(_everything(text)).text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://[", "file:///x"]
)
def test_an_address_that_is_none_is_no_link(address: str) -> None:
    assert page(link(address, "here")).elements == [("span", {})]


def test_a_tag_leaves_out_what_is_not_given() -> None:
    assert tag("p", "a<b", None, 3, class_="x", id=None, hidden=True, lang=False) == '<p class="x" hidden>a&lt;b3</p>'
