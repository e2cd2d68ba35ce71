"""The packaged weights -> what serves: an int8 ONNX network, a SentencePiece model and the vectors of its pieces.

Only pieces in Latin and Cyrillic letters are kept, with digits and signs: three in five. The vectors of pieces stay in
their four bits and outside the network, so that of 30 MB only those are in memory that questions have.
"""

from __future__ import annotations

import unicodedata
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentencepiece import sentencepiece_model_pb2
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from index.errors import ModelError
from index.models.multilingual.network import EMBEDDINGS, MODEL, PIECES, VECTORS, MultilingualNetwork
from index.models.multilingual.packaged_weights import Piece, Weights, read_packaged
from index.models.onnx_export import OPSET, quantize
from index.types import Matrix

CLOSE = 0.97
"""Cosine to the float32 network's own vectors below which an export is not used."""

_SCRIPTS = ("LATIN", "CYRILLIC", "MODIFIER")
_PROBES = (
    "query: скільки людей загинуло",
    "passage: Где это было?",
    "passage: The bridge over the Orlan is open. " * 9,
)
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_FORMAT: Any = sentencepiece_model_pb2
"""How SentencePiece writes a model; what its classes have is made at run time."""


class _Network(nn.Module):
    """The vectors of a text's pieces -> its own: the mean of what the network makes of them, of length 1."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self._bert = BertModel(_configure(weights), add_pooling_layer=False)
        self._bert.load_state_dict(_read_state(weights))
        self.train(mode=False)

    def forward(self, embeddings: Tensor) -> Tensor:
        """Return one vector a text."""
        states = self._bert(inputs_embeds=embeddings).last_hidden_state
        return nn.functional.normalize(states.mean(dim=1))


def export_multilingual(folder: Path) -> bool:
    """Write the files of the encoder into an empty folder, and return that they were.

    Raises ModelError where the package is missing, not the pinned one, or does not read alike once it is exported.
    """
    weights = read_packaged()
    kept = [number for number, piece in enumerate(weights.pieces) if number <= weights.unknown or _is_read(piece)]
    _write_pieces(weights, kept, folder / PIECES)
    blocks = weights.read_blocks("emb.word").reshape(-1, weights.shape.width // 32)
    np.save(folder / VECTORS, blocks[kept])
    network = _Network(weights)
    _export(network, weights.shape.width, folder)
    _require_alike(network, folder)
    return True


def _is_read(piece: Piece) -> bool:
    """Return whether every letter of a piece is of a script that is read."""
    return all(unicodedata.name(letter, "").startswith(_SCRIPTS) for letter in piece.text if letter.isalpha())


def _write_pieces(weights: Weights, kept: list[int], file: Path) -> None:
    """Write a SentencePiece model of the kept pieces, which are numbered as they are placed."""
    model = _FORMAT.ModelProto()
    spec = model.trainer_spec
    spec.model_type = _FORMAT.TrainerSpec.UNIGRAM
    spec.bos_id, spec.eos_id, spec.pad_id, spec.unk_id = weights.first, weights.last, weights.padding, weights.unknown
    model.normalizer_spec.name = "identity"  # a text is normalised before
    kinds = _FORMAT.ModelProto.SentencePiece
    for number in kept:
        piece = weights.pieces[number]
        kind = kinds.UNKNOWN if number == weights.unknown else kinds.CONTROL
        model.pieces.add(piece=piece.text, score=piece.score, type=kind if number <= weights.unknown else kinds.NORMAL)
    file.write_bytes(model.SerializeToString())


def _configure(weights: Weights) -> BertConfig:
    shape = weights.shape
    return BertConfig(
        vocab_size=1,  # its vectors are looked up outside
        hidden_size=shape.width,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=1,
        layer_norm_eps=shape.epsilon,
    )


def _read_state(weights: Weights) -> dict[str, Tensor]:
    """Return the weights by the names that the network has for them."""
    shape = weights.shape
    width, inner = shape.width, shape.inner
    arrays: dict[str, Matrix] = {
        "embeddings.word_embeddings.weight": np.zeros((1, width), np.float32),
        "embeddings.position_embeddings.weight": weights.read("emb.pos", shape.positions, width),
        "embeddings.token_type_embeddings.weight": weights.read("emb.type", shape.types, width)[:1],
        "embeddings.LayerNorm.weight": weights.read("emb.ln.w", width),
        "embeddings.LayerNorm.bias": weights.read("emb.ln.b", width),
    }
    sizes = {"fi": (inner, width), "fo": (width, inner)}
    for layer in range(shape.layers):
        for short, name in _PARTS.items():
            rows, columns = sizes.get(short, (width, width))
            place = f"encoder.layer.{layer}.{name}"
            arrays[f"{place}.weight"] = weights.read(f"l{layer}.{short}.w", rows, columns)
            arrays[f"{place}.bias"] = weights.read(f"l{layer}.{short}.b", rows)
        for short, name in _NORMS.items():
            for letter, kind in (("w", "weight"), ("b", "bias")):
                arrays[f"encoder.layer.{layer}.{name}.{kind}"] = weights.read(f"l{layer}.{short}.{letter}", width)
    return {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}


def _export(network: _Network, width: int, folder: Path) -> None:
    precise = folder / "precise.onnx"
    with warnings.catch_warnings():
        # Tracing warns of each branch that is fixed; the probes show whether one mattered.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (torch.zeros(2, 8, width),),
            str(precise),
            input_names=[EMBEDDINGS],
            output_names=["embedding"],
            dynamic_axes={EMBEDDINGS: {0: "batch", 1: "length"}, "embedding": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
    quantize(precise, folder / MODEL)
    precise.unlink()


def _require_alike(network: _Network, folder: Path) -> None:
    """Raise ModelError unless the export gives texts nearly the vectors that the network itself does."""
    exported = MultilingualNetwork.load(folder)
    for text in _PROBES:
        with torch.no_grad():
            wanted = network(torch.from_numpy(exported.look_up(text)))[0].numpy()
        if float(wanted @ exported.embed(text)) < CLOSE:
            raise ModelError("the exported multilingual model does not read alike", "Set VERBATIM_LANGUAGES=en")
