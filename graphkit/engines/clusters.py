"""Articles -> records and statements, on a Ray cluster.

A batch of articles is a task that any worker of the cluster takes; a worker loads its model with
its first task.  A task that is lost with its worker or its machine is given to another one by Ray.
Nothing here goes into the statements: what a worker reads by is checked against this machine.

Source: Ray's documentation, "Task fault tolerance" and "Pattern: using ray.wait to limit the number
of pending tasks".
"""

from __future__ import annotations

import hashlib
import logging
import os
import platform
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import metadata, resources
from itertools import islice
from pathlib import Path
from typing import Any, Final

from graphkit import __version__
from graphkit.engines.working import BATCH, WAITING, Result, Settings, Worker
from graphkit.errors import EngineError, GraphkitError
from graphkit.model.running import shipped_weights
from graphkit.ontology import overlay_id
from graphkit.records import Article
from graphkit.sentences import model_id

log = logging.getLogger(__name__)

OWN: Final = "local"
"""What Ray calls a cluster of this machine alone, that it starts and ends with the run."""
RETRIES: Final = 5
"""How often a batch is given to another worker when the one that had it died."""
PATIENCE: Final = 60
"""Seconds without a result after which the log tells what is waited for."""
COUNTED_ON: Final = ("spacy", "thinc", "numpy", "onnxruntime", "tokenizers")
"""Packages whose version may show in the statements."""

Told = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """The Ray cluster that a run works on.

    `address` is as `ray.init` takes it on a machine of the cluster ("head:6379", "auto"), None for
    one of this machine alone that ends with the run.  `cpus` is how many of its processors the run
    uses at most, 0 for all.
    """

    address: str | None = None
    cpus: int = 0


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a worker is told: how to read, and what the machine that asks has installed."""

    settings: Settings
    by_shipped_weights: bool
    installed: Told


def in_cluster(
    articles: Iterable[Article], *, settings: Settings, cluster: Cluster
) -> Iterator[Result]:
    """Yields each article's record and statements, in the articles' order.

    Args:
        articles: read lazily; a few batches per processor of the cluster are held at once.
        settings: folders that they name must be there on every machine, at the same place.
        cluster: which one, and how much of it.

    Raises:
        ModelError, OntologyError: the settings name something unfit.
        EngineError: Ray is missing, the cluster cannot be reached, a machine of it has something
            else installed, or a batch was lost too often.
    """
    ray = _ray()
    order = order_of(settings)
    with _connected(ray, cluster):
        yield from _mapped(ray, iter(articles), order=order, most=cluster.cpus)


def order_of(settings: Settings) -> Order:
    """Returns what workers are told, with paths that do not depend on where they start.

    Raises:
        ModelError, OntologyError: the settings name something unfit.
    """
    model, ontology, classifier = Path(settings.model), settings.ontology, settings.classifier
    there = replace(
        settings,
        model=str(model.absolute()) if model.is_dir() else settings.model,
        ontology=None if ontology is None else ontology.absolute(),
        classifier=None if classifier is None else classifier.absolute(),
    )
    shipped = classifier is not None and classifier == shipped_weights()
    return Order(settings=there, by_shipped_weights=shipped, installed=installed(there))


def installed(settings: Settings) -> Told:
    """Returns all that statements depend on beside the articles, by name.

    Raises:
        ModelError, OntologyError: the settings name something unfit.
    """
    told = {
        "graphkit": f"{__version__} ({_code_id()})",
        **{name: metadata.version(name) for name in COUNTED_ON},
        **{name: value or "none" for name, value in settings.told().items()},
        "model": model_id(settings.model),
    }
    return tuple(told.items())


@cache
def _code_id() -> str:
    """Returns 12 hex digits over graphkit's code and data files."""
    package = Path(str(resources.files("graphkit")))
    digest = hashlib.sha256(overlay_id(package / "data").encode())
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _ray() -> Any:
    """Returns the package, told to send nothing to its makers.

    Raises:
        EngineError: it is not installed.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise EngineError(
            "Ray is not installed", remedy="pip install 'graphkit-diplomacy[ray]'"
        ) from error
    return ray


@contextmanager
def _connected(ray: Any, cluster: Cluster) -> Iterator[None]:
    """Joins the cluster for a while, in which standard output is standard error to this process.

    Ray tells on standard output when a worker dies, where results may stand.
    """
    address = cluster.address or OWN
    own = {"num_cpus": cluster.cpus or None, "include_dashboard": False} if address == OWN else {}
    told = log.isEnabledFor(logging.INFO)
    try:
        ray.init(
            address=address,
            log_to_driver=told,
            logging_level=logging.INFO if told else logging.ERROR,
            **own,
        )
    except Exception as error:  # Ray raises plain ones too
        raise EngineError(
            f"the cluster cannot be reached: {_first_line(error)}",
            where=address,
            remedy="see that it runs with the same versions of Ray and Python as this machine",
        ) from error
    try:
        with redirect_stdout(sys.stderr):
            yield
    finally:
        ray.shutdown()  # ends what this run's workers have under way


@dataclass(frozen=True)
class _Given:
    """A batch that a worker has or had: Ray's reference to its results, and the articles' ids."""

    results: Any
    first: str
    last: str


def _mapped(ray: Any, articles: Iterator[Article], *, order: Order, most: int) -> Iterator[Result]:
    """Keeps the cluster busy, but no more batches under way or waiting for their turn than that."""
    work = ray.remote(num_cpus=1, max_retries=RETRIES)(_work)
    told = ray.put(order)
    waiting: deque[_Given] = deque()
    running: set[Any] = set()
    while True:
        cpus = _cpus(ray)
        while len(waiting) < WAITING * cpus and len(running) < (most or WAITING * cpus):
            batch = list(islice(articles, BATCH))
            if not batch:
                break
            waiting.append(_Given(work.remote(told, batch), batch[0].id, batch[-1].id))
            running.add(waiting[-1].results)
        if not waiting:
            return
        running = _still_running(ray, running)
        while waiting and waiting[0].results not in running:
            yield from _results(ray, waiting.popleft())


def _cpus(ray: Any) -> int:
    """Returns how many processors the cluster has now: machines come and go."""
    return max(1, int(ray.cluster_resources().get("CPU", 0)))


def _still_running(ray: Any, running: set[Any]) -> set[Any]:
    """Waits until a batch is done, and returns the others."""
    done, others = ray.wait(list(running), num_returns=1, timeout=PATIENCE)
    if not done:
        log.warning(
            "no result for %d s: %d batches of articles wait for the cluster, which has %d "
            "processors (ray status tells more)",
            PATIENCE,
            len(others),
            int(ray.cluster_resources().get("CPU", 0)),
        )
    return set(others)


def _results(ray: Any, given: _Given) -> list[Result]:
    """Returns a batch's results, or raises what kept its worker from them."""
    try:
        found: list[Result] | GraphkitError = ray.get(given.results)
    except ray.exceptions.RayTaskError as error:
        raise _failed(error) from error
    except ray.exceptions.RayError as error:
        raise EngineError(
            f"the articles {given.first} to {given.last} were lost {RETRIES + 1} times with the "
            f"worker that had them: {_first_line(error)}",
            remedy="if memory ran short, use fewer processors of each machine; what was finished "
            "is kept",
        ) from error
    if isinstance(found, GraphkitError):
        raise found
    return found


def _failed(error: Any) -> Exception:
    """Returns the error of a worker that could not take its task; a fault of ours as it is."""
    if not isinstance(error.cause, ImportError):
        return error.as_instanceof_cause()  # type: ignore[no-any-return]
    return EngineError(
        f"a worker cannot start: {_first_line(error.cause)}",
        remedy="install this version of graphkit on every machine of the cluster",
    )


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


# What follows runs in the workers.


def _work(order: Order, articles: list[Article]) -> list[Result] | GraphkitError:
    """Returns the articles' results, or the error that is to be raised where it is seen."""
    try:
        return list(_worker(order).run(articles))
    except GraphkitError as error:
        return error


@lru_cache(maxsize=1)
def _worker(order: Order) -> Worker:
    """Loads model, ontology and classifier, once in a process.

    Raises:
        ModelError, OntologyError: this machine lacks what the settings name.
        EngineError: it has something else installed than the one that asks.
    """
    settings = order.settings
    if order.by_shipped_weights:
        settings = replace(settings, classifier=shipped_weights())
    here = dict(installed(settings))
    for name, there in order.installed:
        if here[name] != there:
            raise EngineError(
                f"has {name} {here[name]}, but the machine that asks has {there}",
                where=f"the worker on {platform.node()}",
                remedy="install the same on every machine of the cluster: other versions may find "
                "other statements",
            )
    return Worker(settings)
