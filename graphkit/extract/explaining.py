"""An account of what each stage saw in a sentence, for people who ask why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.extract.frames import Frame
from graphkit.extract.mentions import Resolver
from graphkit.extract.reading import ArticleReading, Extractor
from graphkit.extract.trees import NOMINAL
from graphkit.records import Statement
from graphkit.sentences import ParsedArticle, Token


@dataclass(frozen=True)
class SentenceAccount:
    """One sentence: lines about mentions, clauses and cue rows, and its statements."""

    text: str
    mentions: tuple[str, ...]
    clauses: tuple[str, ...]
    rows: tuple[str, ...]
    statements: tuple[Statement, ...]


def explain_article(extractor: Extractor, parsed: ParsedArticle) -> Iterator[SentenceAccount]:
    """Yields an account of each sentence, in order."""
    reading = ArticleReading(extractor, parsed)
    for index, sentence in enumerate(parsed.sentences):
        found = {s.id: s for s in reading.read_sentence(index)}
        statements = tuple(found.values())
        frames, resolver = extractor.frames(), reading.resolver(index)
        yield SentenceAccount(
            text=sentence.sentence.text,
            mentions=tuple(_mentions(sentence.tokens, resolver)),
            clauses=tuple(
                _clause(frames.of(t)) for t in sentence.tokens if extractor.is_trigger(t)
            ),
            rows=tuple(
                dict.fromkeys(
                    f"{s.evidence['cue']}: {s.relation_text!r} -> {s.relation}" for s in statements
                )
            ),
            statements=statements,
        )


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
