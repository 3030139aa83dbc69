"""The text of an article -> its MinHash, by which copies of a text are known without the text.

Resemblance is the share of shingles (four words in a row) that two texts have in common, of all
that either has.  A MinHash has at each of 128 places the least of the text's shingles in an order
of that place's own, so that the share of equal places in two of them estimates the resemblance of
the texts, with a standard error of at most 0.045.  It depends on its own text alone.

It is kept in files and stores, so what it is may not hang on a library's version: numpy does the
arithmetic, the orders are written out here.

Source: Broder 1997, "On the resemblance and containment of documents"; Dietzfelbinger and others
1997, "A reliable randomized algorithm for the closest-pair problem" (multiply and shift);
Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3 (bands).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from collections.abc import Iterable
from operator import eq
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COPY: Final = 0.375
"""Least resemblance of two copies of one text.

In the gap that real news shows (tests/benchmarks/RESULTS.md): what agencies and their customers
publish of one report lies above, two reports of one event and two updates of one story below.
"""

SHINGLE: Final = 4
"""Words in a row that make a shingle."""

SHORT: Final = 50
"""Words below which a text is one shingle: so little resembles by chance, or is itself."""

PLACES: Final = 128
BANDS: Final = 16
"""Pairs of places in which one of two copies' must be equal: found are 91 % of pairs that resemble
by 0.375, 94 % at 0.4, 99 % at 0.5."""

SCHEME: Final = "1"
"""How a MinHash was made: those of another scheme say nothing to this one."""

_WORD: Final = re.compile(r"\w+")
_PACKED: Final = struct.Struct(f"<{PLACES}H")


def minhash_of(text: str) -> str | None:
    """Returns the text's MinHash, scheme first ("1:..."), or None of a text without a word.

    Case and punctuation play no part.

    Example:
        >>> minhash_of("China welcomed the talks.") == minhash_of("CHINA WELCOMED THE TALKS")
        True
    """
    words = _WORD.findall(text.casefold())
    if not words:
        return None
    shingles = _hashed(_shingles(words))
    factors, terms = (_hashed(f"{kind} {n}" for n in range(PLACES)) for kind in ("factor", "term"))
    # Two bytes of each place's four are kept: unequal ones are equal in one case of 65,536.
    least = (
        int(((factor * shingles + term) >> 32).min()) & 0xFFFF
        for factor, term in zip(factors | 1, terms, strict=True)
    )
    return f"{SCHEME}:{base64.b64encode(_PACKED.pack(*least)).decode('ascii')}"


def _shingles(words: list[str]) -> set[str]:
    length = SHINGLE if len(words) >= SHORT else len(words)
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}


def _hashed(words: Iterable[str]) -> NDArray[np.uint64]:
    """Returns 64 bits for each of the words."""
    import numpy as np  # imported here: the stores need only what is read back

    digests = (hashlib.blake2b(word.encode(), digest_size=8).digest() for word in words)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def places_of(minhash: str | None) -> tuple[int, ...] | None:
    """Returns what stands at each place of a MinHash, or None of one that says nothing here.

    Example:
        >>> places_of("9:AAAA") is None
        True
    """
    scheme, _, packed = (minhash or "").partition(":")
    if scheme != SCHEME:
        return None
    try:
        return _PACKED.unpack(base64.b64decode(packed, validate=True))
    except (binascii.Error, struct.error, ValueError):
        return None


def bands_of(places: tuple[int, ...]) -> tuple[int, ...]:
    """Returns the keys of the MinHash's bands, by which those that may be copies are looked up."""
    return tuple(places[2 * i] << 16 | places[2 * i + 1] for i in range(BANDS))


def resemblance(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    """Returns how much two texts resemble, 0 to 1, by the places of their MinHashes."""
    equal: int = sum(map(eq, first, second))
    return equal / PLACES
