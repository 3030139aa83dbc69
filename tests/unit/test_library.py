"""The face of the package: its names, what they load, and what they give."""

from __future__ import annotations

import ast
import datetime as dt
import logging
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

import graphkit
import graphkit.extract.reading
from graphkit.errors import ArticleError, ModelError, PictureError, QueryError, StatementError
from graphkit.pictures.plates.views import VIEWS
from graphkit.records import Article
from graphkit.store import Node, Store, open_store
from tests.samples import ROOT
from tests.seed_graph import load_seeds

SEEDS = ROOT / "seeds" / "articles"
TEXT = "Xi Jinping visited Moscow on Monday. The European Union sanctioned Belarus."
HEAVY = ("spacy", "kglite", "neo4j", "networkx", "typer", "rich", "onnxruntime", "numpy")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the seeds' statements as a reader finds them."""
    path = tmp_path_factory.mktemp("seeds") / "graph.kgl"
    with open_store(path) as store:
        load_seeds(store)
    with open_store(path) as store:  # the file is whole, and others may read it too
        yield store


def loaded(code: str) -> set[str]:
    """Returns the top-level modules that a fresh interpreter has after some code."""
    shown = f"import sys\n{code}\nprint(*sorted({{m.split('.')[0] for m in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", shown], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


# The face


def test_every_public_name_is_there_and_listed() -> None:
    assert graphkit.__all__ == sorted(graphkit.__all__)
    assert all(getattr(graphkit, name) is not None for name in graphkit.__all__)
    assert set(graphkit.__all__) <= set(dir(graphkit))


def test_type_checkers_see_the_names_that_are_there() -> None:
    tree = ast.parse((ROOT / "graphkit" / "__init__.py").read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    typed = {
        alias.asname: f"{node.module}.{alias.name}"
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = {name: f"{home}.{name}" for name, home in graphkit._HOMES.items()}
    assert typed == homes
    assert {*homes, "__version__"} == set(graphkit.__all__)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="module 'graphkit' has no attribute 'extrct'"):
        _ = graphkit.extrct  # type: ignore[attr-defined]


def test_the_function_and_the_package_of_one_name_do_not_meet() -> None:
    assert callable(graphkit.extract)
    assert sys.modules["graphkit.extract"].__name__ == "graphkit.extract"
    code = "import graphkit.extract.reading, graphkit; assert callable(graphkit.extract)"
    loaded(code)
    loaded("from graphkit import extract; assert callable(extract)")


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import graphkit", HEAVY),
        ("import graphkit; graphkit.Article; graphkit.Statement; graphkit.read_articles", HEAVY),
        ("import graphkit; graphkit.open_store('x.kgl'); graphkit.query", (*HEAVY[2:], "spacy")),
        ("import graphkit; graphkit.draw", ("spacy", "kglite", "neo4j", "typer", "onnxruntime")),
        ("import graphkit.cli.query", ("spacy", "kglite", "neo4j", "onnxruntime", "numpy")),
    ],
    ids=["import", "records", "query", "draw", "command"],
)
def test_a_name_loads_no_more_than_it_needs(code: str, unwanted: tuple[str, ...]) -> None:
    assert loaded(code) & set(unwanted) == set()


# Reading and extracting


def test_one_path_or_several_are_read() -> None:
    first = next(graphkit.read_articles(SEEDS))
    assert first.id == "armenia-azerbaijan-01-prague-mission"
    again = next(graphkit.read_articles([str(SEEDS), SEEDS]))
    assert again == first


def test_articles_are_read_as_they_are_asked_for() -> None:
    with pytest.raises(ArticleError, match="nowhere: no such file"):
        next(graphkit.read_articles([SEEDS, "nowhere"]))
    assert len(list(islice(graphkit.read_articles(SEEDS), 2))) == 2


def test_what_is_skipped_is_told_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02" * 99)
    assert list(graphkit.read_articles(tmp_path)) == []
    assert [r.getMessage() for r in caplog.records] == [
        f"{tmp_path}/a.txt: skipped, binary, not text"
    ]
    told: list[Any] = []
    list(graphkit.read_articles(tmp_path, on_skip=told.append))
    assert [skip.cause for skip in told] == ["binary"]


def test_a_text_gives_statements() -> None:
    found = list(graphkit.extract(TEXT, classifier="none"))
    assert [str(s) for s in found] == [
        "Xi Jinping visits Moscow",
        "European Union sanctions Belarus",
    ]
    assert {s.doc for s in found} == {Article.of_text(TEXT).id}


def test_articles_date_their_statements() -> None:
    article = Article(id="a", text=TEXT, published=dt.date(2023, 3, 22), published_precision="day")
    first, _ = graphkit.extract([article], classifier="none")
    assert (first.doc, first.date) == ("a", dt.date(2023, 3, 20))


def test_articles_come_with_their_records(caplog: pytest.LogCaptureFixture) -> None:
    french = "Le ministre rencontre son homologue. " * 20
    with caplog.at_level(logging.WARNING):
        pairs = list(graphkit.extract([TEXT, french], classifier="none").by_article())
    assert [(r.skipped, len(found)) for r, found in pairs] == [(None, 2), ("not English", 0)]
    assert caplog.messages == [f"{pairs[1][0].id}: skipped, not English"]


def test_extraction_reads_no_further_than_it_is_asked() -> None:
    given = 0

    def texts() -> Iterator[str]:
        nonlocal given
        for n in range(1000):
            given += 1
            yield f"Xi Jinping visited Moscow. It was visit {n}."

    found = graphkit.extract(texts(), classifier="none")
    assert given == 0
    next(found)
    assert given < 200
    found.close()


def test_unfit_settings_are_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"the classifier lacks encoder\.onnx"):
        graphkit.extract(TEXT, classifier=tmp_path)


# Stores


def test_extraction_goes_straight_into_a_store(tmp_path: Path) -> None:
    seeds = [Article(id=a.id, text=a.text, title=a.title, outlet=a.outlet) for a in seed(2)]
    with graphkit.open_store(tmp_path / "graph.kgl") as store:
        report = graphkit.load(store, graphkit.extract(seeds, classifier="none"))
        assert (report.new, report.unrecorded) == (2, 0)
        again = graphkit.load(store, graphkit.extract(seeds, classifier="none"))
        assert (again.new, again.replaced, again.unchanged) == (0, 0, 2)
        outlets = graphkit.query(store, "MATCH (a:Article) RETURN a.outlet AS o ORDER BY o")
        assert outlets.rows == tuple((name,) for name in sorted(str(a.outlet) for a in seeds))


def seed(count: int) -> list[Article]:
    """Returns the first articles of the seeds."""
    return list(islice(graphkit.read_articles(SEEDS), count))


def test_a_loaded_extraction_equals_a_loaded_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graphkit"]
    files = [str(SEEDS / f"{article.id}.txt") for article in seed(3)]
    out = tmp_path / "statements.jsonl"
    extract = [*command, "extract", *files, "-o", str(out), "--classifier", "none"]
    subprocess.run(extract, cwd=ROOT, check=True, capture_output=True)
    counts = "MATCH (s:Statement) RETURN s.id AS id, s.text AS text ORDER BY id"
    with open_store(tmp_path / "a.kgl") as one, open_store(tmp_path / "b.kgl") as other:
        assert graphkit.load(one, out).new == 3
        articles = graphkit.read_articles(files)
        graphkit.load(other, graphkit.extract(articles, classifier="none"))
        rows = graphkit.query(one, counts).rows
        assert rows == graphkit.query(other, counts).rows
        assert len(rows) > 10
        assert graphkit.load(other, out).unchanged == 3


def test_an_extraction_that_was_begun_is_refused(tmp_path: Path) -> None:
    found = graphkit.extract(TEXT, classifier="none")
    next(found)
    with (
        open_store(tmp_path / "graph.kgl") as store,
        pytest.raises(StatementError, match="has been read from before"),
    ):
        graphkit.load(store, found)


def test_a_failing_extraction_leaves_no_store(tmp_path: Path) -> None:
    with (
        open_store(tmp_path / "graph.kgl") as store,
        pytest.raises(ArticleError),
    ):
        graphkit.load(store, graphkit.extract(graphkit.read_articles("nowhere")))
    assert list(tmp_path.iterdir()) == []


# Questions


def test_a_canned_question_is_asked_by_name(graph: Store) -> None:
    table = graphkit.query(graph, "allies", actor="China", since=dt.date(2023, 1, 1), limit=2)
    assert table.columns[:2] == ("other", "net")
    assert len(table.rows) == 2
    assert not any(name.startswith("picture") for name in table.columns)
    assert table == graphkit.query(graph, "allies", actor="China", since="2023-01-01", limit=2)
    assert table == graphkit.query(graph, "allies", actor="China", since=2023, limit=2)


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ({"min_confidence": 0.5}, {"min_confidence": "0.5"}),
        ({"since": dt.datetime(2023, 3, 1, tzinfo=dt.UTC)}, {"since": "2023-03-01"}),
        ({"until": 2023}, {"until": "2023"}),
    ],
)
def test_values_may_be_numbers_and_days(
    graph: Store, given: dict[str, Any], same: dict[str, Any]
) -> None:
    asked = graphkit.query(graph, "dyad", a="China", b="Russia", **given)
    assert asked.rows
    assert asked == graphkit.query(graph, "dyad", a="China", b="Russia", **same)


@pytest.mark.parametrize(
    ("question", "parameters", "told"),
    [
        ("alies", {}, "unknown query 'alies' (did you mean 'allies'?"),
        ("allies", {"actr": "China"}, "unknown parameter 'actr' (did you mean 'actor'?"),
        ("allies", {"since": "soon"}, "since: 'soon' is no date"),
        ("allies", {"actor": ["China", "Iran"]}, "actor: \"['China', 'Iran']\" is no text"),
        ("MATCH (n) RETURN n", {"limit": 3}, "limit is for canned questions"),
        ("MATCH (n) DETACH DELETE n", {}, ""),
    ],
)
def test_wrong_questions_are_told(
    graph: Store, question: str, parameters: dict[str, Any], told: str
) -> None:
    with pytest.raises(QueryError) as caught:
        graphkit.query(graph, question, **parameters)
    assert told in str(caught.value)


def test_names_that_are_not_there_are_told_in_the_log(
    graph: Store, caplog: pytest.LogCaptureFixture
) -> None:
    assert graphkit.query(graph, "allies", actor="Chnia").rows == ()
    assert caplog.messages == [
        "query allies: actor: no name is 'Chnia'; the nearest are China, India"
    ]


def test_cypher_takes_parameters_and_gives_what_it_returns(graph: Store) -> None:
    cypher = "MATCH (a:Actor) WHERE a.name = $name RETURN a, $day AS day"
    table = graphkit.query(graph, cypher, name="China", day=dt.date(2023, 3, 20))
    ((china, day),) = table.rows
    assert isinstance(china, Node)
    assert (china.id, day) == ("country:CHN", "2023-03-20")
    hostile = "x' OR true RETURN 1 //"
    assert graphkit.query(graph, cypher, name=hostile, day="").rows == ()


def test_an_answer_prints_as_a_table(graph: Store) -> None:
    cypher = "MATCH (a:Country) RETURN a.name AS name ORDER BY name LIMIT 1"
    assert str(graphkit.query(graph, cypher)) == "| name |\n| --- |\n| Albania |"


# Graphs and pictures


def test_a_graph_is_the_callers_own(graph: Store) -> None:
    ties = graphkit.to_networkx(graph, actors="China", since="2023")
    assert isinstance(ties, nx.MultiDiGraph)
    assert ties.nodes["country:CHN"]["name"] == "China"
    ((*_, data), *_) = ties.edges(data=True)
    assert data["count"] == len(data["evidence"]) >= 1
    ties.remove_node("country:CHN")
    assert graphkit.to_networkx(graph, actors="China", since="2023").has_node("country:CHN")


def test_a_store_and_its_graph_are_drawn_alike(graph: Store) -> None:
    of_store = graphkit.draw(graph, actors=["China"])
    assert of_store == graphkit.draw(graphkit.to_networkx(graph, actors=["China"]))
    assert of_store == graphkit.draw(graph, "network", actors=("China",))
    assert ET.fromstring(of_store._repr_svg_()).tag == "{http://www.w3.org/2000/svg}svg"


def test_the_caption_tells_what_was_left_out(graph: Store) -> None:
    ties = graphkit.to_networkx(graph)
    count = f"{ties.number_of_edges():,}"
    assert graphkit.draw(graph).caption.startswith(f"60 strongest of {count} ties, ")
    assert graphkit.draw(ties, limit=5).caption.startswith(f"5 strongest of {count} ties, ")
    assert graphkit.draw(ties) == graphkit.draw(graph)


def test_a_graph_is_drawn_as_its_owner_left_it(graph: Store) -> None:
    ties = graphkit.to_networkx(graph, actors="China")
    ties.remove_edges_from([e for e in ties.edges(keys=True) if ties.edges[e]["sign"] >= 0])
    picture = graphkit.draw(ties, title="Against <China>", limit=None)
    assert picture.caption.startswith(f"{ties.number_of_edges()} ties, ")
    assert "Against &lt;China&gt;" in picture._repr_svg_()


WRONG = [
    ({"actors": "Chna"}, "no actor 'Chna' (did you mean 'China'?)"),
    ({"since": "20x"}, "since: '20x' is no date (give YYYY, YYYY-MM or YYYY-MM-DD)"),
    ({"partners": "Russia"}, "partners without actors (name the other one in actors)"),
    ({"kind": "netwrk"}, "unknown kind of picture 'netwrk' (did you mean 'network'?)"),
    ({"statements": []}, "no statement passes the filters"),
    ({"statuses": "planed"}, "no status 'planed' (did you mean 'planned'?)"),
]


@pytest.mark.parametrize(("options", "told"), WRONG)
def test_wrong_filters_are_told(graph: Store, options: dict[str, Any], told: str) -> None:
    with pytest.raises(PictureError) as caught:
        graphkit.draw(graph, **options)
    assert told in str(caught.value)


def test_unknown_keywords_are_refused(graph: Store) -> None:
    with pytest.raises(TypeError, match=r"unknown keyword 'actor' \(did you mean 'actors'\?\)"):
        graphkit.draw(graph, actor="China")  # type: ignore[call-arg]


def test_days_bound_both_ends(graph: Store) -> None:
    ties = graphkit.to_networkx(graph, since="2023", until="2023-03")
    days = {proof.day for *_, data in ties.edges(data=True) for proof in data["evidence"]}
    assert min(days) >= "2023-01-01"
    assert max(days) <= "2023-03-31"


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (nx.path_graph(3), "the graph is no directed multigraph"),
        (nx.MultiDiGraph(), "the graph has no ties"),
        (nx.MultiDiGraph([("a", "b")]), "node 'a' lacks 'kind'"),
    ],
    ids=["undirected", "empty", "bare"],
)
def test_other_graphs_are_refused(other: Any, told: str) -> None:
    with pytest.raises(PictureError) as caught:
        graphkit.draw(other)
    assert told in str(caught.value)
    assert "draw a graph that to_networkx made" in str(caught.value) or "keep some" in str(
        caught.value
    )


def test_filters_are_for_stores(graph: Store) -> None:
    with pytest.raises(PictureError, match="actors is for a store"):
        graphkit.draw(graphkit.to_networkx(graph), actors="China")


@pytest.mark.parametrize("name", VIEWS)
def test_pictures_for_print_are_those_of_the_command(
    graph: Store, tmp_path: Path, name: str
) -> None:
    about = {"ego": ("China",), "tension": ("China", "United States")}.get(name, ())
    given = dict(zip(("actors", "partners"), about, strict=False))
    drawn = graphkit.draw(graph, name, **given, since="2023")  # type: ignore[arg-type]
    words = [f"--{option}={a}" for option, a in zip(("actor", "with"), about, strict=False)]
    command = ["draw", name, "-o", str(tmp_path / "a.svg"), "--since", "2023", *words]
    done = subprocess.run(
        [sys.executable, "-m", "graphkit", *command, "--store", graph.address],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert drawn.save(tmp_path / "b.svg").read_bytes() == (tmp_path / "a.svg").read_bytes()
    assert drawn.caption.split("; not drawn")[0] in done.stderr.replace("\n", " ")
    if name == "matrix":
        assert drawn.save(tmp_path / "b.png", dpi=72).read_bytes().startswith(b"\x89PNG")
        assert drawn.save(tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")


def test_a_picture_for_print_needs_to_know_of_whom(graph: Store) -> None:
    ties = graphkit.to_networkx(graph)
    for wrong, told in (
        ({"kind": "ego"}, "ego needs to know whose it is"),
        ({"kind": "tension", "actors": "China"}, "tension is of a pair"),
        ({"kind": "visits", "relations": "meets"}, "visits shows the relation visits only"),
    ):
        with pytest.raises(PictureError, match=told):
            graphkit.draw(graph, **wrong)  # type: ignore[arg-type]
    with pytest.raises(PictureError, match="matrix is drawn of a store"):
        graphkit.draw(ties, "matrix")


def test_a_picture_is_saved_whole_and_over_nothing(graph: Store, tmp_path: Path) -> None:
    picture = graphkit.draw(graph, actors="China")
    target = tmp_path / "china.svg"
    assert picture.save(target) == target
    assert target.read_bytes() == picture.svg
    with pytest.raises(PictureError, match="give force=True to replace it"):
        picture.save(target)
    picture.save(str(target), force=True)
    with pytest.raises(PictureError, match="the network is drawn as SVG only"):
        picture.save(tmp_path / "china.png")
    with pytest.raises(PictureError, match=r"no picture has the suffix '\.gif'"):
        picture.save(tmp_path / "china.gif")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["china.svg"]
