"""Text of papers is shown as it is, and does nothing, whatever it holds."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.export.untrusted import escape_markdown, one_line

READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
PUNCTUATION = st.text(st.sampled_from("[]()*_<>`#|!\\~&;:/@+-=.1ab \n\té"), max_size=30)
PLACES = ("{}", "# {}", "- {}", "words {} [1]", "[1] Vale, A. *{}*. [2]")


def _tokens(markdown: str) -> list[Token]:
    return [token for block in READER.parse(markdown) for token in (block, *(block.children or ()))]


def _structure(markdown: str) -> list[str]:
    return [token.type for token in _tokens(markdown) if token.type != "text"]


def _shown(markdown: str) -> str:
    return "".join(token.content for token in _tokens(markdown) if token.type == "text")


@pytest.mark.parametrize("place", PLACES)
@given(text=PUNCTUATION | st.text(max_size=40))
@example(text="![x](javascript:alert(1)) <img src=x onerror=alert(1)> [a]: http://example.org")
@example(text="- a\n- b\n\n1. c\n# d\n```\ne")
@example(text="**bold** __init__ snake_case a*b A* `code` ~~gone~~ C# # ##")
@example(text="&lt;b&gt; &#60;i&#62; AT&T \\* \\")
def test_a_markdown_reader_shows_the_text_and_makes_nothing_of_it(place: str, text: str) -> None:
    assume(one_line(text))
    shown = place.format(escape_markdown(text))
    assert _structure(shown) == _structure(place.format("x"))
    assert one_line(text) in _shown(shown)


@pytest.mark.parametrize("address", ["https://example.org/a_b", "www.example.org", "someone@example.org"])
def test_addresses_do_not_become_links_by_themselves(address: str) -> None:
    assert address not in escape_markdown(f"Code at {address}.")
    assert _shown(escape_markdown(address)) == address


@pytest.mark.parametrize(
    "text", ["Q-learning in 3.5 hours (part 2)", "snake_case, C#, p < 0.05 and P(x|y)!", "$x_{t}$ of AT&T"]
)
def test_ordinary_text_stays_readable(text: str) -> None:
    assert escape_markdown(text) == text


def test_one_line_folds_white_space_and_drops_what_steers_a_terminal() -> None:
    assert one_line("  a\n\tb\x1b[31m\x07 c\u202e\u2066d\x9b \u2028 e\x00 ") == "a b[31m cd e"
    assert one_line("half \ud800 name") == "half \ufffd name"
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"
