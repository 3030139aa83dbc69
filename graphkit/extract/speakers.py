"""Who the article says asserts a statement: direct, indirect, nested and split speech.

The nearest attributed source counts (of two, the inner one).  What stands in quotation marks
without a source in its own sentence has the speaker of its quotation.
Source: the annotation guideline, "Speaker".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphkit.extract.frames import Frames
from graphkit.extract.mentions import Resolver
from graphkit.extract.reports import FINITE, UNASSERTING, ReportWords
from graphkit.extract.sources import Sources
from graphkit.extract.trees import NOMINAL, ancestors, child, subtree
from graphkit.extract.voices import Voices
from graphkit.records import Mention
from graphkit.sentences import ParsedSentence, Token

CONTENT: Final = frozenset({"ccomp", "parataxis", "dep"})
INFINITIVE: Final = frozenset({"claim", "admit"})
"""Kinds whose infinitive is reported: "claimed to have hit"."""
CARRIERS: Final = frozenset(
    {("tell", "of"), ("tell", "about"), ("judge", "of"), ("judge", "for"), ("claim", "of")}
)
"""Kinds of verbs and the prepositions under which they report a deed."""
PAST: Final = frozenset({"had", "would", "could", "might", "was", "were"})
"""Auxiliaries of a clause that is shifted back under a verb of the past."""
TRAILING: Final = frozenset(
    {"after", "amid", "as", "before", "following", "since", "when", "while"}
)
"""What joins a clause of the article's own to a report that is over."""
TEMPORAL: Final = frozenset({"just", "even", "soon", "long"})
"""Words before "as" that make it one of time: "left just as Lee announced a truce"."""


@dataclass(frozen=True)
class Attribution:
    """A speaker and the reporting word that names him, if one stands in the sentence."""

    speaker: Mention
    word: Token | None
    kind: str = ""
    """The kind of the reporting verb."""


@dataclass
class Path:
    """The way up from a word: the clause reached, and what lies between the two."""

    top: Token
    coordinated: Token | None = None
    """The outermost clause with its own subject that was coordinated with another."""
    aside: Token | None = None
    """A relative clause or apposition on the way."""
    finite: bool = False

    def climb(self, word: Token) -> None:
        """Goes on from a word of the way to the next one above."""
        self.top = word
        self.finite = self.finite or word.tag in FINITE
        if word.dep == "relcl" or (word.dep == "appos" and word.pos == "NOUN"):
            self.aside = word
        if word.dep == "conj" and child(word, "nsubj", "nsubjpass") is not None:
            self.coordinated = word


class Speakers:
    """Finds who speaks in the clauses of one sentence."""

    def __init__(
        self,
        words: ReportWords,
        parsed: ParsedSentence,
        voices: Voices,
        *,
        frames: Frames,
        resolver: Resolver,
    ) -> None:
        self._words = words
        self._tokens = parsed.tokens
        self._voices = voices
        self._frames = frames
        self.sources = Sources(
            words, parsed, voices, frames=frames, resolver=resolver, outer=self._speaker
        )

    def of_clause(self, head: Token) -> Attribution | None:
        """Returns the attribution of a clause: in its sentence, else of its quotation."""
        found = self.in_sentence(head) or self._at_edge()
        quotation = self._voices.quotations.at(head.start) if found is None else None
        if quotation is not None:
            speaker = self._voices.of(quotation)
            return Attribution(speaker, None) if speaker else None
        return found

    def _speaker(self, word: Token) -> Mention | None:
        found = self.of_clause(word)
        return found.speaker if found else None

    def in_sentence(self, head: Token) -> Attribution | None:
        """Returns the nearest attribution above or beside a clause."""
        path = Path(head)
        for verb in (head, *ancestors(head)):
            if verb is not head and self._reports(verb, path):
                found = self.sources.of_word(verb)
                if found is not None and self._reaches(verb, head):
                    return None if self._trails(head, verb) else Attribution(found, verb)
            beside = self._beside(verb, head)
            if beside is not None:
                trails = beside.word is not None and self._trails(head, beside.word)
                return None if trails else beside
            path.climb(verb)
        return None

    # --- what a reporting word reports -------------------------------------------------------

    def _reports(self, verb: Token, path: Path) -> bool:
        """True if a word reports the clause that hangs on it."""
        clause = path.top
        if verb.pos in NOMINAL:
            return (self._words.noun(verb) or self._words.voice(verb)) and _has_that(clause)
        if self._lends(verb) and clause.dep == "ccomp" and _has_that(clause):
            return True
        kind = self._words.verb(verb, self._tokens)
        if not kind or self._parted(verb, clause) or self._is_aside(path):
            return False
        if clause.dep == "prep":  # "told her of envoys meeting rebels", "accused A of hitting B"
            return (kind, clause.lower) in CARRIERS and not path.finite
        if path.coordinated not in (None, clause) and verb.i < clause.i:
            return self._governs(verb, clause, kind) and self._is_shifted(verb, path.coordinated)
        return self._governs(verb, clause, kind)

    def _lends(self, verb: Token) -> bool:
        """ "Gave his word that", "voiced the fear that": the noun reports, the verb its subject."""
        objects = (c for c in verb.children if c.dep == "dobj")
        return any(self._words.noun(c) or self._words.voice(c) for c in objects)

    def _governs(self, verb: Token, clause: Token, kind: str) -> bool:
        if clause.dep in CONTENT and not self._is_tag(clause):
            before = clause.i < verb.i and self._has_content(verb, clause)
            return kind not in UNASSERTING and not before
        if clause.dep == "conj":
            return self._is_shifted(verb, clause)
        if clause.dep == "dobj" and clause.pos == "NOUN":
            return kind == "admit" and not self._words.noun(clause)  # "confirmed a plan to ..."
        return clause.dep == "xcomp" and (kind in INFINITIVE or verb.lemma == "say")

    def _is_aside(self, path: Path) -> bool:
        """ "Burns, who has been there before, was in Cairo, officials said": the article's.

        So is "China, North Korea's ally, was ready, officials said".
        """
        clause = path.aside
        if clause is None or self._quoted(clause):
            return False
        lead = min((t for t in subtree(clause)), key=lambda t: t.i)
        return lead.i > 0 and self._tokens[lead.i - 1].text == "," and not _has_that(clause)

    def _parted(self, verb: Token, clause: Token) -> bool:
        """ "Turkey stands by Baku; Erdogan said ...": a stop ends what a verb reports."""
        first, last = sorted((verb.i, clause.i))
        stops = {";", ":"} if clause.i < verb.i else {";"}
        between = self._tokens[first:last]
        return any(t.text in stops and not self._quoted(t) for t in between) and not (
            self._quoted(clause)
        )

    def _has_content(self, verb: Token, clause: Token) -> bool:
        """True if a clause or object behind the verb is what it says: "France asked for a vote"."""
        last = self._words.last(verb, self._tokens)
        for c in verb.children:
            if c.i > last and c is not clause:
                if c.dep in ("ccomp", "xcomp") and c.i > clause.i and not self._quoted(c):
                    return True
                if verb.lemma == "ask" and c.dep == "prep" and c.lower == "for":
                    return True
        return False

    def _is_shifted(self, verb: Token, clause: Token) -> bool:
        """True if a clause coordinated with the report belongs to what is reported.

        "Benin said Ghana had attacked and that Mali had left", but not "said ..., and Mali left".
        """
        if _has_that(clause) or (self._quoted(clause) and not self._quoted(verb)):
            return True
        if child(clause, "nsubj", "nsubjpass") is None:
            return False
        if verb.tag == "VBD" and any(c.lower in PAST for c in clause.children if c.dep == "aux"):
            return True
        before = min(t.i for t in subtree(clause))
        joined = self._tokens[before - 1 : before] if before else ()
        comma = self._tokens[before - 2].text == "," if before > 1 else False
        return bool(joined) and joined[0].lower == "and" and not comma and clause.tag == verb.tag

    def _reaches(self, verb: Token, head: Token) -> bool:
        """Plain text after a closed quotation is nobody's: '"...," he said, and he left'."""
        if self._quoted(head) or head.i < verb.i:
            return True
        before = [t for t in self._tokens[: verb.i] if self._quoted(t)]
        content = next((c for c in verb.children if c.dep in CONTENT), None)
        return not before or content is None or not self._quoted(content) or content is head

    def _trails(self, head: Token, report: Token) -> bool:
        """ "..., his office said, hours after Iran attacked": what comes after is the article's."""
        if any(c.dep in CONTENT and c.i > report.i for c in report.children):
            return False
        for t in (head, *ancestors(head)):
            if t.i < report.i or self._quoted(t):
                return False
            link = t if t.dep == "prep" else child(t, "mark") if t.dep == "advcl" else None
            if link is not None and link.lower in TRAILING and link.i > report.i >= t.head.i:
                return True
        return False

    def _quoted(self, token: Token) -> bool:
        return self._voices.quotations.at(token.start) is not None

    # --- sources beside the clause -----------------------------------------------------------

    def _beside(self, verb: Token, head: Token) -> Attribution | None:
        """ "according to X", "in the words of X", "as X said", and a tag "..., X said"."""
        for c in verb.children:
            if c is head:
                continue
            found = self._named_by(c)
            if found is None and self._is_tag(c):
                found = self.sources.of_word(c)
            if found is not None:
                return Attribution(found, c)
        return None

    def _named_by(self, token: Token) -> Mention | None:
        """ "according to X", "per X", "in the words of X", "by his own account"."""
        if token.lower == "according" or (token.dep == "prep" and token.lower == "per"):
            return self.sources.first(_complements(token))
        if token.dep != "prep" or token.lower not in ("in", "by", "to"):
            return None
        voice = next((c for c in token.children if c.dep == "pobj" and self._words.voice(c)), None)
        return self.sources.owner(voice) if voice is not None else None

    def _is_tag(self, verb: Token) -> bool:
        """True for "..., X said" and "as X said": a reporting clause without its own content."""
        kind, subject = self._words.verb(verb, self._tokens), child(verb, "nsubj")
        if not kind or subject is None:
            return False
        if kind in UNASSERTING and subject.i < verb.i and not self._quoted(verb.head):
            return False
        if verb.dep == "advcl":
            marks = [c.i for c in verb.children if c.dep == "mark" and c.lower == "as"]
            return any(i == 0 or self._tokens[i - 1].lower not in TEMPORAL for i in marks)
        content = child(verb, "ccomp", "xcomp")
        return verb.dep in ("parataxis", "dep") and content is None

    def _at_edge(self) -> Attribution | None:
        """ "..., according to X" at the sentence's end, whatever word the parser hung it on."""
        for t in self._tokens:
            if t.lower == "according" and (t.i == 0 or self._tokens[t.i - 1].text == ","):
                rest = list(subtree(t))
                if t.i == 0 or max(w.i for w in rest) >= len(self._tokens) - 3:
                    found = self.sources.first(_complements(t))
                    return Attribution(found, t) if found else None
        return None

    # --- for the article ---------------------------------------------------------------------

    def reports(self) -> list[Attribution]:
        """Returns the reporting verbs of the sentence with their sources, in order."""
        found = ((self._words.verb(t, self._tokens), t) for t in self._tokens)
        sources = ((self.sources.of_word(t), t, kind) for kind, t in found if kind)
        return [Attribution(source, t, kind) for source, t, kind in sources if source is not None]

    def announcer(self, colon: Token) -> Mention | None:
        """Returns the actor that is the subject of the words before a colon."""
        before = self._tokens[: colon.i]
        verbs = (t.head for t in before if t.dep == "nsubj")
        leading = [v for v in verbs if v.dep == "ROOT" or v.head.i > colon.i]
        top = child(leading[0], "nsubj") if leading else None
        return self.sources.named(top) if top is not None else None

    def subject(self) -> Mention | None:
        """Returns the person whom the sentence is about: what he says may follow in quotes."""
        root = next((t for t in self._tokens if t.head is t), None)
        found = self.sources.first(self._frames.of(root).subjects) if root is not None else None
        return found if found is not None and found.kind == "person" else None


def _has_that(clause: Token) -> bool:
    return any(c.lower == "that" and c.dep in ("mark", "dobj") for c in clause.children)


def _complements(token: Token) -> list[Token]:
    """Returns the complements of "according to"."""
    return [g for c in (token, *token.children) for g in c.children if g.dep == "pobj"]
