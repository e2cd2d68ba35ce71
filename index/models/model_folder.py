"""A model's name -> the folder of its files: a folder already, or what the hub has under that name."""

from __future__ import annotations

from pathlib import Path

from index.errors import ModelError

_NOT_NEEDED = ["*.h5", "*.ot", "*.msgpack", "openvino/*", "onnx/model_*"]
"""The same weights for other programs."""


def find_model_folder(name: str, setting: str) -> Path:
    """Return where a model's files are, downloading them where need be; `setting` is what named it.

    Raises ModelError when it is neither a folder nor on the hub.
    """
    folder = Path(name)
    return folder if folder.is_dir() else _download(name, setting)


def _download(name: str, setting: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError

    try:
        return Path(snapshot_download(name, ignore_patterns=_NOT_NEEDED))
    except (OSError, HfHubHTTPError, HFValidationError) as error:
        remedy = f"Name a folder, or a model that can be downloaded from here, in {setting}"
        raise ModelError(f"the model {name} is neither a folder nor on the hub", remedy) from error
