"""Adam that touches only the rows of the table that a batch used."""

import torch


class RowAdam:
    """Bias-corrected as PyTorch's SparseAdam, but takes the gradient of distinct rows."""

    def __init__(self, table: torch.Tensor, betas=(0.9, 0.999), epsilon: float = 1e-8):
        self.table, self.betas, self.epsilon, self.steps = table, betas, epsilon, 0
        self.mean, self.square = torch.zeros_like(table), torch.zeros_like(table)

    def step(self, rows: torch.Tensor, gradient: torch.Tensor, rate: float) -> None:
        self.steps += 1
        first, second = self.betas
        mean = self.mean[rows].lerp_(gradient, 1 - first)
        square = self.square[rows].mul_(second).addcmul_(gradient, gradient, value=1 - second)
        self.mean[rows], self.square[rows] = mean, square
        correction = (1 - second ** self.steps) ** 0.5
        update = mean.div_(square.sqrt_().add_(self.epsilon * correction))
        self.table.index_add_(0, rows, update, alpha=-rate * correction / (1 - first ** self.steps))
