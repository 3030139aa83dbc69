"""Dropout that is cheap on a processor (needs torch).

torch's own draws a number for every element, which takes a fifth of a step of the training on a
CPU.  A byte is enough to decide whether an element is left out.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import torch
from torch import Tensor, nn

SIDES: Final = 256
"""Values of a byte: what is left out is a share in 256ths."""


class ByteDropout(nn.Module):
    """Leaves out a share of the elements while training and scales the others up to make up for it.

    Args:
        share: how many are left out, 0 to 1, rounded to 256ths.
        chance: gives the bytes.
    """

    def __init__(self, share: float, chance: np.random.Generator) -> None:
        super().__init__()
        self.p = share  # BERT's attention asks its dropout for it
        self._out = round(share * SIDES)
        self._chance = chance

    def forward(self, numbers: Tensor) -> Tensor:
        """Returns the numbers, while training some of them zero and the others larger."""
        if not self.training or self._out == 0:
            return numbers
        drawn = torch.frombuffer(bytearray(self._chance.bytes(numbers.numel())), dtype=torch.uint8)
        kept = (drawn >= self._out).view(numbers.shape).to(numbers.dtype)
        return numbers * (kept * (SIDES / (SIDES - self._out)))


def with_byte_dropout(module: nn.Module, chance: np.random.Generator) -> None:
    """Puts it in the place of torch's own everywhere in a module."""
    for name, part in module.named_children():
        if isinstance(part, nn.Dropout):
            setattr(module, name, ByteDropout(part.p, chance))
        else:
            with_byte_dropout(part, chance)
