"""``litreview chat``, and ``litreview demo`` on the sample: the browser and the REST interface in one process."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.options import BaseUrl, Model
from assistant.cli.terminal import note

DEMO = "demo"  # the same command on the bundled sample
Host = Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen; others than this machine need users.")]
Port = Annotated[
    int | None, typer.Option(metavar="NUMBER", min=0, max=65535, help="7860 or the next free one unless given.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Don't open a browser.")]
Auth = Annotated[
    list[str] | None,
    typer.Option(
        metavar="USER:PASSWORD",
        help="Who may come in; once for each user. LITREVIEW_AUTH is safer: other programs see flags.",
    ),
]
Open = Annotated[
    bool, typer.Option("--open-to-everyone", help="Let in whoever reaches the address, without a password.")
]


def chat(
    ctx: typer.Context,
    host: Host = "127.0.0.1",
    port: Port = None,
    no_browser: NoBrowser = False,
    auth: Auth = None,
    open_to_everyone: Open = False,
    model: Model = None,
    base_url: BaseUrl = None,
) -> None:
    """Open the library in the browser, and serve REST under /api.

    REST is described at /docs. It runs until Ctrl-C. Others can reach it only with --host, and then it asks for users
    (LITREVIEW_AUTH, or --auth).
    """
    from assistant.service.starting import start
    from assistant.settings import load

    library = "sample" if ctx.info_name == DEMO else ctx.obj
    settings = load(library=library, model=model, base_url=base_url, auth=",".join(auth) if auth else None)
    start(settings, host=host, port=port, browser=not no_browser, open_to_everyone=open_to_everyone, say=note)
