"""Examples as arrays: word pieces, pairs, cue features, targets, batches."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from graphkit.model.batches import (
    Prepared,
    all_pairs,
    choose_pairs,
    collate,
    count_batches,
    epoch_of,
    in_batches,
    prepare,
    stood_for,
)
from graphkit.model.examples import KINDS, STATUSES, Example, Label, Proposal
from graphkit.model.features import (
    LONGEST,
    MARKS,
    PairArrays,
    cue_features,
    pair_arrays,
    span_masks,
)
from graphkit.model.recipe import Recipe
from graphkit.model.targets import (
    CONTRA,
    PRO,
    RELATIONS,
    ROOTS,
    SYMMETRIC,
    UNKNOWN,
    stance_class,
    targets_of,
)
from graphkit.ontology import Ontology
from tests.readers import row

TEXT = "Oman sent grain to Yemen ."
OFFSETS = [(0, 0), (0, 4), (5, 9), (10, 15), (16, 18), (19, 22), (22, 24), (25, 26), (0, 0)]
"""Word pieces with special ones at both ends; Yemen is two pieces."""
OMAN, GRAIN, YEMEN = (0, 4), (10, 15), (19, 24)


class TestSpans:
    @pytest.mark.parametrize(
        ("span", "pieces"),
        [
            row("one piece", OMAN, [1]),
            row("two pieces", YEMEN, [5, 6]),
            row("part of a piece", (6, 7), [2]),
            row("several words", (10, 24), [3, 4, 5, 6]),
            row("beyond the text", (30, 35), []),
            row("empty", (4, 4), []),
        ],
    )
    def test_a_span_holds_the_pieces_it_touches(
        self, span: tuple[int, int], pieces: list[int]
    ) -> None:
        (mask,) = span_masks(OFFSETS, [span])
        assert np.flatnonzero(mask).tolist() == pieces


def arrays(pairs: list[tuple[int, int]], *proposals: Proposal) -> PairArrays:
    kinds = ("country", "topic", "country")
    return pair_arrays(
        OFFSETS, (OMAN, GRAIN, YEMEN), kinds, pairs, proposals, relations=RELATIONS
    )  # fmt: skip


class TestPairArrays:
    @pytest.mark.parametrize("pair", [(0, 2), (2, 0)], ids=["forward", "backward"])
    def test_words_between_are_the_same_both_ways(self, pair: tuple[int, int]) -> None:
        found = arrays([pair])
        assert np.flatnonzero(found.between[0]).tolist() == [2, 3, 4]
        ends = [np.flatnonzero(part[0]).tolist() for part in (found.first, found.second)]
        assert ends == ([[1], [5, 6]] if pair == (0, 2) else [[5, 6], [1]])

    def test_kinds_are_numbers_in_the_order_of_the_pair(self) -> None:
        found = arrays([(0, 1), (1, 2)])
        country, topic = KINDS.index("country"), KINDS.index("topic")
        assert found.kinds.tolist() == [[country, topic], [topic, country]]

    def test_a_mention_beyond_what_is_read_is_not_inside(self) -> None:
        found = pair_arrays(
            OFFSETS, (OMAN, YEMEN, (30, 35)), ("country",) * 3, [(0, 1), (0, 2), (2, 0)], (),
            relations=RELATIONS,
        )  # fmt: skip
        assert found.inside.tolist() == [True, False, False]

    def test_marks_tell_where_mentions_begin_and_stand(self) -> None:
        marks = arrays([(0, 2)]).marks
        country, topic = 2 * KINDS.index("country"), 2 * KINDS.index("topic")
        wanted = {(1, country), (3, topic), (5, country), (6, country + 1)}
        assert {tuple(place) for place in np.argwhere(marks).tolist()} == wanted

    def test_mentions_in_mentions_are_marked_both(self) -> None:
        found = pair_arrays(
            OFFSETS, (OMAN, (0, 24)), ("country", "topic"), [(0, 1)], (), relations=RELATIONS
        )  # fmt: skip
        assert np.flatnonzero(found.marks[1]).tolist() == [
            2 * KINDS.index("country"), 2 * KINDS.index("topic")
        ]  # fmt: skip

    def test_a_mention_that_extraction_misses_is_not_marked(self) -> None:
        kinds = ("country", "topic", "country")
        found = pair_arrays(
            OFFSETS, (OMAN, GRAIN, YEMEN), kinds, [(0, 2)], (), relations=RELATIONS, found=2
        )  # fmt: skip
        assert np.flatnonzero(found.marks.any(1)).tolist() == [1, 3]
        assert found.second[0].any()

    def test_no_pairs_are_no_rows(self) -> None:
        assert arrays([]).first.shape == (0, len(OFFSETS))


class TestCueFeatures:
    def test_a_proposal_stands_in_its_pair_alone(self) -> None:
        proposal = Proposal(
            subject=0, object=2, relation="aids", negated=True, status="planned", confidence=0.75
        )
        here, back = cue_features([(0, 2), (2, 0)], [proposal], relations=RELATIONS)
        width = len(RELATIONS)
        assert here[RELATIONS.index("aids")] == 0.75
        assert here[width : width + 2].tolist() == [1, 1]
        assert np.flatnonzero(here[width + 2 :]).tolist() == [STATUSES.index("planned")]
        assert not back.any()

    def test_what_the_model_does_not_know_is_left_out(self) -> None:
        unknown = Proposal(subject=0, object=2, relation="other")
        elsewhere = Proposal(subject=1, object=2, relation="aids")
        assert not cue_features([(0, 2)], [unknown, elsewhere], relations=RELATIONS).any()


class TestVocabulary:
    def test_it_is_the_ontology_without_other(self, ontology: Ontology) -> None:
        assert set(RELATIONS) == set(ontology.relations) - {"other"}
        assert {n for n, r in ontology.relations.items() if r.symmetric} == SYMMETRIC

    def test_every_relation_is_under_one_root(self, ontology: Ontology) -> None:
        members = [relation for relations in ROOTS.values() for relation in relations]
        assert sorted(members) == sorted(RELATIONS)
        older = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
        for root, relations in ROOTS.items():
            events = {ontology.relations[r].event for r in relations}
            assert {older.get(str(e), e) for e in events} == {root}

    def test_the_stance_of_relations_is_the_ontologys(self, ontology: Ontology) -> None:
        assert all(ontology.relations[r].stance > 0 for r in PRO)
        assert all(ontology.relations[r].stance < 0 for r in CONTRA)


def example(*labels: Label, closed: bool = True, pairs: int = 3) -> Example:
    return Example(
        doc="d", text=TEXT, spans=(OMAN, GRAIN, YEMEN), kinds=("country", "topic", "country"),
        pairs=((0, 2), (2, 0), (0, 1))[:pairs], labels=labels, closed=closed,
    )  # fmt: skip


AIDS = Label(subject=0, object=2, relation="aids", status="planned")


class TestTargets:
    def test_pairs_without_a_label_state_nothing(self) -> None:
        found = targets_of(example(AIDS), Recipe())
        assert found.relation.argmax(-1).tolist() == [RELATIONS.index("aids") + 1, 0, 0]
        assert found.relation.sum(-1).tolist() == [1, 1, 1]
        assert found.weight == pytest.approx([1, 0.3, 0.3])
        assert found.status.tolist() == [STATUSES.index("planned"), UNKNOWN, UNKNOWN]
        assert found.stance.tolist() == [1, 0, 0]

    def test_nothing_is_known_where_relations_were_not_annotated(self) -> None:
        found = targets_of(example(closed=False), Recipe())
        assert not found.weight.any()
        assert not found.relation.any()
        assert found.stance.tolist() == [UNKNOWN] * 3

    def test_a_symmetric_relation_holds_both_ways(self) -> None:
        found = targets_of(example(Label(subject=0, object=2, relation="meets")), Recipe())
        meets = RELATIONS.index("meets") + 1
        assert found.relation.argmax(-1).tolist() == [meets, meets, 0]

    @pytest.mark.parametrize("order", [1, -1], ids=["required first", "optional first"])
    def test_two_relations_share_and_the_required_has_the_last_word(self, order: int) -> None:
        optional = Label(subject=0, object=2, relation="supports", optional=True, negated=True)
        found = targets_of(example(*[AIDS, optional][::order]), Recipe(optional_weight=0.5))
        shares = {RELATIONS[n - 1]: s for n, s in enumerate(found.relation[0].tolist()) if s}
        assert shares == pytest.approx({"aids": 2 / 3, "supports": 1 / 3})
        assert (found.negated[0], STATUSES[found.status[0]]) == (0, "planned")

    @pytest.mark.parametrize(
        ("relations", "negated", "expected"),
        [
            row("friendly", ["aids"], 0, 1),
            row("hostile", ["accuses", "attacks"], 0, 2),
            row("mixed", ["aids", "attacks"], 0, UNKNOWN),
            row("open", ["visits"], 0, UNKNOWN),
            row("denied", ["aids"], 1, UNKNOWN),
        ],
    )
    def test_stance(self, relations: list[str], negated: int, expected: int) -> None:
        rows = np.zeros(len(RELATIONS) + 1, dtype=np.float32)
        for relation in relations:
            rows[RELATIONS.index(relation) + 1] = 1 / len(relations)
        assert stance_class(rows, negated) == expected


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({"[UNK]": 0, "Oman": 1, "Yemen": 2}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.enable_truncation(LONGEST)
    return made


def prepared(*examples: Example) -> list[Prepared]:
    return prepare(tokenizer(), examples, Recipe())


class TestBatches:
    def test_examples_without_pairs_are_left_out(self) -> None:
        assert len(prepared(example(), example(pairs=0), example())) == 2

    def test_sentences_and_pairs_are_padded(self) -> None:
        long = Example(
            doc="d", text="Yemen and Oman met again and again .", spans=((0, 5), (10, 14)),
            kinds=("country",) * 2, pairs=((0, 1),),
        )  # fmt: skip
        found = collate(prepared(example(), long), [[0, 2], [0]])
        assert found.input_ids.shape == (2, 8)
        assert found.attention_mask.sum(-1).tolist() == [6, 8]
        assert found.first.shape == (2, 2, 8)
        assert not found.first[1, 1].any()
        assert not found.second[0, :, 6:].any()
        assert found.kinds.shape == (2, 2, 2)
        assert found.marks.shape == (2, 8, MARKS)
        assert found.marks[0].any()
        assert not found.marks[0, 6:].any()

    def test_cue_rows_are_hidden_now_and_then(self) -> None:
        told = Example(**{
            **vars(example()), "proposals": (Proposal(subject=0, object=2, relation="aids"),)
        })  # fmt: skip
        items = prepared(*[told] * 200)
        chosen = [all_pairs(item) for item in items]
        seen = collate(items, chosen, cue_dropout=0.3, chance=random.Random(1)).cues
        assert 40 < sum(not row.any() for row in seen) < 80
        assert all(row.any() for row in collate(items, chosen).cues)

    def test_every_sentence_comes_once_an_epoch_in_seeded_order(self) -> None:
        items = prepared(*[example()] * 50)
        epochs = [list(in_batches(items, 8, random.Random(seed))) for seed in (1, 1, 2)]
        assert sorted(n for group in epochs[0] for n in group) == list(range(50))
        assert epochs[0] == epochs[1] != epochs[2]
        assert len(epochs[0]) == count_batches(items, Recipe(batch=8, quiet_share=1)) == 7

    def test_chosen_pairs_stand_for_all_that_are_silent(self) -> None:
        optional = Label(subject=0, object=1, relation="supports", optional=True)
        beyond = Example(**{
            **vars(example(AIDS, optional)), "spans": (OMAN, GRAIN, YEMEN, (90, 95)),
            "kinds": ("country",) * 4,
            "pairs": ((0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (0, 3)),
        })  # fmt: skip
        (item,) = prepared(beyond)
        picks = [0, 1, 3]  # an optional one, a required one and one of four silent ones
        assert stood_for(item, picks).tolist() == [1, 1, 4]
        assert stood_for(item, [0, 1]).tolist() == [1, 1]
        (marked,) = prepared(example(closed=False))
        assert stood_for(marked, [0, 1]).tolist() == [1, 1]

    def test_an_epoch_sees_a_share_of_what_teaches_little(self) -> None:
        rows = [example(AIDS)] * 10 + [example()] * 10
        items = prepared(*rows, *[replace(example(closed=False), sentiment=1)] * 10)
        recipe = Recipe(quiet_share=0.5, sentiment_share=0.2)
        seen = epoch_of(items, recipe, random.Random(1))
        assert [bool(i.example.labels) for i in seen[:10]] == [True] * 10
        assert [i.example.closed for i in seen[10:]] == [True] * 5 + [False] * 2
        places = [[id(i) for i in epoch_of(items, recipe, random.Random(n))] for n in (1, 1, 2)]
        assert places[0] == places[1] == [id(i) for i in seen] != places[2]

    def test_pairs_that_state_something_are_always_seen(self) -> None:
        (item,) = prepared(example(AIDS))
        recipe = Recipe(most_pairs=1)
        for seed in range(5):
            assert 0 in choose_pairs(item, recipe, random.Random(seed))

    def test_of_a_marked_sentence_both_directions_are_seen(self) -> None:
        (item,) = prepared(example(closed=False, pairs=2))
        assert choose_pairs(item, Recipe(), random.Random(0)) == [0, 1]
