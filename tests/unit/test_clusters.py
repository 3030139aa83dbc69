"""The engine on Ray, without Ray: a stand-in does its tasks in any order that a test likes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from spacy.language import Language

from graphkit.engines import Cluster, Result, Settings, clusters, extract_all, record_of, working
from graphkit.engines.clusters import Order, installed, order_of
from graphkit.errors import EngineError, ModelError, OntologyError
from graphkit.model.running import shipped_weights
from graphkit.records import Article
from tests.command_line import CommandLine, Ended, json_lines

S = Settings(classifier=None)
TALKS = "Norway's foreign minister met her Turkish counterpart in Oslo."


class RayError(Exception):
    """Stands for Ray's own."""


class RayTaskError(RayError):
    """Stands for what Ray makes of an exception in a task."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(f"ray::_work() (pid=1)\n{cause}")
        self.cause = cause

    def as_instanceof_cause(self) -> Exception:
        """Returns an error that is also of the cause's class."""
        return self.cause


@dataclass
class StandIn:
    """Does what `clusters` asks of Ray; a task is done when it is waited for.

    `choose` says which of the waiting tasks is done next; `most` is how many there ever were.
    """

    cpus: int = 2
    choose: Callable[[list[int]], int] = min
    fault: Exception | None = None
    inits: list[dict[str, Any]] = field(default_factory=list)
    most: int = 0
    shut: int = 0
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.exceptions = SimpleNamespace(RayError=RayError, RayTaskError=RayTaskError)
        self._tasks: dict[int, tuple[Any, ...]] = {}
        self._work: Any = None

    def init(self, **options: Any) -> None:
        self.inits.append(options)
        if self.fault is not None and not isinstance(self.fault, RayError):
            raise self.fault

    def shutdown(self) -> None:
        self.shut += 1

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": float(self.cpus)}

    def put(self, value: Any) -> Any:
        return value

    def remote(self, **options: Any) -> Any:
        self.options = options

        def task(work: Any) -> Any:
            self._work = work
            return SimpleNamespace(remote=self._submit)

        return task

    def _submit(self, *given: Any) -> int:
        self._tasks[len(self._tasks)] = given
        return len(self._tasks) - 1

    def wait(self, refs: list[int], **_: Any) -> tuple[list[int], list[int]]:
        self.most = max(self.most, len(refs))
        done = self.choose(refs)
        return [done], [ref for ref in refs if ref != done]

    def get(self, ref: int) -> Any:
        if self.fault is not None:
            raise self.fault
        return self._work(*self._tasks[ref])


@pytest.fixture
def ray(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """The stand-in, found by whoever imports Ray."""
    found = StandIn()
    monkeypatch.setitem(sys.modules, "ray", found)
    return found


def made_up(_: Order, articles: Iterable[Article]) -> list[Result]:
    """Stands for the work on a batch."""
    return [(record_of(read, sentences=1, statements=0), []) for read in articles]


@pytest.fixture
def _made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_work", made_up)


def articles(count: int) -> Iterator[Article]:
    """Short articles."""
    return (Article(id=f"a{n}", text=TALKS) for n in range(count))


@pytest.mark.usefixtures("_made_up")
class TestBatches:
    @pytest.mark.parametrize("choose", [min, max, lambda refs: sorted(refs)[len(refs) // 2]])
    def test_whichever_is_done_first_results_come_in_order(
        self, ray: StandIn, choose: Callable[[list[int]], int]
    ) -> None:
        ray.choose = choose
        found = [r.id for r, _ in extract_all(articles(500), settings=S, cluster=Cluster())]
        assert found == [f"a{n}" for n in range(500)]
        assert ray.shut == 1

    def test_articles_are_read_as_the_cluster_can_take_them(self, ray: StandIn) -> None:
        given = 0

        def endless() -> Iterator[Article]:
            nonlocal given
            while True:
                given += 1
                yield Article(id=f"a{given}", text=TALKS)

        ray.choose = max  # the first batch is done last: results pile up behind it
        results = extract_all(endless(), settings=S, cluster=Cluster())
        for done in range(1, 301):
            next(results)
            assert given - done < working.BATCH * working.WAITING * ray.cpus
        results.close()
        assert ray.shut == 1

    def test_no_more_processors_than_asked_for_are_used(self, ray: StandIn) -> None:
        ray.cpus = 64
        list(extract_all(articles(900), settings=S, cluster=Cluster(cpus=3)))
        assert ray.most == 3

    def test_machines_that_join_are_used(self, ray: StandIn) -> None:
        results = extract_all(articles(900), settings=S, cluster=Cluster())
        next(results)
        assert ray.most == working.WAITING * 2
        ray.cpus = 4
        list(results)
        assert ray.most == working.WAITING * 4

    def test_a_lost_batch_is_given_to_others_a_few_times(self, ray: StandIn) -> None:
        list(extract_all(articles(20), settings=S, cluster=Cluster()))
        assert ray.options == {"num_cpus": 1, "max_retries": 5}

    def test_a_batch_that_is_lost_always_is_told(self, ray: StandIn) -> None:
        ray.fault = RayError("The worker died.\nAt length.")
        with pytest.raises(EngineError) as caught:
            list(extract_all(articles(20), settings=S, cluster=Cluster()))
        assert str(caught.value) == (
            "the articles a0 to a15 were lost 6 times with the worker that had them: The worker "
            "died. (if memory ran short, use fewer processors of each machine; what was finished "
            "is kept)"
        )
        assert ray.shut == 1

    def test_a_machine_without_graphkit_is_told(self, ray: StandIn) -> None:
        ray.fault = RayTaskError(ModuleNotFoundError("No module named 'graphkit'"))
        with pytest.raises(EngineError) as caught:
            list(extract_all(articles(20), settings=S, cluster=Cluster()))
        assert str(caught.value) == (
            "a worker cannot start: No module named 'graphkit' (install this version of graphkit "
            "on every machine of the cluster)"
        )

    def test_a_fault_of_ours_stays_what_it_is(self, ray: StandIn) -> None:
        ray.fault = RayTaskError(KeyError("unforeseen"))
        with pytest.raises(KeyError, match="unforeseen"):
            list(extract_all(articles(20), settings=S, cluster=Cluster()))


@pytest.mark.usefixtures("_made_up")
class TestConnection:
    def test_without_an_address_ray_stays_on_this_machine(self, ray: StandIn) -> None:
        list(extract_all(articles(1), settings=S, cluster=Cluster(cpus=2)))
        (options,) = ray.inits
        assert (options["address"], options["num_cpus"]) == ("local", 2)
        assert options["include_dashboard"] is False

    def test_of_a_cluster_nothing_but_its_address_is_told(self, ray: StandIn) -> None:
        list(extract_all(articles(1), settings=S, cluster=Cluster(address="head:6379", cpus=2)))
        (options,) = ray.inits
        assert options["address"] == "head:6379"
        assert not {"num_cpus", "include_dashboard"} & set(options)

    def test_a_cluster_that_is_not_there(self, ray: StandIn) -> None:
        ray.fault = ConnectionError("Could not find any running Ray instance.")
        with pytest.raises(EngineError) as caught:
            list(extract_all(articles(1), settings=S, cluster=Cluster(address="head:6379")))
        assert str(caught.value) == (
            "head:6379: the cluster cannot be reached: Could not find any running Ray instance. "
            "(see that it runs with the same versions of Ray and Python as this machine)"
        )


class TestWorker:
    @pytest.fixture(autouse=True)
    def _anew(self, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        monkeypatch.setattr(working, "load_model", lambda _, **__: nlp)
        clusters._worker.cache_clear()
        yield
        clusters._worker.cache_clear()

    def test_statements_are_those_of_one_process(self, ray: StandIn) -> None:
        ray.choose = max
        one = list(extract_all(articles(50), settings=S))
        assert list(extract_all(articles(50), settings=S, cluster=Cluster())) == one
        assert sum(len(found) for _, found in one) == 50

    def test_the_model_is_loaded_once(self, ray: StandIn) -> None:
        del ray
        list(extract_all(articles(50), settings=S, cluster=Cluster()))
        assert clusters._worker.cache_info()[:2] == (3, 1)  # hits and misses

    @pytest.mark.parametrize("name", ["graphkit", "spacy", "model", "classifier"])
    def test_other_versions_than_here_are_refused(self, name: str) -> None:
        order = order_of(S)
        told = dict(order.installed)
        other = tuple((n, "another" if n == name else v) for n, v in order.installed)
        (error,) = [clusters._work(Order(**{**vars(order), "installed": other}), [])]
        assert isinstance(error, EngineError)
        assert error.what == f"has {name} {told[name]}, but the machine that asks has another"
        assert error.remedy is not None
        assert error.remedy.startswith("install the same on every machine of the cluster")

    def test_an_unfit_model_is_told_as_in_one_process(
        self, ray: StandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del ray

        def fails(name: str, **_: Any) -> Language:
            raise ModelError("no such spaCy model", where=name)

        monkeypatch.setattr(working, "load_model", fails)
        settings = Settings(model="no_such", classifier=None)
        with pytest.raises(ModelError, match="no_such: no such spaCy model"):
            list(extract_all(articles(1), settings=settings, cluster=Cluster()))


class TestOrder:
    def test_folders_are_named_from_the_root(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "mine").mkdir()
        settings = order_of(Settings(ontology=Path("mine"), classifier=None)).settings
        assert settings.ontology == tmp_path / "mine"
        assert settings.model == S.model

    def test_a_missing_folder_is_told_before_the_cluster_is_asked(
        self, ray: StandIn, tmp_path: Path
    ) -> None:
        settings = Settings(ontology=tmp_path / "none", classifier=None)
        with pytest.raises(OntologyError):
            list(extract_all(articles(1), settings=settings, cluster=Cluster()))
        assert ray.inits == []

    @pytest.mark.skipif(shipped_weights() is None, reason="no weights are shipped")
    def test_the_shipped_weights_may_lie_elsewhere_on_another_machine(self) -> None:
        assert order_of(Settings()).by_shipped_weights
        assert not order_of(S).by_shipped_weights

    def test_what_statements_depend_on_is_told(self) -> None:
        told = dict(installed(S))
        assert {"graphkit", "spacy", "onnxruntime", "model", "ontology", "classifier"} <= set(told)
        assert told["model"].startswith("en_core_web_sm ")


class TestCommand:
    @pytest.fixture(autouse=True)
    def _news(self, tmp_path: Path) -> None:
        rows = [{"id": f"n{n}", "text": TALKS, "date": "2023-03-20"} for n in range(40)]
        (tmp_path / "news.jsonl").write_bytes(json_lines(rows))

    def test_it_writes_what_one_process_writes(
        self, graphkit: CommandLine, ray: StandIn, tmp_path: Path
    ) -> None:
        del ray
        told = graphkit("extract", "news.jsonl", "-o", "one.jsonl")
        there = graphkit("extract", "news.jsonl", "-o", "ray.jsonl", "--engine", "ray")
        assert (there.code, there.err) == (0, told.err.replace("one", "ray"))
        for name in ("{}.jsonl", "{}.articles.jsonl"):
            one, ray_ = (tmp_path / name.format(n) for n in ("one", "ray"))
            assert one.read_bytes() == ray_.read_bytes()

    def test_what_ray_prints_does_not_stand_among_the_statements(
        self, graphkit: CommandLine, ray: StandIn
    ) -> None:
        def choose(refs: list[int]) -> int:
            print("(raylet) A worker died.")  # noqa: T201
            return min(refs)

        one = graphkit("extract", "news.jsonl", "-o", "-")
        ray.choose = choose
        there = graphkit("extract", "news.jsonl", "-o", "-", "--engine", "ray")
        assert (there.code, there.out) == (0, one.out)
        assert "(raylet) A worker died." in there.lines

    def test_address_and_workers_reach_it(self, graphkit: CommandLine, ray: StandIn) -> None:
        ray.cpus = 8
        graphkit(*("extract", "news.jsonl", "--engine", "ray", "--address", "head:6379", "-w", "2"))
        assert ray.inits[0]["address"] == "head:6379"
        assert ray.most == 2

    def test_an_address_without_the_engine_is_wrong_usage(self, graphkit: CommandLine) -> None:
        ended = graphkit("extract", "news.jsonl", "--address", "head:6379")
        assert ended.code == 2
        assert "there is a cluster with --engine ray only" in ended.err

    def test_a_missing_package_is_one_line_with_the_remedy(
        self, graphkit: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setitem(sys.modules, "ray", None)
        assert graphkit("extract", "news.jsonl", "--engine", "ray") == Ended(
            1, "", "error: Ray is not installed (pip install 'graphkit-diplomacy[ray]')\n"
        )
        assert not (tmp_path / "statements.jsonl").exists()

    def test_nothing_else_imports_it(
        self, graphkit: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(sys.modules, "ray", raising=False)
        assert graphkit("extract", "news.jsonl").code == 0
        assert "ray" not in sys.modules
