"""What went wrong with a call, read from any provider's exception and told in one line that gives nothing away."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple, get_args

from assistant.errors import AssistantError, ContextTooLong, ModelRefused, ModelReplyUnusable, ModelUnavailable
from assistant.llm.usage import Limits
from assistant.llm.watching import Silent, Unfinished

Passing = Literal["silent", "unreachable", "busy", "failing"]  # worth trying again
Lasting = Literal["unfinished", "credit", "key", "unknown", "request", "long", "unusable"]
Kind = Passing | Lasting

_BY_STATUS: dict[int, Kind] = {
    **{400: "request", 401: "key", 402: "credit", 403: "key", 404: "unknown", 408: "silent", 409: "busy"},
    **{413: "long", 422: "request", 429: "busy", 504: "silent"},
}
# Names of exception classes of httpx, the providers' clients and LangChain; a class is known by its bases too.
_TIMEOUTS = {"TimeoutError", "TimeoutException", "APITimeoutError", "ModelTimeoutError", "Timeout"}
_CONNECTIONS = {"OSError", "TransportError", "APIConnectionError", "ModelConnectionError", "RequestError"}
_CLIENTS = {"APIError", "ResponseError"}  # whose message is the provider's own
_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|context[ _](?:length|window|size)|prompt is too long"
    r"|input token count|too many (?:input )?tokens|maximum (?:number of )?(?:input )?tokens",
    re.IGNORECASE,
)
_CODE = re.compile(r"[a-z_]{3,40}")  # a word that names a fault, not a sentence that may quote the prompt


class RequestRefused(ModelRefused):
    """The provider refuses the request itself, such as one for structured output."""


class Fault(NamedTuple):
    """What went wrong: the kind, the HTTP status, the provider's code, and how long it asks to wait (seconds)."""

    kind: Kind
    status: int | None = None
    code: str = ""
    wait: float | None = None

    @property
    def worth_retrying(self) -> bool:
        """Whether the same request may succeed a little later."""
        return self.kind in get_args(Passing)


class Addressee(NamedTuple):
    """Whom a call went to, in words for the user: the model's name, its address, and its key's variable."""

    name: str
    address: str | None = None
    key: str | None = None

    def __str__(self) -> str:
        return f"the model {self.name!r}" + (f" at {self.address}" if self.address else "")


def read(error: BaseException) -> Fault:
    """What an exception of a provider's client, of LangChain or of ours means."""
    for cause in _causes(error):
        fault = _read_one(cause)
        if fault is not None:
            return fault
    return Fault("unusable", code=type(error).__name__)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        yield cause
        seen.append(cause)
        cause = cause.__cause__ or cause.__context__


def _read_one(error: BaseException) -> Fault | None:
    names = {kind.__name__ for kind in type(error).__mro__}
    status, code = _status(error), _code(error)
    if "ContextOverflowError" in names or (names & _CLIENTS and status != 429 and _is_too_long(error)):
        return Fault("long", status, code)
    if isinstance(error, Unfinished):
        return Fault("unfinished")
    if isinstance(error, Silent) or names & _TIMEOUTS:
        return Fault("silent", status)
    if status is not None and status >= 400:
        kind = _BY_STATUS.get(status, "failing" if status >= 500 else "request")
        if code == "insufficient_quota":
            kind = "credit"
        return Fault(kind, status, code, wait_asked_for(_headers(error), time.time()))
    if names & _CONNECTIONS:
        return Fault("unreachable")
    # A stream that is already open can only report a fault as an event, and clients then give no status.
    return Fault("failing", code=code) if "APIError" in names and status is None else None


def _status(error: BaseException) -> int | None:
    response = getattr(error, "response", None)
    for value in (getattr(error, "status_code", None), getattr(response, "status_code", None), _plain_code(error)):
        if isinstance(value, int):
            return value
    return None


def _is_too_long(error: BaseException) -> bool:
    return bool(_TOO_LONG.search(f"{error} {_plain_code(error)} {getattr(error, 'body', '')}"))


def _plain_code(error: BaseException) -> object:
    return getattr(error, "code", None)


def _code(error: BaseException) -> str:
    code = _plain_code(error)
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""


def _headers(error: BaseException) -> Mapping[str, str]:
    headers = getattr(getattr(error, "response", None), "headers", None)
    return headers if isinstance(headers, Mapping) else {}


def wait_asked_for(headers: Mapping[str, str], now: float) -> float | None:
    """The seconds that ``Retry-After`` asks to wait, given as a number or as a date (RFC 9110, 10.2.3)."""
    text = headers.get("retry-after")
    if text is None:
        return None
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    try:
        return max(parsedate_to_datetime(text).timestamp() - now, 0.0)
    except ValueError:
        return None


def explain(fault: Fault, who: Addressee, limits: Limits, *, spoke: bool) -> AssistantError:
    """The error to raise for a fault; ``spoke`` when a part of the reply had already come."""
    status = ", ".join(str(part) for part in (fault.status, fault.code) if part)
    status = f" ({status})" if status else ""
    error, line = _MESSAGES[fault.kind] if not (spoke and fault.kind in _MIDDLE) else _MIDDLE[fault.kind]
    wait = f"; it asks to wait {fault.wait:.0f} s" if fault.wait else ""
    key = who.key or "its environment variable"
    timeout, whole = f"{limits.timeout:g}", f"{limits.whole:g}"
    return error(line.format(who=who, status=status, timeout=timeout, whole=whole, key=key, wait=wait))


_MORE_TIME = "try again, or allow more time with LITREVIEW_TIMEOUT"
_MESSAGES: dict[Kind, tuple[type[AssistantError], str]] = {
    "silent": (ModelUnavailable, f"{{who}} did not answer within {{timeout}} s; {_MORE_TIME}"),
    "unfinished": (ModelUnavailable, f"{{who}} did not finish within {{whole}} s; {_MORE_TIME}"),
    "unreachable": (
        ModelUnavailable,
        "{who} can't be reached; see that its server runs, and that its address and the network are right",
    ),
    "busy": (
        ModelUnavailable,
        "{who} takes no more requests for now{status}{wait}; try again later, or set LITREVIEW_REQUESTS_PER_MINUTE",
    ),
    "failing": (ModelUnavailable, "{who} reports a fault of its own{status}; try again later"),
    "credit": (ModelRefused, "{who} has no credit left{status}; see your account with the provider"),
    "key": (ModelRefused, "{who} refuses the key{status}; check {key}"),
    "unknown": (ModelRefused, "{who} isn't known there{status}; check the model's name and the base URL"),
    "request": (RequestRefused, "{who} refuses the request{status}; see what it can do with litreview models test"),
    "long": (
        ContextTooLong,
        "the question and its evidence are too long for {who}; use fewer papers (--limit) or a model that reads more",
    ),
    "unusable": (
        ModelReplyUnusable,
        "{who} sent something that is no reply{status}; check the base URL (it often ends in /v1) or try another model",
    ),
}
_MIDDLE: dict[Kind, tuple[type[AssistantError], str]] = {
    "silent": (
        ModelUnavailable,
        f"{{who}} stopped in the middle of its reply for more than {{timeout}} s; {_MORE_TIME}",
    ),
    "unreachable": (ModelUnavailable, "the connection to {who} broke in the middle of its reply; try again"),
    "unusable": (ModelReplyUnusable, "{who} sent something unreadable in the middle of its reply{status}; try again"),
}
