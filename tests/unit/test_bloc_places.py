"""The map of blocs: the blocs of `graphkit analyse`, their members apart from each other."""

from __future__ import annotations

import itertools
from collections import defaultdict
from pathlib import Path

from graphkit.analysis.computing import compute
from graphkit.analysis.parties import read_dealings
from graphkit.pictures.bloc_places import Member, place_blocs
from graphkit.pictures.layouts import overlap
from graphkit.records import STATUSES
from tests.pictured import network_of_statements, seed_network, seed_store_in_memory, tie
from tests.samples import country, person


def by_bloc(members: list[Member]) -> dict[int, list[Member]]:
    """Returns the members of each bloc."""
    found: dict[int, list[Member]] = defaultdict(list)
    for member in members:
        found[member.bloc].append(member)
    return found


def test_the_blocs_are_those_of_the_analysis() -> None:
    blocs = by_bloc(place_blocs(seed_network(statuses=STATUSES, denied=True)))
    expected = compute(read_dealings(seed_store_in_memory())).blocs
    assert len(expected) > 3
    assert [[m.party for m in some] for some in blocs.values()] == [
        [party for party, _ in bloc.members] for bloc in expected
    ]
    strengths = [m.strength for some in blocs.values() for m in some]
    assert strengths == [round(s, 3) for bloc in expected for _, s in bloc.members]


def test_no_member_lies_over_another_and_blocs_stand_apart() -> None:
    members = place_blocs(seed_network(statuses=STATUSES, denied=True))
    for one, other in itertools.combinations(members, 2):
        push = overlap(one.box, other.box) or (0.0, 0.0)
        assert max(map(abs, push)) <= 1.0, (one.party, other.party)  # places are whole pixels
    frames = [
        (
            min(m.box.x - m.box.half_width for m in some),
            min(m.box.top for m in some),
            max(m.box.x + m.box.half_width for m in some),
            max(m.box.bottom for m in some),
        )
        for some in by_bloc(members).values()
    ]
    for this, that in itertools.combinations(frames, 2):
        across = max(this[0], that[0]) - min(this[2], that[2])
        down = max(this[1], that[1]) - min(this[3], that[3])
        assert max(across, down) > 32  # the padding of two frames


def test_what_others_say_of_a_party_does_not_count(tmp_path: Path) -> None:
    kirby = person("John Kirby", "USA")
    claimed = tie(country("CHN"), "supports", country("RUS"), speaker=kirby)
    assert place_blocs(network_of_statements(tmp_path, claimed)) == []


def test_a_person_counts_for_a_state_that_is_not_in_the_graph(tmp_path: Path) -> None:
    xi, putin = person("Xi Jinping", "CHN"), person("Vladimir Putin", "RUS")
    network = network_of_statements(tmp_path, tie(xi, "meets", putin, speaker=putin))
    # Putin says it, and a meeting runs from the smaller id, but Xi is its subject.
    assert place_blocs(network) == []
    own = network_of_statements(tmp_path, tie(xi, "meets", putin, speaker=xi, sent=1))
    assert {m.party for m in place_blocs(own)} == {"country:CHN", "country:RUS"}
    assert network.states == {"CHN": "China", "RUS": "Russia"}
