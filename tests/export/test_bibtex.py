"""Papers as BibTeX: the right entries, and nothing in a record breaks them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.export import to_bibtex
from assistant.export.bibtex import escape_latex
from assistant.models import Paper
from tests.export.crows import paper

_FIELD = re.compile(r"  (\w+) *= \{(.*)\},")
_ESCAPED = re.compile(r"\\[&%$#_]|\\text[a-z]+\{\}")


def read(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Type, key and fields of each entry, read as strictly as BibTeX does; braces are counted."""
    entries = []
    for block in text.split("\n\n") if text else []:
        first, *lines, last = block.strip("\n").split("\n")
        begun = re.fullmatch(r"@([a-z]+)\{([^\s,{}]+),", first)
        assert begun, first
        assert last == "}"
        fields = {}
        for line in lines:
            found = _FIELD.fullmatch(line)
            assert found, line
            depth = 0
            for sign in found[2]:
                depth += (sign == "{") - (sign == "}")
                assert depth >= 0, line
            assert depth == 0, line
            fields[found[1]] = found[2]
        entries.append((begun[1], begun[2], fields))
    return entries


def entry(**known: object) -> tuple[str, dict[str, str]]:
    ((kind, _, fields),) = read(to_bibtex([paper("p1", str(known.pop("title", "Crows")), **known)]))
    return kind, fields


@pytest.mark.parametrize(
    ("venue", "kind", "field"),
    [
        ("Journal of Invented Birds", "article", "journal"),
        ("IEEE Transactions on Nests", "article", "journal"),
        ("Proceedings of the National Academy of Sciences", "article", "journal"),
        ("Nature", "article", "journal"),
        ("JMLR", "article", "journal"),
        ("NeurIPS", "inproceedings", "booktitle"),
        ("ICML", "inproceedings", "booktitle"),
        ("Proceedings of the Tenth Conference on Beaks", "inproceedings", "booktitle"),
        ("Workshop on Wings", "inproceedings", "booktitle"),
        ("arXiv", "misc", None),
        ("bioRxiv preprint", "misc", None),
        (None, "misc", None),
    ],
)
def test_the_venue_says_which_kind_of_entry(venue: str | None, kind: str, field: str | None) -> None:
    found, fields = entry(venue=venue, arxiv_id="2001.00001", categories=("cs.LG",), year=2020)
    assert found == kind
    assert {"journal", "booktitle"} & set(fields) == ({field} if field else set())
    assert (fields["eprint"], fields["archiveprefix"], fields["primaryclass"]) == ("2001.00001", "arXiv", "cs.LG")
    assert fields["year"] == "2020"


def test_authors_as_bibtex_takes_them_apart() -> None:
    names = ("Laurens van der Orr", "Bo Ek, Jr.", "Wing and Claw Research", "Zoë Ngô", "Aristotle")
    _, fields = entry(authors=names, authors_complete=False)
    assert fields["author"] == (
        "van der Orr, Laurens and Ek, Jr., Bo and {Wing and Claw Research} and Ngô, Zoë and {Aristotle} and others"
    )
    assert "author" not in entry(authors=(), authors_complete=False)[1]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("100% of $5 & #1_a", r"100\% of \$5 \& \#1\_a"),
        (r"Crows {who} \bend ~ wire^2", r"Crows \textbraceleft{}who\textbraceright{} \textbackslash{}bend"
         r" \textasciitilde{} wire\textasciicircum{}2"),
        ("DQN and Q-learning: An iPhone Study", "{DQN} and {Q-learning}: An {iPhone} Study"),
        (r"TD($\lambda$) with $O(n^{2})$ steps", r"{TD}({$\lambda$}) with {$O(n^{2})$} steps"),
        (r"Costs of $\input{secret}$", r"Costs of \$\textbackslash{}input\textbraceleft{}secret\textbraceright{}\$"),
        ("Größe und Weiß — 鳥", "Größe und Weiß — 鳥"),
    ],
)  # fmt: skip
def test_titles_are_shown_as_they_are(title: str, expected: str) -> None:
    assert entry(title=title)[1]["title"] == expected


def test_addresses_are_encoded_not_escaped() -> None:
    _, fields = entry(doi="10.1000/a_b{c}%d", url="https://example.org/x")
    assert fields["doi"] == "10.1000/a_b%7Bc%7D%d"
    assert "url" not in fields
    assert entry(url="https://example.org/a_b?c=1&d=}")[1]["url"] == "https://example.org/a_b?c=1&d=%7D"


_ANY = st.text(max_size=40) | st.text(alphabet=r"${}\%&_^~#<>| aA,@=" + '"\n', max_size=40)


@given(title=_ANY, authors=st.lists(_ANY, max_size=3), venue=_ANY, doi=_ANY, arxiv_id=_ANY, url=_ANY, category=_ANY)
def test_no_record_breaks_the_file(
    title: str, authors: list[str], venue: str, doi: str, arxiv_id: str, url: str, category: str
) -> None:
    known = {"venue": venue, "doi": doi, "arxiv_id": arxiv_id, "url": url, "categories": (category,)}
    broken = Paper(id="p1", key="broken", title=title, authors=tuple(authors), **known)  # type: ignore[arg-type]
    entries = read(to_bibtex([broken, paper("p2", "Rooks")]))
    assert [key for _, key, _ in entries] == ["broken", paper("p2", "Rooks").key]
    assert not re.search(r"[&%$#_{}\\^~]", _ESCAPED.sub("", escape_latex(title)))
