"""Tokens: what a program shows instead of name and password."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from assistant.models.noun import Noun
from assistant.service.api.sending import document
from assistant.service.api.wanted import Owner, problems
from assistant.service.guard import token_of
from assistant.service.users import LIFETIME, Users

routes = APIRouter(prefix="/tokens", tags=["tokens"])


class Token(Noun):
    """What to send as ``Authorization: Bearer``, whose it is, and for how many seconds it is good."""

    token: str
    user: str
    seconds: int


@routes.post("", response_model=Token, status_code=201, responses=problems(409))
def make(request: Request, owner: Owner) -> Response:
    """Make a token for whoever asks; a restart of the service makes it worthless."""
    users: Users | None = request.app.state.users
    if users is None:
        raise HTTPException(409, "nobody signs in here, so no token is needed")
    return document(Token(token=users.sign_in(owner), user=owner, seconds=LIFETIME), 201)


@routes.delete("", status_code=204, responses=problems(409))
def drop(request: Request) -> Response:
    """Make the token that is shown with this request worthless."""
    users: Users | None = request.app.state.users
    if users is None:
        raise HTTPException(409, "nobody signs in here, so there are no tokens")
    users.sign_out(token_of(request.scope))
    return Response(status_code=204)
