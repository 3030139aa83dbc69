"""graphkit in somebody's own spaCy pipeline: what it finds, and that it goes where the Doc goes."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import graphkit
import graphkit.pipeline.component
from graphkit.errors import ArticleError, ModelError, OntologyError
from graphkit.records import Article, text_id
from graphkit.sentences import load_model, model_path, parse_article
from tests.samples import ROOT

MODEL = model_path("en_core_web_sm")
TEXT = (
    "Xi Jinping visited Moscow on Monday.\n\n"
    "The European Union sanctioned Belarus, the Kremlin said."
)
LINES = [
    "Xi Jinping visits Moscow, 2023-03-20",
    "European Union sanctions Belarus, according to Russia",
]
UNDATED = ["Xi Jinping visits Moscow", LINES[1]]
RULES = {"classifier": "none"}


def pipeline(**config: Any) -> Language:
    """Returns the shipped model with graphkit at its end."""
    nlp = spacy.load(MODEL)
    nlp.add_pipe("graphkit", config=config)
    return nlp


@pytest.fixture(scope="module")
def own() -> Language:
    """A pipeline whose parse graphkit reads."""
    return pipeline(**RULES)


def dated(nlp: Language, day: str | dt.date, text: str = TEXT) -> Doc:
    """Returns a Doc that is not parsed yet, with the article's date."""
    doc = nlp.make_doc(text)
    doc._.published = day
    return doc


def lines(doc: Doc) -> list[str]:
    """Returns the statements as lines."""
    return [str(statement) for statement in doc._.statements]


def run(code: str, folder: Path) -> str:
    """Returns what a script prints, run in a process of its own away from the checkout."""
    script = folder / "script.py"
    script.write_text(dedent(code), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_doc_has_its_statements(own: Language) -> None:
    doc = own(dated(own, dt.date(2023, 3, 22)))
    assert lines(doc) == LINES
    first, second = doc._.statements
    assert (first.published, first.published_precision) == (dt.date(2023, 3, 22), "day")
    assert first.doc == doc._.article_id == text_id(TEXT)
    spans = [doc.char_span(s.start, s.end) for s in doc._.statements]
    assert [str(span) for span in spans] == TEXT.split("\n\n")
    assert str(doc.char_span(second.object.start, second.object.end)) == "Belarus"


def test_a_doc_without_a_date_leaves_days_open(own: Language) -> None:
    doc = own(TEXT)
    assert doc._.published is None
    assert lines(doc) == UNDATED
    assert own("")._.statements == own(" \n")._.statements == ()
    assert spacy.blank("en")(TEXT)._.statements == ()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2023-03", "2023-03"),
        (dt.date(2023, 3, 1), "2023-03-01"),
        (dt.datetime(2023, 3, 1, 9, tzinfo=dt.UTC), "2023-03-01"),
        (None, None),
    ],
)
def test_dates_are_kept_as_text(own: Language, given: Any, kept: str | None) -> None:
    assert dated(own, given)._.published == kept


@pytest.mark.parametrize("given", ["soon", "2023-13", 2023, ""])
def test_what_is_no_date_is_refused(own: Language, given: Any) -> None:
    with pytest.raises(ArticleError, match="is no day, month or year"):
        dated(own, given)


def test_an_article_may_have_its_own_id(own: Language) -> None:
    doc = own.make_doc(TEXT)
    doc._.article_id = "d07"
    found = own(doc)._.statements
    assert {statement.doc for statement in found} == {"d07"}
    assert {s.id for s in found}.isdisjoint(s.id for s in own(TEXT)._.statements)


def test_many_docs_keep_their_order_and_dates(own: Language) -> None:
    docs = [dated(own, f"2023-03-{day}") for day in (15, 22, 29)]
    days = [doc._.statements[0].date for doc in own.pipe(docs)]
    assert days == [dt.date(2023, 3, day) for day in (13, 20, 27)]
    pairs = own.pipe([(TEXT, {"n": 1}), ("Nothing.", {"n": 2})], as_tuples=True)
    assert [(len(doc._.statements), context["n"]) for doc, context in pairs] == [(2, 1), (0, 2)]


def test_docs_keep_statements_as_bytes(own: Language, tmp_path: Path) -> None:
    doc = own(dated(own, "2023-03-22"))
    again = Doc(own.vocab).from_bytes(doc.to_bytes())
    assert again._.statements == doc._.statements
    assert again._.published == "2023-03-22"
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "docs.spacy")
    (read,) = DocBin().from_disk(tmp_path / "docs.spacy").get_docs(own.vocab)
    assert read._.statements == doc._.statements


def test_the_pipeline_is_saved_and_loaded(own: Language, tmp_path: Path) -> None:
    own.to_disk(tmp_path / "own")
    assert "graphkit" not in {path.name for path in (tmp_path / "own").iterdir()}
    loaded = spacy.load(tmp_path / "own")
    assert loaded.config["components"]["graphkit"]["classifier"] == "none"
    assert lines(loaded(TEXT)) == UNDATED
    built = spacy.util.load_model_from_config(own.config, auto_fill=True)
    assert lines(built.from_bytes(own.to_bytes())(TEXT)) == UNDATED


def test_graphkits_own_parse_is_that_of_the_command_line() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("graphkit", config={"model": "en_core_web_sm", **RULES})
    article = next(graphkit.read_articles(ROOT / "seeds" / "articles"))
    doc = nlp.make_doc(article.text)
    doc._.published, doc._.article_id = article.published, article.id
    expected = list(graphkit.extract(article, classifier="none"))
    assert list(nlp(doc)._.statements) == expected
    assert len(expected) > 5


def test_the_whole_text_is_read_like_paragraphs(own: Language) -> None:
    text = (
        "LIMA, Peru (Reuters) - Xi Jinping visited Moscow\n\n"
        "Read more: Talks\n\nIran waged war on Iraq.\nThe EU sanctioned Belarus."
    )
    finder: Any = own.get_pipe("graphkit")
    extractor = finder._extractor
    nlp = load_model(lemmas=extractor.ontology.lemmas)
    article = Article.of_text(text)
    whole = graphkit.pipeline.docs.parsed_doc(
        own(text), article, furniture=extractor.furniture, lemmas=extractor.ontology.lemmas
    )
    piecewise = parse_article(nlp, article, furniture=extractor.furniture)
    assert [s.sentence for s in whole.sentences] == [s.sentence for s in piecewise.sentences]
    assert [s.paragraph for s in whole.sentences] == [s.paragraph for s in piecewise.sentences]
    lemmas = [[t.lemma for t in s.tokens] for s in whole.sentences]
    assert lemmas == [[t.lemma for t in s.tokens] for s in piecewise.sentences]
    assert "wage" in lemmas[1]


@pytest.mark.filterwarnings("ignore::UserWarning")  # spaCy too tells what the others lack
@pytest.mark.parametrize("lacking", ["tagger", "parser", "lemmatizer", "ner"])
def test_a_missing_component_is_told(lacking: str) -> None:
    nlp = spacy.load(MODEL, exclude=[lacking])
    nlp.add_pipe("graphkit", config=RULES)
    with pytest.raises(ModelError, match=f"no {lacking} ran before graphkit"):
        nlp(TEXT)


def test_unfit_settings_are_told_when_it_is_added(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="the classifier lacks"):
        pipeline(classifier=str(tmp_path))
    with pytest.raises(ModelError, match="no such spaCy model"):
        pipeline(model="no_such_model", **RULES)
    with pytest.raises(OntologyError):
        pipeline(ontology=str(tmp_path / "nowhere"), **RULES)


def test_spacy_is_told_what_it_needs_and_gives() -> None:
    meta = Language.get_factory_meta("graphkit")
    assert meta.assigns == ["doc._.statements"]
    nlp = pipeline(**RULES)
    assert (nlp.analyze_pipes() or {})["problems"]["graphkit"] == []


def test_spacy_finds_the_component_by_its_entry_point(tmp_path: Path) -> None:
    code = f"""
        import spacy, sys
        assert not any(name.startswith("graphkit") for name in sys.modules)
        nlp = spacy.load({MODEL!r})
        nlp.add_pipe("graphkit_sentence_ends", before="parser")
        nlp.add_pipe("graphkit", config={RULES!r})
        print(*nlp({TEXT!r})._.statements, sep="\\n")
    """
    assert run(code, tmp_path).splitlines() == UNDATED


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_give_the_same_statements(tmp_path: Path, method: str) -> None:
    if method == "fork" and not hasattr(os, "fork"):
        pytest.skip("no fork here")
    code = f"""
        import multiprocessing, spacy
        import graphkit.pipeline.component

        if __name__ == "__main__":
            multiprocessing.set_start_method({method!r})
            nlp = spacy.load({MODEL!r})
            nlp.add_pipe("graphkit")
            docs = [nlp.make_doc({TEXT!r}) for _ in range(5)]
            for number, doc in enumerate(docs):
                doc._.published, doc._.article_id = "2023-03-22", f"a{{number}}"
            for doc in nlp.pipe(docs, n_process=2, batch_size=2):
                print(doc._.article_id, *doc._.statements, sep="|")
    """
    assert run(code, tmp_path).splitlines() == [f"a{n}|{'|'.join(LINES)}" for n in range(5)]
