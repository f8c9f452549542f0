"""How papers are named in running text: "Pritzel et al. (2017)"."""

from __future__ import annotations

from assistant.models import Paper

_PARTICLES = frozenset("van von de der den del della di da dos das du la le ten ter zu zur bin ibn al el".split())
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_TEAM = frozenset("team collaboration group consortium project initiative lab labs university institute".split())


def family(author: str) -> str:
    """Family name of an author written ``Given Family``, particles kept; a team is named in full."""
    words = author.split()
    while len(words) > 1 and words[-1].lower() in _SUFFIXES:
        words.pop()
    if len(words) < 2 or words[-1].lower() in _TEAM or words[0].lower() in {"the", "a"}:
        return author
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return " ".join(words[start:])


def names(paper: Paper) -> str:
    """Authors as running text names them; the title in quotes where no author is known."""
    families = [family(author) for author in paper.authors]
    if not families:
        return f"“{paper.title}”"
    if len(families) > 2 or not paper.authors_complete:
        return f"{families[0]} et al."
    return " & ".join(families)


def plural(paper: Paper) -> bool:
    """True when ``names`` takes a verb in the plural."""
    return len(paper.authors) > 1 or (bool(paper.authors) and not paper.authors_complete)


def short(paper: Paper) -> str:
    """Authors and year: "Pritzel et al. (2017)"."""
    return f"{names(paper)} ({paper.year if paper.year is not None else 'no year'})"
