"""Huffman codes for whole numbers: the lengths of their codes, the codes, and bits as bytes."""

from __future__ import annotations

import heapq

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


def code_lengths(counts: Numbers, longest: int) -> Numbers:
    """The length in bits of each sign's code, 0 for signs that are not used; none is longer than `longest`."""
    lengths = np.zeros(len(counts), dtype=np.int64)
    used = np.flatnonzero(counts).tolist()
    if len(used) == 1:
        lengths[used] = 1
        return lengths
    heap = [(int(counts[sign]), i) for i, sign in enumerate(used)]
    heapq.heapify(heap)
    parent = [0] * (2 * len(used) - 1)
    for node in range(len(used), len(parent)):
        (one, a), (other, b) = heapq.heappop(heap), heapq.heappop(heap)
        parent[a] = parent[b] = node
        heapq.heappush(heap, (one + other, node))
    depth = [0] * len(parent)
    for node in range(len(parent) - 2, -1, -1):
        depth[node] = depth[parent[node]] + 1
    lengths[used] = depth[: len(used)]
    if lengths.max(initial=0) > longest:  # frequencies that differ as Fibonacci numbers do
        return code_lengths(np.where(counts > 0, counts // 2 + 1, 0), longest)
    return lengths


def codes(lengths: Numbers) -> Numbers:
    """Canonical codes: shorter first, among equally long ones in the order of the signs."""
    found = np.zeros(len(lengths), dtype=np.int64)
    code = before = 0
    for sign in np.lexsort((np.arange(len(lengths)), lengths)).tolist():
        length = int(lengths[sign])
        if length:
            code = (code << (length - before)) if before else 0
            found[sign], before = code, length
            code += 1
    return found


def pack(values: Numbers, widths: Numbers) -> tuple[bytes, Numbers]:
    """The values in so many bits each, highest bit first, and where in bits each begins."""
    ends = np.cumsum(widths)
    starts = ends - widths
    bits = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for offset in range(int(widths.max(initial=0))):
        wide = widths > offset
        bits[starts[wide] + offset] = (values[wide] >> (widths[wide] - 1 - offset)) & 1
    return np.packbits(bits).tobytes(), starts
