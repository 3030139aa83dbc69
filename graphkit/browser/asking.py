"""Questions and story -> each question with values of the user's own graph in its defaults.

A parameter takes a value by its name: `actor` a leading actor, `a` and `b` a pair that much passes
between, and so on.  One whose default is empty ("all") keeps it, and so does one of any other name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphkit.browser.stories import SHOWN, Story
from graphkit.queries import Query, put_question
from graphkit.store import Store


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question, the values it is asked with (defaults apart), and whether a row answers.

    `columns` are those of its answer.
    """

    query: Query
    values: Mapping[str, str]
    answered: bool
    columns: tuple[str, ...]


def ask_about(store: Store, queries: Iterable[Query], story: Story) -> dict[str, Asked]:
    """Returns each question by name, asked about what is most named and has an answer.

    Raises:
        QueryError: the store refuses a question.
    """
    return {query.name: _asked(store, query, story) for query in queries}


def _asked(store: Store, query: Query, story: Story) -> Asked:
    candidates = list(_candidates(query, story))
    columns: tuple[str, ...] = ()
    for values in candidates:
        table, _ = put_question(store, query, values, limit=1 if query.limit else None)
        columns = table.columns
        if table.rows:
            return Asked(query=query, values=values, answered=True, columns=columns)
    return Asked(query=query, values=candidates[0], answered=False, columns=columns)


def _candidates(query: Query, story: Story) -> Iterator[dict[str, str]]:
    """Yields values to ask with, those about what is most named first, the query's own last."""
    taken = [p.name for p in query.parameters if p.type == "text" and p.default]
    seen: list[dict[str, str]] = []
    for rank in range(SHOWN):
        known = _values(story, rank)
        values = {name: known[name] for name in taken if name in known}
        if values not in seen:
            seen.append(values)
            yield values
    if {} not in seen:
        yield {}


def _values(story: Story, rank: int) -> dict[str, str]:
    """Returns what the parameters take that are named so; the last where there are fewer."""
    values: dict[str, str] = {}
    if story.actors:
        values["actor"] = story.actors[min(rank, len(story.actors) - 1)].name
    if story.pairs:
        pair = story.pairs[min(rank, len(story.pairs) - 1)]
        values |= {"a": pair.first, "b": pair.second}
    if story.deeds:
        deed = story.deeds[min(rank, len(story.deeds) - 1)]
        values |= {"subject": deed.subject, "relation": deed.relation, "object": deed.object}
    if story.topics:
        values["topic"] = story.topics[min(rank, len(story.topics) - 1)].name
    if story.speakers:
        values["speaker"] = story.speakers[min(rank, len(story.speakers) - 1)].name
    return values
