"""Weights of the reranker that ships, back from int8 to float32, so that training goes on from them.

usage: python -m training.warm_start WEIGHTS.pt [--model MODEL.onnx]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.train import load_model

MODEL = Path(__file__).parent.parent / "index" / "models" / "reranker" / "model.onnx"


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    arguments = parser.parse_args()
    torch.save(dequantize(arguments.model), arguments.weights)


def dequantize(path: Path) -> dict[str, torch.Tensor]:
    """Return the weights of an int8 model; embeddings are those of the encoder, which training leaves as they are."""
    graph = onnx.load(path).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    state = load_model().state_dict()
    for name in state:
        if name.startswith("bert.embeddings") or f"_model.{name}" not in stored:
            continue
        state[name] = torch.from_numpy(stored[f"_model.{name}"].copy())
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1].endswith("_quantized"):
            state[_name_of(node.name)] = torch.from_numpy(
                _read_matrix(stored, node.input[1].removesuffix("_quantized"))
            )
    return state


def _name_of(node: str) -> str:
    return node.removeprefix("/_model/").removesuffix("/MatMul_quant").replace("/", ".") + ".weight"


def _read_matrix(stored: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    quantized, zero, scale = (
        stored[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point", "scale")
    )
    return np.ascontiguousarray(((quantized - zero) * scale).T, dtype=np.float32)


if __name__ == "__main__":
    main()
