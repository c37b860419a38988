"""Opening the networks that ship with the package, for both that parse and that read."""

from __future__ import annotations

from pathlib import Path

import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf

from pledgebook.errors import InputError

SLOWER_FUSION = "SkipLayerNormFusion"
"""Sum and normalisation as one operator: the two apart take a third of its time on x86 (onnxruntime 1.32)."""


def open_session(file: Path, holds: str, what: str, made_by: str, threads: int) -> onnxruntime.InferenceSession:
    """The network in ``file`` on ``threads`` threads; its metadata must hold the entry ``holds``.

    ``what`` names it in messages, ``made_by`` the command that makes one. Raises ``InputError`` when the file is not there
    or is no model of ours.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The arena keeps what the largest sentence took, 10 MB at most, for a twentieth of the time; idle threads would spin.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not file.exists():
        raise InputError(f"no {what} at {file}: reinstall pledgebook, or build one with {made_by}")
    try:
        session = onnxruntime.InferenceSession(
            str(file), options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOWER_FUSION]
        )
    except (Fail, InvalidGraph, InvalidProtobuf) as error:
        raise InputError(f"{file} is no {what} of pledgebook: {error}") from error
    if holds not in session.get_modelmeta().custom_metadata_map:
        raise InputError(f"{file} is no {what} of pledgebook: it lacks its {holds}")
    return session
