"""Search results as Markdown for a model to read."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.export.references import reference_markdown
from assistant.export.untrusted import escape_markdown
from assistant.models import Hit, SearchResult


def hits_markdown(found: SearchResult) -> str:
    """Numbered papers with key, score and the quoted passages that matched; whatever comes from papers is escaped."""
    blocks = [f"**{escape_markdown(found.query)}**", *(block for at in enumerate(found.hits, 1) for block in _hit(*at))]
    if not found.hits:
        blocks.append("No paper matches; try other words or fewer filters.")
    return "\n\n".join(blocks) + "\n"


def _hit(number: int, hit: Hit) -> Iterator[str]:
    key = escape_markdown(hit.paper.key)
    yield f"[{number}] {reference_markdown(hit.paper)} Key: {key}. Score: {hit.score:.2f}."
    for passage in hit.passages:
        yield f"> {escape_markdown(passage.text)} (characters {passage.start}–{passage.end} of the abstract)"
