"""Short articles are read as a person reads them, but for known misses; nothing is reversed."""

from __future__ import annotations

from typing import Final

import pytest
from _pytest.mark.structures import ParameterSet

from tests.golden.comparing import (
    FOLDER,
    REPORT,
    SEEDS,
    Comparison,
    Row,
    compare,
    compare_golden,
    expected,
    name,
)
from tests.readers import Reader, miss, row

SUMMIT: Final = "moscow-summit-02-old-friends"


@pytest.fixture(scope="module")
def golden(reader: Reader) -> Comparison:
    """The golden articles, read once."""
    return compare_golden(reader)


@pytest.fixture(scope="module")
def summit(reader: Reader) -> Comparison:
    """The seed article on the eve of the Moscow summit."""
    gold = expected(SEEDS / f"{SUMMIT}.expected.jsonl")
    return compare(reader, [SEEDS / f"{SUMMIT}.txt"], gold)


def required() -> list[ParameterSet]:
    """Returns a case for each required statement."""
    rows = [r for r in expected(FOLDER) if not r["optional"]]
    return [miss(r["miss"], name(r), r) if "miss" in r else row(name(r), r) for r in rows]


@pytest.mark.parametrize("statement", required())
def test_statement_is_found(golden: Comparison, statement: Row) -> None:
    assert golden.finds(statement)


def test_expected_text_stands_in_its_article(golden: Comparison) -> None:
    texts = {p.stem: p.read_text(encoding="utf-8") for p in FOLDER.glob("*.txt")}
    for r in golden.gold:
        assert r["text"] in texts[r["doc"]], name(r)
        for part in ("subject", "object"):
            assert r[part]["text"] in r["text"] or r[part]["text"] == r[part]["name"], name(r)


def test_golden_report(golden: Comparison, capsys: pytest.CaptureFixture[str]) -> None:
    """Precision, recall and all that is too much are as stored."""
    with capsys.disabled():
        figures = golden.figures.strict
        print(f"\ngolden: precision {figures.precision:.2f}, recall {figures.recall:.2f}")  # noqa: T201
    assert golden.report().splitlines() == REPORT.read_text(encoding="utf-8").splitlines()


def test_nothing_is_reversed(golden: Comparison, summit: Comparison) -> None:
    assert [*golden.reversed(), *summit.reversed()] == []


POINTS: Final = [
    row("xi-visits-moscow", "Xi Jinping | visits | Moscow | actual", "", "2023-03-20"),
    row("us-opposes-calls-for-ceasefire",
        "United States | opposes | calls for ceasefire | actual", "John Kirby", "2023-03-17"),
    row("xi-meets-putin", "Xi Jinping | meets | Vladimir Putin | planned", "Yuri Ushakov",
        "2023-03-20"),
    row("xi-signs-an-accord", "Xi Jinping | signs | accord | planned", "Russia", None),
    row("putin-signs-an-accord", "Vladimir Putin | signs | accord | planned", "Russia", None),
    row("xi-may-call-zelensky", "Xi Jinping | talks_with | Volodymyr Zelensky | possible",
        "Wall Street Journal", None),
    row("zelensky-supports-talks",
        "Volodymyr Zelensky | supports | conversation with Xi | actual", "", None),
    row("china-demands-dialogue", "China | demands | dialogue | actual", "", "2023-02-01"),
    miss("close ranks, of two capitals", "allies",
         "China | allies_with | Russia | actual", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "speaker", "date"), POINTS)
def test_points_of_the_summit_article(
    summit: Comparison, deed: str, speaker: str, date: str | None
) -> None:
    subject, relation, target, status = deed.split(" | ")
    mention = {"kind": "", "country": None}
    wanted: Row = {
        "subject": {**mention, "name": subject}, "relation": relation,
        "object": {**mention, "name": target},
        "speaker": {**mention, "name": speaker} if speaker else None,
    }  # fmt: skip
    found = [
        f
        for f in summit.found
        if summit.judge.matches({**wanted, "sent": f["sent"], "text": f["text"]}, f, lenient=False)
        and f["status"] == status
        and not f["negated"]
    ]
    assert found, f"not among {sorted({name(f) for f in summit.found})}"
    spoken = {(f["speaker"] or {"name": ""})["name"] for f in found}
    assert {s for s in spoken if s != subject} <= {speaker} or speaker in spoken
    assert date is None or date in {f["date"] for f in found}
