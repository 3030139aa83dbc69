"""A sample of `python -m tests.faults`: each fault befalls one load at some byte of it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.conftest import skip_live
from tests.faults.trials import FAULTS, Desk, Tally, try_fault
from tests.neo4j_server import ServerError

pytestmark = [pytest.mark.live, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A server with a way to it that can be disturbed, and something to load."""
    try:
        desk = Desk.at(tmp_path_factory.mktemp("faults"))
    except ServerError as error:
        skip_live(str(error))
    yield desk
    desk.close()


@pytest.mark.parametrize("name", FAULTS)
def test_a_load_struck_anywhere_loses_and_doubles_nothing_and_says_what_to_do(
    desk: Desk, name: str
) -> None:
    if FAULTS[name].mounts and not desk.has_small_disk:
        skip_live("a small disk cannot be mounted here")
    tally = Tally()
    try_fault(desk, FAULTS[name], tally, dice=random.Random())
    assert tally.wrong == []
    assert tally.whole == 1
