"""Articles -> statements, one after the other, in this process or in several."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

from graphkit.engines import Result, Settings, extract_all
from graphkit.model.running import chosen_weights
from graphkit.records import Article, Statement
from graphkit.sentences import MODEL

log = logging.getLogger(__name__)

PathLike = str | os.PathLike[str]


class Extraction(Iterator[Statement]):
    """Statements as they are found: an iterator over them, or article by article.

    It reads on only as it is asked, and can be read once.
    """

    def __init__(self, results: Generator[Result, None, None]) -> None:
        self._results = results
        self._waiting: deque[Statement] = deque()
        self.begun = False
        """True once something has been read from it."""

    def __next__(self) -> Statement:
        """Returns the next statement."""
        self.begun = True
        while not self._waiting:
            _, statements = next(self._results)
            self._waiting.extend(statements)
        return self._waiting.popleft()

    def by_article(self) -> Iterator[Result]:
        """Yields the record of each article that is not begun, and its statements.

        The record tells what was read (title, date, outlet, hash of the text, sentences), or by
        `skipped` why nothing was.
        """
        self.begun = True
        yield from self._results

    def close(self) -> None:
        """Stops reading and ends the workers, if there are any."""
        self._results.close()


def extract(
    articles: Article | str | Iterable[Article | str],
    *,
    model: str = MODEL,
    ontology: PathLike | None = None,
    classifier: PathLike | None = None,
    workers: int = 1,
) -> Extraction:
    """Finds every statement that articles make about relations between political actors.

    The same articles give the same statements as `graphkit extract`, whatever the workers.  What
    is not English is told in the log and yields nothing.

    Args:
        articles: one article or several; a plain text is an article without a date whose id is
            made of its text.
        model: the English spaCy pipeline: a name, a package or a folder.
        ontology: a folder of your own data files, laid over graphkit's.
        classifier: a folder of weights; None takes those that come with graphkit, "none" reads by
            the cue rows alone.
        workers: processes; 1 works in this one, 0 takes one per core.  In a script, more than one
            needs the usual `if __name__ == "__main__":`.

    Returns:
        An iterator of statements in the order of articles, sentences and words; memory holds a
        few articles at a time.  `by_article()` gives each article's record with its statements.

    Raises:
        ModelError, OntologyError: the settings name something unfit.
        EngineError: a worker process died.

    Example:
        >>> for statement in extract("Xi Jinping visited Moscow.", classifier="none"):
        ...     print(statement)
        Xi Jinping visits Moscow
    """
    settings = Settings(
        model=model,
        ontology=None if ontology is None else Path(ontology),
        classifier=chosen_weights(classifier),
    )
    several = [articles] if isinstance(articles, Article | str) else articles
    return Extraction(
        _told(extract_all(map(_article, several), settings=settings, workers=workers))
    )


def _article(given: Article | str) -> Article:
    return given if isinstance(given, Article) else Article.of_text(given)


def _told(results: Generator[Result, None, None]) -> Generator[Result, None, None]:
    """Passes results on; tells of articles that were not read."""
    try:
        for record, statements in results:
            if record.skipped is not None:
                log.warning("%s: skipped, %s", record.id, record.skipped)
            yield record, statements
    finally:
        results.close()
