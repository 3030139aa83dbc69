"""Parsed sentence -> the same sentence, where reported speech had led its parser astray."""

from __future__ import annotations

from graphkit.extract.complements import hang_complements, hang_quotations
from graphkit.extract.grafts import Grafts
from graphkit.extract.interruptions import rejoin
from graphkit.extract.quotations import Quotations
from graphkit.extract.reports import ReportWords
from graphkit.extract.tags import TagFinder
from graphkit.sentences import ParsedSentence


def mend(parsed: ParsedSentence, words: ReportWords, quotations: Quotations) -> ParsedSentence:
    """Returns the sentence with its reporting tags and content clauses in their places."""
    if not any(words.verb(t, parsed.tokens) for t in parsed.tokens):
        return parsed
    tree = Grafts(parsed.tokens)
    hang_complements(tree, words)
    hang_quotations(tree, words, quotations)
    for tag in TagFinder(parsed.tokens, words, quotations).find():
        rejoin(tree, tag, quotations)
    return tree.sentence(parsed)
