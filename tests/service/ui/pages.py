"""Reads a page as a browser would, and answers that nobody gave, on invented bread."""

from __future__ import annotations

from html.parser import HTMLParser

from assistant.models import Answer, Citation, Paper, Reference, Sentence, Support, Turn
from assistant.service.ui.rendering.markup import Markup
from tests.invented import RYE

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "![x](https://evil.example/x.png) [y](javascript:alert(1))",
    "${alert(1)} {{constructor}} `${1}`",
    "\\input{passwd} $\\href{javascript:alert(1)}{x}$",
    "\u202eevil\u202c \u0633\u0644\u0627\u0645",
    "</p></article></template><!--",
    "&lt;b&gt; &amp;quot;",
)


class Page(HTMLParser):
    """The elements of a piece of HTML with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("input", "path", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def named(self, tag: str, class_: str = "") -> list[dict[str, str | None]]:
        """The attributes of each element of a kind."""
        return [
            given
            for name, given in self.elements
            if name == tag and (not class_ or class_ in (given.get("class") or "").split(" "))
        ]

    @property
    def names(self) -> set[str]:
        """The attributes that occur anywhere."""
        return {key for _, given in self.elements for key in given}


def page(html: Markup) -> Page:
    """The page that a piece of HTML makes; fails where its tags do not match."""
    read = Page(str(html))
    assert read.open == []
    return read


def cited(paper: Paper, quote: str, *, number: int = 1, support: Support = "verbatim", reason: str = "") -> Sentence:
    """A sentence that rests on a quote of a paper."""
    start = paper.abstract.index(quote)
    citation = Citation(number=number, paper_id=paper.id, quote=quote, start=start, end=start + len(quote))
    return Sentence(text=quote, support=support, citations=(citation,), reason=reason)


def answered(*sentences: Sentence, papers: tuple[Paper, ...] = (RYE,), **known: object) -> Answer:
    """An answer of these sentences, which cite these papers by their places."""
    given = {
        "question": "How is rye bread made less dense?",
        "status": "answered",
        "text": " ".join(sentence.text for sentence in sentences),
        "sentences": sentences,
        "references": tuple(Reference(number=number, paper=paper) for number, paper in enumerate(papers, 1)),
        "strength": 0.7,
    }
    return Answer.model_validate({**given, **known})


def turn(answer: Answer, question: str = "") -> Turn:
    """A turn of a conversation with this answer."""
    return Turn(question=question or answer.question, asked=answer.question, answer=answer)
