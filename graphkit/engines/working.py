"""Articles -> records and statements, by one worker: all that an engine hands articles to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graphkit.engines.languages import is_english
from graphkit.extract.reading import Extractor
from graphkit.model.running import PairModel, shipped_weights, weights_id
from graphkit.ontology import load_ontology, overlay_id
from graphkit.records import Article, ArticleRecord, Statement
from graphkit.resemblance import minhash_of
from graphkit.sentences import MODEL, ParsedArticle, load_model, parse_articles

BATCH: Final = 16
"""Articles handed to a worker at once."""
WAITING: Final = 3
"""Batches per worker that may wait: bounds the memory."""
NOT_ENGLISH: Final = "not English"

Result = tuple[ArticleRecord, list[Statement]]


@dataclass(frozen=True)
class Settings:
    """What a worker needs to know: all that its statements depend on beside the articles.

    `model` is the spaCy model, `ontology` a folder laid over the data files, `classifier` the
    folder of the pair classifier's weights (None: reading goes by cue rows alone).
    """

    model: str = MODEL
    ontology: Path | None = None
    classifier: Path | None = field(default_factory=shipped_weights)

    def told(self) -> dict[str, str | None]:
        """Returns what tells these settings from others: names and hashes, no path but a model's.

        Raises:
            ModelError: the classifier lacks a file, or its card is damaged.
            OntologyError: the folder of data files cannot be read.
        """
        return {
            "model": self.model,
            "ontology": None if self.ontology is None else overlay_id(self.ontology),
            "classifier": None if self.classifier is None else weights_id(self.classifier),
        }


def record_of(
    article: Article, *, sentences: int, statements: int, skipped: str | None = None
) -> ArticleRecord:
    """Returns the record that is kept of an article."""
    return ArticleRecord(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        published_precision=article.published_precision,
        text_sha256=article.text_sha256,
        language=None if skipped == NOT_ENGLISH else "en",
        sentences=sentences,
        statements=statements,
        skipped=skipped,
        minhash=minhash_of(article.text),
    )


class Worker:
    """Model, ontology and classifier, loaded once per process."""

    def __init__(self, settings: Settings) -> None:
        ontology = load_ontology(settings.ontology)
        self._nlp = load_model(settings.model, lemmas=ontology.lemmas)
        weights = settings.classifier
        self._extractor = Extractor(ontology, None if weights is None else PairModel(weights))

    def run(self, articles: Iterable[Article]) -> Iterator[Result]:
        """Yields each article's record and statements, in order."""
        # The parser reads ahead: an article that it must not see waits here for its turn, as a
        # record without its text; None stands for one that is being parsed.
        turns: deque[ArticleRecord | None] = deque()

        def english() -> Iterator[Article]:
            for article in articles:
                if is_english(article.text):
                    turns.append(None)
                    yield article
                else:
                    turns.append(record_of(article, sentences=0, statements=0, skipped=NOT_ENGLISH))

        for parsed in parse_articles(self._nlp, english(), furniture=self._extractor.furniture):
            while (record := turns.popleft()) is not None:
                yield record, []
            yield self._read(parsed)
        yield from ((record, []) for record in turns if record is not None)

    def _read(self, parsed: ParsedArticle) -> Result:
        found = self._extractor.extract(parsed)
        record = record_of(parsed.article, sentences=len(parsed.sentences), statements=len(found))
        return record, found
