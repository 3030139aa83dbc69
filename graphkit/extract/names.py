"""Written names -> register entries: longest match of aliases over the tokens of a sentence.

Aliases come from `aliases.csv` and the names in `actors.csv`, `places.csv` and `roles.csv`.  What
is ambiguous (Georgia, Jordan) is decided by context words (`ambiguous.csv`), by dates of existence
(USSR) and by the role in the clause (Moscow the actor, Moscow the place: see `mentions`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.ontology import Alias, Ontology
from graphkit.sentences import ParsedSentence, Token

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
        entries: dict[str, list[Alias]] = {k: list(v) for k, v in ontology.aliases.items()}
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
            if name is None:
                i += 1
            else:
                names.append(name)
                i = name.last + 1
        return names

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
        if len(targets) > 1:
            for hint in self._ontology.hints.get(found[0].alias, ()):
                if hint.hint in context and hint.target in targets:
                    return next(a for a in found if a.target == hint.target)
        return found[0]


def covering(names: Sequence[Name], token: Token) -> Name | None:
    """Returns the name that a token belongs to."""
    return next((n for n in names if n.first <= token.i <= n.last), None)
