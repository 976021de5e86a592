from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from extract.crf import best_labels, best_paths, marginals, posterior


def test_the_best_path_beats_every_other() -> None:
    generator = np.random.default_rng(7)
    scores = generator.normal(size=(4, 3)).astype(np.float32)
    transitions = generator.normal(size=(3, 3)).astype(np.float32)

    def total(path: tuple[int, ...]) -> float:
        steps = sum(transitions[a, b] for a, b in pairwise(path))
        return float(sum(scores[i, label] for i, label in enumerate(path)) + steps)

    every = [(a, b, c, d) for a in range(3) for b in range(3) for c in range(3) for d in range(3)]
    assert tuple(best_paths(scores[:, None], transitions)[:, 0].tolist()) == max(every, key=total)


def test_marginals_are_those_of_all_paths() -> None:
    generator = np.random.default_rng(11)
    scores = generator.normal(size=(3, 2)).astype(np.float32)
    transitions = generator.normal(size=(2, 2)).astype(np.float32)
    every = [(a, b, c) for a in range(2) for b in range(2) for c in range(2)]
    weight = {
        p: np.exp(sum(scores[i, v] for i, v in enumerate(p)) + sum(transitions[a, b] for a, b in pairwise(p)))
        for p in every
    }
    whole = sum(weight.values())
    expected = [[sum(w for p, w in weight.items() if p[i] == v) / whole for v in range(2)] for i in range(3)]
    assert np.allclose(marginals(scores[:, None], transitions)[:, 0], expected, atol=1e-5)


@pytest.mark.parametrize("length", [1, 2, 299, 400, 401, 600, 1234])
def test_windows_give_what_the_whole_gives(length: int) -> None:
    generator = np.random.default_rng(length)
    scores = generator.normal(scale=3, size=(length, 4)).astype(np.float32)
    transitions = generator.normal(size=(4, 4)).astype(np.float32)
    transitions[0, 1] = -9824  # as good as forbidden
    found = posterior(scores, transitions)
    assert np.allclose(found, marginals(scores[:, None], transitions)[:, 0], rtol=0, atol=1e-6)


def test_labels_are_the_best_of_each_text_alone() -> None:
    generator = np.random.default_rng(3)
    lengths = [1, 1, 7, 2, 30, 1, 60]
    scores = generator.normal(scale=2, size=(sum(lengths), 5)).astype(np.float32)
    transitions = generator.uniform(-0.3, 0.3, size=(5, 5)).astype(np.float32)
    ends = np.cumsum(lengths)
    begins = np.isin(np.arange(len(scores)), [0, *ends])
    alone = [best_paths(part[:, None], transitions)[:, 0] for part in np.split(scores, ends[:-1])]
    found = best_labels(scores, begins, transitions)
    assert found.tolist() == np.concatenate(alone).tolist()
    assert found.tolist() != scores.argmax(axis=1).tolist()
