"""litreview: a literature review assistant over a library of paper abstracts.

    library = Library.open("memory")
    library.add("pages/")
    print(to_markdown(library.ask("Which agents use episodic memory for exploration?")))

The public names are loaded on first use, so that ``import assistant`` is instant.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.errors import (
        AssistantError,
        BadRequest,
        ContextTooLong,
        EmbedderMismatch,
        EmbedderUnavailable,
        IndexFailed,
        LibraryBusy,
        LibraryNotFound,
        LibraryTooNew,
        ModelRefused,
        ModelReplyUnusable,
        ModelUnavailable,
        PaperNotFound,
        SourceUnreadable,
    )
    from assistant.export import save, timeline, to_bibtex, to_markdown, to_text
    from assistant.library import Conversation, Library
    from assistant.models import (
        Answer,
        Change,
        Chat,
        Citation,
        Coverage,
        Exchange,
        Facet,
        Facets,
        Filters,
        Hit,
        IngestReport,
        LibraryStatus,
        Outline,
        OutlineSection,
        Paper,
        PaperPage,
        Reference,
        Rejection,
        Replay,
        Retrieved,
        Review,
        Run,
        SavedReview,
        Scope,
        ScoredPassage,
        Screened,
        SearchResult,
        Section,
        Sentence,
        Turn,
        Usage,
    )
    from assistant.settings import Settings

    __version__: str

__all__ = [
    "Answer",
    "AssistantError",
    "BadRequest",
    "Change",
    "Chat",
    "Citation",
    "ContextTooLong",
    "Conversation",
    "Coverage",
    "EmbedderMismatch",
    "EmbedderUnavailable",
    "Exchange",
    "Facet",
    "Facets",
    "Filters",
    "Hit",
    "IndexFailed",
    "IngestReport",
    "Library",
    "LibraryBusy",
    "LibraryNotFound",
    "LibraryStatus",
    "LibraryTooNew",
    "ModelRefused",
    "ModelReplyUnusable",
    "ModelUnavailable",
    "Outline",
    "OutlineSection",
    "Paper",
    "PaperNotFound",
    "PaperPage",
    "Reference",
    "Rejection",
    "Replay",
    "Retrieved",
    "Review",
    "Run",
    "SavedReview",
    "Scope",
    "ScoredPassage",
    "Screened",
    "SearchResult",
    "Section",
    "Sentence",
    "Settings",
    "SourceUnreadable",
    "Turn",
    "Usage",
    "__version__",
    "save",
    "timeline",
    "to_bibtex",
    "to_markdown",
    "to_text",
]

_HOMES = {
    "Conversation": "library",
    "Library": "library",
    "Settings": "settings",
    **dict.fromkeys(("save", "timeline", "to_bibtex", "to_markdown", "to_text"), "export"),
    **dict.fromkeys(
        (
            *("AssistantError", "BadRequest", "EmbedderMismatch", "EmbedderUnavailable", "IndexFailed", "LibraryBusy"),
            *("LibraryNotFound", "LibraryTooNew", "PaperNotFound", "SourceUnreadable"),
            *("ContextTooLong", "ModelRefused", "ModelReplyUnusable", "ModelUnavailable"),
        ),
        "errors",
    ),
}


def __dir__() -> list[str]:
    return __all__


def _version() -> str:
    """The version installed; a clone that was never installed has none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("litreview-assistant")
    except PackageNotFoundError:
        return "0+unknown"


if not TYPE_CHECKING:  # a type checker takes the imports above, and no other name

    def __getattr__(name: str) -> object:
        if name == "__version__":
            return _version()
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'models')}"), name)
