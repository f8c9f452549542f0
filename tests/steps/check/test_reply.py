"""A model's reply read sentence by sentence: markers of every kind, and what must not pass as one."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.steps.check import Claim, read_reply

SHOWN = [f"p{n}" for n in range(1, 11)]
NAMES = {paper_id: f"Author {paper_id}" for paper_id in SHOWN}


def claims(reply: str) -> tuple[Claim, ...]:
    return read_reply(reply, SHOWN, NAMES).claims


@pytest.mark.parametrize(
    ("reply", "cited"),
    [
        ("Gulls line nests [1].", ["p1"]),
        ("Gulls line nests.[1]", ["p1"]),
        ("Gulls line nests. [1]", ["p1"]),
        ("Gulls line nests[1].", ["p1"]),
        ("Gulls line nests [1, 3].", ["p1", "p3"]),
        ("Gulls line nests [1-3].", ["p1", "p2", "p3"]),
        ("Gulls line nests [1–3; 5].", ["p1", "p2", "p3", "p5"]),
        ("Gulls line nests [1][2].", ["p1", "p2"]),
        ("Gulls line nests [1], [2] and [3].", ["p1", "p2", "p3"]),
        ("Gulls line nests (1).", ["p1"]),
        ("Gulls line nests (1, 3), it seems.", ["p1", "p3"]),
        ("Gulls line nests【1】.", ["p1"]),
        ("Gulls line nests【1†source】.", ["p1"]),
        ("Gulls line nests［2］.", ["p2"]),
        ("Gulls line nests [^1].", ["p1"]),
        ("Gulls line nests \\[1\\].", ["p1"]),
        ("Gulls line nests **[1]**.", ["p1"]),
        ("Gulls line nests [1](https://example.org/1).", ["p1"]),
        ("Gulls line nests [ref. 1].", ["p1"]),
        ("Levels of A20[1].", ["p1"]),
        ("A weight of 40 g[1].", ["p1"]),
        ("Gulls (47 colonies) line nests (2019) [1].", ["p1"]),
    ],
)
def test_markers_of_every_kind_are_read(reply: str, cited: list[str]) -> None:
    (claim,) = claims(reply)
    assert list(claim.paper_ids) == cited
    assert claim.unknown == ()
    assert "[" not in claim.text


@pytest.mark.parametrize(
    ("marker", "unknown"),
    [
        ("[99]", "[99]"), ("[0]", "[0]"), ("[11]", "[11]"), ("[?]", "[?]"), ("[Smith 2020]", "[Smith 2020]"),
        ("[Smith et al., 2020]", "[Smith et al., 2020]"), ("[citation needed]", "[citation needed]"),
        ("[@smith2020]", "[@smith2020]"), ("[smith2020birds]", "[smith2020birds]"), ("[1-400]", "[1-400]"),
        ("[5-3]", "[5-3]"), ("【42】", "[42]"), ("[^12]", "[12]"), ("[P12]", "[P12]"),
    ],
)  # fmt: skip
def test_markers_that_name_nothing_shown_are_reported(marker: str, unknown: str) -> None:
    (claim,) = claims(f"Gulls line their nests with kelp {marker}.")
    assert claim.unknown == (unknown,)
    assert claim.paper_ids == ()


def test_what_is_known_beside_what_is_not() -> None:
    (claim,) = claims("Gulls line their nests [3, 58] [9-12].")
    assert claim.paper_ids == ("p3", "p9", "p10")
    assert claim.unknown == ("[58]", "[11]", "[12]")


@pytest.mark.parametrize(
    "text",
    [
        "The state x[1] is read.", "The field a_t[2] is read.", "Values in [0, 1] are kept.",
        "Values in the range [1, 3] are kept.",
        "It holds for benzo[1,2]thiazole.", "The token [MASK] is learned.", "Scores lie in [0.5, 0.9].",
        "It was [sic] so.",
        "Two steps: (1) look, (2) leap.", "It appeared (2017) late.", "The call `read[1]` fails.",
        "There were many birds (37).",
    ],
)  # fmt: skip
def test_other_brackets_are_text(text: str) -> None:
    (claim,) = claims(text)
    assert (claim.paper_ids, claim.unknown) == ((), ())
    assert claim.text == text.replace("`", "")


def test_a_marker_after_the_full_stop_belongs_to_the_sentence_before() -> None:
    assert [(claim.text, claim.paper_ids) for claim in claims("Gulls nest. [1] Terns fly.[2] Owls hoot. [3]")] == [
        ("Gulls nest.", ("p1",)),
        ("Terns fly.", ("p2",)),
        ("Owls hoot.", ("p3",)),
    ]


def test_a_marker_that_is_part_of_the_sentence_becomes_a_name() -> None:
    reply = "[1] shows that gulls nest. As in [2], terns fly. Both [3] and [4] agree."
    assert [claim.text for claim in claims(reply)] == [
        "Author p1 shows that gulls nest.",
        "As in Author p2, terns fly.",
        "Both Author p3 and Author p4 agree.",
    ]


def test_clauses_keep_their_markers() -> None:
    (claim,) = claims("Gulls nest on kelp [1], while terns cross oceans [2].")
    assert claim.clauses == (
        ("Gulls nest on kelp", ("p1",)),
        ("while terns cross oceans", ("p2",)),
    )


def test_markup_thoughts_and_addresses_go() -> None:
    reply = (
        "<think>I should cite [7].</think>\n```markdown\n## Nests\n- **Gulls** line _nests_ [1]\n- Terns fly [2]\n```\n"
        "![chart](https://evil.example/?q=secret) See [the page](javascript:alert) <img src=x onerror=y>now [3]. "
        "More at https://evil.example/path?x=1."
    )
    read = claims(reply)
    assert [claim.text for claim in read] == [
        "Nests", "Gulls line nests", "Terns fly", "chart See the page now.", "More at (address removed).",
    ]  # fmt: skip
    assert read[0].heading


def test_a_thought_without_its_beginning_goes_too() -> None:
    assert [claim.text for claim in claims("I think [7].\n</think>\nGulls nest [1].")] == ["Gulls nest."]


def test_invisible_characters_go() -> None:
    (claim,) = claims("Gulls\u200b \u202eline\u202c ne\u00adsts\x07 [\u20601].")
    assert claim == Claim("Gulls line nests.", ("p1",))


def test_a_list_of_references_is_left_out_and_said() -> None:
    read = read_reply("Gulls nest [1].\n\n## References\n[1] Smith, J. (2020). Gulls. Bird Journal.\n[2] Moss.", SHOWN)
    assert [claim.text for claim in read.claims] == ["Gulls nest."]
    assert len(read.notes) == 1


def test_markers_alone_belong_to_what_came_before() -> None:
    (claim,) = claims("Gulls nest.\n\n[1] [2]")
    assert claim.paper_ids == ("p1", "p2")


@pytest.mark.parametrize(
    "piece",
    [
        "*a ",
        "[",
        "[a",
        "(1) ",
        "`a",
        "<think>",
        "[1]",
        "x. [1] ",
        " ",
        "_a ",
        "![a](",
        "[a](b",
        "a",
        "|-",
        "[1, ",
        "<a ",
    ],
)
def test_long_hostile_replies_are_read_in_time(piece: str) -> None:
    started = time.perf_counter()
    claims("x " + piece * (200_000 // len(piece)))
    assert time.perf_counter() - started < 15


@given(st.text(alphabet=st.sampled_from("ab1 9.[](),-^【】`*_#<>!\n\u200b:/x"), max_size=80))
def test_nothing_raises_and_only_what_was_shown_is_cited(reply: str) -> None:
    for claim in claims(reply):
        assert set(claim.paper_ids) <= set(SHOWN)
        assert claim.text.isprintable()
        assert claim.text or claim.paper_ids or claim.unknown


@given(st.lists(st.integers(1, 12), min_size=1, max_size=5))
def test_every_number_is_known_or_reported(numbers: list[int]) -> None:
    (claim,) = claims(f"Gulls line their nests with kelp [{', '.join(map(str, numbers))}].")
    assert set(claim.paper_ids) == {f"p{number}" for number in numbers if number <= 10}
    assert set(claim.unknown) == {f"[{number}]" for number in numbers if number > 10}
