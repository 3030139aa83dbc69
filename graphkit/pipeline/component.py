"""The spaCy component: a parsed Doc -> the same Doc with its statements.

What it adds to a Doc is lines of JSON in `Doc.user_data`, so that it goes wherever the Doc goes: to
disk, to bytes, between processes.  The records are made of it when they are asked for.
"""

# No `from __future__ import annotations`: spaCy reads the types of a factory's arguments.

import datetime as dt
import json
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from graphkit.articles.building import read_iso
from graphkit.errors import ArticleError
from graphkit.extract.reading import Extractor
from graphkit.model.running import PairModel, chosen_weights
from graphkit.ontology import load_ontology
from graphkit.pipeline.docs import parsed_doc
from graphkit.records import (
    Article,
    Statement,
    dumps,
    statement_from_json,
    statement_json,
    text_id,
)
from graphkit.sentences import load_model, parse_article

NAME: Final = "graphkit"

_STATEMENTS: Final = "graphkit.statements"
_PUBLISHED: Final = "graphkit.published"
_ARTICLE_ID: Final = "graphkit.article_id"


@Language.factory(
    NAME,
    assigns=["doc._.statements"],
    requires=["token.tag", "token.lemma", "token.dep", "doc.ents", "doc.sents"],
    default_config={"model": None, "ontology": None, "classifier": None},
)
def make_component(
    nlp: Language, name: str, model: str | None, ontology: str | None, classifier: str | None
) -> "StatementFinder":
    """Returns the component for a pipeline; see `StatementFinder`."""
    del nlp, name
    return StatementFinder(model=model, ontology=ontology, classifier=classifier)


class StatementFinder:
    """Finds the statements of a Doc; `doc._.statements` are the records.

    Set `doc._.published` before (an ISO day, month or year, or a date) to have days resolved, and
    `doc._.article_id` to name the article; its id is else made of its text.
    """

    def __init__(
        self,
        *,
        model: str | None = None,
        ontology: str | None = None,
        classifier: str | None = None,
    ) -> None:
        """Loads the extraction.

        Args:
            model: None reads the parse that the pipeline has made; the name or folder of an
                English pipeline parses anew, paragraph by paragraph, as the command line does.
            ontology: a folder of data files, laid over graphkit's.
            classifier: a folder of weights; None takes those that come with graphkit, "none" reads
                by the cue rows alone.

        Raises:
            ModelError, OntologyError: the settings name something unfit.
        """
        self._config = {"model": model, "ontology": ontology, "classifier": classifier}
        weights = chosen_weights(classifier)
        vocabulary = load_ontology(None if ontology is None else Path(ontology))
        self._extractor = Extractor(vocabulary, None if weights is None else PairModel(weights))
        self._nlp = None if model is None else load_model(model, lemmas=vocabulary.lemmas)

    def __call__(self, doc: Doc) -> Doc:
        """Adds the statements to a Doc and returns it.

        Raises:
            ModelError: no parser, tagger, lemmatizer or entity recogniser ran before.
        """
        article, furniture = article_of(doc), self._extractor.furniture
        if self._nlp is not None:
            parsed = parse_article(self._nlp, article, furniture=furniture)
        else:
            lemmas = self._extractor.ontology.lemmas
            parsed = parsed_doc(doc, article, furniture=furniture, lemmas=lemmas)
        found = self._extractor.extract(parsed)
        doc.user_data[_STATEMENTS] = [dumps(statement_json(statement)) for statement in found]
        return doc

    def __reduce__(self) -> tuple[Any, ...]:
        """Tells how to make it anew in another process: the classifier cannot travel."""
        return _remade, (self._config,)


def _remade(config: dict[str, str | None]) -> StatementFinder:
    return StatementFinder(**config)


def article_of(doc: Doc) -> Article:
    """Returns the article that a Doc is, by its text and what was set on it."""
    read = read_iso(doc._.published) if doc._.published else None
    return Article(
        id=doc._.article_id,
        text=doc.text,
        published=read[0] if read else None,
        published_precision=read[1] if read else None,
    )


def _statements(doc: Doc) -> tuple[Statement, ...]:
    lines = doc.user_data.get(_STATEMENTS, ())
    return tuple(statement_from_json(json.loads(line)) for line in lines)


def _published(doc: Doc) -> str | None:
    found: str | None = doc.user_data.get(_PUBLISHED)
    return found


def _set_published(doc: Doc, day: str | dt.date | None) -> None:
    if isinstance(day, dt.datetime):
        day = day.date()
    written = day.isoformat() if isinstance(day, dt.date) else day
    if written is not None and (not isinstance(written, str) or read_iso(written) is None):
        raise ArticleError(
            f"published: {day!r} is no day, month or year", remedy="give 2023-03-20, or a date"
        )
    doc.user_data[_PUBLISHED] = written


def _article_id(doc: Doc) -> str:
    found: str = doc.user_data.get(_ARTICLE_ID) or text_id(doc.text)
    return found


def _set_article_id(doc: Doc, article_id: str | None) -> None:
    doc.user_data[_ARTICLE_ID] = article_id


Doc.set_extension("statements", getter=_statements)
Doc.set_extension("published", getter=_published, setter=_set_published)
Doc.set_extension("article_id", getter=_article_id, setter=_set_article_id)
