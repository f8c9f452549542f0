"""The network of all-MiniLM-L6-v2 as an ONNX graph that reads its weights from model.safetensors in place.

BERT (Devlin et al. 2019, arXiv:1810.04805) with 6 layers, 384 hidden units and 12 heads, then the mean over the
tokens and length 1, as sentence-transformers does it. One text at a time: no padding, no mask, and a vector that
doesn't depend on which texts were embedded together. The graph itself is 25 KB.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vectorstore.embedders.minilm_weights import MODEL, SHA256, cache_folder, replacing

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

GRAPH_VERSION = "3"
LAYERS, HEADS, HIDDEN = 6, 12, 384
EPSILON = 1e-12


def graph(folder: Path, cache_dir: Path) -> bytes:
    """The serialised graph for the weights in a folder, from the cache or built (0.15 s) and cached.

    A cached graph carries its own digest in its name: one that was cut off or changed is built anew.
    """
    key = hashlib.sha256(f"{SHA256[MODEL]} {GRAPH_VERSION}".encode()).hexdigest()[:12]
    for path in sorted(cache_folder(cache_dir).glob(f"graph-{key}-*.onnx")):
        with suppress(OSError):
            cached = path.read_bytes()
            if path.stem.endswith(_digest(cached)):
                return cached
    built: bytes = build(folder / MODEL).SerializeToString()
    with suppress(OSError), replacing(cache_folder(cache_dir) / f"graph-{key}-{_digest(built)}.onnx") as draft:
        draft.write_bytes(built)
    return built


def build(weights: Path) -> ModelProto:
    """The graph: ``tokens`` (ids of one text, shape (length,)) to ``vector`` (384 numbers, length 1).

    ``words`` holds a vector of length 1 for each token as it stands in this text, shape (length, 384).
    """
    from onnx import TensorProto, helper

    net = _Net(weights)
    net.add("Shape", ["tokens"], "length")
    net.add("Gather", ["embeddings.word_embeddings.weight", "tokens"], "looked up")
    net.add("Slice", ["embeddings.position_embeddings.weight", net.constant("first", [0]), "length"], "positions")
    net.add("Gather", ["embeddings.token_type_embeddings.weight", "first"], "type")
    net.add("Sum", ["looked up", "positions", "type"], "embedded")
    net.constant("one text", [0])
    hidden = net.norm("embedded", "embeddings.LayerNorm")
    for number in range(LAYERS):
        hidden = _layer(net, hidden, f"encoder.layer.{number}")
    net.add("ReduceMean", [hidden, "first"], "mean", keepdims=0)
    net.unit("mean", "first", "vector")
    net.unit(hidden, net.constant("last", [-1]), "words")
    tokens = helper.make_tensor_value_info("tokens", TensorProto.INT64, ["length"])
    outputs = [
        helper.make_tensor_value_info("vector", TensorProto.FLOAT, [HIDDEN]),
        helper.make_tensor_value_info("words", TensorProto.FLOAT, ["length", HIDDEN]),
    ]
    return helper.make_model(
        helper.make_graph(net.nodes, "minilm", [tokens], outputs, net.initializers),
        opset_imports=[helper.make_opsetid("", 23)],
        ir_version=10,
    )


def _layer(net: _Net, hidden: str, layer: str) -> str:
    parts = [
        net.add("Unsqueeze", [net.linear(hidden, f"{layer}.attention.self.{part}"), "one text"], f"{layer}.{part}")
        for part in ("query", "key", "value")
    ]
    net.add("Attention", parts, f"{layer}.heads", q_num_heads=HEADS, kv_num_heads=HEADS)
    net.add("Squeeze", [f"{layer}.heads", "one text"], f"{layer}.attended")
    attended = net.linear(f"{layer}.attended", f"{layer}.attention.output.dense")
    net.add("Add", [attended, hidden], f"{layer}.first sum")
    hidden = net.norm(f"{layer}.first sum", f"{layer}.attention.output.LayerNorm")
    net.add("Gelu", [net.linear(hidden, f"{layer}.intermediate.dense")], f"{layer}.gelu")
    net.add("Add", [net.linear(f"{layer}.gelu", f"{layer}.output.dense"), hidden], f"{layer}.second sum")
    return net.norm(f"{layer}.second sum", f"{layer}.output.LayerNorm")


class _Net:
    """Nodes and weights while the graph is being put together; every method returns the name of its result."""

    def __init__(self, weights: Path) -> None:
        self.nodes: list[NodeProto] = []
        self.initializers: list[TensorProto] = _external_tensors(weights)

    def add(self, kind: str, inputs: list[str], output: str, **attributes: float) -> str:
        from onnx import helper

        node = helper.make_node(kind, inputs, [output], name=output)
        node.attribute.extend(helper.make_attribute(key, value) for key, value in attributes.items())
        self.nodes.append(node)
        return output

    def constant(self, name: str, values: list[int]) -> str:
        from onnx import numpy_helper

        self.initializers.append(numpy_helper.from_array(np.array(values, np.int64), name))
        return name

    def linear(self, source: str, layer: str) -> str:
        return self.add("Gemm", [source, f"{layer}.weight", f"{layer}.bias"], f"{layer}.out", transB=1)

    def unit(self, source: str, axis: str, output: str) -> None:
        """Make vectors of length 1; ONNX Runtime 1.24 has no LpNormalization for this operator set."""
        self.add("ReduceL2", [source, axis], f"{output} length")
        self.add("Div", [source, f"{output} length"], output)

    def norm(self, source: str, layer: str) -> str:
        inputs = [source, f"{layer}.weight", f"{layer}.bias"]
        return self.add("LayerNormalization", inputs, f"{layer}.out", epsilon=EPSILON)


def _external_tensors(weights: Path) -> list[TensorProto]:
    """The file's tensors by place: the safetensors header gives shape and offsets of each."""
    from onnx import TensorProto

    with weights.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    tensors = []
    for name, entry in header.items():
        if not name.startswith(("embeddings.", "encoder.")) or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=entry["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": weights.name, "offset": str(8 + length + start), "length": str(end - start)}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=value)
        tensors.append(tensor)
    return tensors


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]
