"""The static embedding: a table of token vectors; a text is the normalized sum of its rows."""

from typing import List, Sequence, Tuple

import numpy
import torch
import torch.nn.functional as F


class Lists:
    """Lists of ids in one flat array."""

    def __init__(self, lengths: Sequence[int], ids: numpy.ndarray):
        self.offsets = numpy.cumsum(numpy.concatenate([[0], lengths]))
        self.ids = ids

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def bags(self, rows: numpy.ndarray) -> Tuple[torch.Tensor, torch.Tensor]:
        """Flat ids and bag starts of the given rows, as embedding_bag takes them."""
        starts = self.offsets[rows]
        lengths = self.offsets[rows + 1] - starts
        bag_starts = numpy.concatenate([[0], numpy.cumsum(lengths)[:-1]])
        index = numpy.arange(lengths.sum()) + numpy.repeat(starts - bag_starts, lengths)
        return torch.from_numpy(self.ids[index].astype(numpy.int64)), torch.from_numpy(bag_starts)


class Corpus(Lists):
    """Token ids of many texts."""

    def __init__(self, tokenizer, texts: Sequence[str], max_tokens: int):
        lengths, ids = [], []
        for begin in range(0, len(texts), 1 << 16):
            chunk = list(texts[begin:begin + (1 << 16)])
            rows = [r[:max_tokens] for r in tokenizer.encode(chunk, num_threads=2)]
            lengths.append(numpy.array([len(r) for r in rows], numpy.int64))
            ids.append(numpy.fromiter((i for r in rows for i in r), numpy.int32, lengths[-1].sum()))
        super().__init__(numpy.concatenate([numpy.zeros(0, numpy.int64), *lengths]),
                         numpy.concatenate([numpy.zeros(0, numpy.int32), *ids]))


def initial_table(token_weights: torch.Tensor, dimension: int, silent_ids, seed: int,
                  size: float) -> torch.Tensor:
    """Random directions, as long as the weight; the rows of `silent_ids` are zero."""
    torch.manual_seed(seed)
    table = torch.randn(len(token_weights), dimension) * (size / dimension ** 0.5)
    table *= token_weights[:, None]
    table[silent_ids] = 0
    return table


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
