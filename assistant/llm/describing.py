"""Which model is configured, and what is installed to reach one. Nothing is asked, and no key is shown."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from assistant.llm.opening import PROVIDERS, address_of, is_local, key_in_use, key_names, pip_line, shown
from assistant.models import Noun

if TYPE_CHECKING:
    from assistant.settings import Settings


class ProviderPackage(Noun):
    """A provider that an extra brings: the version of its package that is installed, and how to install it."""

    provider: str
    package: str
    installed: str | None
    install: str


class ModelSetup(Noun):
    """The configured model, if any, and the providers' packages.

    ``key_from`` is the environment variable in which a key was found, ``keys`` are those that are looked at;
    ``local`` says that questions stay on this machine.
    """

    model: str | None = None
    provider: str | None = None
    base_url: str | None = None
    local: bool = True
    keys: tuple[str, ...] = ()
    key_from: str | None = None
    providers: tuple[ProviderPackage, ...] = ()


def describe(settings: Settings) -> ModelSetup:
    """What the settings and this machine offer for a language model."""
    packages = tuple(
        ProviderPackage(
            provider=name,
            package=provider.package,
            installed=_version(provider.package),
            install=pip_line(name, provider.package),
        )
        for name, provider in PROVIDERS.items()
    )
    if settings.model is None:
        return ModelSetup(providers=packages)
    provider = settings.model.partition(":")[0]
    address = address_of(provider, settings.base_url)
    return ModelSetup(
        model=settings.model,
        provider=provider,
        base_url=shown(address),
        local=is_local(address),
        keys=key_names(provider),
        key_from=key_in_use(provider),
        providers=packages,
    )


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
