"""Hundreds of malformed inputs: each is told or read, none stops, hangs or swells the run."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest

from tests.command_line import CommandLine
from tests.unit.test_article_formats import SOUND, pdf
from tests.unit.test_articles import Reading

BESIDE = "Iran met Iraq."
LEFT = (0.0, 0.02, 0.3, 0.6, 0.9, 0.99)
"""Shares of a file that are left of it."""

MOST_MEMORY: Final = 700
"""MB that reading may take, the interpreter and the libraries (some 150) included."""

BIG = 100 * 1024 * 1024


def _suffix(name: str) -> str:
    return name.partition(".")[2]


def malformed() -> Iterator[tuple[str, bytes]]:
    """Yields files by name: each format cut, stuffed, and under every other format's suffix."""
    for name, data in SOUND.items():
        for share in LEFT:
            yield f"cut{share}.{_suffix(name)}", data[: int(len(data) * share)]
        half = len(data) // 2
        for what, junk in (("nul", b"\0"), ("utf8", b"\xc3\x28\xff\xfe"), ("more", data)):
            yield f"{what}.{_suffix(name)}", data[:half] + junk + data[half:]
    for one, other in permutations(SOUND, 2):
        yield f"{one.replace('.', '-')}.{_suffix(other)}", SOUND[one]


MALFORMED = dict(malformed())


def test_there_are_more_than_two_hundred() -> None:
    assert len(set(MALFORMED.items())) == len(MALFORMED) > 200


@pytest.mark.parametrize("suffix", sorted({_suffix(name) for name in SOUND}))
def test_what_is_malformed_is_told_or_read_and_stops_nothing(tmp_path: Path, suffix: str) -> None:
    names = [name for name in MALFORMED if _suffix(name).endswith(suffix)]
    for number, name in enumerate(names):
        (tmp_path / f"f{number:03}-{name}").write_bytes(MALFORMED[name])
    (tmp_path / "z.txt").write_text(BESIDE)
    reading = Reading(tmp_path)
    assert BESIDE in reading.texts
    assert all("\n" not in skip.reason and "Traceback" not in skip.reason for skip in reading.skips)
    told = {article.origin for article in reading.articles} | {s.origin for s in reading.skips}
    files = [str(path) for path in tmp_path.iterdir()]
    assert [f for f in files if not any(str(origin).startswith(f) for origin in told)] == []


def bombs() -> Iterator[tuple[str, bytes]]:
    """Yields files by name that are small and unpack, nest or repeat without end, or are huge."""
    yield "nested.jsonl", b"[" * 200_000 + b"\n"
    yield "nested-field.jsonl", b'{"id": "a", "text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n"
    yield "nested.html", b"<div>" * 100_000 + b"Talks." + b"</div>" * 100_000
    yield "nested.rss", b"<rss><channel>" + b"<item>" * 100_000
    yield "line.jsonl", b'{"id": "a", "text": "' + b"x" * BIG + b'"}\n'
    yield "line.txt", b"x" * BIG
    yield "line.csv", b"text\n" + b"x" * BIG
    yield "line.html", b"<p>" + b"x" * BIG
    yield "line.mbox", b"From a\nSubject: " + b"x" * BIG
    yield "bomb.txt.gz", gzip.compress(bytes(BIG))
    yield "bomb.jsonl.gz", gzip.compress(b'{"id": "a", "text": "' + b"x" * BIG)
    yield "bomb.zip", _zipped("a.txt", bytes(BIG))
    yield "bombs.zip", _zipped("a.zip", _zipped("b.zip", _zipped("a.txt", bytes(BIG))))
    yield "lol.rss", _laughs().encode()
    yield "pages.pdf", pdf(*["Talks in Moscow."] * 3000)
    yield "circle.pdf", _circle(pdf("Talks."))


def _zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def _laughs() -> str:
    """A feed whose entity stands for a thousand million others."""
    steps = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    item = "<item><title>A</title><description>&e9;</description></item>"
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{steps}]>'
    return f'{head}<rss version="2.0"><channel>{item}</channel></rss>'


def _circle(data: bytes) -> bytes:
    """A document whose list of pages holds itself."""
    start = data.index(b"/Kids [") + len(b"/Kids [")
    end = data.index(b"]", start)
    pages = data[: data.index(b"/Kids")].rindex(b" 0 obj")
    number = data[:pages].split()[-1]
    return data[:start] + (b" " + number + b" 0 R")[: end - start].ljust(end - start) + data[end:]


READ = """
import sys
from graphkit.articles import read_articles
skips = []
articles = sum(1 for _ in read_articles([sys.argv[1]], on_skip=skips.append))
status = open("/proc/self/status").read() if sys.platform == "linux" else "VmHWM: 0 kB"
print(articles, len(skips), int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", [name for name, _ in bombs()])
def test_a_bomb_is_told_or_read_in_bounded_memory(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / name).write_bytes(dict(bombs())[name])
    (folder / "z.txt").write_text(BESIDE)
    ended = subprocess.run(
        [sys.executable, "-c", READ, str(folder)], capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""
    articles, skips, memory = map(int, ended.stdout.split())
    assert articles >= 1
    assert articles + skips >= 2
    assert memory <= MOST_MEMORY


def test_a_link_to_its_own_folder_or_to_itself_is_no_circle(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BESIDE)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    reading = Reading(tmp_path)
    assert reading.texts == [BESIDE]
    assert [(Path(skip.origin).name, skip.reason) for skip in reading.skips] == [
        ("again", "a link to a folder: name the folder itself"),
        ("self.txt", "neither a file nor a folder"),
    ]


LINES = {
    "empty": b"",
    "blank": b"\n\n\n",
    "binary": bytes(range(256)) * 40,
    "nul": b'{"id": "\0"}\n',
    "utf8": b'{"id": "\xff"}\n',
    "nested": b"[" * 200_000,
    "nested object": b'{"evidence": ' * 50_000,
    "list": b"[1, 2]\n",
    "number": b"1e999\n",
    "cut gzip": gzip.compress(b'{"id": 1}\n' * 100)[:-9],
    "long": b'{"id": "' + b"x" * (BIG // 4) + b'"}\n',
    "surrogate": b'{"id": "\\ud800"}\n',
    "huge number": json.dumps({"id": 10**400}).encode(),
    "nothing known": b"{}\n" * 40,
}


@pytest.mark.parametrize(
    "command", ["load", "status", "query quality", "export html -o a.html", "forget a"]
)
@pytest.mark.parametrize("name", LINES)
def test_a_command_tells_what_is_wrong_with_a_file(
    graphkit: CommandLine, tmp_path: Path, name: str, command: str
) -> None:
    (tmp_path / "bad").write_bytes(LINES[name])
    words = command.split()
    given = ("bad",) if command == "load" else ("--store", "bad")
    ended = graphkit(*words, *given)
    assert ended.code in (0, 1)
    assert "Traceback" not in ended.err
    assert ended.code == 0 or ended.err.splitlines()[-1].startswith("error: ")
