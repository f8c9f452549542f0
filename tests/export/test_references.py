"""Reference lines, made from what is stored."""

import pytest
from markdown_it import MarkdownIt

from assistant.export.names import family, inverted
from assistant.export.references import reference_markdown, reference_text, short_reference
from tests.export.crows import paper

NAMES = [
    ("Anna Vale", "Vale, A."),
    ("Richard S. Vale", "Vale, R. S."),
    ("Jean-Luc Orr", "Orr, J.-L."),
    ("J.K. Orr", "Orr, J. K."),
    ("J.-L. Orr", "Orr, J.-L."),
    ("TJ Mox", "Mox, T. J."),
    ("Laurens van der Berg", "van der Berg, L."),
    ("Maria de la Cruz Orr", "Orr, M. de la C."),
    ("Hal Daumé III", "Daumé III, H."),
    ("Bo Orr Jr.", "Orr Jr., B."),
    ("Seán O’Day", "O’Day, S."),
    ("Van Nguyen", "Nguyen, V."),
]
KEPT = [
    *("Plato", "Corvid Team", "The Jay Collaboration", "OpenNest", "Nest AI", "Group of 7 Birds"),
    *("王小明", "Иван Петров", "Vale, Anna", "Anna (Ann) Vale", "A B C D E F G", ""),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_person_is_listed_under_the_family_name(name: str, expected: str) -> None:
    assert inverted(name) == expected
    assert expected.startswith(f"{family(name)}, ")


@pytest.mark.parametrize("name", KEPT)
def test_what_is_no_given_and_family_name_stays_as_shown(name: str) -> None:
    assert inverted(name) == family(name) == name


def test_a_full_reference() -> None:
    one = paper(authors=("Anna Vale", "Bo Orr"), year=2009, venue="Invented Birds", arxiv_id="0901.00001")
    assert reference_text(one) == ("Vale, A., Orr, B. (2009). Crows that bend wire. Invented Birds. arXiv:0901.00001")
    assert reference_markdown(one) == (
        "Vale, A., Orr, B. (2009). *Crows that bend wire*. Invented Birds. "
        "[arXiv:0901.00001](https://arxiv.org/abs/0901.00001)"
    )


def test_what_is_not_known_is_not_invented() -> None:
    assert reference_text(paper()) == "(n.d.). Crows that bend wire."
    assert reference_text(paper(title=" ")) == "(n.d.). (untitled)."
    assert reference_text(paper(authors=("Anna Vale",), authors_complete=False)) == (
        "Vale, A., et al. (n.d.). Crows that bend wire."
    )


def test_a_long_list_of_authors_is_cut() -> None:
    text = reference_text(paper(authors=tuple(f"Anna Vale{letter}" for letter in "abcdefghijkl"), year=2001))
    assert "Valej, A., et al. (2001)" in text
    assert "Valek" not in text


def test_a_title_keeps_its_own_end_and_arxiv_is_said_once() -> None:
    one = paper(title="Why bend?", venue="arXiv", arxiv_id="0901.00001", year=2009)
    assert reference_text(one) == "(2009). Why bend? arXiv:0901.00001"


@pytest.mark.parametrize(
    ("known", "address"),
    [
        ({"doi": "10.1000/a(b)<c>"}, "https://doi.org/10.1000/a%28b%29%3Cc%3E"),
        ({"arxiv_id": "cs/0901001v2"}, "https://arxiv.org/abs/cs/0901001v2"),
        ({"url": "https://example.org/a_b?c=d(e)"}, "https://example.org/a_b?c=d%28e%29"),
        ({"url": 'https://example.org/") [x](javascript:y'}, "https://example.org/%22%29%20%5Bx%5D%28javascript:y"),
        ({"url": "javascript:alert(1)"}, None),
        ({"url": "https://[broken"}, None),
        ({"arxiv_id": "x](javascript:y)"}, None),
        ({}, None),
    ],
)
def test_the_only_link_is_the_papers_own(known: dict[str, str], address: str | None) -> None:
    line = reference_markdown(paper(title="See [this](https://bad.example) <b>", **known))
    tokens = [token for block in MarkdownIt("commonmark").parse(line) for token in block.children or ()]
    links = [token.attrs["href"] for token in tokens if token.type == "link_open"]
    assert links == ([address] if address else [])
    assert not [token for token in tokens if token.type.startswith(("html", "image"))]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (("Anna Vale",), "Vale (2009)"),
        (("Anna Vale", "Bo Orr"), "Vale and Orr (2009)"),
        (("Anna Vale", "Bo Orr", "Lu Lind"), "Vale et al. (2009)"),
        (("Corvid Team",), "Corvid Team (2009)"),
        ((), "(2009)"),
    ],
)
def test_a_short_reference(authors: tuple[str, ...], expected: str) -> None:
    assert short_reference(paper(authors=authors, year=2009)) == expected
