"""How sure must the classifier be?  Strict F1 at many thresholds, from one reading of the texts.

    python -m tests.benchmarks.thresholds GOLD ARTICLES [GOLD ARTICLES ...] [--corpus NEWS]
        [--classifier WEIGHTS] [--drop .1 .2] [--own .1] [--turn .7] [--status .7]
        [--add .8 .85 .9] [--add-relation .6 .75]

Each pair of files is annotated statements and their articles.  With `--corpus` the sentences of
`hard_negatives.csv` that yield a statement are counted as well.  Sentences are parsed once and
judged once; every choice of thresholds then reads them anew, so that its figures are those that
extraction itself would have.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphkit.articles import read_articles
from graphkit.evaluate.figures import Rates
from graphkit.evaluate.statement_figures import score_statements
from graphkit.extract.deciding import Thresholds
from graphkit.extract.reading import Extractor
from graphkit.model.examples import Proposal
from graphkit.model.running import Judged, PairModel, shipped_weights
from graphkit.ontology import Ontology, load_ontology
from graphkit.records import Article, statement_json
from graphkit.sentences import ParsedArticle, load_model, parse_articles
from tests.benchmarks.calibrate import read
from tests.benchmarks.hard_negatives import Spot, listed_articles, listed_spots

OPTIONS = ("drop", "own", "turn", "status", "add", "add_relation")


class Remembering(PairModel):
    """A classifier that judges the same sentence once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._known: dict[object, Judged] = {}

    def judge(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        kinds: Sequence[str],
        pairs: Sequence[tuple[int, int]],
        proposals: Sequence[Proposal],
    ) -> Judged:
        """See `PairModel.judge`."""
        key = (text, tuple(spans), tuple(kinds), tuple(pairs), tuple(proposals))
        if key not in self._known:
            self._known[key] = super().judge(text, spans, kinds, pairs, proposals)
        return self._known[key]


@dataclass(frozen=True)
class Texts:
    """Parsed articles, and the statements that they are to yield."""

    parsed: Sequence[ParsedArticle]
    gold: Sequence[dict[str, Any]] = ()

    def strict(self, extractor: Extractor, ontology: Ontology) -> Rates:
        """Returns strict precision, recall and F1 of what the extractor finds."""
        found = [statement_json(s) for p in self.parsed for s in extractor.extract(p)]
        return score_statements(self.gold, found, ontology, boot=0).strict

    def yielding(self, extractor: Extractor, spots: Iterable[Spot]) -> int:
        """Returns how many of these sentences yield a statement."""
        found = {p.article.id: extractor.extract(p) for p in self.parsed}
        return sum(bool(spot.hits(found)) for spot in spots)


class Bench:
    """Texts, parsed once, and an extractor whose thresholds change."""

    def __init__(self, weights: Path, files: Sequence[Path], corpus: Path | None) -> None:
        self._ontology = load_ontology()
        self._nlp = load_model(lemmas=self._ontology.lemmas)
        self._extractor = Extractor(self._ontology, Remembering(weights))
        self._sets = [
            Texts(self._parsed(read_articles([articles], on_skip=lambda _: None)), read(str(gold)))
            for gold, articles in zip(files[::2], files[1::2], strict=True)
        ]
        self._spots = listed_spots() if corpus else []
        hard = listed_articles(corpus, self._spots) if corpus else []
        self._hard = Texts(self._parsed(hard))

    def _parsed(self, articles: Iterable[Article]) -> list[ParsedArticle]:
        return list(parse_articles(self._nlp, articles, furniture=self._extractor.furniture))

    def figures(self, limits: Thresholds) -> Iterator[str]:
        """Yields strict P, R and F1 of each gold, then the share of hard negatives that yield."""
        self._extractor.thresholds = limits
        for texts in self._sets:
            rates = texts.strict(self._extractor, self._ontology)
            yield f"{rates.precision:.3f} {rates.recall:.3f} {rates.f1:.3f}"
        if self._spots:
            count = self._hard.yielding(self._extractor, self._spots)
            yield f"{count} of {len(self._spots)}"


def choices(arguments: argparse.Namespace) -> Iterator[Thresholds]:
    """Yields every combination of what was given."""
    given = [getattr(arguments, name) for name in OPTIONS]
    for values in itertools.product(*given):
        yield Thresholds(**dict(zip(OPTIONS, values, strict=True)))


def parsed_arguments() -> argparse.Namespace:
    """Returns the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", type=Path, help="gold, articles, gold, articles ...")
    parser.add_argument("--classifier", type=Path, default=shipped_weights())
    parser.add_argument("--corpus", type=Path, help="the news of hard_negatives.csv")
    for name in OPTIONS:
        option, shipped = f"--{name.replace('_', '-')}", getattr(Thresholds(), name)
        parser.add_argument(option, type=float, nargs="+", default=[shipped])
    arguments = parser.parse_args()
    if arguments.classifier is None or len(arguments.files) % 2:
        parser.error("give weights, and an articles file for each gold")
    return arguments


def main() -> None:
    """Prints a table: thresholds, then what they come to on each gold."""
    arguments = parsed_arguments()
    bench = Bench(arguments.classifier, arguments.files, arguments.corpus)
    hard = ["hard negatives"] if arguments.corpus else []
    print(*OPTIONS, *(gold.stem for gold in arguments.files[::2]), *hard, sep="\t")
    for limits in choices(arguments):
        told = [f"{getattr(limits, name):g}" for name in OPTIONS]
        print(*told, *bench.figures(limits), sep="\t", flush=True)


if __name__ == "__main__":
    main()
