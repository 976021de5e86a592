"""Bidirectional layers of gated recurrent units in plain numpy, for texts that lie one behind another in rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float32]

WIDTH = 128
"""States of a layer in each direction."""
_BLOCK = 256  # rows of a matrix product over characters


@dataclass(frozen=True, slots=True)
class Gru:
    """A bidirectional layer, gates in the order update, reset, new; the first two halved for `_recur`."""

    inputs: Floats  # width × 768: forward gates, then backward gates
    bias: Floats  # 768
    recurrent: Floats  # gates × 2 × 128 × 128
    new_bias: Floats  # 2 × 1 × 128, inside the reset

    @staticmethod
    def read(file: np.lib.npyio.NpzFile, number: int) -> Gru:
        """The layer of that number from a file of weights."""
        inputs = file[f"gru{number}_input"].astype(np.float32)  # 2 × 384 × width
        recurrent = file[f"gru{number}_recurrent"].astype(np.float32)  # 2 × 384 × 128
        bias = file[f"gru{number}_bias"].astype(np.float32)
        bias = bias.reshape(2, 2, 3 * WIDTH)  # direction, input or recurrent, gate
        for array in (inputs, recurrent):
            array[:, : 2 * WIDTH] *= np.float32(0.5)
        outer = bias[:, 0].copy()
        outer[:, : 2 * WIDTH] = (outer[:, : 2 * WIDTH] + bias[:, 1, : 2 * WIDTH]) * np.float32(0.5)
        return Gru(
            inputs=np.ascontiguousarray(inputs.reshape(6 * WIDTH, -1).T),
            bias=outer.reshape(-1),
            recurrent=np.ascontiguousarray(recurrent.reshape(2, 3, WIDTH, WIDTH).transpose(1, 0, 3, 2)),
            new_bias=np.ascontiguousarray(bias[:, 1, None, 2 * WIDTH :]),
        )


def product(rows: Floats, weights: Floats, bias: Floats) -> Floats:
    """The matrix product and the bias, a block of rows after another: one fits the processor's near memory."""
    found = np.empty((len(rows), weights.shape[1]), dtype=np.float32)
    for start in range(0, len(rows), _BLOCK):
        block = slice(start, start + _BLOCK)
        np.matmul(rows[block], weights, out=found[block])
        found[block] += bias
    return found


def read_both_ways(gates: Floats, layer: Gru, joined: Floats) -> Floats:
    """The states (time × rows × 256) from the gates' inputs (time × rows × 768), each piece on its own.

    `joined` (time × rows × 1) is 0 where a piece begins, else 1.
    """
    steps, rows, _ = gates.shape
    ways = gates.reshape(steps, rows, 2, 3, WIDTH).transpose(2, 0, 3, 1, 4)
    both = np.empty((steps, 3, 2, rows, WIDTH), dtype=np.float32)
    both[:, :, 0] = ways[0]
    both[:, :, 1] = ways[1, ::-1]
    goes_on = np.zeros((steps, 2, rows, 1), dtype=np.float32)
    goes_on[:, 0] = joined
    goes_on[1:, 1] = joined[:0:-1]  # a place is joined to the next where that is joined to it
    states = _recur(both, goes_on, layer)
    return np.concatenate([states[:, 0], states[::-1, 1]], axis=2)


def _recur(gates: Floats, goes_on: Floats, layer: Gru) -> Floats:
    """The states (time × 2 × rows × 128) of the recurrence h' = (1 - z)·tanh(x + r·(hU + b)) + z·h.

    Gates are time × 3 × 2 × rows × 128. It begins anew, with h = 0, where `goes_on` is 0.
    """
    steps, kinds, ways, rows, width = gates.shape
    states = np.empty((steps, ways, rows, width), dtype=np.float32)
    state, before = np.zeros_like(states[0]), np.empty_like(states[0])
    inner = np.empty((kinds, ways, rows, width), dtype=np.float32)
    switches, (update, reset, new) = inner[:2], inner
    half, one = np.float32(0.5), np.float32(1)
    for step in range(steps):
        np.multiply(state, goes_on[step], out=before)
        np.matmul(before, layer.recurrent, out=inner)
        switches += gates[step, :2]
        np.tanh(switches, out=switches)  # the logistic function through tanh: the gates' weights are halved already
        switches += one
        switches *= half
        new += layer.new_bias
        new *= reset
        new += gates[step, 2]
        np.tanh(new, out=new)
        before -= new
        before *= update
        state = np.add(new, before, out=states[step])
    return states
