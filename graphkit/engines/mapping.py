"""Articles -> records and statements: the map, by the engine that is asked for.

Results come back in the order of the articles, so that every engine and any number of workers
yields the same.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable

from graphkit.engines.clusters import Cluster, in_cluster
from graphkit.engines.processes import in_processes
from graphkit.engines.working import Result, Settings, Worker
from graphkit.records import Article


def extract_all(
    articles: Iterable[Article],
    *,
    settings: Settings,
    workers: int = 1,
    cluster: Cluster | None = None,
) -> Generator[Result, None, None]:
    """Yields each article's record and statements, in the articles' order.

    Args:
        articles: read lazily; at most a few batches are held at once.
        settings: model, ontology and classifier.
        workers: processes; 1 works in this one, 0 takes one per core.
        cluster: the Ray cluster that does the work instead.

    Raises:
        ModelError, OntologyError: the settings name something unfit.
        EngineError: a worker process died, or see `in_cluster`.
    """
    if cluster is not None:
        yield from in_cluster(articles, settings=settings, cluster=cluster)
        return
    count = workers or os.cpu_count() or 1
    if count == 1:
        yield from Worker(settings).run(articles)
    else:
        yield from in_processes(articles, settings=settings, workers=count)
