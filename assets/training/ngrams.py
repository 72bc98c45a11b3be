"""Character n-grams that pieces of the vocabulary share.

While the table is trained, the vector of a piece is its own plus those of its n-grams, as in
fastText (Bojanowski et al. 2017), so rare and inflected words learn from the others. At the end
each piece gets the sum as its one row.
"""

import collections
from typing import List, Tuple

import numpy
import torch

from encoder import Lists

SPACE = "\u2581"
SHORTEST, LONGEST = 3, 5
SHORTEST_IDEOGRAPHIC, LONGEST_IDEOGRAPHIC = 1, 2


def is_ideographic(character: str) -> bool:
    """Chinese, Japanese and Korean characters say as much as a few letters."""
    return ("\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"
            or "\uac00" <= character <= "\ud7af")


def of_piece(piece: str) -> List[str]:
    """The n-grams inside the piece, and what it is without a space before it."""
    shortest, longest = SHORTEST, LONGEST
    if any(map(is_ideographic, piece)):
        shortest, longest = SHORTEST_IDEOGRAPHIC, LONGEST_IDEOGRAPHIC
    inside = {piece[k:k + size] for size in range(shortest, longest + 1)
              for k in range(len(piece) - size + 1)} - {SPACE, piece}
    return sorted(inside) + [piece[1:] if piece.startswith(SPACE) and len(piece) > 2 else piece]


class NGrams:
    """Which n-grams each piece has, of those that several pieces have."""

    def __init__(self, pieces: List[str]):
        by_piece = [of_piece(piece) for piece in pieces]
        counts = collections.Counter(gram for grams in by_piece for gram in grams)
        numbers = {gram: k for k, gram in enumerate(g for g, count in counts.items() if count > 1)}
        self.count = len(numbers)
        numbered = [[numbers[gram] for gram in grams if gram in numbers] for grams in by_piece]
        self.lists = Lists([len(grams) for grams in numbered],
                           numpy.array([gram for grams in numbered for gram in grams]))

    def bags(self, pieces: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Flat n-grams, bag starts and weights of the given pieces; each of n weighs 1 / sqrt(n)."""
        flat, starts = self.lists.bags(pieces.numpy())
        lengths = torch.diff(starts, append=torch.tensor([len(flat)]))
        return flat, starts, torch.repeat_interleave(lengths.clamp(min=1).float().rsqrt(), lengths)
