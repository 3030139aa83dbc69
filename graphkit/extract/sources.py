"""Reporting word -> its source: who says, claims, was quoted, has written or was told.

An unnamed source is the state or body that it is of; a text speaks for its author; "he said" goes
on with who spoke before.
Source: the annotation guideline, "Who may be a subject" and "Speaker".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from graphkit.extract.binding import FEMALE, MALE
from graphkit.extract.frames import Frames
from graphkit.extract.mentions import Resolver, is_first_person
from graphkit.extract.reports import ReportWords
from graphkit.extract.trees import NOMINAL, VERBAL, child, subtree
from graphkit.extract.voices import Voices
from graphkit.records import Mention
from graphkit.sentences import ParsedSentence, Token
from graphkit.topics import slug

AIDES: Final = frozenset({"spokesperson", "adviser"})
"""Offices whose unnamed holders speak for the state of the person whose they are."""


class Sources:
    """Finds the sources that the reporting words of one sentence name."""

    def __init__(
        self,
        words: ReportWords,
        parsed: ParsedSentence,
        voices: Voices,
        *,
        frames: Frames,
        resolver: Resolver,
        outer: Callable[[Token], Mention | None],
    ) -> None:
        self._words = words
        self._tokens: Sequence[Token] = parsed.tokens
        self._index = parsed.sentence.index
        self._voices = voices
        self._frames = frames
        self._resolver = resolver
        self._outer = outer
        """Who says the clause of a verb: whom "we" means there."""

    def of_word(self, word: Token) -> Mention | None:
        """Returns who says what a verb or noun reports."""
        if word.pos in NOMINAL:
            return self.owner(word)
        kind = self._words.verb(word, self._tokens)
        frame = self._frames.of(word)
        if kind == "hear":
            return self.first(frame.oblique("from"))
        if kind == "quote":
            return self.first(frame.objects) or self.first(frame.subjects)
        quoting = word.head.head if word.dep == "pcomp" and word.head.lower == "as" else word
        if self._words.verb(quoting, self._tokens) == "quote":
            return self.first(self._frames.of(quoting).objects)
        heads = sorted(frame.subjects, key=lambda t: abs(word.i - t.i)) or self._lost_subject(word)
        heads = self._apposed(word, heads) or heads
        if kind == "show":  # "the vote showed that ..." quotes nobody
            heads = [t for t in heads if not self._is_topic(t)]
        own = any(is_first_person(t) for t in heads)  # '"We told Mali that ...," Scholz said'
        self._resolver.speaker = self._outer(word) if own else None
        return self.first(heads)

    def _is_topic(self, head: Token) -> bool:
        found = self._resolver.resolve(head)
        return bool(found) and found[0].mention.kind == "topic"

    def _apposed(self, verb: Token, heads: Sequence[Token]) -> list[Token]:
        """ "The envoy of Denmark, Mette Holm, told CNN": the name that the parser hung too low."""
        name = self._noun_before(verb)
        within = any(name.head in subtree(h) and name.head is not h for h in heads)
        return [name] if within and name.dep == "appos" and name.ent == "PERSON" else []

    def _noun_before(self, verb: Token) -> Token:
        """Returns the last word before a verb and its adverbs."""
        at = verb.i - 1
        while at > 0 and self._tokens[at].pos in ("AUX", "ADV", "PUNCT"):
            at -= 1
        return self._tokens[max(at, 0)]

    def _lost_subject(self, verb: Token) -> list[Token]:
        """Who stands right before a verb: "as late as May Kanaani, his spokesman, had said"."""
        if verb.dep not in ("ROOT", "ccomp", "parataxis") or child(verb, "auxpass") is not None:
            return []
        noun = self._noun_before(verb)
        while noun.dep in ("appos", "compound", "nmod") and noun.head.pos in NOMINAL:
            noun = noun.head
        return [noun] if noun.pos in NOMINAL and noun.i < verb.i else []

    def first(self, heads: Iterable[Token]) -> Mention | None:
        """Returns whom the first phrase means that means somebody who may speak."""
        return next((m for t in heads if (m := self._as_speaker(t)) is not None), None)

    def named(self, head: Token) -> Mention | None:
        """Returns whom a phrase means if it names somebody, and no group or topic."""
        found = self._as_speaker(head)
        return found if found is not None and found.kind not in ("topic", "group") else None

    def _as_speaker(self, head: Token) -> Mention | None:
        """A speaker keeps his words and offsets; what has no name of its own is its state."""
        personal = head.lower in MALE | FEMALE and not self._resolver.is_name(head)
        within = self._resolver.subject_above(head) if personal else None
        last = within or (self._last_speaker() if personal else None)
        if last is not None and last.kind == "person":
            return replace(last, text=head.text, start=head.start, end=head.end)
        before = self._last_of_number(head)
        if before is not None:
            return before
        found = self._resolver.resolve(head)
        mention = found[0].mention if found else None
        if mention is not None and mention.kind not in ("topic", "group"):
            return mention
        if self._words.noun(head):
            return self.owner(head) or self._voices.authors.get(head.lemma)
        thing = mention is not None and mention.kind == "topic" and head.pos == "NOUN"
        if thing and not (self._words.source(head) or self._words.outlet(head)):
            return None  # "the airstrikes show that", "the review found": nobody says it
        if mention is None and self._resolver.office_of(head):
            speaks = self._resolver.office_of(head) in AIDES  # "his spokesman", not "his lawyer"
            person = self._possessor(head) if speaks else None
            state = self._resolver.state_of(person.country) if person is not None else None
            return state or self._resolver.people_called(head)
        behind = self._behind(head, mention)
        return behind or (_as_group(mention) if mention is not None else None)

    def _last_of_number(self, head: Token) -> Mention | None:
        """ "Several guests said ... They said": who spoke in the sentence before, being many."""
        if head.lower != "they" or self._resolver.resolve(head):
            return None
        last = self._voices.before(self._index)
        if last is None or last.kind != "group":
            return None
        return replace(last, text=head.text, start=head.start, end=head.end)

    def _behind(self, head: Token, mention: Mention | None) -> Mention | None:
        """The state or body of an unnamed source: "a source in the embassy", "his aides"."""
        if not self._words.source(head):
            return None
        person = self._possessor(head)
        if person is not None:
            return self._resolver.state_of(person.country) or person
        actors = (r.mention for r in self._resolver.modifiers(head) if r.is_actor)
        code = mention.country if mention is not None else None
        return next(actors, None) or self._resolver.state_of(code)

    def _last_speaker(self) -> Mention | None:
        """Whom "he said" goes on with: who spoke before, else whom the words before were about."""
        last = self._voices.before(self._index)
        quotations = self._voices.quotations
        if last is None and any(quotations.at(t.start) is not None for t in self._tokens):
            last = self._voices.about_before(self._index)
        return last

    def _possessor(self, noun: Token) -> Mention | None:
        """ "His office", "an aide to Nepal's Prime Minister": the person whose it is."""
        owner = child(noun, "poss")
        frame = self._frames.of(noun)
        heads = [owner] if owner is not None else [*frame.oblique("of"), *frame.oblique("to")]
        found = (m for t in heads for m in [self._as_speaker(t)])
        return next((m for m in found if m is not None and m.kind == "person"), None)

    def owner(self, noun: Token) -> Mention | None:
        """ "A statement by Benin", "its claim", "the words of X", "repeated the warning that"."""
        owner = child(noun, "poss")
        if owner is not None:
            return self.first([owner])
        frame = self._frames.of(noun)
        for preposition in ("by", "of", "from"):
            found = self.first(frame.oblique(preposition))
            if found is not None:
                return found
        for what in frame.oblique("of"):  # "a readout of the call from Paris"
            found = self.first(self._frames.of(what).oblique("from"))
            if found is not None:
                return found
        named = next((r.mention for r in self._resolver.modifiers(noun) if r.is_actor), None)
        if named is not None:
            return named  # "a UN report"
        if noun.dep == "dobj" and noun.head.pos in VERBAL:
            return self.first(self._frames.of(noun.head).subjects)
        return None

    # --- for the article ---------------------------------------------------------------------

    def note_authors(self) -> None:
        """Remembers whose a new text is, for when "the statement said" more."""
        for t in self._tokens:
            new = any(c.dep == "poss" or c.lower in ("a", "an") for c in t.children)
            if new and self._words.noun(t):
                author = self.owner(t)
                if author is not None:
                    self._voices.authors[t.lemma] = author

    def of_demand(self, words: Iterable[Token]) -> Mention | None:
        """Returns who asks for a deed that is called for: "Sweden urged Iran to free them".

        Args:
            words: the words that govern the deed, the nearest first.
        """
        for t in words:
            if t.lemma in self._words.asking:
                verbal = t.pos == "VERB"
                found = self.first(self._frames.of(t).subjects) if verbal else self.owner(t)
                if found is not None:
                    return found
        return None


def _as_group(mention: Mention) -> Mention:
    """ "A waiter", "drivers": people without a name, whatever the phrase is elsewhere."""
    if mention.kind != "topic":
        return mention
    return replace(mention, kind="group", id=f"group:{slug(mention.name)}")
