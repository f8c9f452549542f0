"""The only door to a language model: ``provider:name`` through LangChain, with timeouts, retries and a count of tokens.

    model = open_model("openai:qwen3", base_url="http://localhost:8000/v1")
    for piece in model.stream([("system", "Be brief."), ("human", "What is a theme?")]):
        ...

Whatever goes wrong comes out as a child of ``AssistantError`` that holds no key, no prompt and no passage, and what
the provider's client logs meanwhile is dropped. LangChain is imported when a model is opened, not before.
"""

from assistant.llm.asking import Asked, Message
from assistant.llm.describing import ModelSetup, ProviderPackage, describe
from assistant.llm.faults import Addressee
from assistant.llm.model import Model, Reply
from assistant.llm.opening import open_configured, open_model
from assistant.llm.probing import Probe, probe
from assistant.llm.replies import without_thoughts
from assistant.llm.usage import Limits, Prices, estimated_tokens, tokens_in
from assistant.models import Usage

__all__ = [
    "Addressee",
    "Asked",
    "Limits",
    "Message",
    "Model",
    "ModelSetup",
    "Prices",
    "Probe",
    "ProviderPackage",
    "Reply",
    "Usage",
    "describe",
    "estimated_tokens",
    "open_configured",
    "open_model",
    "probe",
    "tokens_in",
    "without_thoughts",
]
