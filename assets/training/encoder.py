"""The static embedding: a table of token vectors; a text is the normalized sum of its rows."""

from typing import List, Sequence, Tuple

import numpy
import torch
import torch.nn.functional as F


class Corpus:
    """Token ids of many texts in one flat array."""

    def __init__(self, tokenizer, texts: Sequence[str], max_tokens: int, sampled: int = 0,
                 alpha: float = 0.3):
        """`sampled` more ways to cut each text follow, drawn by likelihood to the power alpha."""
        self.size = len(texts)
        self.ways = 1 + sampled
        lengths, ids = [], []
        for way in range(self.ways):
            sampling = dict(enable_sampling=True, alpha=alpha, nbest_size=-1) if way else {}
            for begin in range(0, len(texts), 1 << 16):
                chunk = list(texts[begin:begin + (1 << 16)])
                rows = [r[:max_tokens] for r in tokenizer.encode(chunk, num_threads=2, **sampling)]
                lengths.append(numpy.array([len(r) for r in rows], numpy.int64))
                ids.append(numpy.fromiter((i for r in rows for i in r), numpy.int32,
                                          lengths[-1].sum()))
        self.offsets = numpy.cumsum(numpy.concatenate([[0], *lengths]))
        self.ids = numpy.concatenate(ids) if ids else numpy.zeros(0, numpy.int32)

    def __len__(self) -> int:
        return self.size

    def bags(self, rows: numpy.ndarray) -> Tuple[torch.Tensor, torch.Tensor]:
        """Flat ids and bag starts of the given rows, as embedding_bag takes them."""
        starts = self.offsets[rows]
        lengths = self.offsets[rows + 1] - starts
        bag_starts = numpy.concatenate([[0], numpy.cumsum(lengths)[:-1]])
        index = numpy.arange(lengths.sum()) + numpy.repeat(starts - bag_starts, lengths)
        return torch.from_numpy(self.ids[index].astype(numpy.int64)), torch.from_numpy(bag_starts)


def initial_table(token_weights: torch.Tensor, dimension: int, silent_ids, seed: int,
                  size: float) -> torch.Tensor:
    """Random directions, as long as the weight; the rows of `silent_ids` are zero."""
    torch.manual_seed(seed)
    table = torch.randn(len(token_weights), dimension) * (size / dimension ** 0.5)
    table *= token_weights[:, None]
    table[silent_ids] = 0
    return table


class BatchEncoder:
    """Sums of bags over the distinct rows of the table that a batch needs."""

    def __init__(self, table: torch.Tensor, ids: torch.Tensor, silent_ids):
        self.rows, self.index = torch.unique(ids, return_inverse=True)
        self.audible = torch.ones(len(table))
        self.audible[silent_ids] = 0
        self.weights = self.audible[ids]
        self.values = table[self.rows].requires_grad_()

    def sums(self, bag_starts: torch.Tensor, dropout: float) -> torch.Tensor:
        """Before normalization, [bags, dimension]; leaves out a share of the tokens."""
        weights = self.weights
        if dropout > 0:
            weights = weights * (torch.rand(len(weights)) >= dropout)
        return F.embedding_bag(self.index, self.values, bag_starts, mode="sum",
                               per_sample_weights=weights)


def frequency_weights(corpus: Corpus, vocabulary_size: int, smoothing: float = 1e-3):
    """Smooth inverse frequency a / (a + p), Arora et al. 2017."""
    counts = torch.bincount(torch.from_numpy(corpus.ids.astype(numpy.int64)),
                            minlength=vocabulary_size).float()
    return smoothing / (smoothing + counts / counts.sum())


@torch.no_grad()
def embed(table: torch.Tensor, corpus: Corpus, chunk: int = 8192) -> numpy.ndarray:
    """Unit rows; a text without a known token is a zero row."""
    out: List[torch.Tensor] = []
    for begin in range(0, len(corpus), chunk):
        ids, starts = corpus.bags(numpy.arange(begin, min(begin + chunk, len(corpus))))
        sums = F.embedding_bag(ids, table, starts, mode="sum")
        out.append(F.normalize(sums, dim=1))
    return torch.cat(out).numpy()
