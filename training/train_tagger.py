"""Train the name tagger on the labelled passages and write the weights that the package ships.

    python training/train_tagger.py CORPUS_DIR [--labels training/labels.jsonl] [-o extract/models/tagger.npz]

Needs PyTorch (`pip install -e '.[train]'`); running the tagger does not. The seed is fixed, one thread is used, and
the held-out tenth of the passages (see `is_held_out`) is never trained on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))
from passages import Example, examples, fold_of, training_passages
from weights_file import write_weights

from extract.lac import STATES
from extract.tagger import DILATIONS, MARKS, RULES, TYPES, WORD_COLUMN, WORD_TAGS
from extract.vocabulary import Vocabulary

WIDTH = 128
RULE_SIZES = ((len(RULES) + 2, 16), (len(TYPES) + 2, 16), (3, 6))
COLUMN_SIZES = ((len(WORD_TAGS) + 1, 24), (2, 4), *(((2, 4),) * len(MARKS)), (2, 4), (3, 6), *RULE_SIZES)
CHARACTER_SIZE = 24
IMPOSSIBLE = -1e4


class Settings(NamedTuple):
    """How to train; the defaults are those of the shipped weights."""

    epochs: int = 16
    batch: int = 24
    rate: float = 2e-3
    dropout: float = 0.45
    word_dropout: float = 0.1
    vector_dropout: float = 0.3
    members: int = 3


class Network(nn.Module):
    """The network of `extract.tagger`, with dropout for training."""

    def __init__(self, labels: int, settings: Settings) -> None:
        super().__init__()
        vocabulary = Vocabulary.load()
        vectors = torch.tensor(vocabulary.vectors)
        self.embeds = nn.ModuleList(nn.Embedding(rows, width) for rows, width in COLUMN_SIZES)
        self.embeds.append(nn.Embedding.from_pretrained(vectors, freeze=True))
        characters = torch.zeros(vocabulary.characters, CHARACTER_SIZE)  # what training never sees says nothing
        self.embeds.append(nn.Embedding.from_pretrained(characters, freeze=False))
        self.input = nn.Linear(STATES + sum(embed.embedding_dim for embed in self.embeds), WIDTH)
        self.convs = nn.ModuleList(nn.Conv1d(WIDTH, 2 * WIDTH, 3, dilation=d, padding=d) for d in DILATIONS)
        self.output = nn.Linear(WIDTH, labels)
        self.transitions = nn.Parameter(torch.zeros(labels, labels))
        self.dropout = nn.Dropout(settings.dropout)
        self.vector_dropout = nn.Dropout(settings.vector_dropout)

    def forward(self, states: torch.Tensor, columns: torch.Tensor) -> torch.Tensor:
        """Emission scores: batch × characters × labels."""
        embedded = [embed(columns[:, :, i]) for i, embed in enumerate(self.embeds)]
        embedded[WORD_COLUMN:] = [self.vector_dropout(vectors) for vectors in embedded[WORD_COLUMN:]]
        hidden = self.input(torch.cat([self.dropout(states), *embedded], dim=2))
        for conv in self.convs:
            gate = nn.functional.glu(conv(self.dropout(hidden).transpose(1, 2)).transpose(1, 2), dim=2)
            hidden = hidden + gate
        return self.output(self.dropout(torch.relu(hidden)))


def log_likelihood(
    scores: torch.Tensor, transitions: torch.Tensor, allowed: torch.Tensor, mask: torch.Tensor
) -> torch.Tensor:
    """The log probability that the path keeps to the allowed labels (partial CRF; Tsuboi et al. 2008).

    `allowed` is batch × characters × labels: one label where the text is labelled, all where it is left open
    (optional names).
    """
    bound = scores.masked_fill(~allowed, IMPOSSIBLE)
    both = _forward(torch.cat([bound, scores]), transitions, torch.cat([mask, mask]))  # one loop serves both sums
    return (both[: len(scores)] - both[len(scores) :]).sum()


def _forward(scores: torch.Tensor, transitions: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    alpha = scores[:, 0]
    for place in range(1, scores.shape[1]):
        moved = torch.logsumexp(alpha[:, :, None] + transitions[None], dim=1) + scores[:, place]
        alpha = torch.where(mask[:, place, None], moved, alpha)
    return torch.logsumexp(alpha, dim=1)


def train(data: list[Example], labels: list[str], settings: Settings, seed: int) -> Network:
    """A network trained on the examples."""
    torch.manual_seed(seed)
    network = Network(len(labels), settings)
    with torch.no_grad():
        network.transitions.copy_(_legal(labels))
    learned = [weights for weights in network.parameters() if weights.requires_grad]
    optimiser = torch.optim.AdamW(learned, lr=settings.rate, weight_decay=0.02)
    steps = settings.epochs * ((len(data) + settings.batch - 1) // settings.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, settings.rate, total_steps=steps)
    order = np.random.default_rng(seed)
    for epoch in range(settings.epochs):
        total = 0.0
        for batch in _batches(data, settings.batch, order):
            network.train()
            states, columns, allowed, mask = _tensors(batch)
            drop = torch.rand(columns.shape[:2]) < settings.word_dropout
            columns[:, :, 0] = columns[:, :, 0].masked_fill(drop, len(WORD_TAGS))
            loss = -log_likelihood(network(states, columns), network.transitions, allowed, mask) / len(batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"seed {seed} epoch {epoch + 1}: loss {total / max(1, len(data) // settings.batch):.2f}", flush=True)
    return network


def _legal(labels: list[str]) -> torch.Tensor:
    """Transitions that forbid an inside label behind anything but its own type."""
    table = torch.zeros(len(labels), len(labels))
    for i, before in enumerate(labels):
        for j, after in enumerate(labels):
            if after.startswith("I-") and before[2:] != after[2:]:
                table[i, j] = IMPOSSIBLE
    return table


def _batches(data: list[Example], size: int, order: np.random.Generator) -> Iterator[list[Example]]:
    places = order.permutation(len(data))
    for start in range(0, len(data), size):
        yield [data[i] for i in places[start : start + size]]


def _tensors(batch: list[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    length = max(len(example.columns) for example in batch)
    pad = [(0, length - len(example.columns)) for example in batch]
    states = torch.tensor(np.stack([np.pad(e.states, (p, (0, 0))) for e, p in zip(batch, pad, strict=True)]))
    columns = torch.tensor(np.stack([np.pad(e.columns, (p, (0, 0))) for e, p in zip(batch, pad, strict=True)]))
    allowed = torch.tensor(
        np.stack([np.pad(e.allowed, (p, (0, 0)), constant_values=True) for e, p in zip(batch, pad, strict=True)])
    )
    mask = torch.tensor(np.stack([np.arange(length) < len(e.columns) for e in batch]))
    return states, columns, allowed, mask


def arrays(network: Network) -> dict[str, np.ndarray]:
    """The weights as `extract.tagger` reads them, in half precision; the words' vectors are the vocabulary's."""
    found = {f"embed{i}": embed.weight for i, embed in enumerate(network.embeds) if i != WORD_COLUMN}
    found |= {"input": network.input.weight.T, "input_bias": network.input.bias}
    for i, conv in enumerate(network.convs):
        found[f"conv{i}"] = torch.cat([conv.weight[:, :, k].T for k in range(3)])
        found[f"conv{i}_bias"] = conv.bias
    found |= {"output": network.output.weight.T, "output_bias": network.output.bias}
    kept = {name: tensor.detach().numpy().astype(np.float16) for name, tensor in found.items()}
    kept["transitions"] = network.transitions.detach().numpy().astype(np.float16)
    return kept


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description="Train the name tagger.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--labels", type=Path, default=Path("training/labels.jsonl"))
    parser.add_argument("-o", "--output", type=Path, default=Path("extract/models/tagger.npz"))
    parser.add_argument("--members", type=int, default=Settings().members)
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/seeds"))
    parser.add_argument("--texts", type=Path, default=Path("seeds"))
    parser.add_argument("--fold", type=int, help="leave this fold out: for fit_arbiter.py and train_relations.py")
    parser.add_argument("--seed", type=int, default=0, help="of the first member; the next ones count on from it")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    passages = training_passages(options.labels, options.corpus, options.gold, options.texts)
    if options.fold is not None:
        passages = [passage for passage in passages if fold_of(passage) != options.fold]
    data, labels = examples(passages)
    settings = Settings(members=options.members, epochs=options.epochs)
    weights: dict[str, np.ndarray] = {"labels": np.array(labels)}
    for member in range(settings.members):
        network = train(data, labels, settings, options.seed + member)
        weights |= {f"m{member}.{name}": array for name, array in arrays(network).items()}
    write_weights(options.output, weights)


if __name__ == "__main__":
    main()
