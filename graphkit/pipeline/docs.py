"""A spaCy Doc that somebody's pipeline has parsed -> the parsed article that the extraction reads.

The whole text was parsed at once.  It is read as the command line reads an article: furniture and
datelines are no prose, a line break that ends a paragraph ends the sentence, and the lemmas that
the rule lemmatizer gets wrong are mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Token as Word

from graphkit.errors import ModelError
from graphkit.furniture import Furniture
from graphkit.records import Article, Sentence
from graphkit.sentences import (
    LEMMA_TAGS,
    ParsedArticle,
    ParsedSentence,
    Token,
    dateline_before,
    dateline_length,
    paragraphs,
    token_tree,
)

NEEDED: Final[Mapping[str, str]] = {
    "tag": "tagger",
    "pos": "attribute_ruler",
    "lemma": "lemmatizer",
    "dep": "parser",
    "ent_iob": "ner",
}
"""What the extraction reads of a spaCy token, and the component that usually sets it."""

Lemmas = Mapping[tuple[str, str], str]


def check_parsed(words: Sequence[Word]) -> None:
    """Refuses words that lack what the extraction reads.

    Most must have it: where the tagger is missing, the attribute ruler still tags a few.

    Raises:
        ModelError: a component is missing before graphkit.
    """
    for attribute, component in NEEDED.items():
        if 2 * sum(bool(getattr(word, attribute)) for word in words) < len(words):
            raise ModelError(
                f"no {component} ran before graphkit",
                where="the spaCy pipeline",
                remedy='add it before, or let graphkit parse: config={"model": "en_core_web_sm"}',
            )


def parsed_doc(
    doc: Doc, article: Article, *, furniture: Furniture, lemmas: Lemmas
) -> ParsedArticle:
    """Reads the sentences of a parsed Doc.

    Args:
        doc: parsed, tagged and with entities.
        article: the article whose text the Doc has.
        furniture: tells what is no prose and makes no sentence.
        lemmas: as in `load_model`.

    Raises:
        ModelError: see `check_parsed`.
    """
    check_parsed([word for word in doc if not word.is_space])
    prose = furniture.blank_out(article.text)
    words = [word for word in doc if not prose[word.idx].isspace()]
    sentence_of = {word.i: number for number, span in enumerate(doc.sents) for word in span}
    sentences: list[ParsedSentence] = []
    for number, within in enumerate(_by_paragraph(words, prose)):
        for _, group in groupby(within, key=lambda word: sentence_of[word.i]):
            tokens = token_tree(list(group), lambda index: index)
            _mend_lemmas(tokens, lemmas)
            sentences.append(_sentence(tokens, article, len(sentences), paragraph=number))
    return ParsedArticle(article=article, sentences=tuple(sentences))


def _by_paragraph(words: Sequence[Word], prose: str) -> Iterator[list[Word]]:
    """Yields the words of each paragraph, its dateline aside; words stand in one or none."""
    at = 0
    for offset, text in paragraphs(prose):
        lead = len(text) - len(text.lstrip(" "))
        start, end = offset + lead + dateline_length(text[lead:]), offset + len(text)
        while at < len(words) and words[at].idx < start:
            at += 1
        first = at
        while at < len(words) and words[at].idx < end:
            at += 1
        yield list(words[first:at])


def _mend_lemmas(tokens: Sequence[Token], lemmas: Lemmas) -> None:
    for token in tokens:
        for pos, tags in LEMMA_TAGS.items():
            lemma = lemmas.get((pos, token.lower))
            if lemma is not None and re.match(tags, token.tag):
                token.lemma = lemma


def _sentence(
    tokens: tuple[Token, ...], article: Article, index: int, *, paragraph: int
) -> ParsedSentence:
    start, end = tokens[0].start, tokens[-1].end
    start -= dateline_before(article.text, start)  # the sentence as printed has its dateline
    sentence = Sentence(
        doc=article.id, index=index, text=article.text[start:end], start=start, end=end
    )
    return ParsedSentence(sentence=sentence, tokens=tokens, paragraph=paragraph)
