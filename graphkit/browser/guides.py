"""Story and questions -> an HTML guide for Neo4j Browser: slides whose questions run on a click.

Browser puts the text of an element with `data-populate` (or of a `<pre class="runnable">`) into its
editor when it is clicked, and runs it when its play sign is clicked; `data-exec` runs a command.
Before it shows a guide it deletes what looks like a script or an event handler (` on...=`), in
text and Cypher too; so in all that is not our own markup `=` and `:` are written as references.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from graphkit.browser.asking import Asked
from graphkit.browser.favorites import AS_TABLE, DRAWN, FAVORITES, favorite, table_favorite
from graphkit.browser.literals import cypher_literal
from graphkit.browser.stories import Pair, Story
from graphkit.browser.styles import STYLE
from graphkit.pictures.palette import SIGN_COLOURS, SIGN_NAMES, xml_text
from graphkit.queries.reading import Value

GUIDE: Final = "guide.html"
"""The file's name."""

TITLE: Final = "Your diplomatic graph"

_REFERENCES: Final = {ord("="): "&#61;", ord(":"): "&#58;", ord("\n"): "&#10;"}

_STRONGEST: Final = """\
MATCH p = (a:Actor)-[r]->(b:Actor)
WHERE r.count IS NOT NULL
RETURN p ORDER BY r.count DESC, a.id, b.id LIMIT 12"""
_AROUND: Final = """\
MATCH p = (a:Actor {{name: {name}}})-[r]-(b)
WHERE r.count IS NOT NULL
RETURN p ORDER BY r.count DESC, b.id LIMIT 25"""
_ABOUT: Final = """\
MATCH p = (a:Actor)-[r]->(t:Topic)
WHERE r.count IS NOT NULL
  AND (t.name = {name} OR EXISTS {{ (t)-[:ABOUT]->(:Issue {{name: {name}}}) }})
RETURN p ORDER BY r.count DESC, a.id, t.id LIMIT 40"""
_NOT_ANALYSED: Final = """
<p><b>Blocs, triangles and alerts</b> wait for an analysis of this graph as it is now: run
<code>graphkit analyse</code>, then make this guide anew.</p>"""
# Browser's side bar has no margin of its own.
_SLIDE: Final = '<slide>\n<div style="padding: 0 20px">\n{}\n</div>\n</slide>'


def write_guide(story: Story, asked: Mapping[str, Asked], *, url: str) -> str:
    """Returns the guide, one `<slide>` after another.

    Args:
        asked: every question by name, with the values of this graph.
        url: where guide and style are served, without a slash at its end.
    """
    slides = [
        _first(story, url),
        _actors(story, asked),
        _pairs(story, asked),
        _topics(story, asked),
        _voices(story, asked),
        *_categories(asked),
        _last(asked),
    ]
    body = "\n".join(_SLIDE.format(slide) for slide in slides if slide)
    return f"<!DOCTYPE html>\n<title>{TITLE}</title>\n<meta charset='utf-8'>\n{body}\n"


def shown(text: str) -> str:
    """Returns text as HTML that Browser's cleaning leaves alone.

    Example:
        >>> shown("<b onclick=x>")
        '&lt;b onclick&#61;x&gt;'
    """
    return html.escape(xml_text(text)).translate(_REFERENCES)


def _first(story: Story, url: str) -> str:
    span = f", {shown(story.first)} to {shown(story.last)}" if story.first and story.last else ""
    legend = " &middot; ".join(
        f'<b><span style="color: {SIGN_COLOURS[sign]}">&#9644;&#9644;</span></b> {meaning}'
        for sign, meaning in SIGN_NAMES.items()
    )
    return f"""\
<h3>What is in it</h3>
<p>{_count(story.statements, "statement")} from {_count(story.articles, "article")} in
{_count(story.outlets, "outlet")}{span}.</p>
<p>A click on a question puts it into the editor, a click on its play sign runs it and draws the
first {DRAWN} rows of its answer. <i>As a table</i> beside it gives all rows: the words, the days
and the sentences.</p>{_NOT_ANALYSED if story.statements and not story.analysed else ""}
<h4>First, the colours</h4>
<p><a data-exec="style {url}/{STYLE}">Take graphkit's style</a></p>
<p>{legend}; the stronger, the thicker. States are the largest nodes.</p>
<h4>Then the favourites</h4>
<p><a href="{url}/{FAVORITES}" download>Get {FAVORITES}</a> and drop it on this window:
each question of this guide becomes two favourites, one that draws and one that is a table, in a
folder for each kind. Dropped twice, they stand there twice.</p>
<h4>The strongest ties</h4>
{_runnable(_STRONGEST)}"""


def _actors(story: Story, asked: Mapping[str, Asked]) -> str:
    if not story.actors:
        return ""
    leading = story.actors[0]
    listed = _list(
        f"{_ask(actor.name, _AROUND.format(name=cypher_literal(actor.name)))}: "
        f"{_count(actor.statements, 'statement')}"
        for actor in story.actors
    )
    terms = [
        f"<p>{shown(leading.name)} is on {manner} with:</p>\n{_pair_list(pairs, asked)}"
        for manner, pairs in (("good terms", story.friends), ("bad terms", story.foes))
        if pairs
    ]
    return "\n".join(
        [
            "<h3>Who it is about</h3>",
            "<p>The actors that most statements name; each draws its ties.</p>",
            listed,
            *terms,
        ]
    )


def _pairs(story: Story, asked: Mapping[str, Asked]) -> str:
    if not story.pairs:
        return ""
    return "\n".join(
        [
            "<h3>Between whom most passes</h3>",
            "<p>A state stands here for everyone who acts for it. The score sums that of every",
            "statement: above 0 they are on good terms, below on bad.</p>",
            _pair_list(story.pairs, asked),
            *_questions(asked, ("dyad", "tension", "allies", "rivals", "why")),
        ]
    )


def _topics(story: Story, asked: Mapping[str, Asked]) -> str:
    if not story.topics:
        return ""
    listed = _list(
        f"{_ask(topic.name, _ABOUT.format(name=cypher_literal(topic.name)))}: "
        f"{_count(topic.statements, 'statement')}"
        for topic in story.topics
    )
    return "\n".join(
        [
            "<h3>What they take sides on</h3>",
            "<p>The topics that most statements support, oppose, propose or demand.</p>",
            listed,
            *_questions(asked, ("stance", "stance_shift")),
        ]
    )


def _voices(story: Story, asked: Mapping[str, Asked]) -> str:
    if not story.speakers:
        return ""
    listed = _list(
        f"{_about(s.name, asked.get('said'), {'speaker': s.name})}: "
        f"{_count(s.statements, 'statement')}"
        for s in story.speakers
    )
    return "\n".join(
        [
            "<h3>Who says so</h3>",
            "<p>Whom the articles quote or cite most; who says it is kept apart from who does",
            "it.</p>",
            listed,
            *_questions(asked, ("said", "contradictions")),
        ]
    )


def _categories(asked: Mapping[str, Asked]) -> Iterator[str]:
    """Yields a slide for each category, with every question that this graph answers."""
    answered = [found for found in asked.values() if found.answered]
    ordered = sorted(answered, key=lambda found: (found.query.category, found.query.name))
    for category, members in groupby(ordered, key=lambda found: found.query.category):
        questions = "\n".join(_question(found) for found in members)
        yield f"<h3>All questions: {shown(category)}</h3>\n{questions}"


def _last(asked: Mapping[str, Asked]) -> str:
    silent = [found for found in asked.values() if not found.answered]
    waiting = _list(_ask_about(found) for found in silent)
    told = f"<p>Nothing in this graph answers yet:</p>\n{waiting}" if silent else ""
    return f"""\
<h3>Make them yours</h3>
<p>A question's first clause holds its values: change a name there, or a day in
<code>since</code>, and run it again. An empty text means all.</p>
<p>A drawing shows as many rows as <code>LIMIT</code>, its last line, lets through: raise it for
more, or narrow the question by its values.</p>
{told}"""


def _questions(asked: Mapping[str, Asked], names: Iterable[str]) -> list[str]:
    return [_question(asked[name]) for name in names if name in asked and asked[name].answered]


def _question(found: Asked) -> str:
    about = ", ".join(found.values.values())
    told = found.query.description.partition(". ")[0].rstrip(".")
    named = f" <i>({shown(about)})</i>" if about else ""
    table = table_favorite(found)
    beside = f" &middot; {_ask(AS_TABLE, table)}" if table is not None else ""
    return f"<p>{_ask_about(found)}{named}{beside}<br>{shown(told)}.</p>"


def _ask_about(found: Asked) -> str:
    return _ask(found.query.title, favorite(found.query, dict(found.values)))


def _about(title: str, found: Asked | None, values: dict[str, Value]) -> str:
    """Returns a title that asks a canned question about these values, if there is the question."""
    return _ask(title, favorite(found.query, values)) if found else shown(title)


def _ask(title: str, cypher: str) -> str:
    return f'<a data-populate="{shown(cypher.rstrip())}">{shown(title)}</a>'


def _runnable(cypher: str) -> str:
    return f'<pre class="code runnable">{shown(cypher)}</pre>'


def _list(entries: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{entry}</li>" for entry in entries) + "\n</ul>"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _pair_list(pairs: Iterable[Pair], asked: Mapping[str, Asked]) -> str:
    """Returns the pairs as questions for all that passed between them."""
    return _list(
        f"{_about(f'{p.first} and {p.second}', asked.get('dyad'), {'a': p.first, 'b': p.second})}: "
        f"{_count(p.statements, 'statement')}, score {p.score:+.1f}"
        for p in pairs
    )
