"""Put several trained networks into one file: the tagger averages their scores.

python training/merge_members.py MEMBER0.npz MEMBER1.npz … -o extract/models/tagger.npz
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from weights_file import write_weights


def main() -> None:
    """Read the members, name them m0, m1, … and write them."""
    parser = argparse.ArgumentParser(description="Merge trained networks.")
    parser.add_argument("members", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    weights: dict[str, np.ndarray] = {}
    for number, path in enumerate(options.members):
        with np.load(path, allow_pickle=False) as file:
            weights["labels"] = file["labels"]
            for name in file.files:
                if name != "labels":
                    weights[f"m{number}.{name.split('.', 1)[1]}"] = file[name]
    write_weights(options.output, weights)


if __name__ == "__main__":
    main()
