"""``litreview chats``: the kept conversations, listed, renamed and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.opening import opened
from assistant.cli.options import Json
from assistant.cli.terminal import is_terminal, note, write, write_entry, write_json

if TYPE_CHECKING:
    from assistant.models import Chat

chats = typer.Typer(rich_markup_mode=None)
Id = Annotated[str, typer.Argument(metavar="ID", help="As the list shows it.", show_default=False)]


@chats.callback(invoke_without_command=True)
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """List the conversations that were kept; rename or remove one.

    The last used comes first; ask --resume goes on with one.
    """
    if ctx.invoked_subcommand:
        return
    with opened(ctx) as library:
        found = library.chats()
    if as_json:
        write_json(found)
        return
    if not found:
        note("no conversation is kept yet; litreview ask --chat begins one")
    for one in found:
        if is_terminal():
            write_entry(one.title, _about(one))
        else:
            write(_row(one))


@chats.command()
def rename(
    ctx: typer.Context,
    chat: Id,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="Its new title.", show_default=False)],
) -> None:
    """Give a conversation another title."""
    with opened(ctx) as library:
        library.rename_chat(chat, title)
    note(f"the conversation is called {title!r} now")


@chats.command()
def remove(
    ctx: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID", help="As the list shows them.", show_default=False)],
) -> None:
    """Remove conversations; what their answers were made of can still be replayed."""
    from assistant.export.words import counted

    with opened(ctx) as library:
        for chat in dict.fromkeys(ids):
            library.delete_chat(chat)
    note(f"{counted(len(set(ids)), 'conversation')} removed")


def _about(chat: Chat) -> str:
    from assistant.export.words import counted

    return f"{counted(chat.turns, 'question')} · {chat.id}"


def _row(chat: Chat) -> str:
    """Id, number of questions and title between tabs: one line for programs that work on lines."""
    from assistant.export.untrusted import one_line

    return f"{chat.id}\t{chat.turns}\t{one_line(chat.title)}\n"
