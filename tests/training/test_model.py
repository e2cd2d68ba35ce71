from __future__ import annotations

import numpy as np
import torch

from index.models.onnx_reranker import FOLDER
from index.models.onnx_session import MODEL, start_session
from training.model import make_model, read_weights


def test_weights_of_what_ships_read_as_it_does() -> None:
    """Training that begins with the exported model begins where that one stands, but for what int8 rounds."""
    model = make_model()
    model.load_state_dict(read_weights(FOLDER / MODEL))
    model.eval()  # type: ignore[no-untyped-call]  # transformers leaves it without annotations
    ids = np.array([[101, 2129, 2116, 102, 2176, 3548, 2020, 2730, 102]])
    types = np.array([[0, 0, 0, 0, 1, 1, 1, 1, 1]])
    (wanted,) = start_session(str(FOLDER / MODEL)).run(None, {"input_ids": ids, "token_type_ids": types})
    inputs = (torch.from_numpy(each) for each in (ids, types, np.ones_like(ids)))
    with torch.no_grad():
        found = model(*inputs).logits[..., :3].numpy()
    assert np.abs(found - wanted).max() < 0.5 < np.abs(wanted).max()
