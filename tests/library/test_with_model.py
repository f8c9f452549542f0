"""Questions to a library with a language model: what it is asked, how often, and what is done with what it says."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from assistant import Library, Settings, to_markdown
from assistant.errors import BadRequest
from assistant.library.answering import Check
from assistant.llm import Addressee, Limits, Model, estimated_tokens
from assistant.models import PartialAnswer, Usage
from assistant.steps.check.judging import Judgement
from tests.library.meadow import LATER, write_papers
from tests.stubs import Reply, ScriptedModel
from vectorstore.embedders.builtin import TOKENIZER

QUESTION = "How many trials does HUMBLE need before bumblebees roll balls?"
ANSWER = "HUMBLE needs twelve trials, but only five for bumblebees that watched another bee [1]."
FOLLOW_UP = "And what about honey bees?"
IN_FULL = "What do honey bees count?"
COUNTED = "Honey bees count the petals of flowers up to four [1]."
Open = Callable[..., tuple[Library, ScriptedModel]]


@pytest.fixture
def open_with(sown: Path, tmp_path: Path) -> Iterator[Open]:
    """Open the library about meadows with a model that says this; several share the folder."""
    shutil.copytree(sown, tmp_path, dirs_exist_ok=True)
    opened: list[Library] = []

    def run(*replies: Reply, name: str = "scripted:crow", **settings: object) -> tuple[Library, ScriptedModel]:
        chat = ScriptedModel(replies)
        model = Model(chat, Addressee(name), limits=Limits(timeout=5.0, retries=0))
        chosen = Settings(embedder="builtin", **settings)  # type: ignore[arg-type]
        opened.append(Library.open(tmp_path / "library", settings=chosen, model=model))
        return opened[-1], chat

    yield run
    for library in opened:
        library.close()


def _verdicts(*verdicts: str) -> Judgement:
    said = [{"sentence": n, "verdict": one, "reason": f"because {n}"} for n, one in enumerate(verdicts, 1)]
    return Judgement.model_validate({"verdicts": said})


def test_a_follow_up_takes_two_calls_and_a_first_question_one(open_with: Open) -> None:
    library, chat = open_with(ANSWER, IN_FULL, COUNTED)
    talk = library.chat()
    first = talk.ask(QUESTION).usage
    assert first is not None
    assert first.calls == len(chat.history) == 1
    answer = talk.ask(FOLLOW_UP)
    assert (answer.question, answer.note) == (IN_FULL, "")
    assert answer.usage is not None
    assert answer.usage.calls == 2
    told = chat.prompts[1]
    assert FOLLOW_UP in told
    assert QUESTION in told
    assert "HUMBLE needs twelve trials" in told
    assert [turn.asked for turn in talk.turns] == [QUESTION, IN_FULL]
    chat.check_used_up()


def test_a_paper_is_named_by_marker_and_its_title_put_in_by_code(open_with: Open) -> None:
    library, chat = open_with(ANSWER, "How many workers does the study of [1] have?", "NO EVIDENCE")
    talk = library.chat()
    talk.ask(QUESTION)
    asked = talk.ask("And how many workers does it have?").question
    assert asked == "How many workers does the study of “HUMBLE” have?"
    assert "Roll Balls" not in chat.prompts[1]


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (ConnectionError("gone"), "did not answer"),
        ("", "did not answer"),
        ("Twelve.", "gave no question back"),
        ("Here it is:\nWhat do honey bees count?", "gave no question back"),
    ],
)
def test_a_follow_up_that_the_model_does_not_understand_is_understood_by_rules(
    open_with: Open, reply: Reply, why: str
) -> None:
    library, _ = open_with(ANSWER, reply, "NO EVIDENCE")
    talk = library.chat()
    talk.ask(QUESTION)
    answer = talk.ask(FOLLOW_UP)
    assert answer.question == f"Regarding “{QUESTION}”: what about honey bees?"
    assert "understood by rules" in answer.note
    assert why in answer.note


def test_a_follow_up_that_surely_stands_alone_is_not_sent_to_be_understood(open_with: Open) -> None:
    library, chat = open_with(ANSWER, COUNTED)
    talk = library.chat()
    talk.ask(QUESTION)
    question = "Up to which number do honey bees count the petals of flowers?"
    assert talk.ask(question).question == question
    assert len(chat.history) == 2


@pytest.mark.parametrize(
    ("verdict", "support", "reason"),
    [
        ("entailed", "supported", "a language model judged that it follows"),
        ("partly", "partial", "judged to be said only in part: because 1"),
        ("contradicted", "unsupported", "judged to be contradicted: because 1"),
        ("not_said", "unsupported", "judged not to be said there: because 1"),
    ],
)
def test_a_judge_can_lower_support_and_says_why(open_with: Open, verdict: str, support: str, reason: str) -> None:
    library, chat = open_with(ANSWER, _verdicts(verdict))
    answer = library.ask(QUESTION, check="model")
    assert [(one.support, one.reason.endswith(reason)) for one in answer.sentences] == [(support, True)]
    assert answer.usage is not None
    assert answer.usage.calls == 2
    assert "1. HUMBLE needs twelve trials" in chat.prompts[1]
    assert "[1] " in chat.prompts[1]


def test_a_judge_never_raises_what_the_rules_marked(open_with: Open) -> None:
    wrong = "HUMBLE needs ninety trials before bumblebees learn to roll balls for sugar [1][7]."
    library, _ = open_with(wrong, wrong, _verdicts("entailed"))
    (sentence,) = library.ask(QUESTION, check="model").sentences
    assert sentence.support in {"partial", "unsupported"}
    assert "[7]" in sentence.reason
    assert "ninety" in sentence.reason


@pytest.mark.parametrize("reply", [TimeoutError("slow"), "I'd rather not."])
def test_a_judge_that_fails_leaves_the_marks_of_the_rules(open_with: Open, reply: Reply) -> None:
    replies = [reply, reply] if isinstance(reply, str) else [reply]
    library, _ = open_with(ANSWER, *replies)
    answer = library.ask(QUESTION, check="model")
    assert [one.support for one in answer.sentences] == ["supported"]
    assert answer.note.startswith("Checked by rules alone, because the language model did not judge: ")


def test_a_judge_needs_a_model(meadow: Library) -> None:
    with pytest.raises(BadRequest, match="no language model to judge"):
        meadow.ask(QUESTION, check="model")


def test_the_settings_name_the_judge_too(open_with: Open) -> None:
    library, _ = open_with(ANSWER, _verdicts("partly"), check="model")
    assert [one.support for one in library.ask(QUESTION).sentences] == ["partial"]


def test_an_answer_is_given_again_without_a_call_until_something_changes(open_with: Open, tmp_path: Path) -> None:
    library, chat = open_with(ANSWER, ANSWER, ANSWER)
    first = library.ask(QUESTION)
    drafts: list[str] = []
    again = library.ask(QUESTION, on_draft=lambda partial: drafts.append(partial.text))
    assert (first.cached, again.cached) == (False, True)
    assert again.usage == Usage()
    assert again.model_copy(update={"cached": False, "usage": first.usage}) == first
    assert drafts == [first.text]
    assert len(chat.history) == 1
    assert not library.ask(QUESTION, fresh=True).cached
    library.add(write_papers(tmp_path / "later.jsonl", LATER))
    assert not library.ask(QUESTION).cached
    chat.check_used_up()


@pytest.mark.parametrize(
    "other",
    [{"limit": 4}, {"year": "2018:"}, {"check": "model"}, "model", "prompts", "cache"],
    ids=str,
)
def test_what_an_answer_depends_on(open_with: Open, tmp_path: Path, other: object) -> None:
    library, _ = open_with(ANSWER)
    library.ask(QUESTION)
    (tmp_path / "write.md").write_text("Answer.\n---\n$passages\n$question", encoding="utf-8")
    settings = {"prompts": {"prompts": tmp_path}, "cache": {"cache": False}}.get(str(other), {})
    name = "scripted:rook" if other == "model" else "scripted:crow"
    changed, chat = open_with(ANSWER, _verdicts("entailed"), name=name, **settings)
    asked = other if isinstance(other, dict) else {}
    assert not changed.ask(QUESTION, **asked).cached
    assert chat.history


@pytest.mark.parametrize("replies", [(ConnectionError("gone"),), (ANSWER, TimeoutError("slow"))])
def test_an_answer_that_did_not_come_out_whole_is_not_kept(open_with: Open, replies: tuple[Reply, ...]) -> None:
    check: Check = "model" if len(replies) > 1 else "rules"
    library, _ = open_with(*replies)
    assert library.ask(QUESTION, check=check).note
    after, chat = open_with(ANSWER, _verdicts("entailed"))
    assert not after.ask(QUESTION, check=check).cached
    assert chat.history


def test_what_was_asked_of_models_is_summed_up(open_with: Open) -> None:
    library, _ = open_with(ANSWER, ConnectionError("gone"), TimeoutError("slow"))
    assert library.status().usage == Usage()
    first = library.ask(QUESTION).usage
    library.ask("Which seeds do ants refuse to carry to the nest?")
    library.ask("Which seeds do ants refuse to carry to the nest?")
    total, (again, _) = library.status().usage, open_with()
    assert first is not None
    assert total.calls == 2, "one that was answered, one that took too long; no server was there for the other"
    assert total.prompt_tokens == first.prompt_tokens > 0
    assert again.status().usage == total


def test_an_answer_that_was_stopped_counts_what_it_took(open_with: Open) -> None:
    library, _ = open_with(ANSWER)

    def leave(_: PartialAnswer) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        library.ask(QUESTION, on_draft=leave)
    assert library.status().usage.calls == 1


def test_what_would_be_sent_is_what_is_sent(open_with: Open, meadow: Library) -> None:
    library, chat = open_with(ANSWER)
    would = library.would_send(QUESTION)
    assert not chat.history
    assert meadow.would_send(QUESTION) == would, "no model is needed to see it"
    library.ask(QUESTION)
    system, human = chat.history[0]
    assert would == f"{system.text}\n---\n{human.text}"
    assert library.would_send("Which interest rate did the bank set?") == ""


def test_a_template_of_ones_own_is_read_when_a_question_is_asked(open_with: Open, tmp_path: Path) -> None:
    (tmp_path / "judge.md").write_text("Judge.\n---\n$passages $question", encoding="utf-8")
    library, _ = open_with(ANSWER, prompts=tmp_path)
    with pytest.raises(BadRequest, match=r"judge\.md does not use \$sentences"):
        library.ask(QUESTION)


@pytest.mark.parametrize(
    "words",
    [
        "bees learn scents of clover, roll balls for sugar and count petals in cold rain; ",
        "bees learn scents of clover and count petals in cold rain, AmOct\u03b11R 3.7-fold (p<0.001), roll 12/15; ",
    ],
    ids=["prose", "numbers and signs"],
)
def test_ten_long_abstracts_and_a_long_question_stay_within_the_budget(tmp_path: Path, words: str) -> None:
    papers = [
        {"title": f"Bees and scents {n}", "abstract": f"Study {n} of scents. " + f"In trial {n} {words}. " * 60}
        for n in range(12)
    ]
    chat = ScriptedModel(["Bees learn scents of clover [1]."])
    with Library.open(
        tmp_path / "long",
        settings=Settings(embedder="builtin"),
        model=Model(chat, Addressee("scripted:crow"), limits=Limits(timeout=5.0)),
    ) as library:
        library.add(write_papers(tmp_path / "long.jsonl", *papers))
        question = "Which scents of clover do bees learn, " + "and do they also count petals in rain, " * 45 + "or not?"
        assert 1_700 < len(question) < 2_000
        answer = library.ask(question)
    assert answer.usage is not None
    assert answer.usage.calls == 1
    sent = [message.text for message in chat.history[0]]
    assert estimated_tokens(sent) <= 3_500
    tokenizer = Tokenizer.from_file(str(Path(str(find_spec("wordllama").origin)).parent / TOKENIZER))
    tokenizer.no_truncation()
    # A small vocabulary cuts words into more pieces than those of the models of today do: an upper bound.
    assert sum(len(tokenizer.encode(text).ids) for text in sent) <= 3_500
    assert "[10] " in chat.prompts[0]


def test_open_in_full_is_shown_with_the_answer(meadow: Library) -> None:
    answer = meadow.ask("What are the hyperparameters of HUMBLE for bumblebees that learn to roll balls?")
    assert [one.paper_id for one in answer.open_in_full][:1] == [answer.references[0].paper.id]
    shown = to_markdown(answer)
    assert "## Open in full" in shown
    assert "The question asks for hyper" in shown
    assert meadow.ask(QUESTION).open_in_full == ()
