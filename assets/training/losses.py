"""What training minimizes: the contrastive and the correlation loss, both on unit vectors."""

import torch
import torch.nn.functional as F

SCALE = 20.0  # inverse temperature


class InBatchSoftmax(torch.autograd.Function):
    """Cross-entropy of finding the partner among all rows, both ways; the gradient comes along.

    Cosines are bounded, so exp(SCALE * (cosine - 1)) needs no running maximum: one pass over the
    square of similarities instead of the seven that automatic differentiation takes.
    """

    @staticmethod
    def forward(ctx, a, b, groups):
        e = a @ b.T
        hits = e.diagonal().clone()
        e.sub_(1).mul_(SCALE).exp_()
        diagonal = e.diagonal().clone()
        e.masked_fill_(groups[:, None] == groups[None, :], 0)
        e.diagonal().copy_(diagonal)
        by_row, by_column = e.sum(1), e.sum(0)
        loss = (by_row.log() + by_column.log()).mean() / 2 + SCALE * (1 - hits).mean()
        e.mul_((1 / by_row)[:, None] + (1 / by_column)[None, :])
        e.diagonal().sub_(2)
        factor = SCALE / (2 * len(a))
        ctx.save_for_backward(e @ b * factor, e.T @ a * factor)
        return loss

    @staticmethod
    def backward(ctx, gradient):
        by_a, by_b = ctx.saved_tensors
        return by_a * gradient, by_b * gradient, None


def contrastive_loss(a, b, groups):
    """In-batch negatives; other texts of the same group are not negatives."""
    return InBatchSoftmax.apply(F.normalize(a, dim=1), F.normalize(b, dim=1), groups)


def correlation_loss(a, b, scores):
    """1 - Pearson correlation of cosines and scores.

    A ranking loss is ruled by the pairs that it gets most wrong, and these differ by word order and
    negation, which a sum of token vectors cannot see.
    """
    cosines = F.cosine_similarity(a, b)
    x, y = cosines - cosines.mean(), scores - scores.mean()
    return 1 - (x * y).sum() / (x.norm() * y.norm()).clamp(min=1e-9)
