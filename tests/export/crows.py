"""A review, an answer and an outline about made-up papers, as the library would give them."""

from assistant.models import (
    Answer,
    Citation,
    Coverage,
    Outline,
    OutlineSection,
    Paper,
    Reference,
    Review,
    Scope,
    Screened,
    Section,
    Sentence,
)


def paper(id_: str = "p1", title: str = "Crows that bend wire", **known: object) -> Paper:
    return Paper.model_validate({"id": id_, "key": f"key-{id_}", "title": title, **known})


VALE = paper(
    "p1",
    authors=("Anna Vale", "Piet van der Orr"),
    year=2009,
    venue="Invented Birds",
    abstract="Hooks help. Crows bent straight wire into hooks on nine of ten trials.",
)
ORR = paper(
    "p2",
    "No hooks without teachers?",
    authors=("Bo Orr", "Lu Lind"),
    year=2014,
    doi="10.1000/hooks",
    abstract="Naive juveniles never bent wire.",
)
ROOKS = paper("p3", "Rooks", authors=("Corvid Team",), abstract="Rooks also bend wire.")
JAYS = paper("p7", "Jays that hide food", authors=("Mo Day",), year=2020)
BELOW = Screened(paper_id="p7", title="Jays that hide food", year=2020, score=0.31)


def quoting(source: Paper, quote: str, number: int, lead: str) -> Sentence:
    start = source.abstract.index(quote)
    place = Citation(number=number, paper_id=source.id, quote=quote, start=start, end=start + len(quote))
    return Sentence(text=f"{lead}: “{quote}”", support="verbatim", citations=(place,))


BENT = quoting(VALE, "Crows bent straight wire into hooks on nine of ten trials.", 1, "Vale and van der Orr (2009)")
NEVER = quoting(ORR, "Naive juveniles never bent wire.", 2, "Orr and Lind (2014)")
ALSO = quoting(ROOKS, "Rooks also bend wire", 3, "Corvid Team (n.d.)")
REFERENCES = tuple(Reference(number=number, paper=one) for number, one in enumerate((VALE, ORR, ROOKS), 1))

REVIEW = Review(
    theme="tool use in crows",
    title="Tool use in crows",
    sections=(
        Section(heading="Making tools from wire", paper_ids=("p1", "p2"), sentences=(BENT, NEVER)),
        Section(
            heading="Other birds",
            paper_ids=("p3",),
            sentences=(Sentence(text="One more bird does it.", support="connecting"), ALSO),
        ),
    ),
    references=REFERENCES,
    coverage=Coverage(relevant=("p1", "p2", "p3", "p4"), cited=("p1", "p2", "p3"), uncited=("p4",)),
    scope=Scope(
        read_as=("tool use", "crows"),
        searched=412,
        below=(BELOW,),
    ),
)
ANSWER = Answer(
    question="Do crows bend wire?",
    status="answered",
    text="",
    sentences=(BENT, NEVER),
    references=REFERENCES[:2],
    strength=0.9,
)
OUTLINE = Outline(
    theme="tool use in crows",
    sections=(
        OutlineSection(
            heading="Making tools",
            about="How birds make hooks.",
            paper_ids=("p1", "p2"),
            sections=(OutlineSection(heading="From wire", about="", paper_ids=("p1", "p2")),),
        ),
    ),
    unassigned=("p3",),
)
