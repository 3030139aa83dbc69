"""Written names -> register entries: longest match of aliases over the tokens of a sentence.

Aliases come from `aliases.csv` and the names in `actors.csv`, `places.csv` and `roles.csv`.  What
is ambiguous (Georgia, Jordan) is decided by context words (`ambiguous.csv`), by dates of existence
(USSR) and by the role in the clause (Moscow the actor, Moscow the place: see `proper_names`).
A `hinted` alias holds only beside its context words: "the North" is North Korea beside "Seoul".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.ontology import Alias, Ontology
from graphkit.sentences import ParsedSentence, Token
from graphkit.topics import slug

TOWN: Final = "town"
"""Form of a name that a US state follows: "Paris, Texas" is no actor, whatever "Paris" is."""
NO_NAMES: Final = frozenset({"capital"})
"""Forms of aliases that say what a name stands for as an actor, and are no names themselves."""
FIRST_WORD = re.compile(r"[\w.&]+|\S")


@dataclass(frozen=True, kw_only=True)
class Name:
    """A registered name in a sentence: tokens `first`..`last` (inclusive) and its target's id."""

    first: int
    last: int
    text: str
    target: str
    form: str

    @property
    def names_whole(self) -> bool:
        """True for a state, body or place by its own name: neither a person nor an adjective."""
        return not self.target.startswith("person:") and self.form not in ("adjective", "demonym")


class NameIndex:
    """Finds registered names in sentences."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        entries: dict[str, list[Alias]] = {}
        for alias, rows in ontology.aliases.items():
            if names := [a for a in rows if a.form not in NO_NAMES]:
                entries[alias] = names
        for actor in ontology.actors.values():
            self._add(entries, actor.name, actor.id, actor.since, actor.until)
        for place in ontology.places.values():
            self._add(entries, place.name, place.id, "", "")
        for role in ontology.roles:
            if " " in role.name:
                self._add(entries, role.name, role.person, "", "")
        self._entries = entries
        self._firsts: dict[str, int] = {}
        for alias in entries:
            first = FIRST_WORD.match(alias)
            if first:
                key, words = first.group(), len(FIRST_WORD.findall(alias))
                self._firsts[key] = max(words, self._firsts.get(key, 0))

    @staticmethod
    def _add(
        entries: dict[str, list[Alias]], alias: str, target: str, since: str, until: str
    ) -> None:
        known = entries.setdefault(alias, [])
        if all(a.target != target for a in known):
            known.append(Alias(alias=alias, target=target, form="name", since=since, until=until))

    def find(self, parsed: ParsedSentence, *, day: dt.date | None, context: str) -> list[Name]:
        """Returns the names of a sentence, left to right, longest first, without overlaps.

        Args:
            parsed: the sentence.
            day: the article's date, which decides between historical and present states.
            context: the article's text, in which hints for ambiguous names are looked up.
        """
        names: list[Name] = []
        tokens, i = parsed.tokens, 0
        while i < len(tokens):
            name = self._at(parsed, i, day, context)
            if name is None or self._is_within(tokens, name):
                i += 1
            else:
                names.append(self._in_state(parsed, name))
                i = names[-1].last + 1
        return names

    @staticmethod
    def _is_within(tokens: Sequence[Token], name: Name) -> bool:
        """ "Anti-American" is not American, "the North Face" not the North."""
        if name.form == "hinted":
            after = tokens[name.last + 1] if name.last + 1 < len(tokens) else None
            parted = name.first and tokens[name.first - 1].lower == "the"
            return not parted or (after is not None and after.pos == "PROPN")
        before = [t.lower for t in tokens[max(0, name.first - 2) : name.first]]
        return before == ["anti", "-"]

    def _in_state(self, parsed: ParsedSentence, name: Name) -> Name:
        """ "Paris, Texas": the town, where a state of the US follows the name."""
        tokens, comma = parsed.tokens, name.last + 1
        if name.target.startswith("person:") or comma + 1 >= len(tokens):
            return name
        for last in (comma + 2, comma + 1):
            if tokens[comma].text != "," or last >= len(tokens):
                continue
            state = self._entries.get(" ".join(t.text for t in tokens[comma + 1 : last + 1]), ())
            if any("us state" in self._ontology.classes.get(a.target, ()) for a in state[:1]):
                base = parsed.sentence.start
                text = parsed.sentence.text[
                    tokens[name.first].start - base : tokens[last].end - base
                ]
                target = f"place:{slug(text)}"
                return Name(first=name.first, last=last, text=text, target=target, form=TOWN)
        return name

    def _at(self, parsed: ParsedSentence, i: int, day: dt.date | None, context: str) -> Name | None:
        tokens = parsed.tokens
        token = tokens[i]
        if not (token.text[0].isalpha() or token.text[0] in "’'"):
            return None
        longest = self._firsts.get(token.text) or self._firsts.get(token.text.split(".")[0])
        if longest is None and "-" not in token.text:
            return None
        for last in range(min(len(tokens), i + (longest or 1) + 2) - 1, i - 1, -1):
            text = parsed.sentence.text[
                token.start - parsed.sentence.start : tokens[last].end - parsed.sentence.start
            ]
            found = self._entries.get(text) or self._entries.get(" ".join(text.split()))
            if found:
                alias = self._decide(found, day, context)
                if alias is not None:
                    return Name(first=i, last=last, text=text, target=alias.target, form=alias.form)
        return None

    def _decide(self, found: Sequence[Alias], day: dt.date | None, context: str) -> Alias | None:
        """Chooses among the targets of one written form; the first row is the default."""
        if day is not None:
            iso = day.isoformat()
            fitting = [
                a
                for a in found
                if (not a.since or a.since <= iso) and (not a.until or iso <= a.until + "~")
            ]
            found = fitting or found
        targets = {a.target for a in found}
        hinted = found[0].form == "hinted"
        if len(targets) > 1 or hinted:
            for hint in self._ontology.hints.get(found[0].alias, ()):
                if hint.hint in context and hint.target in targets:
                    return next(a for a in found if a.target == hint.target)
        return None if hinted else found[0]


def covering(names: Sequence[Name], token: Token) -> Name | None:
    """Returns the name that a token belongs to."""
    return next((n for n in names if n.first <= token.i <= n.last), None)
