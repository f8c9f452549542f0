"""Which questions send a reader to the full text, and which sentences keep him from it."""

from __future__ import annotations

import pytest

from assistant.models import Answer, Citation, Paper, Reference, Sentence
from assistant.steps.full_text import open_in_full

PAPER = Paper(id="p1", key="moll2011kites", title="Kites and Hawks over the Sea", abstract="Kites cross the sea.")


def _answered(question: str, quote: str) -> Answer:
    citation = Citation(number=1, paper_id="p1", quote=quote, start=0, end=len(quote))
    return Answer(
        question=question,
        status="answered",
        text=quote,
        sentences=(Sentence(text=quote, support="verbatim", citations=(citation,)),),
        references=(Reference(number=1, paper=PAPER),),
    )


@pytest.mark.parametrize(
    ("question", "without", "given"),
    [
        ("How many volunteers took part?", "Volunteers watched kites.", "We asked 48 volunteers."),
        ("What was the sample size?", "We studied kites in 2011.", "Forty kites were followed."),
        ("Which learning rate was used?", "We train a network.", "The learning rate was 0.1."),
        ("What are the limitations of the method?", "Kites are followed well.", "It fails in rain."),
        ("How many layers does it have?", "We propose KiteNet.", "KiteNet stacks 12 convolutional layers."),
        ("How long did it take to train?", "We train KiteNet.", "Training took two days."),
        ("How many GPUs trained it?", "It watches 3 hours of video.", "It trained on 8 GPUs."),
        ("What is the exact architecture?", "KiteNet uses a convolutional encoder.", "It has 3 layers of 64 units."),
        ("What are the weak points?", "Only kites and no hawks were followed.", "It suffers from rain."),
        ("How is convergence proved?", "We prove that kites converge.", "We prove it by induction."),
        ("Is the code of KiteNet, a network, public?", "It runs on commercially available chips.", "See github.com."),
        ("What dose was given?", "In 14 days kites recovered.", "Kites got 5 mg a day."),
        ("What was the confidence interval?", "Kites fly significantly further.", "Further by 2 km (95% CI 1 to 3)."),
        ("Where is the source code?", "We present KiteNet.", "Code is released."),
        ("What are the exact scores in table 3?", "It beats hawks.", "It scores 81.2."),
        ("What was the p-value?", "Kites fly further.", "Kites fly further (p < 0.01)."),
        (
            "What happens when the encoder is removed?",
            "KiteNet beats hawks.",
            "Ablations show that the encoder matters.",
        ),
        ("Which inclusion criteria were applied?", "Kites were followed.", "We included kites with a tag."),
        ("How old were the kites on average?", "Kites of a colony were followed.", "Kites were 3 years old."),
        ("Which databases were searched?", "We reviewed kites.", "Two databases of birds were searched."),
        ("How were the nests selected?", "Nests lay in trees.", "Nests were selected at random."),
        ("What data was KiteNet pretrained on?", "KiteNet is a network.", "KiteNet was trained on 3 hours of film."),
        ("Who funded the study?", "Kites cross the sea.", "This was supported by the hawks of Rome."),
        ("What threshold tells a kite?", "We tell kites from hawks.", "The threshold is two feathers."),
        ("Which statistical test was used?", "Kites fly further.", "An ANOVA shows that kites fly further."),
        ("Under which licence can it be used?", "We present KiteNet.", "It has an open licence."),
        ("On which GPU was it trained?", "We propose machine learning for kites.", "It ran on one GPU."),
        ("How many eggs do kites lay?", "Kites lay eggs in spring.", "Kites lay three eggs."),
    ],
)
def test_what_no_shown_sentence_gives_is_to_be_looked_up(question: str, without: str, given: str) -> None:
    (missing,) = open_in_full(_answered(question, without), {"p1": PAPER})
    assert missing.paper_id == "p1"
    assert missing.why.startswith("the question asks for ")
    assert open_in_full(_answered(question, given), {"p1": PAPER}) == ()


def test_code_is_that_of_the_paper_that_fits_best_and_may_stand_in_any_sentence_of_it() -> None:
    question = "Is the code of KiteNet released?"
    answer = _answered(question, "KiteNet follows kites.")
    published = PAPER.model_copy(update={"abstract": "KiteNet follows kites. Code is available at github.com."})
    assert open_in_full(answer.model_copy(update={"references": (Reference(number=1, paper=published),)}), {}) == ()
    other = Citation(number=2, paper_id="p2", quote="We release the code of HawkNet.", start=0, end=31)
    hawks = Sentence(text=other.quote, support="verbatim", citations=(other,))
    both = answer.model_copy(update={"sentences": (*answer.sentences, hawks)})
    assert [one.paper_id for one in open_in_full(both, {})] == ["p1"]


@pytest.mark.parametrize(
    "question", ["Do kites cross the sea?", "Which hash table is fastest?", "How are proteins coded?", "Who proved it?"]
)
def test_ordinary_questions_send_nobody_anywhere(question: str) -> None:
    assert open_in_full(_answered(question, "Kites cross."), {"p1": PAPER}) == ()


def test_a_paper_whose_abstract_presents_what_is_asked_about_is_named_where_nothing_was_answered() -> None:
    presented = PAPER.model_copy(update={"abstract": "We present KiteNet, which follows birds."})
    unanswered = Answer(question="Is the code of KiteNet released?", status="no_evidence", text="", closest=("p1",))
    assert [one.paper_id for one in open_in_full(unanswered, {"p1": presented})] == ["p1"]


def test_of_a_question_about_one_paper_that_says_nothing_that_paper_is_to_be_opened() -> None:
    unanswered = Answer(question="Do “Kites” tire?", status="no_evidence", text="", closest=("p1",))
    (one,) = open_in_full(unanswered, {"p1": PAPER}, ("p1",))
    assert "its abstract does not say it" in one.why
    assert open_in_full(unanswered, {"p1": PAPER}) == ()


def test_without_an_answer_only_papers_on_the_subject_are_named() -> None:
    def unanswered(question: str) -> Answer:
        return Answer(question=question, status="no_evidence", text="", closest=("p1",))

    (near,) = open_in_full(unanswered("What hyper-parameters were used for kites over the sea?"), {"p1": PAPER})
    assert near.paper_id == "p1"
    named = unanswered("Is the code of Hawks released on GitHub, and who wrote the rest of the programs?")
    assert [one.paper_id for one in open_in_full(named, {"p1": PAPER})] == ["p1"]
    assert open_in_full(unanswered("What hyper-parameters do spiking cortical models have?"), {"p1": PAPER}) == ()
    assert open_in_full(unanswered("How many kites cross the sea?"), {"p1": PAPER}) == ()
