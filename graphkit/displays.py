"""Values -> text that is safe to show: cells, tables and quotations as plain text, HTML, Markdown.

What notebooks show of a record (`_repr_html_`, `_repr_markdown_`) is made here, of strings and
plain values only.  All text is hostile: control characters, overrides of writing direction and
lone surrogates are replaced, every sign of the markup is escaped, and MathJax, which notebooks run
over their output, is kept from taking two sums in dollars for a formula.
"""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Final
from urllib.parse import quote

CONTROL: Final = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(0xD800, 0xE000)), "\ufffd"
)
"""Control characters and lone surrogates: tab and newline may stay."""
BIDI: Final = dict.fromkeys((8234, 8235, 8236, 8237, 8238, 8294, 8295, 8296, 8297))
"""Overrides of writing direction could make a sentence read reversed."""

MOST_ROWS: Final = 200
"""Rows of a table that a notebook shows: a page of a million would stop it."""

NO_FORMULAS: Final = 'class="tex2jax_ignore mathjax_ignore"'

_SIGNS: Final = re.compile(r"[\\|*_`\[\]#~$@]|(?<=www)\.|:(?=//)")
"""What Markdown, or a notebook's with its formulas, takes for a sign."""

Row = Sequence[object]
Span = tuple[int, int]


def clean(text: str) -> str:
    """Returns text that is safe to show on a terminal or a page.

    Example:
        >>> clean("a\\x1b[31m" + chr(0x202E) + "b")
        'a�[31mb'
    """
    return text.translate(CONTROL).translate(BIDI)


def cell_text(value: object) -> str:
    """Returns a value as one cell's text, safe to show: None is empty, lists are joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(cell_text(part) for part in value)
    if isinstance(value, Mapping):
        return clean(json.dumps(plain(value), ensure_ascii=False))
    return clean(str(value))


def plain(value: object) -> object:
    """Returns the value as JSON has it; numbers that JSON lacks become null."""
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def html_text(text: str) -> str:
    """Returns text as HTML shows it, for content and for quoted attributes.

    Example:
        >>> html_text("<b> & 'c'")
        '&lt;b&gt; &amp; &#x27;c&#x27;'
    """
    return html.escape(clean(text), quote=True)


def markdown_text(text: str) -> str:
    r"""Returns text as Markdown for the middle of a line, on one line.

    Example:
        >>> print(markdown_text("<b> *not* [a link](x)"))
        &lt;b&gt; \*not\* \[a link\](x)
    """
    line = " ".join(clean(text).split())
    return html.escape(_SIGNS.sub(lambda sign: f"\\{sign[0]}", line), quote=False)


def markdown_address(url: str) -> str:
    """Returns an address as it may stand between angle brackets.

    Example:
        >>> markdown_address("https://example.org/a b>")
        'https://example.org/a%20b%3E'
    """
    return quote(url, safe="/:?#[]@!$&'()*+,;=%-._~")


def quotation(text: str, spans: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """Yields the text in pieces, each with whether it is one of the spans.

    Args:
        text: the whole.
        spans: 0-based, end exclusive; of two that overlap the earlier one holds, and what lies
            outside the text is passed over.

    Example:
        >>> list(quotation("Xi met Modi", [(7, 11), (0, 2)]))
        [('Xi', True), (' met ', False), ('Modi', True)]
    """
    last = 0
    for start, end in sorted(spans):
        if not last <= start < end <= len(text):
            continue
        if start > last:
            yield text[last:start], False
        yield text[start:end], True
        last = end
    if last < len(text):
        yield text[last:], False


def html_quotation(text: str, spans: Iterable[Span]) -> str:
    """Returns a sentence as HTML in quotation marks, the spans bold."""
    pieces = (
        f"<b>{html_text(piece)}</b>" if marked else html_text(piece)
        for piece, marked in quotation(text, spans)
    )
    return f"“{''.join(pieces)}”"


def markdown_quotation(text: str, spans: Iterable[Span]) -> str:
    """Returns a sentence as Markdown in quotation marks, the spans bold."""
    pieces = []
    for piece, marked in quotation(text, spans):
        left = " " if piece[:1].isspace() and not marked else ""
        right = " " if piece[-1:].isspace() and not marked else ""
        words = markdown_text(piece)
        if marked and words:
            words = f"**{words}**"
        pieces.append(f"{left}{words}{right}" if words else left or right)
    return f"“{''.join(pieces)}”"


def html_table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Returns a table as HTML: its first rows, and how many there are if not all are shown."""
    lines = ["<tr>" + "".join(f"<th>{html_text(_head(name))}</th>" for name in columns) + "</tr>"]
    body = [
        "<tr>" + "".join(f"<td>{html_text(cell_text(value))}</td>" for value in row) + "</tr>"
        for row in rows[:MOST_ROWS]
    ]
    table = "\n".join(
        [
            f'<table {NO_FORMULAS} style="text-align: left">',
            *["<thead>", *lines, "</thead>", "<tbody>", *body, "</tbody>", "</table>"],
        ]
    )
    return f"{table}\n<p>{told}</p>" if (told := _told(rows)) else table


def markdown_table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    """Returns a table as Markdown: its first rows, and how many there are if not all are shown."""
    heads = [markdown_text(_head(name)) for name in columns]
    lines = [_markdown_row(heads), _markdown_row(["---"] * len(columns))]
    lines += [
        _markdown_row([markdown_text(cell_text(value)) for value in row])
        for row in rows[:MOST_ROWS]
    ]
    told = _told(rows)
    return "\n".join([*lines, "", told] if told else lines)


def _head(name: str) -> str:
    return " ".join(clean(name).replace("_", " ").split())


def _told(rows: Sequence[Row]) -> str:
    if not rows:
        return "no row"
    return f"the first {MOST_ROWS} of {len(rows):,} rows" if len(rows) > MOST_ROWS else ""


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
