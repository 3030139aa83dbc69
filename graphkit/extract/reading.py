"""Parsed article -> statements: the stages of the extraction in order, sentence by sentence.

1. names and people of the whole article   2. trigger words and frames   3. cue rows -> candidates
4. polarity and status   5. speaker   6. date   7. codes and confidence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from graphkit.extract.coding import code_event, stance_of
from graphkit.extract.conditions import Unasserted
from graphkit.extract.confidence import confidence_of
from graphkit.extract.deciding import MODEL_CUE, Addition, Thresholds, Verdict, judge_pairs
from graphkit.extract.frames import Frames
from graphkit.extract.judgements import OBLIGATION, JudgementReader
from graphkit.extract.memory import Memory
from graphkit.extract.mending import mend
from graphkit.extract.mentions import Resolver
from graphkit.extract.modality import is_past
from graphkit.extract.names import Name, NameIndex
from graphkit.extract.office_holders import OfficeHolders
from graphkit.extract.pairing import Standing, standing_mentions
from graphkit.extract.people import People, article_people
from graphkit.extract.person_names import PersonSpan
from graphkit.extract.qualify import RANK, Qualifier, Quality
from graphkit.extract.quotations import Quotations
from graphkit.extract.relations import Candidate, CueReader
from graphkit.extract.reports import ReportWords
from graphkit.extract.speakers import Attribution, Speakers
from graphkit.extract.timing import TimeReader
from graphkit.extract.trees import VERBAL, ancestors, common_word
from graphkit.extract.turning import Turner
from graphkit.extract.voices import Voices
from graphkit.furniture import Furniture
from graphkit.model.running import PairModel
from graphkit.ontology import Ontology, Relation
from graphkit.records import Article, Mention, Precision, Statement, Status, statement_id
from graphkit.sentences import ParsedArticle, ParsedSentence, Token, first_printed

FEWEST_WORDS = 3


class Extractor:
    """Reads statements out of parsed articles; holds the indexed ontology, no article state."""

    def __init__(self, ontology: Ontology, model: PairModel | None = None) -> None:
        self.ontology = ontology
        self.model = model
        self.furniture = Furniture(ontology.furniture)
        self.names = NameIndex(ontology)
        self.holders = OfficeHolders(ontology)
        self.cues = CueReader(ontology)
        self.qualifier = Qualifier(ontology)
        self.unasserted = Unasserted(ontology)
        self.reports = ReportWords(ontology)
        self.judgements = JudgementReader(ontology)
        self.thresholds = Thresholds()
        self.turner = Turner(ontology)
        self.directive = frozenset(
            m.word for m in ontology.modals if m.complement == "obj-to" and m.status != "actual"
        )

    def is_trigger(self, token: Token) -> bool:
        """True for a word that may bear a statement."""
        return self.cues.is_trigger(token) or self.judgements.is_trigger(token)

    def frames(self) -> Frames:
        """Returns an empty set of frames for one sentence."""
        words = self.ontology.words
        return Frames(
            self.ontology.lightverbs, words["motion"], directive=self.directive,
            bystanding=words["bystanding"], sought=words["sought"],
        )  # fmt: skip

    def extract(self, parsed: ParsedArticle) -> list[Statement]:
        """Returns the article's statements in order of sentence, subject, relation, object."""
        reading = ArticleReading(self, parsed)
        found: dict[str, Statement] = {}
        for index in range(len(parsed.sentences)):
            for statement in reading.read_sentence(index):
                known = found.get(statement.id)
                if known is None or known.confidence < statement.confidence:
                    found[statement.id] = statement
        order = {sid: n for n, sid in enumerate(found)}
        return sorted(found.values(), key=lambda s: (s.sent, order[s.id]))


class ArticleReading:
    """One article being read: its people, memory and quotations.

    `watch`, if given, is told of each sentence while it is read, with what the cue rows find.
    """

    def __init__(
        self, extractor: Extractor, parsed: ParsedArticle, watch: Watch | None = None
    ) -> None:
        self.x = extractor
        self._watch = watch
        self.article: Article = parsed.article
        self.memory = Memory()
        self._printed = first_printed(parsed.sentences)
        quotations = Quotations(parsed.article.text)
        self.sentences = [
            mend(s, extractor.reports, quotations, extractor.ontology.words["naming"])
            for s in parsed.sentences
        ]
        self.voices = Voices(self.sentences, quotations, self._speakers_at)
        self.people: People
        self.names: list[list[Name]]
        self.spans: list[list[PersonSpan]]
        self.people, self.names, self.spans = article_people(
            extractor.ontology,
            extractor.names,
            extractor.holders,
            self.sentences,
            day=parsed.article.published,
            text=parsed.article.text,
        )

    def resolver(self, index: int) -> Resolver:
        """Returns a resolver for one sentence."""
        return Resolver(
            self.x.ontology,
            self.people,
            self.memory,
            parsed=self.sentences[index],
            names=self.names[index],
            spans=self.spans[index],
            voices=self.voices,
        )

    def read_sentence(self, index: int) -> Iterator[Statement]:
        """Yields the statements of one sentence and remembers its actors."""
        parsed = self.sentences[index]
        self.memory.begin_sentence()
        if len(parsed.tokens) < FEWEST_WORDS:
            return
        reading = SentenceReading(self, index)
        triggered = any(self.x.is_trigger(t) for t in parsed.tokens)
        found = list(reading.statements()) if triggered and index in self._printed else []
        if self._watch is not None:
            self._watch(reading, found)
        reading.resolver.remember()  # first: the classifier must not change "he"
        reading.speakers.sources.note_authors()
        if self.x.model is not None and index in self._printed:
            found = list(reading.judged(found, self.x.model))
        yield from found

    def speakers(self, index: int, frames: Frames, resolver: Resolver) -> Speakers:
        """Returns the reader of who speaks in one sentence."""
        return Speakers(
            self.x.reports, self.sentences[index], self.voices, frames=frames, resolver=resolver
        )

    def _speakers_at(self, index: int) -> Speakers:
        return self.speakers(index, self.x.frames(), self.resolver(index))


class SentenceReading:
    """One sentence being read."""

    def __init__(self, article: ArticleReading, index: int) -> None:
        self.article = article
        self.x = article.x
        self.index = index
        self.parsed: ParsedSentence = article.sentences[index]
        self.frames = article.x.frames()
        self.resolver = article.resolver(index)
        self.speakers = article.speakers(index, self.frames, self.resolver)
        self.times = TimeReader(self.parsed, article.article)

    def statements(self) -> Iterator[Statement]:
        """Yields a statement for every candidate that stands."""
        for token in self.parsed.tokens:
            by_cue = self.x.cues.is_trigger(token)
            by_judgement = self.x.judgements.is_trigger(token)
            if not (by_cue or by_judgement) or self.x.unasserted.holds(token):
                continue
            attribution = self._attribution(token)
            speaker = self.resolver.speaker = attribution.speaker if attribution else None
            if by_cue:
                for found in self.x.cues.candidates(token, self.frames, self.resolver):
                    if not self._is_told(found):
                        yield self._statement(found, attribution)
            if by_judgement:
                reader = self.x.judgements
                for found in reader.candidates(token, speaker, self.frames, self.resolver):
                    yield self._statement(found, None)

    def _is_told(self, found: Candidate) -> bool:
        """True for a noun whose verb tells the deed: "halted aid to Serbia" is no aid."""
        verb = found.head.head
        if found.head.dep not in ("dobj", "nsubjpass") or not self.x.cues.is_trigger(verb):
            return False
        return any(
            found.head in c.words[1:] and c.cue.relation != found.cue.relation
            and c.subject.mention.id == found.subject.mention.id
            and c.object.mention.id == found.object.mention.id
            for c in self.x.cues.candidates(verb, self.frames, self.resolver)
        )  # fmt: skip

    def standing(self) -> list[Standing]:
        """Returns the mentions of the sentence that may be paired, in order."""
        parting = self.x.model is None or self.x.model.parts_phrases
        return standing_mentions(self.parsed, self.resolver, self.speaker_at, parting=parting)

    def speaker_at(self, token: Token) -> Mention | None:
        """Returns who says the clause of a word, if somebody does."""
        found = self._attribution(token)
        return found.speaker if found else None

    def _attribution(self, token: Token) -> Attribution | None:
        self.resolver.speaker = None
        return self.speakers.of_clause(token)

    def judged(self, found: Sequence[Statement], model: PairModel) -> Iterator[Statement]:
        """Yields what stands of the cue rows' statements, and what the classifier adds."""
        pairs = judge_pairs(model, self.parsed, self.standing(), found)
        if pairs is None:
            yield from found
            return
        told = pairs.told(found)
        for statement in found:
            here = told.setdefault(pairs.row(statement), set())
            verdict = pairs.verdict(statement, self.x.thresholds, here)
            if verdict is not None:
                here.add(verdict.relation)
                yield self._as_judged(statement, verdict)
        for addition in pairs.additions(found, self.x.thresholds, self.x.ontology.relations):
            yield from self._added(addition)

    def _as_judged(self, statement: Statement, verdict: Verdict) -> Statement:
        """The cue row's statement with the classifier's relation, status and chance."""
        relation = self.x.ontology.relations[verdict.relation]
        evidence = {**statement.evidence, "model": verdict.chance}
        if verdict.status != statement.status:
            evidence["status"] = MODEL_CUE
        turned = relation.name != statement.relation
        return self._assembled(
            subject=statement.subject, target=statement.object, relation=relation,
            speaker=statement.speaker, quality=Quality(statement.negated, verdict.status, ()),
            event=None if turned else statement.event, mode=None if turned else statement.mode,
            date=statement.date, precision=statement.date_precision,
            words=statement.relation_text, evidence=evidence,
        )  # fmt: skip

    def _added(self, addition: Addition) -> Iterator[Statement]:
        """A statement that no cue row found, borne by the word above both mentions."""
        subject, target = addition.subject.referent, addition.object.referent
        bearer = _bearer(addition.subject.head, addition.object.head)
        verb = next((t for t in (bearer, *ancestors(bearer)) if t.pos in VERBAL), bearer)
        if self.x.unasserted.holds(bearer):
            return
        attribution = self._attribution(verb)
        if addition.relation == "visits":
            there = self.resolver.one(addition.object.head, place=True)
            target = next((r for r in there if not r.is_actor), target)
        date, precision = self.times.of_deed(verb, report=attribution.word if attribution else None)
        for a, b in self.x.cues.settle(addition.relation, subject, target, self.resolver):
            yield self._assembled(
                subject=a.mention, target=b.mention,
                relation=self.x.ontology.relations[addition.relation],
                speaker=attribution.speaker if attribution else None,
                quality=Quality(addition.negated, addition.status, ()),
                event=None, mode=None, date=date, precision=precision, words=bearer.text,
                evidence={
                    "cue": MODEL_CUE, "via": "model", "subject": a.how, "object": b.how,
                    "tokens": [bearer.i], "model": addition.chance,
                },
            )  # fmt: skip

    def _statement(self, candidate: Candidate, attribution: Attribution | None) -> Statement:
        cue = candidate.cue
        quality = _with_cue(self.x.qualifier.qualify(candidate.head, self.frames), candidate)
        speaker = attribution.speaker if attribution else None
        if quality.status == "called_for":
            speaker = self.speakers.sources.of_demand(quality.words) or speaker
        relation, quality = self.x.turner.turned(candidate, quality)
        event = cue.event if relation.name == cue.relation else None
        mode = cue.mode if relation.name == cue.relation else None
        report = attribution.word if attribution else None
        date, precision = self.times.of_deed(candidate.head, report=report)
        done = not quality.negated and quality.status == "actual"
        if (
            done
            and not is_past(candidate.head)
            and relation.event == "CONSULT"
            and self._is_later(date)
        ):
            quality = Quality(False, "planned", quality.words)
        words = sorted({*candidate.words, *quality.words}, key=lambda t: t.i)
        return self._assembled(
            subject=candidate.subject.mention, target=candidate.object.mention, relation=relation,
            speaker=speaker, quality=quality, event=event, mode=mode, date=date,
            precision=precision, words=self._stretch(candidate.words, quality.words),
            evidence=self._evidence(candidate, words),
        )  # fmt: skip

    def _is_later(self, date: dt.date | None) -> bool:
        """True for a time after the article's: "Netanyahu's trip to Washington in March"."""
        published = self.article.article.published
        return published is not None and date is not None and date > published

    def _assembled(
        self,
        *,
        subject: Mention,
        target: Mention,
        relation: Relation,
        speaker: Mention | None,
        quality: Quality,
        event: str | None,
        mode: str | None,
        date: dt.date | None,
        precision: Precision | None,
        words: str,
        evidence: Mapping[str, Any],
    ) -> Statement:
        """A statement of this sentence, with its codes, stance, confidence and key."""
        article, sentence, ontology = self.article.article, self.parsed.sentence, self.x.ontology
        negated, status = quality.negated, quality.status
        event = event or relation.event
        mode = mode or (relation.mode if event == relation.event else None)
        coding = code_event(ontology, event=event, mode=mode, negated=negated, status=status)
        return Statement(
            id=statement_id(
                doc=article.id, sent=sentence.index, subject=subject.id, relation=relation.name,
                object=target.id, speaker=speaker.id if speaker else None,
                negated=negated, status=status,
            ),
            doc=article.id, sent=sentence.index, text=sentence.text,
            start=sentence.start, end=sentence.end,
            subject=subject, relation=relation.name, relation_text=words,
            object=target, speaker=speaker, negated=negated, status=status,
            date=date, date_precision=precision,
            published=article.published, published_precision=article.published_precision,
            event=event, mode=mode, plover=coding.plover, cameo=coding.cameo, quad=coding.quad,
            score=coding.score,
            stance=stance_of(
                ontology, relation.name, kind=target.kind, negated=negated, status=status
            ),
            confidence=confidence_of(evidence, status, log_odds=ontology.log_odds),
            evidence=evidence,
        )  # fmt: skip

    def _evidence(self, candidate: Candidate, words: list[Token]) -> Mapping[str, Any]:
        return {
            "cue": candidate.cue.id,
            "via": candidate.via or "direct",
            "subject": candidate.subject.how,
            "object": candidate.object.how,
            "tokens": [t.i for t in words],
        }

    def _stretch(self, bearing: Iterable[Token], qualifying: Iterable[Token]) -> str:
        """The words that carry the relation: "don't support", from first to last if close."""
        heads = sorted(bearing, key=lambda t: t.i)
        near = [t for t in qualifying if heads[0].i - 4 <= t.i < heads[0].i]
        parts = sorted({*heads, *near}, key=lambda t: t.i)
        if parts[-1].i - parts[0].i <= len(parts) + 3:
            base = self.parsed.sentence.start
            return self.parsed.sentence.text[parts[0].start - base : parts[-1].end - base]
        return " ".join(t.text for t in parts)


Watch = Callable[[SentenceReading, Sequence[Statement]], None]


def _bearer(one: Token, other: Token) -> Token:
    """The word above two mentions; where one word means both ("the two leaders"), its governor."""
    if one is not other:
        return common_word(one, other)
    return next((t for t in ancestors(one) if t.pos != "ADP"), one)


def _with_cue(quality: Quality, candidate: Candidate) -> Quality:
    """Adds what the cue row itself carries ("called off": denied and planned)."""
    cue = candidate.cue
    status: Status = quality.status
    if cue is OBLIGATION and status == "planned":
        status = "actual"  # "will need to show restraint": he asks for it now
    if cue.status is not None and RANK[cue.status] > RANK[status]:
        status = cue.status  # type: ignore[assignment]
    unrealised = (
        cue.pos == "adjective"
        and cue.status == "planned"
        and any(c.dep == "aux" and c.lower == "had" for c in candidate.head.children)
    )  # "had been expected in Dhaka": he did not come
    negated = quality.negated ^ (cue.negated or unrealised)
    tried = quality.tried and not negated
    return Quality(negated, status, quality.words, tried)
