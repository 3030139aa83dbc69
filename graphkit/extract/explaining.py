"""An account of what each stage saw in a sentence, for people who ask why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphkit.extract.frames import Frame
from graphkit.extract.lacking import Lack, lacks
from graphkit.extract.mentions import Resolver
from graphkit.extract.reading import ArticleReading, Extractor, SentenceReading
from graphkit.extract.trees import NOMINAL
from graphkit.records import Statement
from graphkit.sentences import ParsedArticle, Token


@dataclass(frozen=True)
class SentenceAccount:
    """One sentence: lines on mentions, clauses, cue rows and classifier, and its statements.

    `rows` are the cue rows that fired, `nearly` those that did not, with what each lacked; `judged`
    is what the classifier agreed to, found and dropped.
    """

    text: str
    mentions: tuple[str, ...]
    clauses: tuple[str, ...]
    rows: tuple[str, ...]
    nearly: tuple[str, ...]
    judged: tuple[str, ...]
    statements: tuple[Statement, ...]


def explain_article(extractor: Extractor, parsed: ParsedArticle) -> Iterator[SentenceAccount]:
    """Yields an account of each sentence, in order."""
    watch = Watcher()
    reading = ArticleReading(extractor, parsed, watch)
    for index, sentence in enumerate(parsed.sentences):
        watch.forget()
        found = {s.id: s for s in reading.read_sentence(index)}
        statements = tuple(found.values())
        frames, resolver = extractor.frames(), reading.resolver(index)
        yield SentenceAccount(
            text=sentence.sentence.text,
            mentions=tuple(_mentions(sentence.tokens, resolver)),
            clauses=tuple(
                _clause(frames.of(t)) for t in sentence.tokens if extractor.is_trigger(t)
            ),
            rows=tuple(dict.fromkeys(map(_fired, watch.proposed))),
            nearly=tuple(dict.fromkeys(watch.nearly)),
            judged=tuple(dict.fromkeys(_judged(found, {s.id: s for s in watch.proposed}))),
            statements=statements,
        )


class Watcher:
    """Keeps what the cue rows of the sentence at hand found and nearly found."""

    def __init__(self) -> None:
        self.proposed: Sequence[Statement] = ()
        self.nearly: tuple[str, ...] = ()

    def forget(self) -> None:
        """Makes ready for the next sentence."""
        self.proposed, self.nearly = (), ()

    def __call__(self, reading: SentenceReading, found: Sequence[Statement]) -> None:
        """Takes a sentence as it is being read."""
        self.proposed = found
        self.nearly = tuple(map(str, _lacks(reading, found)))


def _lacks(reading: SentenceReading, found: Sequence[Statement]) -> Iterator[Lack]:
    for token in reading.parsed.tokens:
        if not reading.x.cues.is_trigger(token):
            continue
        reading.resolver.speaker = reading.speaker_at(token)  # whom "we" means in this clause
        here = {str(s.evidence["cue"]) for s in found if token.i in s.evidence["tokens"]}
        yield from lacks(reading.x.cues, token, reading.frames, reading.resolver, fired=here)


def _fired(statement: Statement) -> str:
    return f"{statement.evidence['cue']}: {statement.relation_text!r} -> {statement.relation}"


def _judged(found: Mapping[str, Statement], proposed: Mapping[str, Statement]) -> Iterator[str]:
    """Yields what the classifier made of the pairs: agreed, added, dropped."""
    for s in found.values():
        if (chance := s.evidence.get("model", -1)) >= 0:
            verdict = "agrees" if s.id in proposed else "finds"
            yield f"{verdict}: {s.subject.name} {s.relation} {s.object.name}, chance {chance:.2f}"
    for key, s in proposed.items():
        if key not in found:
            yield f"drops: {s.subject.name} {s.relation} {s.object.name}"


def _mentions(tokens: tuple[Token, ...], resolver: Resolver) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    for t in tokens:
        if t.pos not in NOMINAL or t.dep in ("compound", "amod"):
            continue
        for r in resolver.resolve(t):
            key = (r.mention.text, r.mention.id)
            if r.mention.kind != "topic" and key not in seen:
                seen.add(key)
                yield f"{r.mention.text!r} = {r.mention.name} [{r.mention.id}] by {r.how}"


def _clause(frame: Frame) -> str:
    parts = [f"{frame.head.lemma} ({'passive' if frame.passive else frame.head.pos.lower()})"]
    if frame.subjects:
        parts.append("subject " + ", ".join(t.text for t in frame.subjects))
    if frame.objects:
        parts.append("object " + ", ".join(t.text for t in frame.objects))
    parts.extend(f"{name} {t.text}" for name, t in frame.obliques)
    if frame.via:
        parts.append(f"subject found by {frame.via}")
    return "; ".join(parts)
