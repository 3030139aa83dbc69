"""Reading the data files, checking an editor's folder, and looking names up."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from graphkit import cue_examples
from graphkit.cli import ontology as command
from graphkit.engines import Settings, record_of
from graphkit.errors import OntologyError
from graphkit.lookups import look_up
from graphkit.ontology import Ontology, Role, load_ontology
from graphkit.ontology_checks import check_folder, cue_lines, packaged_only
from graphkit.tables import TABLES
from tests.samples import DATA

CUES = ",".join(TABLES["cues.csv"].columns)
OUTWIT = "outwit/v,outwit,verb,,subj,obj,criticizes,,,,,France outwitted Italy.,France,Italy,own"
ACTORS = "id,name,kind,country,from,until,source"
ALIASES = "alias,target,form,from,until,source"
PLACES = "id,name,country,kind,source"
ROLES = "person,name,role,country,from,until,source"


@pytest.fixture(scope="module")
def packaged() -> Ontology:
    """The ontology without an editor's folder."""
    return load_ontology()


def write(folder: Path, name: str, *lines: str) -> Path:
    """Writes a data file and returns its folder."""
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


class TestLoading:
    def test_rows_of_a_folder_join_ours(self, packaged: Ontology, tmp_path: Path) -> None:
        found = load_ontology(write(tmp_path, "cues.csv", CUES, OUTWIT))
        assert len(found.cues) == len(packaged.cues) + 1
        assert found.actors == packaged.actors

    def test_rows_of_a_folder_replace_ours(self, packaged: Ontology, tmp_path: Path) -> None:
        row = "country:NOR,Noreg,country,NOR,,,own"
        found = load_ontology(write(tmp_path, "actors.csv", ACTORS, row))
        assert found.country_name("NOR") == "Noreg"
        assert packaged.country_name("NOR") == "Norway"
        assert len(found.actors) == len(packaged.actors)

    def test_relation_label_is_upper_case(self, packaged: Ontology) -> None:
        assert packaged.relations["talks_with"].label == "TALKS_WITH"

    def test_relations_name_known_events(self, packaged: Ontology) -> None:
        assert {r.event for r in packaged.relations.values()} - {None} <= set(packaged.events)

    @pytest.mark.parametrize(
        ("day", "held"),
        [("2019-12-31", False), ("2020-01-01", True), ("2021-06-30", True), ("2022-01-01", False)],
    )
    def test_role_covers_its_days_a_year_to_its_end(self, day: str, held: bool) -> None:
        role = Role(
            person="person:x", name="X", role="envoy", country="NOR", since="2020", until="2021"
        )
        assert role.covers(dt.date.fromisoformat(day)) is held
        assert role.covers(None)

    @pytest.mark.parametrize(
        ("name", "lines", "message"),
        [
            (
                "cues.csv",
                [CUES, OUTWIT.replace("criticizes", "critizes")],
                "cues.csv:2: unknown relation 'critizes' (did you mean 'criticizes'?)",
            ),
            (
                "speech.csv",
                ["lemma,source"],
                "speech.csv:1: column 'kind' is missing (the header is lemma,kind,source)",
            ),
            ("places.csv", [PLACES, "a,b"], "places.csv:2: wrong number of cells (quote commas)"),
            ("relations.toml", ["[x"], "relations.toml: "),
        ],
        ids=["unknown", "column", "cells", "toml"],
    )
    def test_first_fault_is_told(
        self, tmp_path: Path, name: str, lines: list[str], message: str
    ) -> None:
        with pytest.raises(OntologyError) as caught:
            load_ontology(write(tmp_path, name, *lines))
        assert str(caught.value).startswith(message)


class TestChecking:
    def test_our_own_files_have_no_fault(self) -> None:
        faults = [p for p in check_folder(DATA) if p.where not in packaged_only()]
        assert faults == []

    def test_our_own_files_have_the_columns_of_the_tables(self) -> None:
        assert set(TABLES) <= {path.name for path in DATA.glob("*.csv")}
        for name, table in TABLES.items():
            with (DATA / name).open(encoding="utf-8", newline="") as lines:
                assert next(csv.reader(lines)) == list(table.columns), name

    @pytest.mark.parametrize(
        ("name", "header", "row", "told"),
        [
            ("actors.csv", ACTORS, "x,X,country,NOR,,,own", "ill-formed id 'x'"),
            ("actors.csv", ACTORS, "group:x,X,crowd,,,,own", "unknown kind 'crowd'"),
            ("actors.csv", ACTORS, "group:x,X,group,no,,,own", "ill-formed country 'no'"),
            ("actors.csv", ACTORS, "group:x,X,group,,May 1,,own", "ill-formed date 'May 1'"),
            ("actors.csv", ACTORS, "group:x,X,group,,2020,2019,own", "until 2019 lies before"),
            ("actors.csv", ACTORS, "group:x,,group,,,,own", "name is empty"),
            ("actors.csv", ACTORS, "group:x,X,group,,,,", "source is empty"),
            ("aliases.csv", ALIASES, "X,country:NOX,name,,,own", "unknown target 'country:NOX'"),
            ("places.csv", PLACES, "place:x,X,NOR,town,own", "unknown kind of place 'town'"),
            ("roles.csv", ROLES, "person:x,X,boss,NOR,,,own", "unknown office 'boss'"),
            ("cues.csv", CUES, OUTWIT.replace("obj", "Obj!"), "ill-formed slot 'Obj!'"),
            ("cues.csv", CUES, OUTWIT.replace(",,,,,", ",,,yes,,"), "unknown truth value 'yes'"),
            ("cues.csv", CUES, OUTWIT.replace("verb", "verbs"), "unknown part of speech 'verbs'"),
        ],
        ids=[
            "id",
            "kind",
            "country",
            "date",
            "span",
            "empty",
            "source",
            "target",
            "place",
            "office",
            "slot",
            "truth",
            "pos",
        ],
    )
    def test_fault_is_told_with_file_and_line(
        self, tmp_path: Path, name: str, header: str, row: str, told: str
    ) -> None:
        (problem,) = check_folder(write(tmp_path, name, header, row))
        assert str(problem).startswith(f"{name}:2: {told}")

    def test_every_fault_is_told_in_order(self, tmp_path: Path) -> None:
        rows = [OUTWIT, OUTWIT.replace("criticizes", "critizes"), "a,b,c"]
        problems = check_folder(write(tmp_path, "cues.csv", CUES, *rows))
        assert [str(p) for p in problems] == [
            "cues.csv:3: unknown relation 'critizes' (did you mean 'criticizes'?)",
            "cues.csv:3: outwit/v stands in line 2 already (take one of the two out)",
            "cues.csv:4: 3 cells instead of 15 (put a cell that holds a comma in quotation marks)",
        ]

    def test_rows_may_refer_to_the_folder_itself(self, tmp_path: Path) -> None:
        write(tmp_path, "actors.csv", ACTORS, "group:fens,Fens,group,,,,own")
        write(tmp_path, "aliases.csv", ALIASES, "Fenlanders,group:fens,demonym,,,own")
        assert check_folder(tmp_path) == []

    def test_a_row_over_several_lines_counts_its_last(self, tmp_path: Path) -> None:
        rows = ['"outwit\n/v",outwit', "x"]
        places = [p.where for p in check_folder(write(tmp_path, "cues.csv", CUES, *rows))]
        assert places == ["cues.csv:3", "cues.csv:4"]

    def test_a_misspelt_file_is_told(self, tmp_path: Path) -> None:
        write(tmp_path, "cues.csv", CUES, OUTWIT)
        (problem,) = check_folder(write(tmp_path, "alias.csv", ALIASES))
        assert str(problem) == (
            "alias.csv: no data file of graphkit has this name (did you mean aliases.csv?)"
        )

    def test_a_file_that_is_not_laid_over_is_told(self, tmp_path: Path) -> None:
        write(tmp_path, "cues.csv", CUES, OUTWIT)
        (problem,) = check_folder(write(tmp_path, "issues.csv", "phrase,issue,source"))
        assert str(problem) == ("issues.csv: cannot be laid over: graphkit reads its own file only")

    def test_wrong_encoding_is_told_with_its_line(self, tmp_path: Path) -> None:
        (tmp_path / "places.csv").write_bytes(f"{PLACES}\nplace:x,".encode() + b"\xe9,,,\n")
        (problem,) = check_folder(tmp_path)
        assert str(problem) == "places.csv:2: is not UTF-8 (save it as UTF-8)"

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            ("[snubs]\n", "stance is missing"),
            ('[snubs]\nstance = "low"\n', "stance may not be 'low'"),
            ("[snubs]\nstance = true\n", "stance may not be True"),
            ('["to outwit"]\n', "bad name"),
            ('[snubs]\nevent = "ACUSE"\n', "unknown PLOVER type 'ACUSE'"),
            ("snubs = 1\n", "is not a table"),
        ],
        ids=["missing", "type", "bool", "name", "event", "no-table"],
    )
    def test_definition_faults(self, tmp_path: Path, body: str, told: str) -> None:
        problems = check_folder(write(tmp_path, "relations.toml", body))
        assert told in [p.what for p in problems]

    def test_broken_toml_is_told(self, tmp_path: Path) -> None:
        (problem,) = check_folder(write(tmp_path, "events.toml", "[x"))
        assert str(problem).startswith("events.toml: is not TOML: ")

    def test_folder_must_be_there_and_hold_data(self, tmp_path: Path) -> None:
        with pytest.raises(OntologyError, match="no such folder"):
            check_folder(tmp_path / "none")
        with pytest.raises(OntologyError, match="holds no data file"):
            check_folder(tmp_path)

    def test_lines_of_cue_rows(self, tmp_path: Path) -> None:
        assert cue_lines(tmp_path) == {}
        assert cue_lines(write(tmp_path, "cues.csv", CUES, OUTWIT)) == {"outwit/v": 2}


class TestLookingUp:
    @pytest.mark.parametrize(
        ("name", "told"),
        [
            ("visits", ("cue rows of visits", "visit/v")),
            ("CONSULT", ("relations of CONSULT", "visits, hosts, meets, talks_with, mediates")),
            ("Kremlin", ("metonym Kremlin", "country:RUS")),
            ("Kremlin", ("country Russia", "country:RUS, RUS; also Kremlin, ")),
            ("country:NOR", ("country Norway", "country:NOR, NOR")),
            ("norway", ("country Norway", "country:NOR, NOR")),
            ("Xi Jinping", ("person Xi Jinping", "head_of_state of CHN, 2013-03-14 to now")),
            ("visit/v", ("cue row visit/v", "subj -> ")),
            ("Georgia", ("ambiguous Georgia", "place:georgia-us beside Atlanta")),
        ],
        ids=["relation", "event", "alias", "target", "id", "case", "person", "cue", "ambiguous"],
    )
    def test_entries(self, packaged: Ontology, name: str, told: tuple[str, str]) -> None:
        what, part = told
        assert any(w == what and part in text for w, text in look_up(packaged, name))

    def test_an_unknown_name_has_no_entry(self, packaged: Ontology) -> None:
        assert look_up(packaged, "Ruritania") == []


def run(*words: object) -> Result:
    """Runs `graphkit ontology`."""
    app = typer.Typer()
    command.add_to(app)
    return CliRunner().invoke(app, ["ontology", *(str(word) for word in words)])


class TestCommand:
    def test_check_tells_problems_and_fails(self, tmp_path: Path) -> None:
        result = run("check", write(tmp_path, "cues.csv", CUES, OUTWIT.replace(",own", ",")))
        assert result.stdout == "cues.csv:2: source is empty\n"
        assert str(result.exception) == f"{tmp_path}: 1 problem"

    def test_check_reads_the_examples(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def nothing_found(articles: Any, *, settings: Settings) -> Any:
            assert settings.ontology == tmp_path
            for article in articles:
                assert article.text == "France outwitted Italy."
                yield record_of(article, sentences=1, statements=0), []

        monkeypatch.setattr(cue_examples, "extract_all", nothing_found)
        result = run("check", write(tmp_path, "cues.csv", CUES, OUTWIT))
        assert result.stdout == (
            "cues.csv:2: the example yields no statement instead of France criticizes Italy "
            "(graphkit explain shows how a sentence is read)\n"
        )

    def test_check_can_leave_the_examples_out(self, tmp_path: Path) -> None:
        result = run("check", write(tmp_path, "cues.csv", CUES, OUTWIT), "--no-examples")
        assert result.exit_code == 0
        assert result.stderr.endswith(": no problems\n")

    def test_show_tells_entries(self) -> None:
        result = run("show", "Kremlin")
        assert result.stdout.startswith(
            "metonym Kremlin: stands for country:RUS\n"
            "capital Kremlin: stands for country:SUN, 1922-12-30 to 1991-12-25\n"
            "country Russia: "
        )

    def test_show_suggests_a_name(self) -> None:
        result = run("show", "Krelmin")
        assert str(result.exception) == (
            "Krelmin: the data files do not know this name (did you mean 'Kremlin'?)"
        )


def test_examples_are_read_by_the_extraction(tmp_path: Path) -> None:
    bad = "grin/v,grin,verb,,subj,at,criticizes,,,,,France smiled at Italy.,France,Italy,own"
    rules = load_ontology(write(tmp_path, "cues.csv", CUES, OUTWIT, bad))
    rows = [cue for cue in rules.cues if cue.id in ("outwit/v", "grin/v")]
    failed = list(cue_examples.failed_examples(rows, settings=Settings(ontology=tmp_path)))
    assert [f.cue.id for f in failed] == ["grin/v"]
