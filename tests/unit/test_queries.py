"""Canned questions: the form of the files, reading, binding, and answers on the seeds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import QueryError
from graphkit.queries import (
    PICTURE,
    Query,
    all_queries,
    bind,
    find_query,
    read_queries,
    read_query,
    search_queries,
)
from graphkit.store import Store, open_store
from graphkit.topics import issue_of
from tests.query_answers import FACTS, Fact, check_fact, is_drawn
from tests.query_docs import FOLDER, PAGE, pages
from tests.samples import DATA
from tests.seed_graph import load_analysed_seeds

QUERIES = all_queries()
DESIGNED = [
    *("why", "dyad", "stance", "allies", "rivals", "said", "stance_shift", "tension"),
    *("contradictions", "visits", "agenda", "follow_through", "mediators", "sanctions", "voices"),
    *("proposals", "demands", "new_since", "corroboration", "silence", "reciprocity", "actor"),
    *("path", "quality", "blocs", "alignment", "swing", "triads", "alerts"),
]
HEADER = "// title: T\n// category: c\n// description: D\n"


def _query(body: str, header: str = HEADER) -> Query:
    return read_query(header + body, name="q", category="c", origin="q.cypher")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An embedded store with the seeds' expected statements."""
    store = open_store(str(tmp_path_factory.mktemp("seeds") / "graph.kgl"))
    load_analysed_seeds(store, issue_of=issue_of)
    return store


def test_the_questions_of_the_design_are_there() -> None:
    assert sorted(QUERIES) == sorted(DESIGNED)


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_a_question_orders_and_limits_its_answer(query: Query) -> None:
    body = [line for line in query.text.splitlines() if not line.startswith("//")]
    assert body[-2].startswith("ORDER BY ")
    assert query.limit
    assert all("//" not in line for line in body[1:])


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_a_question_uses_each_of_its_parameters(query: Query) -> None:
    body = query.text.split("// defaults: edit here", 1)[1]
    for parameter in query.parameters:
        assert re.search(rf"\b{parameter.name}\b", body), parameter.name


SHARED = {
    "since": "date",
    "until": "date",
    "status": "status",
    "negation": "negation",
    "min_confidence": "float",
    "outlet": "text",
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_a_question_takes_the_filters_that_all_share(query: Query) -> None:
    types = {p.name: p.type for p in query.parameters if p.name in SHARED}
    assert types == SHARED


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_a_question_only_reads(query: Query) -> None:
    assert not re.search(
        r"\b(CREATE|MERGE|SET|DELETE|REMOVE|LOAD|CALL(?! \([a-z_, ]+\) \{))\b", query.text
    )


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_no_optional_pattern_starts_from_what_may_be_missing(query: Query) -> None:
    """Where the start is null the embedded store tries every node of the graph."""
    optional: set[str] = set()
    for line in query.text.splitlines():
        if line.startswith("OPTIONAL MATCH "):
            start, *others = re.findall(r"\((\w*)", line)
            assert start not in optional or f"({start})" not in line, line
            optional.update(filter(None, [*others, start if f"({start}:" in line else ""]))


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_lists_of_relations_in_the_cypher_hold_relations_only(query: Query) -> None:
    relations = tomllib.loads((DATA / "relations.toml").read_text(encoding="utf-8"))
    for found in re.findall(r"relation(?: IN \[([^\]]*)\]|: '([^']*)')", query.text):
        for name in re.findall(r"'([^']*)'", found[0]) or [found[1]]:
            assert name in relations
    symmetric = sorted(name for name, row in relations.items() if row["symmetric"])
    for listed in re.findall(r"\['meets'[^\]]*\]", query.text):
        assert sorted(re.findall(r"'([^']*)'", listed)) == symmetric


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_the_defaults_answer_on_the_seeds(query: Query, seeds: Store) -> None:
    pasted = seeds.run(query.text)
    bound = seeds.run(*bind(query, {}))
    assert pasted.rows
    assert bound == pasted
    assert len(set(map(repr, pasted.rows))) == len(pasted.rows)


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_every_row_has_something_to_draw(query: Query, seeds: Store) -> None:
    table = seeds.run(*bind(query, {}))
    drawn = {i for i, name in enumerate(table.columns) if name.startswith(PICTURE)}
    for row in table.rows:
        assert any(is_drawn(row[i]) for i in drawn)
        assert not any(is_drawn(value) for i, value in enumerate(row) if i not in drawn)


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_a_question_answers_what_the_articles_say(fact: Fact, seeds: Store) -> None:
    check_fact(fact, seeds.run(*bind(QUERIES[fact.query], fact.settings)))


def test_every_question_has_a_fact() -> None:
    assert {fact.query for fact in FACTS} == set(QUERIES)


FILTERED = [
    ("since", "2023-04", lambda row: row["day"] >= "2023-04"),
    ("until", "2023-03-20", lambda row: row["day"] <= "2023-03-20"),
    ("until", "2023-03", lambda row: row["day"][:7] <= "2023-03"),
    ("outlet", "meridian", lambda row: "meridian" in row["outlet"].lower()),
    ("status", "planned", lambda row: row["status"] == "planned"),
    ("negation", "denied", lambda row: row["negated"]),
    ("negation", "asserted", lambda row: not row["negated"]),
]


@pytest.mark.parametrize(("name", "value", "fits"), FILTERED)
def test_a_filter_keeps_the_rows_that_fit_and_no_other(
    name: str, value: str, fits: Any, seeds: Store
) -> None:
    everything = list(seeds.run(*bind(QUERIES["dyad"], {"status": ""}, limit=1000)).dicts())
    kept = list(seeds.run(*bind(QUERIES["dyad"], {"status": "", name: value}, limit=1000)).dicts())
    assert kept == [row for row in everything if fits(row)]
    assert 0 < len(kept) < len(everything)


STATES = {"CHN": "China", "USA": "United States", "FRA": "France"}
OF_A_STATE = [
    (name, parameter.name)
    for name, query in QUERIES.items()
    for parameter in query.parameters
    if "alpha-3" in parameter.description
]
"""Questions with their parameters that take a state."""


@pytest.mark.parametrize(("name", "parameter"), OF_A_STATE)
def test_a_state_is_found_alike_by_code_name_and_key(
    name: str, parameter: str, seeds: Store
) -> None:
    answered = 0
    for code, told in STATES.items():
        by_code, *alike = (
            seeds.run(*bind(QUERIES[name], {parameter: form})).rows
            for form in (code, told, told.lower(), f"country:{code}")
        )
        assert all(rows == by_code for rows in alike)
        answered += len(by_code)
    assert answered


def test_a_least_confidence_beyond_all_leaves_nothing(seeds: Store) -> None:
    for query in QUERIES.values():
        assert not seeds.run(*bind(query, {"min_confidence": "1.5"})).rows


HOSTILE = [
    "' OR 1=1 //",
    "x' AS actor MATCH (n) DETACH DELETE n //",
    "`}) RETURN 1 //",
    "\\",
    '"; DROP',
    "$actor",
    ".*",
    "(?i).*",
    "\u202eesrever",
    "💥" * 50,
    "a" * 10_000,
]


@pytest.mark.parametrize("value", HOSTILE, ids=[repr(v[:12]) for v in HOSTILE])
def test_hostile_values_find_nothing_and_change_nothing(value: str, seeds: Store) -> None:
    for query in QUERIES.values():
        named = [p for p in query.parameters if p.type == "text" and p.name != "outlet"]
        cypher, params = bind(query, dict.fromkeys((p.name for p in named), value))
        assert cypher == bind(query, {})[0]
        assert not seeds.run(cypher, params).rows


READ = [
    ("'it\\'s'", "text", "it's"),
    ('"a, b AS c"', "text", "a, b AS c"),
    ("''", "text", ""),
    ("3", "integer", 3),
    ("-2", "integer", -2),
    ("0.5", "float", 0.5),
    ("true", "boolean", True),
    ("'2023-03'", "date", "2023-03"),
    ("['a', 'b']", "list of text", ["a", "b"]),
    ("[]", "list of text", []),
]


@pytest.mark.parametrize(("literal", "kind", "default"), READ)
def test_a_default_tells_its_type(literal: str, kind: str, default: object) -> None:
    query = _query(
        f"WITH {literal} AS x, 1 AS y  // defaults: edit here\nRETURN x\nLIMIT 5\n",
        HEADER + "// param x: X\n// param y: Y\n",
    )
    first = query.parameters[0]
    assert (first.type, first.default, first.description) == (kind, default, "X")
    cypher, values = bind(query, {})
    assert cypher.splitlines()[5] == "WITH $x AS x, $y AS y"
    assert values == {"x": default, "y": 1}


def test_a_question_may_take_no_parameter() -> None:
    query = _query("MATCH (n) RETURN n\nLIMIT 3\n")
    assert bind(query, {}, limit=7) == (HEADER + "MATCH (n) RETURN n\nLIMIT 7\n", {})


DEFAULTS = "WITH 'a' AS x  // defaults: edit here\nRETURN x\nLIMIT 1\n"
BROKEN = [
    (
        "// titel: T\n",
        (
            "q.cypher:1: unknown header line '// titel: T' "
            "(did you mean 'title'? the keys are title, category, description and param NAME)"
        ),
    ),
    ("// title: T\n// title: U\n", "q.cypher:2: 'title' stands twice"),
    ("// title: T\n// category: c\n" + DEFAULTS, "q.cypher:1: the header lacks 'description'"),
    (HEADER, "q.cypher: there is no Cypher below the header"),
    (HEADER + DEFAULTS, "q.cypher:4: parameter 'x' lacks its `// param x: ...`"),
    (
        HEADER + "// param x: X\n// param y: Y\n" + DEFAULTS,
        "q.cypher:6: parameter 'y' has no default",
    ),
    (
        HEADER.replace("c\n", "d\n", 1) + DEFAULTS,
        "q.cypher:1: category 'd' in folder 'c' (name both alike)",
    ),
    (
        HEADER + "// param x: X\nWITH toLower('A') AS x  // defaults: edit here\nRETURN x\n",
        (
            "q.cypher:5: cannot read the defaults at \"toLower('A') AS x\" "
            "(write `WITH literal AS name, ...  // defaults: edit here`)"
        ),
    ),
    (
        HEADER + "// param x: X\nWITH 1 AS x, 2 AS x  // defaults: edit here\nRETURN x\n",
        "q.cypher:5: a parameter has two defaults",
    ),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_header_is_an_error_with_its_line(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        read_query(text, name="q", category="c", origin="q.cypher")
    assert str(caught.value) == message


TYPED = (
    "WITH 1 AS n, 0.5 AS f, true AS b, ['a'] AS l, '' AS since, '' AS status, '' AS negation"
    "  // defaults: edit here\nRETURN n\nLIMIT 5\n"
)
TYPED_HEADER = HEADER + "".join(
    f"// param {n}: N\n" for n in ("n", "f", "b", "l", "since", "status", "negation")
)


def test_settings_become_what_the_parameter_is() -> None:
    settings = {"n": " 3", "f": "1", "b": "False", "l": "x, y,", "since": "2023-02", "status": ""}
    _, values = bind(_query(TYPED, TYPED_HEADER), settings)
    assert values == {
        "n": 3,
        "f": 1.0,
        "b": False,
        "l": ["x", "y"],
        "since": "2023-02",
        "status": "",
        "negation": "",
    }


UNFIT = [
    ("n", "x", "query q: n: 'x' is no integer (give a whole number such as 3)"),
    ("n", "9" * 20, f"query q: n: '{'9' * 20}' is no integer (give a whole number such as 3)"),
    ("f", "nan", "query q: f: 'nan' is no float (give a number such as 0.5)"),
    ("b", "maybe", "query q: b: 'maybe' is no boolean (give true or false)"),
    (
        "since",
        "2023-02-30",
        (
            "query q: since: '2023-02-30' is no date "
            "(give a year, month or day such as 2023, 2023-03 or 2023-03-20)"
        ),
    ),
    (
        "status",
        "plan",
        (
            "query q: status: 'plan' is no status "
            "(did you mean 'planned'? give actual, planned, possible, called_for or nothing)"
        ),
    ),
    (
        "negation",
        "denies",
        (
            "query q: negation: 'denies' is no negation "
            "(did you mean 'denied'? give asserted, denied or nothing)"
        ),
    ),
    (
        "sinse",
        "2023",
        (
            "query q: unknown parameter 'sinse' "
            "(did you mean 'since'? it takes n, f, b, l, since, status, negation)"
        ),
    ),
]


@pytest.mark.parametrize(("name", "value", "message"), UNFIT)
def test_a_value_that_does_not_fit_is_an_error(name: str, value: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        bind(_query(TYPED, TYPED_HEADER), {name: value})
    assert str(caught.value) == message


def test_a_text_that_is_no_unicode_is_an_error() -> None:
    with pytest.raises(QueryError, match=r"actor: .* is no text"):
        bind(QUERIES["allies"], {"actor": "\udc80"})


def test_only_a_positive_limit_replaces_a_literal_one() -> None:
    assert bind(QUERIES["stance"], {}, limit=2)[0].endswith("\nLIMIT 2\n")
    with pytest.raises(QueryError, match=r"^query stance: limit 0 is not positive$"):
        bind(QUERIES["stance"], {}, limit=0)
    with pytest.raises(QueryError, match=r"^query q: its last line is no LIMIT to change$"):
        bind(_query("RETURN 1 AS x\n"), {}, limit=1)


def test_an_unknown_question_names_the_nearest() -> None:
    with pytest.raises(QueryError) as caught:
        find_query(QUERIES, "alies")
    assert str(caught.value) == (
        "unknown query 'alies' (did you mean 'allies'? graphkit query --list shows all)"
    )


def test_search_finds_questions_by_all_the_words() -> None:
    assert [q.name for q in search_queries(QUERIES, "Travelled WHERE")] == ["visits"]
    assert search_queries(QUERIES, "zebra") == []


def test_a_folder_of_ones_own_lies_over_ours(tmp_path: Path) -> None:
    (tmp_path / "ties").mkdir()
    own = HEADER.replace("category: c", "category: ties") + "RETURN 1 AS one\nLIMIT 1\n"
    (tmp_path / "ties" / "allies.cypher").write_text(own, encoding="utf-8")
    queries = all_queries([tmp_path])
    assert queries["allies"].title == "T"
    assert queries["rivals"] == QUERIES["rivals"]


def test_two_files_of_one_name_are_an_error(tmp_path: Path) -> None:
    for category in ("a", "b"):
        (tmp_path / category).mkdir()
        own = HEADER.replace("category: c", f"category: {category}") + "RETURN 1 AS x\n"
        (tmp_path / category / "q.cypher").write_text(own, encoding="utf-8")
    with pytest.raises(QueryError, match=r"b/q\.cypher: a second query of the name 'q'"):
        read_queries(tmp_path)


def test_a_missing_folder_and_a_binary_file_are_errors(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="there is no such folder of queries"):
        all_queries([tmp_path / "none"])
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "q.cypher").write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match="cannot be read"):
        read_queries(tmp_path)


def test_the_pages_of_questions_are_up_to_date(seeds: Store) -> None:
    written = {path: path.read_text(encoding="utf-8") for path in (PAGE, *FOLDER.glob("*.md"))}
    assert written == pages(seeds), "run python -m tests.query_docs"
