"""Reporting tag -> the clause that it interrupts, put together again.

'"The British," Tariq Aziz told CNN, "have bombed our stations"': a parser that was made for whole
clauses gives "told" two subjects and "bombed" none.  Here the words before the tag go back to the
clause that goes on behind it, and the tag's verb hangs on that clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from graphkit.extract.grafts import Grafts
from graphkit.extract.quotations import Quotations, run_of
from graphkit.extract.reports import FINITE
from graphkit.extract.tags import STOPS, Tag
from graphkit.extract.trees import NOMINAL, VERBAL

LOOSE: Final = frozenset({"prep", "advmod", "npadvmod", "advcl", "mark", "punct", "cc", "neg"})
"""Labels that words keep when they go back to their clause."""
COORDINATING: Final = frozenset({"and", "but", "or", "yet", "while"})


def rejoin(tree: Grafts, tag: Tag, quotations: Quotations) -> None:
    """Puts together the clause that a tag interrupts or ends."""
    Mending(tree, tag, quotations).mend()


class Mending:
    """One tag, and the clause that it reports."""

    def __init__(self, tree: Grafts, tag: Tag, quotations: Quotations) -> None:
        self._tree = tree
        self._tag = tag
        self._words = tree.words
        self._quoted = [quotations.at(t.start) is not None for t in tree.words]
        self._span = range(tag.first, tag.last + 1)
        self._before = self._reported_before(quotations)
        self._after = self._reported_after()

    def mend(self) -> None:
        """Finds the reported clause, gives it its words back, and hangs the tag on it."""
        clause = self._clause()
        if clause is None:
            return
        self._place(clause)
        self._give_back(clause)
        self._take_speaker()
        self._carry_on(clause)

    # --- what the tag reports ----------------------------------------------------------------

    def _reported_before(self, quotations: Quotations) -> range:
        """The words before the tag that it reports: the quotation, else from the last stop on."""
        end = self._tag.first
        while end > 0 and self._words[end - 1].text == ",":
            end -= 1
        if self._tag.quoted and end > 0:
            opening = run_of(self._words, end - 1, quotations).start
            if self._opens(opening):
                return range(opening, end)
        start = end
        while start > 0 and self._words[start - 1].text not in STOPS:
            if self._words[start - 1].lower == "that" and self._verbless(range(start, end)):
                break  # "told the BBC that, as Kiir put it, Khartoum was arming him"
            start -= 1
        return range(start, end)

    def _opens(self, start: int) -> bool:
        """After a mark or "and" a quotation begins; 'says the war "has ended"' goes on in one."""
        before, first = self._words[start - 1], self._first_word(range(start, self._tag.first))
        goes_on = first is not None and self._words[first].tag in FINITE
        return start == 0 or (before.pos in ("PUNCT", "CCONJ") and not goes_on)

    def _reported_after(self) -> range:
        """The words behind the tag, up to a semicolon."""
        start = self._tag.last + 1
        end = start
        while end < len(self._words) and (self._words[end].text != ";" or end == start):
            end += 1
        return range(start, end)

    def _clause(self) -> int | None:
        """Returns the verb of the reported clause."""
        behind = self._first_word(self._after)
        subject = self._subject_before()
        goes_on = behind is not None and self._words[behind].tag in FINITE
        if goes_on and behind is not None and self._verbless(subject):
            self._before = subject
            helps = self._words[behind].dep in ("aux", "auxpass")
            head = self._tree.heads[behind]
            return head if helps and head in self._after else behind
        before, after = (self._main_verb(s) for s in (self._before, self._after))
        lone = before is None or (after is not None and self._depends(before))
        return after if lone and (after is None or not self._depends(after)) else before

    def _main_verb(self, stretch: range) -> int | None:
        return None if self._verbless(stretch) else self._tree.top_verb(stretch)

    def _depends(self, verb: int) -> bool:
        """'"If it fails," he said, "the US ..."': the clause behind the tag is the main one."""
        tree = self._tree
        deps = {tree.deps[c]: self._words[c].lower for c in tree.children(verb)}
        finite = self._words[verb].tag in FINITE or deps.keys() & {"aux", "auxpass"}
        return not finite or (tree.deps[verb] == "advcl" and deps.get("mark", "that") != "that")

    def _subject_before(self) -> range:
        """The words since the last coordination: "... on Monday, and the West, he said, would"."""
        start = self._before.start
        for i in self._before:
            comma = i > 0 and self._words[i - 1].text == ","
            opened = self._quoted[i] and i > 0 and not self._quoted[i - 1]
            if opened or (comma and self._words[i].lower in COORDINATING):
                start = i if opened else i + 1
        return range(start, self._before.stop)

    def _first_word(self, stretch: range) -> int | None:
        """Returns the first word that is no mark or adverb."""
        rest = (i for i in stretch if self._words[i].pos not in ("PUNCT", "ADV"))
        return next(rest, None)

    def _verbless(self, stretch: Iterable[int]) -> bool:
        return not any(self._words[i].tag in FINITE for i in stretch)

    # --- putting it together -----------------------------------------------------------------

    def _place(self, clause: int) -> None:
        """Hangs the tag's verb on the clause, or leaves the clause its complement."""
        tree, verb = self._tree, self._tag.verb
        outer = self._outer(clause)
        if tree.heads[clause] == verb and tree.deps[clause] == "ccomp":
            top = verb
        elif verb in tree.above(clause):
            head, dep = tree.heads[verb], tree.deps[verb]
            inside = head in self._before or head in self._after or head == verb
            tree.hang(clause, clause if inside else head, dep)
            tree.hang(verb, clause, "parataxis")
            top = clause
        else:
            tree.hang(verb, clause, "parataxis")
            top = clause
        if tree.heads[top] in self._before or tree.heads[top] in self._span:
            tree.hang(top, top, "ROOT")
        if outer is not None and outer not in tree.above(top):
            self._subordinate(top, outer)

    def _outer(self, clause: int) -> int | None:
        """The verb before the reported stretch that the parser hung on the report or clause."""
        block = {*self._before, *self._span, clause}
        for i in range(self._before.start):
            hung = self._tree.heads[i] in block and self._words[i].pos in VERBAL
            if hung and self._tree.deps[i] not in ("aux", "auxpass"):
                return i
        return None

    def _subordinate(self, top: int, outer: int) -> None:
        """Turns the tree round: the clause hangs on the one before it."""
        tree = self._tree
        head = tree.heads[top]
        tree.hang(outer, outer if head == top else head, tree.deps[top])
        that = self._before.start > 0 and self._words[self._before.start - 1].lower == "that"
        tree.hang(top, outer, "ccomp" if that else "conj")

    def _give_back(self, clause: int) -> None:
        """Hangs the words of the reported stretch on its clause, not on the tag."""
        tree = self._tree
        within = {*self._before, *self._after} - {clause}
        stray = [i for i in tree.tops(self._before) if i != clause and i not in tree.above(clause)]
        subject = self._lost_subject(stray, clause)
        for i in stray:
            if i == subject:
                passive = any(tree.deps[c] == "auxpass" for c in tree.children(clause))
                tree.hang(i, clause, "nsubjpass" if passive else "nsubj")
            elif tree.heads[i] in self._span or tree.heads[i] not in within | {clause}:
                tree.hang(i, clause, tree.deps[i] if tree.deps[i] in (*LOOSE, "ccomp") else "dep")
        tail = self._verbless(self._after)  # "..., he said, on Monday" or '..., "three times"'
        for i in (i for i in self._after if self._quoted[i] or not tail):
            if tree.heads[i] == self._tag.verb and self._words[i].pos not in VERBAL:
                tree.hang(i, clause, tree.deps[i])

    def _lost_subject(self, stray: Sequence[int], clause: int) -> int | None:
        """The noun before the tag that the clause behind it lacks as its subject."""
        has = any(self._tree.deps[c] in ("nsubj", "nsubjpass") for c in self._tree.children(clause)
                  if c not in self._span)  # fmt: skip
        if has or clause in self._before:
            return None
        nouns = [i for i in stray if self._words[i].pos in (*NOMINAL, "ADJ")]
        nouns = [i for i in nouns if self._words[i].ent not in ("DATE", "TIME")]
        return nouns[-1] if nouns else None

    def _take_speaker(self) -> None:
        """Hangs who speaks on the tag's verb, and so what else of the tag hangs elsewhere."""
        tree, verb = self._tree, self._tag.verb
        held = [c for c in tree.children(verb) if tree.deps[c] == "nsubj" and c in self._span]
        astray = [i for i in tree.tops(self._span) if i != verb]
        before = (i for i in range(self._tag.first, verb) if self._may_speak(i, astray))
        objects = [c for c in tree.children(verb) if tree.deps[c] == "dobj" and c in self._span]
        behind = (i for i in (*astray, *objects) if self._words[i].pos in NOMINAL and i > verb)
        inverted = self._tag.first == verb
        speaker = next(behind, None) if inverted else next(before, None)
        for i in [*astray, *([] if held or speaker is None else [speaker])]:
            speaks = not held and i == speaker
            dep = tree.deps[i] if tree.deps[i] in LOOSE else "dep"
            tree.hang(i, verb, "nsubj" if speaks else dep)

    def _may_speak(self, word: int, astray: Sequence[int]) -> bool:
        """ "A member of the team trying to broker peace said": "member" is the subject of said."""
        tree = self._tree
        subject = tree.deps[word] == "nsubj" and tree.heads[word] in astray
        return self._words[word].pos in NOMINAL and (subject or word in astray)

    def _carry_on(self, clause: int) -> None:
        """'"...," he said, "and has left"': the clause behind the tag hangs on the one before."""
        tree, verb = self._tree, self._tag.verb
        if clause not in self._before:
            return
        for i in self._after:
            if tree.heads[i] != verb or self._words[i].pos not in VERBAL:
                continue
            helped = any(tree.deps[c] in ("aux", "mark") for c in tree.children(i))
            if self._words[i].tag == "VBG" and not helped:
                continue  # "a US official said, speaking on condition of anonymity"
            if self._tag.quoted and not self._quoted[i]:
                continue
            marks = {self._words[c].lower for c in tree.children(i) if tree.deps[c] == "mark"}
            dep = "advcl" if tree.deps[i] == "advcl" else "ccomp" if "that" in marks else "conj"
            tree.hang(i, clause, dep)
            for c in tree.children(verb):
                if tree.deps[c] == "cc" and c in self._after:
                    tree.hang(c, clause, "cc")
