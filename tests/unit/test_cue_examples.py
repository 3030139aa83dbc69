"""Every packaged cue row is read as it says from its own example sentence."""

from __future__ import annotations

from graphkit.cue_examples import failed_examples
from graphkit.engines import Settings
from graphkit.ontology import load_ontology


def test_every_row_yields_its_own_example() -> None:
    cues = load_ontology(None).cues
    assert len(cues) > 1_400
    failed = failed_examples(cues, settings=Settings())
    assert [f"{each.cue.id}: {each}" for each in failed] == []
