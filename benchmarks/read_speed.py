"""The speed of reading, on one core: python benchmarks/read_speed.py [FILES…].

Says how long the pipeline takes to load, the characters that it reads in a second of CPU time (the best of three
rounds, after one that is not counted), and the peak of memory. Reads the seed articles unless other files are named;
on machines where OpenBLAS is told to run as on an older processor (OPENBLAS_CORETYPE), unset that first.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

ROUNDS = 3


def main() -> None:
    """Measures and prints."""
    start = time.perf_counter()
    from extract.pipeline import Extractor  # noqa: PLC0415 - loading is what is measured
    from extract.reading import read_documents  # noqa: PLC0415

    extractor = Extractor()
    loaded = time.perf_counter() - start
    documents = list(read_documents(sys.argv[1:] or [str(ROOT / "seeds")]))
    characters = sum(len(document.text) for document in documents)
    seconds = []
    for _ in range(1 + ROUNDS):
        begin = time.process_time()
        for document in documents:
            extractor.extract(document)
        seconds.append(time.process_time() - begin)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"load {loaded:.2f} s, {characters / min(seconds[1:]):,.0f} characters/s of {characters:,}, {memory} MB")


if __name__ == "__main__":
    main()
