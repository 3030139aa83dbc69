"""What a reporting verb introduces, hung on it: content clauses and quotations behind it.

"Informed the Commons that Iran had jailed a third national": the clause is no part of "Commons".
'He put it bluntly: "Hungary has ..."': the quotation is what he put, not a clause about "it".
Source: Huddleston & Pullum (2002), 11.3, on content clauses after an object or adjunct.
"""

from __future__ import annotations

from typing import Final

from graphkit.extract.grafts import Grafts
from graphkit.extract.quotations import Quotations, run_of
from graphkit.extract.reports import FINITE, UNASSERTING, ReportWords

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
HEARERS: Final = frozenset({"tell", "warn", "promise"})
"""Kinds of verbs whose object hears what is said."""
CHARGING: Final = frozenset({"accuse", "acquit", "convict", "suspect"})
"""Verbs whose "of" names the charge."""
LONGEST_LEAD: Final = 12
"""Words that may stand between a verb and the quotation that it introduces."""


def hang_complements(tree: Grafts, words: ReportWords) -> None:
    """Hangs the clause behind "told X that" and "said in a letter that" on its verb."""
    for t in tree.words:
        kind = words.verb(t, tree.words)
        if kind == "tell":
            _hang_topic(tree, t.i)
        elif t.lemma in CHARGING:
            _hang_charge(tree, t.i)
        if kind:
            _hang_subject(tree, t.i)
        if not kind or kind in UNASSERTING or _has_complement(tree, t.i):
            continue
        that = _that_behind(tree, t.i)
        clause = _clause_of(tree, that) if that is not None else None
        if that is None or clause is None or not _is_content(tree, t.i, that, clause, kind):
            continue
        tree.hang(clause, t.i, "ccomp")
        tree.hang(that, clause, "mark")


def hang_quotations(tree: Grafts, words: ReportWords, quotations: Quotations) -> None:
    """Hangs the quotation behind "told CNN: ..." on its verb, if the parser did otherwise."""
    for t in tree.words:
        if quotations.at(t.start) is not None or not words.verb(t, tree.words):
            continue
        opening = _opening(tree, words.last(t, tree.words), quotations)
        if opening is None or not any(tree.deps[c] in SUBJECTS for c in tree.children(t.i)):
            continue
        clause = tree.top_verb(run_of(tree.words, opening, quotations))
        if clause is None or (tree.heads[clause] == t.i and tree.deps[clause] == "ccomp"):
            continue
        if clause in tree.above(t.i):  # 'told journalists, "The French gave ..."' as its ccomp
            above = tree.heads[clause]
            tree.hang(t.i, t.i if above == clause else above, tree.deps[clause])
        if t.i not in tree.above(clause) or tree.heads[clause] in range(t.i, opening):
            tree.hang(clause, t.i, "ccomp")


def _opening(tree: Grafts, last: int, quotations: Quotations) -> int | None:
    """Returns where a quotation opens behind a verb and its few complements, after a mark."""
    for t in tree.words[last + 1 : last + 1 + LONGEST_LEAD]:
        if quotations.at(t.start) is not None:
            return t.i if tree.words[t.i - 1].text in (":", ",") else None
        if t.tag in FINITE or t.text in (";", "."):
            return None
    return None


def _hang_topic(tree: Grafts, verb: int) -> None:
    """ "Was told by Kerry of raids", "told Benin of an attack": of what, not of which Kerry."""
    for c in tree.children(verb):
        named = tree.words[c].pos in ("PROPN", "PRON") and tree.deps[c] == "dobj"
        for person in [c] if named else tree.children(c) if tree.deps[c] == "agent" else []:
            for topic in tree.children(person):
                if tree.deps[topic] == "prep" and tree.words[topic].lower in ("of", "about"):
                    tree.hang(topic, verb, "prep")


def _hang_charge(tree: Grafts, verb: int) -> None:
    """ "Accuse Chinese partners of theft": of what, not whose partners."""
    for c in tree.children(verb):
        if tree.deps[c] in ("dobj", "nsubjpass"):
            for charge in tree.children(c):
                if tree.deps[charge] == "prep" and tree.words[charge].lower == "of":
                    tree.hang(charge, verb, "prep")


def _hang_subject(tree: Grafts, verb: int) -> None:
    """ "Warned Peru will leave the pact": Peru will leave, and nobody is named who was warned."""
    for clause in tree.children(verb):
        below = tree.children(clause)
        finite = any(tree.words[c].tag == "MD" for c in below)
        if tree.deps[clause] != "ccomp" or not finite:
            continue
        first = min((clause, *below))
        if any(tree.deps[c] in {*SUBJECTS, "mark", "csubj", "expl"} for c in below):
            continue
        for c in tree.children(verb):
            unparted = all(t.pos != "PUNCT" for t in tree.words[c:first])
            if tree.deps[c] == "dobj" and verb < c < first and unparted:
                tree.hang(c, clause, "nsubj")


def _has_complement(tree: Grafts, verb: int) -> bool:
    return any(tree.deps[c] == "ccomp" and c > verb for c in tree.children(verb))


def _that_behind(tree: Grafts, verb: int) -> int | None:
    """Returns the first "that" behind a verb, before any other clause or mark."""
    for t in tree.words[verb + 1 :]:
        if t.lower == "that" and t.tag in ("IN", "WDT"):
            return t.i
        if t.tag in FINITE or (t.pos == "PUNCT" and t.text not in "-,") or t.tag.startswith("W"):
            return None
    return None


def _clause_of(tree: Grafts, that: int) -> int | None:
    """Returns the relative clause that a "that" leads in, if it has its own subject."""
    for above in tree.above(that):
        if tree.deps[above] in ("relcl", "acl"):
            subjects = [c for c in tree.children(above) if tree.deps[c] in SUBJECTS]
            return above if subjects and that not in subjects else None
    return None


def _is_content(tree: Grafts, verb: int, that: int, clause: int, kind: str) -> bool:
    """Tells "told the Commons that ..." from "announced the plan that Russia rejected"."""
    noun = tree.heads[clause]
    if verb not in tree.above(noun) or that != noun + 1:
        return False
    if tree.heads[noun] == verb and tree.deps[noun] == "dobj":
        return kind in HEARERS or tree.words[noun].pos not in ("NOUN", "PROPN")
    if tree.deps[noun] != "pobj":
        return False
    filled = {tree.deps[c] for c in tree.children(clause) if c != that}
    return tree.deps[that] == "mark" or bool(filled & {"dobj", "ccomp", "nsubjpass"})
