"""docs/schema.md names all that the graph is made of."""

from __future__ import annotations

import re
import tomllib

import pytest

from graphkit.analysis.alerts import LIMIT
from graphkit.analysis.balance import EXACT
from graphkit.rows import (
    FIXED_TYPES,
    KEYED_LABELS,
    KIND_LABELS,
    STANDING_NAMES,
    STATEMENT_NAMES,
    relationship_type,
)
from graphkit.store.analysis import LABELS, POSITION, TYPES
from graphkit.store.writing import META_LABEL
from tests.samples import DATA, ROOT

PAGE = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
RELATIONS = tomllib.loads((DATA / "relations.toml").read_text(encoding="utf-8"))
NAMES = sorted(
    {
        *KEYED_LABELS,
        *(label for labels in KIND_LABELS.values() for label in labels),
        *(META_LABEL, *FIXED_TYPES, *LABELS, *TYPES, POSITION),
        *map(relationship_type, RELATIONS),
        *STATEMENT_NAMES,
        *STANDING_NAMES,
    }
)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_names(name: str) -> None:
    assert re.search(rf"\b{name}\b", PAGE)


def test_the_page_gives_the_limits_that_the_measures_have() -> None:
    assert f"of up to {EXACT} parties" in PAGE
    assert f"at least {LIMIT}" in PAGE
