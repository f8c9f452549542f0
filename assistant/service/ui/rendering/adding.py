"""Adding papers: the place for files, and the report on what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.export.rejections import REJECTION_FORMATS
from assistant.export.words import counted
from assistant.models import Noun, Rejection
from assistant.readers import READERS
from assistant.service.ui.rendering.markup import Markup, icon, joined, tag, words

LISTED = 100  # rejections that are listed on the page; a download has them all


class Added(Noun):
    """What an upload did, in papers; ``files`` were sent, of which ``failed`` could not be."""

    files: int = 0
    failed: int = 0
    read: int = 0
    added: int = 0
    merged: int = 0
    updated: int = 0
    unchanged: int = 0


def drop_zone(*, writable: bool, most: int) -> Markup:
    """Where files are dropped or chosen, and where each one's progress is shown; the page's script fills it.

    Args:
        writable: papers can be added; a library that stays as it is says so instead.
        most: bytes that one file may have.
    """
    if not writable:
        text = (
            "This is the sample that comes with litreview. It stays as it is; papers of your own go into a library of "
        )
        return _zone(tag("p", text, "your own: ", tag("code", "litreview chat"), class_="hint"), class_="add fixed")
    files = _chooser("Choose files", "chosen-files", multiple=True)
    folder = _chooser("or a folder", "chosen-folder", multiple=True, webkitdirectory=True)
    return _zone(
        icon("up"),
        tag("p", "Drop files here", class_="lead"),
        tag("p", files, " ", folder, class_="choosers"),
        tag("p", f"Reads {formats()}; packed with gzip too.", class_="hint"),
        class_="add",
        data_most=most,
    )


def formats() -> str:
    """What can be read, in words, out of the table of readers."""
    return "; ".join(reader.what for reader in READERS)


def uploads() -> Markup:
    """Where the files that are being sent are listed; empty until there are any."""
    stop = tag("button", "Stop", type="button", class_="quiet stop-adding", data_stop_adding=True)
    close = tag("button", icon("close"), type="button", class_="quiet", data_close_adding=True, aria_label="Close")
    heading = tag("h2", "Adding papers", id="adding-title", tabindex=-1)
    progress = tag("progress", class_="whole", max=1, value=0, aria_labelledby="adding-title")
    row = tag("li", tag("bdi", class_="file"), tag("span", class_="state"), tag("progress", max=1, value=0))
    return joined(
        tag("header", heading, stop, close),
        progress,
        tag("ol", class_="files", tabindex=0, aria_label="Files"),
        tag("template", row),
    )


def report(added: Added, rejections: Sequence[Rejection]) -> Markup:
    """What an upload did, and what of it could not be read."""
    counts = {
        "read": added.read,
        "new": added.added,
        "merged": added.merged,
        "changed": added.updated,
        "unchanged": added.unchanged,
        "rejected": len(rejections),
    }
    shown = (tag("div", tag("dt", name), tag("dd", f"{number:,}")) for name, number in counts.items())
    failed = None
    if added.failed:
        failed = tag("p", f"{counted(added.failed, 'file')} could not be sent; the list says why.", class_="failed")
    return tag(
        "div",
        tag("p", _in_words(added, len(rejections)), class_="outcome", role="status"),
        failed,
        tag("dl", *shown, class_="counts"),
        rejected(rejections, heading="What could not be read") if rejections else None,
        class_="report",
    )


def rejected(rejections: Sequence[Rejection], *, heading: str, of: str = "report") -> Markup:
    """What could not be read, with file, place and reason, and the files to download it as.

    Args:
        rejections: all of them.
        heading: what stands above the list.
        of: what the download holds: "report", or "library" for all that was ever rejected.
    """
    left = len(rejections) - LISTED
    more = tag("p", f"{left:,} more are in the download.", class_="hint") if left > 0 else None
    saves = (
        tag("button", f"Download {suffix[1:].upper()}", type="button", class_="quiet", data_save=suffix, data_of=of)
        for suffix in REJECTION_FORMATS
    )
    return tag(
        "section",
        tag("h3", heading),
        tag("p", *saves, class_="saves"),
        tag("ul", *_listed(rejections[:LISTED]), class_="rejections"),
        more,
        class_="rejected",
        aria_label=heading,
    )


def _listed(rejections: Iterable[Rejection]) -> Iterable[Markup]:
    for one in rejections:
        place = tag("span", ", ", words(one.where)) if one.where else None
        where = tag("span", words(one.source or "(no name)"), place, class_="where")
        yield tag("li", where, tag("span", words(one.reason), class_="reason"))


def _in_words(added: Added, rejected: int) -> str:
    if not added.read and not rejected:
        return "Nothing was read."
    new = counted(added.added, "new paper") if added.added else "no new papers"
    unread = f"; {counted(rejected, 'record')} could not be read" if rejected else ""
    return f"Done: {new} out of {counted(added.files - added.failed, 'file')}{unread}."


def _chooser(label: str, name: str, **given: bool) -> Markup:
    field = tag("input", type="file", id=name, class_="unseen", **given)
    return tag("label", field, label, class_="chooser", for_=name)


def _zone(*children: Markup, class_: str, **data: int) -> Markup:
    return tag("section", *children, class_=class_, aria_label="Add papers", **data)
