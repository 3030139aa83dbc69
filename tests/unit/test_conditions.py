"""Questions, unmet conditions and reports that were not made assert no deed."""

from __future__ import annotations

import pytest

from tests.readers import Reader, row


@pytest.mark.parametrize(
    "text",
    [
        row("polar", "Can Chile deny the attack on Peru?"),
        row("any-in-question", "Are there any pledges that Chile would not break to back Peru?"),
        row("asked-whether", "Reporters asked whether Chile had attacked Peru."),
        row("asked-if", "Asked if Chile had attacked Peru, he said nothing."),
        row("unclear-if", "It was not clear if Chile had planned to attack Peru."),
        row("question-is", "The question is whether Chile attacked Peru."),
        row("judgment-on", "The judgment on whether Chile attacked Peru is open."),
        row("unmet", "He could have died, had Chile attacked Peru."),
        row("any-not", "Any deal that is not backed by Chile will fall."),
        row("unsaid", "Lula da Silva did not say that Chile attacked Peru."),
        row("not-obliged", "He says he is not convinced Chile must leave Peru."),
    ],
)
def test_nothing_is_asserted(reader: Reader, text: str) -> None:
    assert reader.read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        row("content-question", "Why did Chile invade Peru?"),
        row("aside-in-question", "Will oil rise as Chile attacks Peru?"),
        row(
            "relative-in-question",
            "Officials asked whether the Chilean army, which attacked Peru, won.",
        ),
        row("factive", "He did not mention that Chile attacked Peru."),
        row("deliberation", "Chile is considering whether to attack Peru."),
    ],
)
def test_what_stands_beside_a_question_is_asserted(reader: Reader, text: str) -> None:
    assert [s.relation for s in reader.read(text)] == ["attacks"]
