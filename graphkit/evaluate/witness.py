"""Articles -> what extraction saw in each sentence, to tell why a statement is missing.

The articles are read a second time, by cue rows alone: a statement that is found then and was not
found before fell to the classifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from graphkit.evaluate.statements import Row, same_entity, words
from graphkit.extract.reading import ArticleReading, Extractor, SentenceReading
from graphkit.ontology import Cue, Ontology
from graphkit.records import Article, Statement, statement_json
from graphkit.sentences import load_model, parse_articles


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One sentence: its resolved mentions, the cue rows of its words, and what these found.

    `sentence` has its `sent` and `text`, as a statement has them.
    """

    sentence: Row
    mentions: Sequence[Row]
    cues: Sequence[Cue]
    proposed: Sequence[Row]

    def shows(self, entity: Row) -> bool:
        """True if a mention means this actor, place or topic."""
        return any(same_entity(entity, mention) for mention in self.mentions)

    def names_otherwise(self, entity: Row) -> bool:
        """True if a mention stands at these words but has another name."""
        return any(same_words(entity, mention) for mention in self.mentions)


def same_words(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True if two mentions stand at the same words: they share one that names something."""
    a, b = (str(end.get("text") or end.get("name") or "") for end in (one, other))
    return a.casefold() == b.casefold() or bool({*words(a)} & {*words(b)})


def unmet(known: bool, *, what: str) -> str:
    """Returns why no statement links two mentions: whether there was a cue word for it at all."""
    if known:
        return f"a cue word of the {what} is there but did not meet the pair"
    return f"no cue word of the {what} is there"


def look_again(
    articles: Iterable[Article], ontology: Ontology, *, model: str
) -> Iterator[tuple[str, list[Seen]]]:
    """Yields (article id, what was seen in its sentences) for each article, in order.

    Args:
        articles: articles that were extracted.
        ontology: the vocabulary.
        model: name of the spaCy model.
    """
    extractor = Extractor(ontology)
    nlp = load_model(model, lemmas=ontology.lemmas)
    for parsed in parse_articles(nlp, articles, furniture=extractor.furniture):
        seen: list[Seen] = []
        reading = ArticleReading(extractor, parsed, partial(_note, seen))
        for index in range(len(parsed.sentences)):
            list(reading.read_sentence(index))
        yield parsed.article.id, seen


def _note(seen: list[Seen], reading: SentenceReading, found: Sequence[Statement]) -> None:
    cues = [c for t in reading.parsed.tokens for c, _ in reading.x.cues.rows_of(t)]
    here = Seen(
        sentence={"sent": reading.index, "text": reading.parsed.sentence.text},
        mentions=[asdict(s.mention) for s in reading.standing()],
        cues=cues,
        proposed=[statement_json(s) for s in found],
    )
    seen.append(here)
