r"""Values -> Cypher text, for the one place where parameters cannot go: files that people paste.

Neo4j Browser's editor takes `:param` lines, but hides the graph of what it then runs; so a
favourite carries its values in its first clause, as literals.

Neo4j reads `\uXXXX` before it reads quotes: `'\u0027'` is no text with a quote in it but one that
ends early.  So a quote and a backslash are written with a backslash, and such escapes serve only
for what ends neither: what cannot be seen, and the semicolon, at which Browser cuts statements.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphkit.queries import Query
from graphkit.queries.reading import Value

_ESCAPES: Final = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def cypher_literal(value: Value) -> str:
    r"""Returns a value as Cypher text that reads back as the same value.

    Example:
        >>> print(cypher_literal("O'Brien"))
        'O\'Brien'
        >>> print(cypher_literal("a;b"))
        'a\u003bb'
        >>> cypher_literal([True, 0.5])
        '[true, 0.5]'
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(cypher_literal, value)) + "]"
    return "'" + "".join(map(_written, value)) + "'"


def _written(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    # Beyond \uffff no escape is read alike by both stores.
    if (letter.isprintable() and letter != ";") or letter > "\uffff":
        return letter
    return f"\\u{ord(letter):04x}"


def with_defaults(query: Query, values: Mapping[str, Value]) -> str:
    """Returns the query's text with these values in its line of defaults; others stay."""
    if not query.parameters:
        return query.text
    pairs = ", ".join(
        f"{cypher_literal(values.get(p.name, p.default))} AS {p.name}" for p in query.parameters
    )
    lines = query.text.splitlines()
    first = next(i for i, line in enumerate(lines) if not line.startswith("//"))
    lines[first] = f"WITH {pairs}  // defaults: edit here"
    return "\n".join(lines) + "\n"
