"""What `explain` tells of a sentence: the rows that fired, and what the others lacked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from graphkit.extract.explaining import SentenceAccount, explain_article
from graphkit.extract.reading import Extractor
from graphkit.model.examples import STATUSES, Proposal
from graphkit.model.running import Judged, PairModel
from graphkit.ontology import Ontology
from tests.readers import Reader, row


def accounts(reader: Reader, text: str) -> list[SentenceAccount]:
    """Returns the accounts of a text's sentences."""
    return list(explain_article(reader.extractor, reader.parse(text)))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        row("needed-word", "Bolivia cut its emissions.",
            {'cut-tie/v: "cut" needs obj tie|relation|link|contact'}),
        row("needed-infinitive", "Egypt advised Hamas.",
            {'advise-to/v: "advise" needs an infinitive with to'}),
        row("no-object", "France visited.", {"visit/v: no object in obj"}),
        row("no-subject", "Paris was visited.", {"visit/v: no subject in subj"}),
        row("neither", "A visit followed.", {"visit/n: no subject in owner, no object in to"}),
        row("one-member", "Ghana met.", {"meet-each/v: needs two members, has Ghana"}),
        row("no-member", "Talks began.", {"talk-each/n: needs two members, has none"}),
        row("subject-is-no-actor", "The plan condemned the coup.",
            {'condemn/v: the subject "plan" is a topic, no actor'}),
        row("both-the-same", "Ghana condemned Ghana.",
            {"condemn/v: nobody fills its slots"}),
        row("object-does-not-fit", "Ghana met the target.",
            {'meet/v: meets does not take "target" (topic) as object'}),
        row("outranked", "Kenya broke relations with Sudan.",
            {"break/v: a row with a further word came first: break-tie/v"}),
    ],
)  # fmt: skip
def test_rows_that_nearly_fired(reader: Reader, text: str, lines: set[str]) -> None:
    (account,) = accounts(reader, text)
    assert lines <= {*account.nearly}


@pytest.mark.parametrize(
    "text",
    ["Ghana condemned the coup.", "It rained.", "Yes, sir."],
    ids=["fired", "no-trigger", "too-short"],
)
def test_nothing_nearly_fired(reader: Reader, text: str) -> None:
    (account,) = accounts(reader, text)
    assert account.nearly == ()


def test_a_row_is_told_as_fired_or_as_lacking(reader: Reader) -> None:
    (account,) = accounts(reader, "France cut aid to Mali and visited.")
    assert account.rows == ("cut-aid/v: 'cut aid' -> sanctions",)
    assert "visit/v: no object in obj" in account.nearly
    assert not [line for line in account.nearly if line.startswith("cut-aid/v")]


def test_the_speaker_of_a_quotation_fills_a_slot(reader: Reader) -> None:
    (account,) = accounts(reader, '"We condemned the coup," Emmanuel Macron said.')
    assert account.rows == ("condemn/v: 'condemned' -> criticizes",)
    assert account.nearly == ()


def test_each_sentence_has_an_account_of_its_own(reader: Reader) -> None:
    first, second, third = accounts(reader, "France visited. Yes, sir. Ghana condemned the coup.")
    assert first.nearly == ("visit/v: no object in obj",)
    assert (second.nearly, third.nearly) == ((), ())


def test_explaining_changes_no_statement(reader: Reader) -> None:
    text = "Emmanuel Macron met Olaf Scholz. He condemned the coup, and they visited. We agree."
    told = [s for account in accounts(reader, text) for s in account.statements]
    assert [s.id for s in told] == [s.id for s in reader.read(text)]


class Doubter(PairModel):
    """A classifier that holds no pair for anything."""

    def __init__(self, folder: Path, relations: Sequence[str]) -> None:
        self.folder = folder
        self.relations = tuple(relations)

    def judge(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        kinds: Sequence[str],
        pairs: Sequence[tuple[int, int]],
        proposals: Sequence[Proposal],
    ) -> Judged:
        del text, spans, kinds, proposals
        count = len(pairs)
        relation = np.zeros((count, len(self.relations) + 1), dtype=np.float32)
        relation[:, 0] = 1
        return Judged(
            relations=self.relations,
            relation=relation,
            status=np.zeros((count, len(STATUSES)), dtype=np.float32),
            negated=np.zeros(count, dtype=np.float32),
            stance=np.zeros((count, 3), dtype=np.float32),
            inside=np.ones(count, dtype=bool),
        )


def test_what_the_classifier_dropped(reader: Reader, ontology: Ontology, tmp_path: Path) -> None:
    doubter = Doubter(tmp_path, list(ontology.relations))
    parsed = reader.parse("Ghana condemned the coup.")
    (account,) = explain_article(Extractor(ontology, doubter), parsed)
    assert account.rows == ("condemn/v: 'condemned' -> criticizes",)
    assert account.statements == ()
    assert account.judged == ("drops: Ghana criticizes coup",)
