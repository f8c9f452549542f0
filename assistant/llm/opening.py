"""From ``provider:name`` to a model: which package, which key, which address."""

from __future__ import annotations

import ipaddress
import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from assistant.errors import BadRequest, ModelUnavailable
from assistant.llm.faults import Addressee
from assistant.llm.model import Model
from assistant.llm.usage import Limits, Prices

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

SWITCH = "LITREVIEW_MODEL_CALLS"  # "off" in tests: only models on this machine may be asked
_EXAMPLE = "such as openai:gpt-5-mini, or ollama:qwen3 for one on this machine"


class Provider(NamedTuple):
    """A provider that has an extra: its package, where its key and its address are looked for."""

    package: str
    extra: str
    keys: tuple[str, ...]
    addresses: tuple[str, ...]


PROVIDERS = {
    "openai": Provider("langchain-openai", "openai", ("OPENAI_API_KEY",), ("OPENAI_API_BASE", "OPENAI_BASE_URL")),
    "anthropic": Provider(
        "langchain-anthropic", "anthropic", ("ANTHROPIC_API_KEY",), ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL")
    ),
    "google_genai": Provider("langchain-google-genai", "google", ("GOOGLE_API_KEY", "GEMINI_API_KEY"), ()),
    "ollama": Provider("langchain-ollama", "ollama", (), ("OLLAMA_HOST",)),
}


def open_model(
    name: str,
    *,
    base_url: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - immutable
    prices: Prices | None = None,
    seed: int | None = None,
) -> Model:
    """The model called ``provider:name``; nothing is sent before it is asked.

    Args:
        name: ``openai:…`` (also any OpenAI-compatible server), ``anthropic:…``, ``google_genai:…``, ``ollama:…``,
            or another provider of LangChain's ``init_chat_model``.
        base_url: the server's address; None for the provider's own, or the one in its environment variable.
        limits: how patient to be.
        prices: what a million tokens cost, to have the cost counted.
        seed: makes the waits between tries the same each time.

    Raises:
        BadRequest: a name or an address that can't be one.
        ModelUnavailable: a package or a key is missing, or real models are switched off.
    """
    provider, _, short = name.partition(":")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", provider) or not short.strip():
        raise BadRequest(f"{name[:80]!r} can't name a model; write provider:name, {_EXAMPLE}")
    address = address_of(provider, base_url)
    if os.environ.get(SWITCH) == "off" and not is_local(address):
        raise ModelUnavailable(f"the model {name!r} isn't asked: {SWITCH} is off, so only loopback addresses may be")
    who = Addressee(name, shown(address), " or ".join(key_names(provider)))
    return Model(_chat(provider, short, base_url, address, limits), who, limits=limits, prices=prices, seed=seed)


def open_configured(settings: Settings) -> Model | None:
    """The model that the settings name, or None when they name none."""
    if settings.model is None:
        return None
    prices = None
    if settings.prompt_price is not None or settings.completion_price is not None:
        prices = Prices(settings.prompt_price or 0.0, settings.completion_price or 0.0)
    limits = Limits(settings.timeout, settings.retries, settings.requests_per_minute)
    return open_model(settings.model, base_url=settings.base_url, limits=limits, prices=prices)


def _chat(provider: str, short: str, base_url: str | None, address: str | None, limits: Limits) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    arguments = _arguments(provider, limits.timeout)
    if base_url:
        arguments["base_url"] = base_url
    if not key_in_use(provider) and key_names(provider) and provider in PROVIDERS:
        if not is_local(address):
            raise ModelUnavailable(
                f"the model {provider + ':' + short!r} needs a key: set the environment variable "
                f"{' or '.join(key_names(provider))}; or name a server on this machine with a base URL"
            )
        arguments["api_key"] = "none-needed"  # the clients insist on one, local servers don't
    try:
        chat: BaseChatModel = init_chat_model(short, model_provider=provider, **arguments)
        return chat
    except ImportError as error:
        package = str(error).rpartition("pip install ")[2].strip("` ")
        fault = f"needs a package that isn't installed: {pip_line(provider, package)}"
    except Exception as error:  # each client has its own kinds, and may quote what it was given
        if "Unsupported provider" in str(error):
            fault = f"has no provider that LangChain knows; write provider:name, {_EXAMPLE}"
        else:
            fault = f"can't be set up ({type(error).__name__}); check its key and its base URL"
    raise ModelUnavailable(f"the model {provider + ':' + short!r} {fault}")


def _arguments(provider: str, timeout: float) -> dict[str, Any]:
    """What makes a provider's client leave retries to us and let go of a connection that is silent too long."""
    if provider == "openai":
        return {"timeout": timeout, "max_retries": 0, "stream_usage": True}
    if provider == "anthropic":
        return {"timeout": timeout, "max_retries": 0}
    if provider == "google_genai":
        return {"timeout": timeout, "max_retries": 1}  # counts the first try too
    if provider == "ollama":
        return {"client_kwargs": {"timeout": timeout}}
    return {}


def pip_line(provider: str, package: str) -> str:
    """How to install what a provider needs."""
    if provider in PROVIDERS:
        return f"pip install 'litreview-assistant[{PROVIDERS[provider].extra}]'"
    return f"pip install {package}"


def key_names(provider: str) -> tuple[str, ...]:
    """The environment variables that may hold a provider's key; a guess where we don't know it."""
    return PROVIDERS[provider].keys if provider in PROVIDERS else (f"{provider.upper()}_API_KEY",)


def key_in_use(provider: str) -> str | None:
    """The environment variable that holds the key, if one does."""
    return next((name for name in key_names(provider) if os.environ.get(name)), None)


def address_of(provider: str, base_url: str | None) -> str | None:
    """Where a provider's requests go: the address given, or its environment variable's; None for its own server.

    Raises:
        BadRequest: the address given is no ``http`` address.
    """
    if base_url is None:
        names = PROVIDERS[provider].addresses if provider in PROVIDERS else ()
        set_there = next((os.environ[name] for name in names if os.environ.get(name)), None)
        return set_there or ("http://localhost:11434" if provider == "ollama" else None)
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise BadRequest("the base URL can't be used; write it like http://localhost:8000/v1")
    return base_url


def is_local(address: str | None) -> bool:
    """Whether an address stays on this machine."""
    host = _host(address)
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shown(address: str | None) -> str | None:
    """An address fit for the user's eyes: without a password or a key in it."""
    if address is None:
        return None
    parts = urlsplit(address if "//" in address else f"//{address}")
    scheme = f"{parts.scheme}://" if parts.scheme else ""
    return f"{scheme}{parts.netloc.rpartition('@')[2]}{parts.path}"


def _host(address: str | None) -> str:
    if address is None:
        return ""
    return urlsplit(address if "//" in address else f"//{address}").hostname or ""
