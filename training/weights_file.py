"""The .npz file of weights."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np


def write_weights(path: Path, weights: Mapping[str, np.ndarray]) -> None:
    """Write an .npz whose bytes depend on the weights alone (no time stamps)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in sorted(weights):
            buffer = io.BytesIO()
            np.save(buffer, weights[name], allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0))
            file.writestr(entry, buffer.getvalue(), zipfile.ZIP_DEFLATED)
