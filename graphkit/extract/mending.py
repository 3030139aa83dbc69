"""Parsed sentence -> the same sentence, as reading wants it.

Reported speech leads the parser astray; a clause that gives a name stands for what it names.
"""

from __future__ import annotations

from collections.abc import Set

from graphkit.extract.complements import hang_complements, hang_quotations
from graphkit.extract.free_relatives import hang_names
from graphkit.extract.grafts import Grafts
from graphkit.extract.interruptions import rejoin
from graphkit.extract.quotations import Quotations
from graphkit.extract.reports import ReportWords
from graphkit.extract.tags import TagFinder
from graphkit.sentences import ParsedSentence


def mend(
    parsed: ParsedSentence, words: ReportWords, quotations: Quotations, naming: Set[str]
) -> ParsedSentence:
    """Returns the sentence with its names, reporting tags and content clauses in their places."""
    reports = any(words.verb(t, parsed.tokens) for t in parsed.tokens)
    if not reports and not any(t.lower == "what" for t in parsed.tokens):
        return parsed
    tree = Grafts(parsed.tokens)
    hang_names(tree, naming)
    if not reports:
        return tree.sentence(parsed)
    hang_complements(tree, words)
    hang_quotations(tree, words, quotations)
    for tag in TagFinder(parsed.tokens, words, quotations).find():
        rejoin(tree, tag, quotations)
    return tree.sentence(parsed)
