"""How an answer was found: facts, what came nearest, what a model was sent."""

from assistant.models import Exchange, Filters, Retrieved, Run
from assistant.service.ui.rendering.copying import copied
from assistant.service.ui.rendering.search import filters_in_words, found
from tests.invented import RYE
from tests.service.ui.pages import answered, cited, page

RISE = "Loaves from the cold starter rise a third higher than loaves from dry yeast."
ANSWER = answered(cited(RYE, RISE), text=f"{RISE} [1]")
RUN = Run(
    capsule="0123456789abcdef",
    kind="answer",
    asked="How is rye bread made less dense?",
    filters=Filters(year_from=2010, author="Korn"),
    limit=5,
    papers=None,
    version="0",
    embedder="builtin 12ab",
    model="stub:one",
    retrieved=(Retrieved(paper_id="rye", title=RYE.title, score=0.71), Retrieved(paper_id="x", title="", score=0.2)),
    exchanges=(Exchange(prompt="Passages <of> rye", reply="It rises. [1]"),),
)


def test_it_says_what_was_asked_what_came_nearest_and_what_was_cited() -> None:
    read = page(found(RUN, ANSWER, 2))
    assert "from 2010, author Korn" in read.text
    assert "2 papers came nearest" in read.text
    assert f"{RYE.title}10.71" in read.text  # the title, the number it is cited by, its score
    assert "x0.20" in read.text
    assert "litreview replay 0123456789ab" in read.text


def test_what_a_model_was_sent_is_there_word_for_word() -> None:
    read = page(found(RUN, ANSWER, 0))
    assert "Passages <of> rye" in read.text
    assert len(read.named("pre")) == 2
    quoted = RUN.model_copy(update={"model": None, "exchanges": ()})
    assert "nobody: sentences were quoted" in page(found(quoted, ANSWER, 0)).text


def test_filters_are_said_in_words() -> None:
    assert filters_in_words(Filters()) == ""
    assert filters_in_words(Filters(year_from=2010, year_to=2010)) == "2010"
    assert filters_in_words(Filters(year_to=2010, venue="ICML")) == "up to 2010, venue ICML"
    assert filters_in_words(Filters(year_from=2010, year_to=2012)) == "2010 to 2012"


def test_a_copy_carries_the_references() -> None:
    lines = page(copied(ANSWER, "text")).text.splitlines()
    assert lines[0] == ANSWER.question
    assert lines[2] == f"{RISE} [1]"
    assert lines[4].startswith("[1] van der Korn, I., Ek, B. (2012).")
    assert "@article{key-rye" in page(copied(ANSWER, "bibtex")).text
    assert "**How is rye bread made less dense?**" in page(copied(ANSWER, "markdown")).text
