"""Whatever stands in a title, an abstract, a question or a model's reply is text on the page, and never more."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import Answer, Chat, Citation, Paper, PartialAnswer, Sentence
from assistant.service.ui.rendering.answer import thread, unanswered, writing
from assistant.service.ui.rendering.conversations import conversations
from assistant.service.ui.rendering.evidence import evidence
from assistant.service.ui.rendering.markup import Markup, joined, link, tag
from assistant.service.ui.rendering.start import suggested
from tests.service.ui.pages import HOSTILE, answered, page, turn

_ELEMENTS = set(
    "a article bdi button details div em h1 h2 h3 header li mark ol p path section span summary sup svg".split()
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
    )


@given(_TEXTS)
def test_no_text_makes_an_element_or_an_attribute(text: str) -> None:
    read = page(_everything(text))
    assert {name for name, _ in read.elements} <= _ELEMENTS | {"title", "ul"}
    assert not [name for name in read.names if name.startswith(("on", "style", "src", "srcset"))]
    assert read.names <= page(_everything("plain")).names | {"href", "target", "rel"}


@given(_TEXTS)
def test_links_lead_to_the_web_and_say_nothing_about_the_reader(text: str) -> None:
    for given_ in page(_everything(text)).named("a"):
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
