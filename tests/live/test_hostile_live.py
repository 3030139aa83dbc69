"""Hostile text on a real Neo4j: as on the embedded store, it changes nothing but itself."""

from __future__ import annotations

import pytest

from graphkit.store import Store
from tests.hostile import CORPUS, check_they_are_only_text

pytestmark = [pytest.mark.live, pytest.mark.timeout(600)]


def test_they_change_nothing_but_themselves(neo4j_store: Store) -> None:
    check_they_are_only_text(neo4j_store, *CORPUS.values())
