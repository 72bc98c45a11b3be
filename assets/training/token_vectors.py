"""What training learns: a vector of each piece and of each n-gram that pieces share."""

from typing import Sequence

import torch
import torch.nn.functional as F

import ngrams
from optimizer import RowAdam

NGRAM_RATE = 0.3  # of the pieces' own learning rate


class TokenVectors:
    def __init__(self, own: torch.Tensor, pieces: Sequence[str], silent_ids: Sequence[int]):
        """`own`: the first vectors of the pieces, zero for `silent_ids`, which stay so."""
        self.own, self.ngrams = own, ngrams.NGrams(pieces)
        self.shared = torch.zeros(self.ngrams.count, own.shape[1])
        self.audible = torch.ones(len(own))
        self.audible[silent_ids] = 0
        self.own_adam, self.shared_adam = RowAdam(self.own), RowAdam(self.shared)

    def batch(self, ids: torch.Tensor) -> "Batch":
        return Batch(self, ids)

    def learn(self, batch: "Batch", rate: float) -> None:
        self.own_adam.step(batch.rows, batch.own.grad, rate)
        self.shared_adam.step(batch.shared_rows, batch.shared.grad, rate * NGRAM_RATE)

    def table(self) -> torch.Tensor:
        """One row a piece."""
        every = self.batch(torch.arange(len(self.own)))
        return every.values.detach() * self.audible[:, None]


class Batch:
    """Sums of bags over the distinct rows that a batch needs."""

    def __init__(self, vectors: TokenVectors, ids: torch.Tensor):
        self.rows, self.index = torch.unique(ids, return_inverse=True)
        flat, starts, weights = vectors.ngrams.bags(self.rows)
        self.shared_rows, shared_index = torch.unique(flat, return_inverse=True)
        self.own = vectors.own[self.rows].requires_grad_()
        self.shared = vectors.shared[self.shared_rows].requires_grad_()
        self.values = self.own + F.embedding_bag(shared_index, self.shared, starts, mode="sum",
                                                 per_sample_weights=weights)
        self.audible = vectors.audible[ids]

    def sums(self, bag_starts: torch.Tensor) -> torch.Tensor:
        """Before normalization, [bags, dimension]."""
        return F.embedding_bag(self.index, self.values, bag_starts, mode="sum",
                               per_sample_weights=self.audible)
