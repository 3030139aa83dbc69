"""The phrases before a word that it may refer back to, nearest sentence first.

Reference goes by recency and grammatical role (subjects first), as centering theory has it.
Source: Grosz, Joshi & Weinstein (1995), Centering; the salience order of Lappin & Leass (1994).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from graphkit.extract.memory import MANY, ONE, SOMEBODY, Seen
from graphkit.extract.names import covering
from graphkit.extract.proper_names import ProperNames
from graphkit.extract.referents import Referent, Scene
from graphkit.extract.reports import FINITE
from graphkit.extract.trees import NOMINAL, child, conjuncts, first_conjunct, subtree
from graphkit.records import Mention
from graphkit.sentences import Token

if TYPE_CHECKING:
    from graphkit.extract.mentions import Resolver

SUBJECT_DEPS: Final = frozenset({"nsubj", "nsubjpass"})
SALIENT: Final = SUBJECT_DEPS | {"dobj", "dative", "pobj", "poss", "appos"}
PLURAL_TAGS: Final = frozenset({"NNS", "NNPS"})


class Antecedents:
    """The actors and places spoken of before a word of one sentence."""

    def __init__(self, scene: Scene, proper: ProperNames, resolver: Resolver) -> None:
        self._scene = scene
        self._proper = proper
        self._resolver = resolver

    def of_sentence(self) -> list[Seen]:
        """Returns what the whole sentence speaks of, in the order of its words."""
        heads = (t for t in self._scene.parsed.tokens if _is_salient(t))
        phrases = [s for h in heads for s in self._seen(h, [self._resolver.resolve(h)])]
        return [*phrases, *self._in_passing(len(self._scene.parsed.tokens))]

    def theme(self) -> str:
        """Returns "one" or "many" if the main clause is about a thing: "The talks failed".

        "somebody" if it is about a person without a name.
        """
        subjects = [t for t in self._scene.parsed.tokens if _is_of_main_clause(t)]
        if any(self.is_somebody(t) for t in subjects):
            return SOMEBODY
        numbers = [self.number_of_thing(t) for t in subjects]
        return numbers[-1] if numbers and all(numbers) else ""

    def number_of_thing(self, head: Token) -> str:
        """Returns "one" or "many" for a noun that names no actor or place, else nothing."""
        if head.pos != "NOUN":
            return ""
        found = self._resolver.resolve(head)
        if not found or any(r.mention.kind != "topic" for r in found):
            return ""
        several = head.tag in PLURAL_TAGS or len(conjuncts(head)) > 1
        return MANY if several else ONE

    def phrase(self, head: Token) -> Seen | None:
        """Returns what one phrase of the sentence names."""
        return next(iter(self._seen(head, [self._resolver.resolve(head)])), None)

    def here(self, token: Token) -> list[Seen]:
        """Returns what the sentence speaks of before a word, phrases around it left out."""
        out: list[Seen] = []
        for head in self._scene.parsed.tokens[: token.i]:
            around = token in subtree(head) and not _follows(head, token)
            if around or not _is_salient(head):
                continue
            members = [m for m in conjuncts(head) if m.i < token.i and token not in _own(m)]
            whole = len(members) == len(conjuncts(head))
            found = [self._resolver.resolve(head)] if whole else map(self._resolver.one, members)
            out += self._seen(head, found)
        return [*out, *self._in_passing(token.i)]

    def _in_passing(self, end: int) -> list[Seen]:
        """ "NATO headquarters": the bodies named before other nouns, up to a word."""
        tokens = self._scene.parsed.tokens
        bodies = self._scene.ontology.actors
        return [
            Seen(mentions=(self._proper.named(n, place=False),), in_passing=True)
            for n in self._scene.names
            if n.last < end
            and n.target in bodies
            and bodies[n.target].kind == "organization"
            and tokens[n.last].dep in ("compound", "nmod", "amod")
        ]

    def sentences(self, token: Token, *, back: int) -> Iterator[Sequence[Seen]]:
        """Yields the sentence up to the word, then so many before it, latest first."""
        yield self.here(token)
        yield from self._scene.before(back)

    def _seen(self, head: Token, found: Iterable[list[Referent]]) -> list[Seen]:
        """The phrase as it will be remembered: actors, else places, else nothing."""
        if head.lemma in self._scene.words("weapon"):
            return []
        referents = [r for some in found for r in some if r.how != "first person"]
        actors = [r for r in referents if r.is_actor]
        chosen = actors or [r for r in referents if r.mention.kind == "place"]
        if not chosen:
            return []
        return [
            Seen(
                mentions=tuple(r.mention for r in chosen),
                is_subject=head.dep in SUBJECT_DEPS or _is_cleft(head),
                is_main=_is_of_main_clause(head) or _is_cleft(head),
                is_plural=len(chosen) == 1
                and chosen[0].mention.kind != "person"
                and self._is_plural(head),
                is_nameless=chosen[0].how == "collective",
            )
        ]

    def is_somebody(self, head: Token) -> bool:
        """True for a person without a name: "an adviser to the president", "the man"."""
        if head.tag != "NN" or any(
            r.mention.kind == "person" for r in self._resolver.resolve(head)
        ):
            return False
        return bool(self._resolver.office_of(head)) or head.lemma in self._scene.words("personal")

    def _is_plural(self, head: Token) -> bool:
        """ "Hamas negotiators", "Americans", "Republicans"; by its verb: "the Taliban want"."""
        name = covering(self._scene.names, head)
        if name is not None and name.names_whole:
            if name.target.startswith("country:"):
                return False
            people = name.first == name.last and head.tag == "NNPS"
            return people or _takes_plural(head)
        return head.tag in PLURAL_TAGS or _takes_plural(head)


def _takes_plural(head: Token) -> bool:
    """True for the subject of "want", "have asked", "were": but not of "doesn't have"."""
    if head.dep not in SUBJECT_DEPS:
        return False
    helpers = [c for c in head.head.children if c.dep in ("aux", "auxpass")]
    finite = next((c for c in helpers if c.tag in FINITE), head.head)
    return finite.tag == "VBP" or finite.lower == "were"


def _is_salient(token: Token) -> bool:
    return token.pos in NOMINAL and (token.dep in SALIENT or _is_cleft(token))


def _is_of_main_clause(head: Token) -> bool:
    return head.dep in SUBJECT_DEPS and first_conjunct(head.head).dep == "ROOT"


def _is_cleft(token: Token) -> bool:
    """ "It was Marin who spoke": what is put first is the subject."""
    if token.dep != "attr" or child(token, "relcl") is None:
        return False
    subject = child(token.head, "nsubj")
    return subject is not None and subject.lower == "it"


def _follows(head: Token, token: Token) -> bool:
    """True for a word in a later member of the coordination: "Modi and his guest"."""
    return any(token in _own(m) for m in conjuncts(head) if m is not head)


def _own(member: Token) -> list[Token]:
    """The words of one member of a coordination, without the members after it."""
    words, stack = [], [member]
    while stack:
        t = stack.pop()
        words.append(t)
        stack.extend(c for c in t.children if not (t is member and c.dep == "conj"))
    return words


def distinct_actors(
    seen: Iterable[Seen], fits: Callable[[Mention], bool] = lambda _: True
) -> list[Mention]:
    """Returns the actors that fit, each once, in the order of the words."""
    return list({m.id: m for s in seen for m in s.mentions if fits(m)}.values())
