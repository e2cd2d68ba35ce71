from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from index.errors import ModelError
from index.models.embedder import find_model
from index.models.onnx_reranker import OnnxReranker
from index.models.reading import Excerpt
from index.models.rerankers import make_reranker
from index.search.searcher import Searcher
from tests.support.index.corpus import HARBOUR, Library

EXCERPTS = [
    Excerpt("Fire in the harbour", ("The port was closed on Monday.", "340 ships were damaged.")),
    Excerpt("", ("It burned for three days.",)),
]


def make_cross_encoder(folder: Path, numbers: int = 1) -> Path:
    """Write a tiny cross-encoder that knows nothing, with the tokenizer of the packaged encoder."""
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=30_522, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        initializer_range=1.0,
    )  # fmt: skip
    config.num_labels = numbers
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer = find_model("").folder / "tokenizer.json"
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]  # transformers leaves it without annotations
        tokenizer_file=str(tokenizer),
        pad_token="[PAD]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        unk_token="[UNK]",
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    )
    fast.save_pretrained(folder)
    return folder


class Logits(torch.nn.Module):
    """A model whose output is its logits alone."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, mask: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        logits: torch.Tensor = self.model(input_ids=input_ids, attention_mask=mask, token_type_ids=types).logits
        return logits


def export(folder: Path) -> None:
    """Write the ONNX file of a cross-encoder where published ones keep it."""
    model = BertForSequenceClassification.from_pretrained(folder, attn_implementation="eager")
    model.eval()  # type: ignore[no-untyped-call]  # transformers leaves it without annotations
    names = ["input_ids", "attention_mask", "token_type_ids"]
    (folder / "onnx").mkdir()
    torch.onnx.export(
        Logits(model), tuple(torch.ones(2, 8, dtype=torch.long) for _ in names), str(folder / "onnx" / "model.onnx"),
        input_names=names, output_names=["logits"], dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
        dynamo=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("cross-encoder"))


def test_every_sentence_gets_a_score_of_its_own(cross_encoder: Path) -> None:
    """A reading an excerpt, a score a sentence, and no words marked."""
    first, second = make_reranker(str(cross_encoder)).read("how many ships were damaged", EXCERPTS)
    assert [len(first.scores), len(second.scores)] == [2, 1]
    assert len({*map(float, first.scores), *map(float, second.scores)}) == 3
    assert not first.answers


@pytest.mark.filterwarnings("ignore")  # tracing warns of each branch that is fixed
def test_the_onnx_file_reads_the_same(cross_encoder: Path, tmp_path: Path) -> None:
    """Where a model has one it runs, without torch, and gives the same scores."""
    folder = tmp_path / "exported"
    shutil.copytree(cross_encoder, folder)
    export(folder)
    wanted = make_reranker(str(cross_encoder)).read("how many ships were damaged", EXCERPTS)
    (folder / "model.safetensors").unlink()
    found = make_reranker(str(folder)).read("how many ships were damaged", EXCERPTS)
    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(one.scores, other.scores, atol=1e-4)


def test_its_logits_order_an_answer(cross_encoder: Path, tmp_path: Path) -> None:
    """What it says of a sentence is the reading that a quotation is ordered by; empty is the one that ships."""
    library = Library(tmp_path)
    library.write("harbour", HARBOUR, title="Fire in the harbour")
    library.build()
    reranker = make_reranker(str(cross_encoder))
    search = Searcher.open(library.index, library.embedder, 0.3, reranker=reranker).search("what burned", 3)
    assert search.ranking
    first = search.answer.quotations[0]
    heading = ". ".join(part for part in (first.article.title, first.entry.sentence.section) if part)
    (reading,) = reranker.read("what burned", [Excerpt(heading, (first.text,))])
    assert float(search.ranking.readings[0]) == pytest.approx(float(reading.scores[0]), abs=1e-4)
    assert isinstance(make_reranker(""), OnnxReranker)


def test_a_classifier_is_refused(tmp_path: Path) -> None:
    """A model that gives a pair several numbers does not rank; the error says so and what to set."""
    with pytest.raises(ModelError, match=r"gives a pair 3 numbers, not 1.*VERBATIM_RERANKER"):
        make_reranker(str(make_cross_encoder(tmp_path, numbers=3)))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """A folder without a model is an error that names it."""
    with pytest.raises(ModelError, match="holds no cross-encoder"):
        make_reranker(str(tmp_path))


def test_a_model_that_is_not_to_be_had_is_named() -> None:
    """Without a network a hub name is an error that says what to do."""
    with pytest.raises(ModelError, match=r"nobody/nothing is neither a folder.*VERBATIM_RERANKER"):
        make_reranker("nobody/nothing")
