"""Writes `found.report` anew: `python -m tests.golden`."""

from graphkit.extract.reading import Extractor
from graphkit.ontology import load_ontology
from graphkit.sentences import load_model
from tests.golden.comparing import REPORT, compare_golden
from tests.readers import Reader

if __name__ == "__main__":
    vocabulary = load_ontology()
    reader = Reader(load_model(lemmas=vocabulary.lemmas), Extractor(vocabulary))
    REPORT.write_text(compare_golden(reader).report(), encoding="utf-8")
