"""Demands and judgements that a speaker makes in words which are no cue of their own."""

from __future__ import annotations

from typing import Final

import pytest

from tests.readers import Reader, differences, miss, row

OBLIGATIONS: Final = [
    row("must", "Libya must hand over the suspects, Britain said.",
        "United Kingdom | demands | Libya"),
    row("said-must", "Britain said Libya must hand over the suspects.",
        "United Kingdom | demands | Libya"),
    miss("has to",
        "has-to", "Britain said Libya has to hand over the suspects.",
        "United Kingdom | demands | Libya"),
    row("should", "Britain said Libya should hand over the suspects.",
        "United Kingdom | demands | Libya"),
    row("quoted-namesake", '"Libya must hand over the suspects," British envoy Ann Pole said.',
        "Ann Pole | demands | Libya"),
    row("quoted", '"Libya must hand over the suspects," British envoy Ann Reed said.',
        "Ann Reed | demands | Libya"),
    row("by-a-person", "Ann Reed, Britain's envoy, said Libya must hand over the suspects.",
        "Ann Reed | demands | Libya"),
    row("nobody-says-it", "Libya must hand over the suspects.", ""),
    row("of-his-own-state", "Libya said its army must rest.", ""),
    row("own-side", "British envoy Ann Reed said Britain must rest.", ""),
    row("epistemic-must", "Britain said it must have rained.", ""),
    row("inverted-should", "Britain warned of tariffs should Libya retaliate.",
        "? United Kingdom | warns | tariffs"),
    row("of-a-thing", "Britain said the road must be long.", ""),
    miss("the agent of a passive",
        "passive", "Britain said the suspects must be handed over by Libya.",
        "United Kingdom | demands | Libya"),
]  # fmt: skip

NAMED: Final = [
    row("disaster", "Iran called the offer a disaster.", "Iran | criticizes | offer"),
    row("stab", 'Vladimir Putin called the raid a "stab in the back".',
        "Vladimir Putin | criticizes | raid"),
    row("dismissed-as", "North Korea dismissed Donald Trump as a dotard.",
        "North Korea | criticizes | Donald Trump"),
    row("labelled", 'Donald Trump labeled the EU a "foe".',
        "Donald Trump | criticizes | European Union"),
    row("not-helpful", "Iran called the offer not helpful.", "Iran | criticizes | offer"),
    row("no-blame", "Japan called the meeting a first step.", ""),
    row("blame-apart", "Japan called it a step that prevented a war.", ""),
    row("no-disaster", "Iran called the offer no disaster.", ""),
    row("phoned", "Donald Trump called Angela Merkel on Friday.", ""),
]  # fmt: skip

CONDEMNED: Final = [
    row("unacceptable", "The ban was unacceptable, Chile said.",
        "Chile | criticizes | ban\n? Chile | opposes | ban"),
    row("said-was", "Chile said the ban was illegal.",
        "Chile | criticizes | ban\n? Chile | opposes | ban"),
    row("called", "Chile called the ban unjustified.", "Chile | criticizes | ban"),
    row("described-as-unjust", "Chile described the ban as unjust.", "Chile | criticizes | ban"),
    row("branded", "Chile branded the ban illegal.", "Chile | criticizes | ban"),
    miss("a judged act with an owner",
        "of-an-act", "Chile called Peru's ban unjustified.",
        "Chile | criticizes | ban\n? Chile | criticizes | Peru"),
    row("noun", "Chile called the ban a mistake.", "Chile | criticizes | ban"),
    row("quoted", '"The ban is unacceptable," Chilean envoy Ana Rojas said.',
        "Ana Rojas | criticizes | ban\n? Ana Rojas | opposes | ban"),
    row("nobody-says-it", "The ban was unacceptable.", ""),
    row("article-alone", "The unacceptable ban ended.", ""),
]  # fmt: skip

APPROVED: Final = [
    row("constructive", "The talks were constructive, Chile said.", "Chile | supports | talks"),
    row("called-constructive", "Chile called the talks constructive.",
        "Chile | supports | talks"),
    row("described-as", "Chile described the talks as constructive.",
        "Chile | supports | talks"),
    row("nobody-says-it", "The talks were constructive.", ""),
    row("neutral-adjective", "Chile said the talks were long.", ""),
    row("neutral-name", "Chile called the talks a meeting of neighbours.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*OBLIGATIONS, *NAMED, *CONDEMNED, *APPROVED])
def test_demands_and_judgements(reader: Reader, text: str, expected: str) -> None:
    found = reader.lines(text)
    assert not (d := differences(found, expected.splitlines())), f"\n{d}"
