"""The extraction as a whole: its order, its memory, its files, and what a cut run leaves."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from graphkit.articles import Note
from graphkit.engines import (
    Existing,
    Job,
    LeftOut,
    Result,
    Run,
    Settings,
    check_covered,
    extract_all,
    is_english,
    prepare_output,
    record_of,
    recorded_ids,
    records_path,
    running,
    working,
)
from graphkit.engines.outputs import is_untouched
from graphkit.engines.partitions import partitions_in
from graphkit.errors import ArticleError, EngineError, ModelError, StatementError
from graphkit.records import Article
from tests.command_line import json_lines, read_lines
from tests.samples import country, statement

FRENCH = (
    "Le ministre des affaires étrangères a rencontré son homologue à Ankara mardi soir. Ils ont "
    "parlé de la guerre, des échanges de prisonniers et du prix des céréales, selon un "
    "porte-parole du ministère. Une nouvelle rencontre est prévue avant la fin du mois, "
    "a-t-il ajouté, sans donner la date ni le lieu de cette réunion."
)
TALKS = "Norway's foreign minister met her Turkish counterpart in Oslo."


def article(name: str, text: str = TALKS) -> Article:
    """An article."""
    return Article(id=name, text=text)


@pytest.fixture
def _one_model(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "load_model", lambda _, **__: nlp)


class TestIsEnglish:
    def test_french_is_not(self) -> None:
        assert not is_english(FRENCH)

    @pytest.mark.parametrize("text", ["", TALKS, "習近平", FRENCH[:120]], ids=repr)
    def test_short_texts_pass(self, text: str) -> None:
        assert is_english(text)

    def test_english_of_some_length_is(self) -> None:
        assert is_english((TALKS + " The talks are to go on in the spring, she said. ") * 5)


@pytest.mark.usefixtures("_one_model")
class TestOneProcess:
    def test_records_come_in_the_order_of_the_articles(self) -> None:
        texts = {"a": FRENCH, "b": TALKS, "c": FRENCH, "d": FRENCH, "e": TALKS, "f": FRENCH}
        found = [r for r, _ in extract_all([article(n, t) for n, t in texts.items()], settings=S)]
        assert [(r.id, r.skipped) for r in found] == [
            (name, "not English" if text is FRENCH else None) for name, text in texts.items()
        ]

    def test_nothing_yields_nothing(self) -> None:
        assert list(extract_all([], settings=S)) == []

    def test_articles_are_read_as_they_are_needed(self) -> None:
        given = 0

        def endless() -> Iterator[Article]:
            nonlocal given
            while True:
                given += 1
                yield article(f"a{given}")

        results = extract_all(endless(), settings=S)
        for done in range(1, 301):
            next(results)
            assert given - done < 100
        results.close()


S = Settings(classifier=None)


class TestProcesses:
    def test_any_number_of_workers_yields_the_same(self, nlp: Language) -> None:
        articles = [article(f"a{n}", FRENCH if n % 7 == 0 else TALKS) for n in range(50)]
        several = list(extract_all(articles, settings=S, workers=2))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(working, "load_model", lambda _, **__: nlp)
            assert several == list(extract_all(articles, settings=S, workers=1))

    def test_an_unknown_model_is_told_as_in_one_process(self) -> None:
        results = extract_all(
            [article("a")], settings=Settings(model="no_such", classifier=None), workers=2
        )
        with pytest.raises(ModelError, match="no_such: no such spaCy model"):
            next(results)

    def test_a_killed_worker_is_an_error_with_a_remedy(self) -> None:
        results = extract_all((article(f"a{n}") for n in range(10_000)), settings=S, workers=2)
        next(results)
        for process in multiprocessing.active_children():
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(EngineError, match=r"a worker process was killed \(if memory ran"):
            list(results)

    def test_stopping_early_ends_the_workers_soon(self) -> None:
        long = f"{TALKS} It was the first of the talks on the war.\n" * 300  # takes a second
        articles = (article(f"a{n}", long if n >= 32 else TALKS) for n in range(10_000))
        results = extract_all(articles, settings=S, workers=2)
        next(results)
        time.sleep(1)
        begun = time.monotonic()
        results.close()
        assert time.monotonic() - begun < 20  # the batch under way takes minutes
        assert not multiprocessing.active_children()


def made_up(articles: Iterable[Article], **_: Any) -> Iterator[Result]:
    """Stands for the extraction: one, two or no statements an article, without a model."""
    for read in articles:
        count = int(read.text.split()[0])
        found = [
            statement(read.id, country("USA"), "meets", country("FRA"), sent=n)
            for n in range(count)
        ]
        yield record_of(read, sentences=3, statements=count), found


COUNTS = (2, 0, 1, 2)


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Four articles with 2, 0, 1 and 2 statements, with skips before, between and after."""
    rows: list[dict[str, Any]] = []
    for n, count in enumerate(COUNTS):
        rows.append({"id": f"a{n}", "text": f"{count} statements", "date": "2023-03-20"})
        rows.append({"id": f"s{n}", "text": ""})
    rows.append(rows[0])
    path = tmp_path / "in.jsonl"
    path.write_bytes(json_lines(rows))
    monkeypatch.setattr(running, "extract_all", made_up)
    return Job(paths=(str(path),))


def ran(
    job: Job, path: Path, existing: Existing = Existing.refuse, partition: int | None = None
) -> tuple[Run, list[Any]]:
    """Runs a job; returns the run and what it told."""
    told: list[LeftOut | Note] = []
    output = prepare_output(str(path), existing=existing, inputs=job.paths, partition=partition)
    run = Run(job, output, tell=told.append)
    list(run.extract())
    return run, told


class TestRun:
    def test_skipped_articles_are_recorded_in_their_place(self, job: Job, tmp_path: Path) -> None:
        run, told = ran(job, tmp_path / "s.jsonl")
        records = read_lines(tmp_path / "s.articles.jsonl")
        assert [(r["id"], r["statements"], r["skipped"]) for r in records] == [
            ("a0", 2, None),
            ("s0", 0, "no text"),
            ("a1", 0, None),
            ("s1", 0, "no text"),
            ("a2", 1, None),
            ("s2", 0, "no text"),
            ("a3", 2, None),
            ("s3", 0, "no text"),
            ("a0", 0, f"duplicate of {job.paths[0]}:1"),
        ]
        assert (run.tally.articles, run.tally.statements) == (4, 5)
        assert run.tally.left_out == {"no text": 4, "duplicate": 1}
        assert [t.id for t in told if isinstance(t, LeftOut)] == ["s0", "s1", "s2", "s3", "a0"]

    def test_a_run_cut_anywhere_is_completed_to_the_same_bytes(
        self, job: Job, tmp_path: Path
    ) -> None:
        whole = tmp_path / "whole.jsonl"
        ran(job, whole)
        statements, records = whole.read_bytes(), records_path(whole).read_bytes()
        cut = tmp_path / "cut.jsonl"
        for kept_statements, kept_records in cuts(statements, records):
            cut.write_bytes(kept_statements)
            records_path(cut).write_bytes(kept_records)
            run, _ = ran(job, cut, Existing.resume)
            assert (cut.read_bytes(), records_path(cut).read_bytes()) == (statements, records)
            assert run.tally.articles + run.tally.resumed == 4
            assert is_untouched(cut)

    def test_a_text_that_changed_is_told_and_not_mixed_in(self, job: Job, tmp_path: Path) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        before = path.read_bytes()
        source = Path(job.paths[0])
        source.write_text(source.read_text().replace("1 statements", "2 statements"))
        run, told = ran(job, path, Existing.resume)
        assert (run.tally.resumed, run.tally.left_out["changed"]) == (3, 1)
        assert path.read_bytes() == before
        changed = next(t for t in told if isinstance(t, LeftOut) and t.cause == "changed")
        assert changed.where == f"{source}:5"

    def test_an_input_without_articles_is_an_error_and_replaces_nothing(
        self, job: Job, tmp_path: Path
    ) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        before = path.read_bytes()
        empty = tmp_path / "empty.txt"
        empty.touch()
        with pytest.raises(ArticleError, match="no article in the input"):
            ran(Job(paths=(str(empty),)), path, Existing.overwrite)
        assert path.read_bytes() == before

    def test_a_missing_model_replaces_nothing(
        self, job: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        before = path.read_bytes()
        monkeypatch.setattr(running, "extract_all", extract_all)
        with pytest.raises(ModelError):
            ran(Job(paths=job.paths, settings=Settings(model="no_such")), path, Existing.overwrite)
        assert path.read_bytes() == before


def cuts(statements: bytes, records: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yields all that a kill can leave: whole articles, then part of one, in two files."""
    record_lines = records.splitlines(keepends=True)
    statement_lines = statements.splitlines(keepends=True)
    written = 0
    for n, line in enumerate(record_lines):
        mine = 0 if n % 2 or n >= 8 else COUNTS[n // 2]
        done = b"".join(statement_lines[:written])
        under_way = b"".join(statement_lines[written : written + mine])
        past = b"".join(record_lines[:n])
        for size in sorted({0, 1, len(under_way) // 2, len(under_way) - 1, len(under_way)}):
            if 0 <= size <= len(under_way):
                yield done + under_way[:size], past
        for size in (1, len(line) - 1):
            yield done + under_way, past + line[:size]
        written += mine
    yield b"", b""


def joined(folder: Path) -> tuple[bytes, bytes]:
    """Returns what the files of a folder hold together."""
    files = partitions_in(folder)
    return (
        b"".join(f.read_bytes() for f in files),
        b"".join(records_path(f).read_bytes() for f in files),
    )


class TestPartitions:
    @pytest.mark.parametrize("size", [1, 2, 4, 9, 100])
    def test_together_they_hold_what_one_file_does(
        self, job: Job, tmp_path: Path, size: int
    ) -> None:
        ran(job, tmp_path / "s.jsonl")
        run, _ = ran(job, tmp_path / "parts", partition=size)
        one = (tmp_path / "s.jsonl").read_bytes(), (tmp_path / "s.articles.jsonl").read_bytes()
        assert joined(tmp_path / "parts") == one
        assert (run.tally.articles, run.tally.statements) == (4, 5)
        files = partitions_in(tmp_path / "parts")
        assert [file.name for file in files][:2] == [
            "00001.statements.jsonl",
            "00002.statements.jsonl",
        ][: len(files)]
        held = [len(read_lines(records_path(file))) for file in files]
        assert held[:-1] == [size] * (len(files) - 1)
        assert 0 < held[-1] <= size
        assert all(map(is_untouched, files))

    @pytest.mark.parametrize("size", [1, 2, 3, 9])
    def test_a_run_cut_anywhere_is_completed_to_the_same_bytes(
        self, job: Job, tmp_path: Path, size: int
    ) -> None:
        folder = tmp_path / "parts"
        ran(job, folder, partition=size)
        whole = {file.name: file.read_bytes() for file in folder.iterdir()}
        for left in cut_parts(folder):
            for file in folder.iterdir():
                file.unlink()
            for name, held in left.items():
                (folder / name).write_bytes(held)
            run, _ = ran(job, folder, Existing.resume, partition=size)
            assert {file.name: file.read_bytes() for file in folder.iterdir()} == whole
            assert run.tally.articles + run.tally.resumed == 4
            assert len(recorded_ids(folder)) == 4
            assert all(map(is_untouched, partitions_in(folder)))

    def test_files_that_are_there_are_refused_or_all_replaced(
        self, job: Job, tmp_path: Path
    ) -> None:
        folder = tmp_path / "parts"
        ran(job, folder, partition=1)
        (folder / "notes.txt").write_text("mine")
        with pytest.raises(StatementError, match=r"parts: is there already \(--resume goes"):
            prepare_output(str(folder), existing=Existing.refuse, partition=1)
        ran(job, folder, Existing.overwrite, partition=5)
        assert len(partitions_in(folder)) == 2
        assert len(list(folder.iterdir())) == 5

    def test_a_run_that_finds_nothing_replaces_nothing(self, job: Job, tmp_path: Path) -> None:
        folder = tmp_path / "parts"
        ran(job, folder, partition=1)
        before = joined(folder)
        (tmp_path / "empty.txt").touch()
        empty = Job(paths=(str(tmp_path / "empty.txt"),))
        with pytest.raises(ArticleError, match="no article in the input"):
            ran(empty, folder, Existing.overwrite, partition=1)
        assert joined(folder) == before

    def test_a_file_is_no_folder(self, job: Job, tmp_path: Path) -> None:
        ran(job, tmp_path / "s.jsonl")
        with pytest.raises(StatementError, match=r"is a file \(with --partition a folder is writ"):
            prepare_output(str(tmp_path / "s.jsonl"), existing=Existing.overwrite, partition=1)


def cut_parts(folder: Path) -> Iterator[dict[str, bytes]]:
    """Yields all that a kill can leave of a folder: whole files, then a part of the last two."""
    left: dict[str, bytes] = {}
    for file in partitions_in(folder):
        lines = file.read_bytes().splitlines(keepends=True)
        records = records_path(file).read_bytes().splitlines(keepends=True)
        ids = [json.loads(line)["id"] for line in records]
        docs = [json.loads(line)["doc"] for line in lines]
        for n, record in enumerate(records):
            done = sum(doc in ids[:n] for doc in docs)
            mine = b"" if ids[n] in ids[:n] else b"".join(lines[done : done + docs.count(ids[n])])
            kept, past = b"".join(lines[:done]), b"".join(records[:n])
            for statements, told in (
                (kept, past),
                (kept + mine[:-1], past),
                (kept + mine, past + record[:-1]),
            ):
                yield {**left, file.name: statements, records_path(file).name: told}
        left = {**left, file.name: b"".join(lines), records_path(file).name: b"".join(records)}
        yield left


class TestPlace:
    def test_files_that_are_there_are_refused(self, job: Job, tmp_path: Path) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        with pytest.raises(StatementError, match=r"s\.jsonl: is there already \(--resume goes"):
            prepare_output(str(path), existing=Existing.refuse)

    @pytest.mark.parametrize("which", ["s.jsonl", "s.articles.jsonl"])
    def test_an_edited_file_is_kept(self, job: Job, tmp_path: Path, which: str) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        prepare_output(str(path), existing=Existing.overwrite_untouched)
        edited = tmp_path / which
        edited.write_text(edited.read_text().replace("meets", "visits"))
        with pytest.raises(StatementError, match="was changed by hand, or belongs to a cut run"):
            prepare_output(str(path), existing=Existing.overwrite_untouched)
        prepare_output(str(path), existing=Existing.overwrite)

    def test_a_copied_pair_counts_as_edited(self, job: Job, tmp_path: Path) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        records_path(path).unlink()
        with pytest.raises(StatementError, match="was changed by hand"):
            prepare_output(str(path), existing=Existing.overwrite_untouched)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("s.jsonl.gz", "statements are written uncompressed (gzip them afterwards)"),
            ("none/s.jsonl", "no such folder (make it, or choose another -o)"),
            (".", "is a folder (name a file, or give --partition)"),
            ("in.jsonl", "is an input (choose another -o)"),
        ],
    )
    def test_unfit_places(self, job: Job, tmp_path: Path, name: str, message: str) -> None:
        with pytest.raises(StatementError) as caught:
            prepare_output(str(tmp_path / name), existing=Existing.overwrite, inputs=job.paths)
        assert str(caught.value).endswith(message)

    @pytest.mark.parametrize("existing", [Existing.resume, Existing.overwrite])
    def test_another_run_is_kept_out_until_the_first_has_ended(
        self, job: Job, tmp_path: Path, existing: Existing
    ) -> None:
        path = tmp_path / "s.jsonl"
        first = prepare_output(str(path), existing=Existing.refuse)
        with first.kept():
            first.close()  # what keeps it reads it still
            with pytest.raises(StatementError) as caught:
                prepare_output(str(path), existing=existing)
            assert str(caught.value) == (
                f"{path}: another run is writing to it (wait until that one has ended, or name "
                "another file with -o)"
            )
        ran(job, path, existing)

    def test_a_corrected_file_is_not_cut_when_resuming(self, job: Job, tmp_path: Path) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        lines = path.read_bytes().splitlines(keepends=True)
        for broken in (b"{torn by an editor\n", lines[0].replace(b'"a0"', b'"other"')):
            path.write_bytes(b"".join([lines[0], broken, *lines[2:]]))
            with pytest.raises(StatementError, match=r":[23]: is no statement of a finished art"):
                prepare_output(str(path), existing=Existing.resume)
            assert len(path.read_bytes().splitlines()) == len(lines)

    def test_a_broken_record_is_not_cut_when_resuming(self, job: Job, tmp_path: Path) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        records = records_path(path)
        lines = records.read_bytes().splitlines(keepends=True)
        records.write_bytes(b"".join([lines[0], b"{}\n", *lines[2:]]))
        with pytest.raises(StatementError, match=r"articles\.jsonl:2: is no article record"):
            prepare_output(str(path), existing=Existing.resume)
        assert len(records.read_bytes().splitlines()) == len(lines)

    def test_statements_without_records_are_not_cut_when_resuming(
        self, job: Job, tmp_path: Path
    ) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        records_path(path).unlink()
        with pytest.raises(StatementError, match="there are no article records beside it"):
            prepare_output(str(path), existing=Existing.resume)
        assert path.stat().st_size


class TestCovered:
    def test_the_same_articles_and_more_are_fine(self, job: Job, tmp_path: Path) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        more = tmp_path / "more.txt"
        more.write_text("1 statements")
        check_covered(job, path)
        check_covered(Job(paths=(*job.paths, str(more))), path)

    def test_other_articles_are_not(self, job: Job, tmp_path: Path) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        more = tmp_path / "more.txt"
        more.write_text("1 statements")
        with pytest.raises(StatementError, match="holds 4 articles that are not in the input, su"):
            check_covered(Job(paths=(str(more),)), path)

    def test_a_stream_cannot_be_read_twice(self, job: Job, tmp_path: Path) -> None:
        path = tmp_path / "s.jsonl"
        ran(job, path)
        with pytest.raises(StatementError, match=r"is there already \(name another file"):
            check_covered(Job(paths=("-",)), path)
