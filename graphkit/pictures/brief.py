"""Statements -> a brief in Markdown: what passed on a dyad or topic, with numbered sources.

Grouped by PLOVER's quad classes, newest first, each statement with the sentence that says it, who
says so, outlet, date and link.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, Final

from graphkit.displays import markdown_address, markdown_text
from graphkit.pictures.contents import web_address
from graphkit.records import Mention, Precision
from graphkit.selections import Selection, SourcedStatement, describe_selection

LIMIT: Final = 200
"""Statements that a brief takes: more is no brief."""

HEADINGS: Final[Mapping[int | None, str]] = {
    1: "Verbal cooperation",
    2: "Material cooperation",
    3: "Verbal conflict",
    4: "Material conflict",
    None: "Without a PLOVER event",
}


def write_brief(
    rows: Iterable[SourcedStatement], file: BinaryIO, *, selection: Selection, title: str
) -> int:
    """Writes the brief; returns how many statements it holds."""
    kept = tuple(rows)
    text = "".join(f"{line}\n" for line in _lines(kept, selection, title))
    file.write(text.encode("utf-8"))
    return len(kept)


def _lines(rows: tuple[SourcedStatement, ...], selection: Selection, title: str) -> Iterator[str]:
    yield f"# {markdown_text(title)}"
    yield ""
    yield f"{describe_selection(selection)}, newest first."
    numbers: dict[str, int] = {}
    sources: list[SourcedStatement] = []
    for quad, heading in HEADINGS.items():
        found = [row for row in rows if row.statement.quad == quad]
        if not found:
            continue
        yield from ("", f"## {heading} ({len(found)})", "")
        for row in found:
            if row.statement.doc not in numbers:
                numbers[row.statement.doc] = len(numbers) + 1
                sources.append(row)
            yield _told(row, numbers[row.statement.doc])
    yield from ("", "## Sources", "")
    for number, row in enumerate(sources, start=1):
        yield f"{number}. {_source(row)}"


def _told(row: SourcedStatement, number: int) -> str:
    said = row.statement
    ends = markdown_text(said.subject.name), markdown_text(said.object.name)
    told = f"{ends[0]} *{said.relation.replace('_', ' ')}* {ends[1]}"
    notes = [*(["denied"] if said.negated else [])]
    notes += [] if said.status == "actual" else [said.status.replace("_", " ")]
    shown = f" ({', '.join(notes)})" if notes else ""
    day = _day(said.date, said.date_precision) if said.date else _published(row)
    where = ", ".join(filter(None, (markdown_text(row.outlet or ""), _published(row))))
    quoted = f"“{markdown_text(said.text)}” — {_speaker(said.speaker)}"
    source = f"{f'; {where}' if where else ''} {_cited(row, number)}"
    return f"- **{day or 'undated'}** {told}{shown}: {quoted}{source}"


def _speaker(speaker: Mention | None) -> str:
    if speaker is None:
        return "the article"
    return ", ".join(markdown_text(part) for part in (speaker.name, speaker.role) if part)


def _published(row: SourcedStatement) -> str | None:
    said = row.statement
    return _day(said.published, said.published_precision) if said.published else None


def _day(day: dt.date, precision: Precision | None) -> str:
    """Returns a day no more exactly than it is told.

    Example:
        >>> _day(dt.date(2023, 2, 1), "month")
        '2023-02'
    """
    text = day.isoformat()
    match precision:
        case "year":
            return text[:4]
        case "month":
            return text[:7]
        case "week":
            return f"week of {text}"
        case _:
            return text


def _cited(row: SourcedStatement, number: int) -> str:
    url = web_address(row.url)
    shown = f"\\[{number}\\]"
    # In a link's target, unlike in a bare address, `&copy;` would be a character.
    return f"[{shown}](<{markdown_address(url).replace('&', '&amp;')}>)" if url else shown


def _source(row: SourcedStatement) -> str:
    title = markdown_text(row.title or row.statement.doc)
    url = web_address(row.url)
    parts = (
        f"“{title}”",
        markdown_text(row.outlet or ""),
        _published(row),
        f"<{markdown_address(url)}>" if url else None,
    )
    return ", ".join(filter(None, parts))
