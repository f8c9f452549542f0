"""What litreview works with, where each setting comes from, and how to change it. No key and no password is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.library.equipment import EmbedderOffer, Equipment
from assistant.llm import ModelSetup, Probe
from assistant.service.ui.rendering.markup import Markup, icon, joined, tag, unseen, words

_EXAMPLE = """\
# litreview.toml, in the folder where litreview is started
model = "openai:gpt-5-mini"             # anthropic:…, google_genai:…, ollama:…
base_url = "http://localhost:8000/v1"   # only for a server of your own
embedder = "auto"                       # or minilm, builtin, provider:name
prompts = "my-prompts"                  # a folder of your own prompts
prompt_price = 0.25                     # what a million tokens sent cost
completion_price = 2.0                  # and a million tokens received
"""


class Setting(NamedTuple):
    """A setting as it is shown: its name, its value in words, where it comes from, and what it is."""

    name: str
    value: str
    origin: str
    about: str


class Template(NamedTuple):
    """A prompt as it is shown: its name, its text, and whether it is the user's own."""

    name: str
    text: str
    own: bool


def settings_page(equipment: Equipment, settings: Sequence[Setting], templates: Sequence[Template]) -> Markup:
    """Everything but the result of a test, which stands in a place of its own."""
    return joined(
        _embedders(equipment),
        _prompts(templates),
        _settings(settings),
        _how_to_change(),
    )


def model_section(model: ModelSetup) -> Markup:
    """The language model: its name, where it is, and whether there is a key."""
    heading = tag("h2", "Language model")
    if model.model is None:
        said = "None is configured: answers are made of quoted sentences, and nothing leaves this machine."
        return tag("section", heading, tag("p", said), _packages(model), class_="model")
    facts = tag("dl", *_pairs(_model_facts(model)), class_="facts")
    test = tag("button", "Test it", type="button", class_="press", data_test_model=True)
    about = tag("span", " asks it two tiny questions", class_="hint")
    return tag("section", heading, facts, tag("p", test, about, class_="test"), class_="model")


def trial(probe: Probe) -> Markup:
    """What a model did when it was tested."""
    took = f", the first words after {probe.first_token_seconds:.1f} s" if probe.first_token_seconds is not None else ""
    marks = (
        _mark(probe.answers, f"answers{took}"),
        _mark(probe.streams, "streams its answers word by word"),
        _mark(probe.structured, "fills in forms (structured output)"),
    )
    problem = tag("p", words(probe.problem), class_="problem") if probe.problem else None
    return tag("div", tag("ul", *marks, class_="checks"), problem, class_="tested", role="status")


def no_trial(why: str) -> Markup:
    """A model could not be tested."""
    return tag("div", tag("p", words(why), class_="problem"), class_="tested", role="status")


def unreadable(why: str) -> Markup:
    """The settings can't be told, and why."""
    return tag("section", tag("h2", "Settings"), tag("p", words(why), class_="problem"))


def _model_facts(model: ModelSetup) -> dict[str, str]:
    where = "on this machine" if model.local else "elsewhere: questions and passages are sent there"
    if model.key_from:
        key = f"found in {model.key_from}"
    elif model.keys:
        key = f"none in {' or '.join(model.keys)}"
    else:
        key = "none needed"
    return {
        "Model": model.model or "",
        "Address": model.base_url or "the provider's own",
        "Runs": where,
        "Key": key,
    }


def _packages(model: ModelSetup) -> Markup:
    listed = (
        tag(
            "li",
            _sign(one.installed is not None),
            tag("span", one.provider, ": ", f"ready ({one.installed})" if one.installed else tag("code", one.install)),
        )
        for one in model.providers
    )
    return joined(tag("p", "What could be used:", class_="hint"), tag("ul", *listed, class_="checks"))


def _embedders(equipment: Equipment) -> Markup:
    chosen = tag("p", "New libraries are made with ", tag("code", equipment.embedder), ".", class_="hint")
    offers = tag("ul", *map(_offer, equipment.embedders), class_="checks")
    change = tag("p", "Another one for this library: ", tag("code", "litreview reindex NAME"), class_="hint")
    return tag("section", tag("h2", "Embedders"), chosen, offers, change)


def _offer(offer: EmbedderOffer) -> Markup:
    said = tag("span", tag("b", offer.name), ": ", words(offer.note))
    return tag("li", _sign(offer.available), said)


def _prompts(templates: Sequence[Template]) -> Markup:
    about = "What a language model is told. To change one, copy it into a folder of your own and set that folder as "
    shown = (
        tag(
            "details",
            tag("summary", tag("code", f"{one.name}.md"), " ", tag("span", _whose(one), class_="hint")),
            tag("pre", one.text, tabindex=0, aria_label=f"The prompt {one.name}"),
        )
        for one in templates
    )
    return tag("section", tag("h2", "Prompts"), tag("p", about, tag("code", "prompts"), "."), *shown)


def _whose(template: Template) -> str:
    return "your own" if template.own else "comes with litreview"


def _settings(settings: Sequence[Setting]) -> Markup:
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Setting", "Value", "From")))
    rows = (
        tag(
            "tr",
            tag("th", tag("code", one.name), tag("span", one.about, class_="hint"), scope="row"),
            tag("td", words(one.value), class_="value"),
            tag("td", one.origin, class_="origin"),
        )
        for one in settings
    )
    table = tag("table", tag("caption", unseen("All settings")), tag("thead", head), tag("tbody", *rows))
    return tag("section", tag("h2", "All settings"), table, class_="all-settings")


def _how_to_change() -> Markup:
    order = "Flag before environment variable (such as LITREVIEW_MODEL) before the file litreview.toml before default. "
    key = "Keys are read from the provider's usual environment variable only, and are shown nowhere."
    return tag(
        "section",
        tag("h2", "How to change them"),
        tag("p", order, "Start litreview again after a change. ", key),
        tag("pre", _EXAMPLE, tabindex=0, aria_label="Lines for litreview.toml"),
    )


def _pairs(facts: Mapping[str, str]) -> Iterator[Markup]:
    for name, fact in facts.items():
        yield joined(tag("dt", name), tag("dd", words(fact)))


def _mark(good: bool, said: str) -> Markup:
    return tag("li", _sign(good), tag("span", said))


def _sign(good: bool) -> Markup:
    """A tick or a cross, with its words for screen readers."""
    return tag(
        "span",
        icon("tick" if good else "close"),
        unseen("yes: " if good else "no: "),
        class_="sign" if good else "sign not",
    )
