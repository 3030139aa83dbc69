"""Bytes that are not UTF-8 -> the encoding they are most likely in (charset-normalizer).

English news in an old encoding is nearly always windows-1252, and a detector, which weighs all
encodings alike, takes its few accents for Central European ones.  So that is tried first: it holds
if all that is not ASCII are quotation marks and the like, or letters as they stand in names.  What
is detected is always told, for it may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Final

from graphkit.articles.decoding import UTF16_MARKS, UnreadableError, decode

_MARKS: Final = "‘’“”‚„‹›«»–—…•€£§°©®™·´¡¿†‡½¼¾\u00a0"
LIKELY: Final[Mapping[str, str]] = {
    "cp1252": "À-ÏÑ-ÖØ-Üß-ïñ-öø-üÿŠšŽžŸ",
    "cp1250": "ÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖŘŮÚŰÜÝŢßáâăäĺćçčéęëěíîďđńňóôőöřůúűüýţŁłĄąŞşĽľŚśŠšŤťŹźŻżŽž",
}
"""What is tried first, in order, with the letters that names in English news have of it."""

LOOKED_AT: Final = 5000
"""Stretches that are not ASCII, which are enough to tell."""

_OTHER: Final = re.compile(r"[^\x00-\x7f]+")

OTHERS: Final = (
    "cp1250", "cp1251", "cp1253", "cp1254", "koi8_r", "mac_roman", "shift_jis", "euc_jp", "euc_kr",
    "gb18030", "big5",
)  # fmt: skip
"""What the detector chooses among."""


def decode_detecting(data: bytes, *, encoding: str | None = None) -> tuple[str, str | None]:
    """Decodes a text, and returns with it a doubt where its encoding had to be detected.

    Args:
        data: the whole of it.
        encoding: for bytes that are not UTF-8 and have no byte order mark; None detects theirs.

    Raises:
        UnreadableError: it is binary, or in no encoding that can be told.
    """
    try:
        return decode(data, encoding=encoding), None
    except UnreadableError as error:
        told = error.cause != "encoding" or encoding is not None or data.startswith(UTF16_MARKS)
        found = None if told else detect(data)
        if found is None:
            raise
    return data.decode(found), f"not UTF-8: read as {found}, by its looks"


def detect(data: bytes) -> str | None:
    """Returns the likeliest encoding of a text that is not UTF-8, or None.

    Example:
        >>> detect("José’s men left Gdansk.".encode("cp1252"))
        'cp1252'
        >>> detect("Lech Wałęsa met Helmut Kohl.".encode("cp1250"))
        'cp1250'
    """
    for encoding, letters in LIKELY.items():
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_well(text, letters):
            return encoding
    # Imported here: few need it, and it takes a moment.
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(OTHERS)).best()
    return best.encoding if best is not None else None


def _reads_well(text: str, letters: str) -> bool:
    """True if all that is not ASCII are marks, or letters that stand one or two in a word."""
    run = rf"[{letters}]{{1,2}}(?![{letters}])"
    word = rf"(?:(?<=[A-Za-z]){run}|(?<![{letters}]){run}(?=[A-Za-z]))"
    fits = re.compile(rf"(?:[\x00-\x7f{_MARKS}]|{word})*+").fullmatch
    runs = islice(_OTHER.finditer(text), LOOKED_AT)
    return all(fits(text[max(found.start() - 1, 0) : found.end() + 1]) for found in runs)
