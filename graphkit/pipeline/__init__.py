"""graphkit in a spaCy pipeline of one's own: `nlp.add_pipe("graphkit")`, `doc._.statements`.

spaCy finds the component by an entry point of the package; docs/python.md shows it at work.
"""
