"""The classifier as it runs: verdicts on pairs, folders of weights, figures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from graphkit.errors import ModelError
from graphkit.model.examples import Example, Label, Proposal
from graphkit.model.figures import (
    best_threshold,
    figures_of_cue_rows,
    figures_of_weights,
    judge_examples,
)
from graphkit.model.running import (
    FILES,
    STANCE,
    Judged,
    PairModel,
    shipped_weights,
    softmax,
    weights_id,
    weights_size,
    write_card,
)
from graphkit.model.targets import RELATIONS

TEXT = "Xi toasted Putin while Iran allegedly struck Oman."
SPANS = ((0, 2), (11, 16), (23, 27), (45, 49))
KINDS = ("person", "person", "country", "country")
STRUCK = Proposal(subject=2, object=3, relation="attacks", negated=True, status="planned")


@pytest.fixture
def tiny(tiny_weights: Path) -> PairModel:
    """The classifier whose verdicts can be foretold."""
    return PairModel(tiny_weights)


class TestJudge:
    def test_it_tells_relation_status_and_denial(self, tiny: PairModel) -> None:
        found = tiny.judge(TEXT, SPANS, KINDS, [(0, 1), (2, 3), (1, 2)], [STRUCK])
        assert found.best(0)[0] == "meets"
        assert found.any_chance(0) > 0.9
        assert found.any_chance(1) < 0.01
        assert found.likely_status(1)[0] == "planned"
        assert found.negated.round().tolist() == [0, 1, 0]
        assert found.best(2)[1] == found.chance(2, "visits")
        assert found.inside.all()

    def test_probabilities_add_up(self, tiny: PairModel) -> None:
        found = tiny.judge(TEXT, SPANS, KINDS, [(0, 1), (1, 0)], [])
        stance = tiny.stance(
            Example(doc="d", text=TEXT, spans=SPANS, kinds=KINDS, pairs=((0, 1), (1, 0)))
        )
        for part in (found.relation, found.status, stance):
            assert part.sum(-1) == pytest.approx(1)

    def test_a_pair_is_judged_alike_in_any_company(self, tiny: PairModel) -> None:
        alone = tiny.judge(TEXT, SPANS, KINDS, [(0, 1)], [])
        pairs = [(3, 2), (0, 1), (2, 0)]
        together = tiny.judge(TEXT, SPANS, KINDS, pairs, [STRUCK])
        assert (alone.relation[0] == together.relation[1]).all()

    def test_a_sentence_without_end_is_read_in_part(self, tiny: PairModel) -> None:
        text = "Oman " + "and " * 400 + "Chad"
        found = tiny.judge(text, [(0, 4), (len(text) - 4, len(text))], KINDS[2:], [(0, 1)], [])
        assert found.inside.tolist() == [False]

    def test_softmax_of_large_numbers(self) -> None:
        assert softmax(np.array([[1e4, 0]], dtype=np.float32)).tolist() == [[1, 0]]


class TestFolder:
    def test_the_id_tells_weights_apart(self, tiny_weights: Path, tmp_path: Path) -> None:
        copied = Path(shutil.copytree(tiny_weights, tmp_path / "copy"))
        assert weights_id(copied) == weights_id(tiny_weights)
        assert weights_id(copied).startswith("tiny ")
        (copied / "heads.onnx").write_bytes((copied / "heads.onnx").read_bytes() + b"\0")
        assert weights_id(copied) != weights_id(tiny_weights)

    def test_the_size_is_that_of_all_files(self, tiny_weights: Path) -> None:
        assert weights_size(tiny_weights) == sum(
            path.stat().st_size for path in tiny_weights.iterdir()
        )

    @pytest.mark.parametrize("name", FILES)
    def test_a_folder_that_lacks_a_file(
        self, tiny_weights: Path, tmp_path: Path, name: str
    ) -> None:
        told = (
            "stance.onnx: it was trained by an earlier graphkit "
            "(train it anew with `graphkit train`)"
            if name == STANCE
            else f"{name} (give a folder that `graphkit train` wrote, or none)"
        )
        copied = Path(shutil.copytree(tiny_weights, tmp_path / "copy"))
        (copied / name).unlink()
        for read in (PairModel, weights_id):
            with pytest.raises(ModelError) as caught:
                read(copied)
            assert str(caught.value) == f"{copied}: the classifier lacks {told}"

    @pytest.mark.parametrize("name", FILES)
    def test_a_damaged_file(self, tiny_weights: Path, tmp_path: Path, name: str) -> None:
        copied = Path(shutil.copytree(tiny_weights, tmp_path / "copy"))
        (copied / name).write_text("torn")
        with pytest.raises(ModelError, match=r"copy: the classifier cannot be read: .* \(install"):
            PairModel(copied)

    def test_an_encoder_that_takes_no_marks(self, tiny_weights: Path, tmp_path: Path) -> None:
        copied = Path(shutil.copytree(tiny_weights, tmp_path / "copy"))
        shutil.copy(copied / "heads.onnx", copied / "encoder.onnx")
        with pytest.raises(ModelError) as caught:
            PairModel(copied)
        assert str(caught.value) == (
            f"{copied}: the classifier was trained by an earlier graphkit, in a form that is read "
            "no more (train it anew with `graphkit train`)"
        )

    def test_a_card_without_its_vocabulary(self, tiny_weights: Path, tmp_path: Path) -> None:
        copied = Path(shutil.copytree(tiny_weights, tmp_path / "copy"))
        write_card(copied, {"version": "1"})
        with pytest.raises(ModelError, match="cannot be read: 'relations'"):
            PairModel(copied)


def example(*labels: Label, proposals: tuple[Proposal, ...] = ()) -> Example:
    return Example(
        doc="d", text=TEXT, spans=SPANS, kinds=KINDS, pairs=((0, 1), (1, 0), (2, 3)),
        labels=labels, proposals=proposals,
    )  # fmt: skip


def judged(*rows: tuple[str, float]) -> Judged:
    """What a classifier says of pairs: a relation each, and the chance of it."""
    relation = np.zeros((len(rows), len(RELATIONS) + 1), dtype=np.float32)
    for n, (name, chance) in enumerate(rows):
        relation[n, 0] = 1 - chance
        relation[n, RELATIONS.index(name) + 1] = chance
    status = np.tile(np.array([1, 0, 0, 0], dtype=np.float32), (len(rows), 1))
    return Judged(
        relations=RELATIONS, relation=relation, status=status,
        negated=np.zeros(len(rows), dtype=np.float32), stance=status[:, :3],
        inside=np.ones(len(rows), dtype=bool),
    )  # fmt: skip


MEETS = Label(subject=1, object=0, relation="meets")
ATTACKS = Label(subject=2, object=3, relation="attacks", status="planned", negated=True)


class TestFigures:
    def test_a_symmetric_relation_counts_once_whichever_way(self) -> None:
        said = judged(("meets", 0.9), ("meets", 0.8), ("attacks", 0.6))
        found = figures_of_weights([example(MEETS, ATTACKS)], [said], threshold=0.5)
        assert (found.right, found.found, found.gold, found.f1) == (2, 2, 2, 1)
        assert (found.status, found.denial) == (0.5, 0.5)

    def test_optional_statements_neither_help_nor_harm(self) -> None:
        optional = Label(subject=0, object=1, relation="meets", optional=True)
        said = judged(("meets", 0.9), ("visits", 0.1), ("warns", 0.6))
        found = figures_of_weights([example(optional, ATTACKS)], [said], threshold=0.5)
        assert (found.right, found.found, found.gold) == (0, 1, 1)

    def test_cue_rows_are_scored_on_the_same_pairs(self) -> None:
        rows = (STRUCK, Proposal(subject=0, object=1, relation="visits"))
        found = figures_of_cue_rows([example(MEETS, ATTACKS, proposals=rows)])
        assert (found.right, found.found, found.gold, found.status) == (1, 2, 2, None)

    def test_the_threshold_is_the_one_with_the_highest_f1(self) -> None:
        said = judged(("meets", 0.72), ("visits", 0.0), ("warns", 0.68))
        assert best_threshold([example(MEETS)], [said]) == 0.7

    def test_a_sentence_without_pairs_is_not_judged(self, tiny: PairModel) -> None:
        empty = Example(doc="d", text=TEXT, spans=(), kinds=(), pairs=())
        none, some = judge_examples(tiny, [empty, example(MEETS)])
        assert none is None
        found = figures_of_weights([empty, example(MEETS)], [none, some], threshold=0.5)
        assert (found.right, found.found, found.gold) == (1, 1, 1)


@pytest.fixture(scope="module")
def shipped() -> PairModel:
    """The classifier that graphkit ships."""
    folder = shipped_weights()
    if folder is None:
        pytest.skip("the weights are not in this tree")
    return PairModel(folder)


class TestShippedWeights:
    def test_they_are_small_and_have_a_card(self, shipped: PairModel) -> None:
        assert weights_size(shipped.folder) <= 30_000_000
        assert shipped.relations == RELATIONS
        card = json.loads((shipped.folder / "model.json").read_text(encoding="utf-8"))
        assert card["version"] == shipped.version

    @pytest.mark.parametrize(
        ("text", "relation"),
        [
            ("France condemned Chad over the attack.", "criticizes"),
            ("France thanked Chad.", "supports"),
            ("France sent food aid to Chad.", "aids"),
        ],
    )
    def test_plain_sentences(self, shipped: PairModel, text: str, relation: str) -> None:
        chad = text.index("Chad")
        found = shipped.judge(text, [(0, 6), (chad, chad + 4)], KINDS[2:], [(0, 1), (1, 0)], [])
        assert found.best(0)[0] == relation
        assert found.any_chance(0) > found.any_chance(1)
