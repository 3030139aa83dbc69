"""Files, folders and standard input -> `Article` records, one reader per input format.

    for article in read_articles(["news/", "more.jsonl.gz"], on_skip=report):
        ...

Formats that come with graphkit, each plain or gzipped (`.gz`):

- text (`.txt`, `.md`), with front matter if it opens with a line `---`: lines `key: value` up to
  the next `---`.  Keys: title, date, outlet (or source), url, id.  Without an id the file's name
  is the id.  The text stays as written, but for blank lines at its two ends.
- JSON Lines (`.jsonl`, `.ndjson`): objects with `id`, `text` and optional `title`, `date`,
  `source` or `outlet`, `url`; other fields are ignored.
- HTML pages (`.html`, `.htm`, `.xhtml`): the main text, and what the page's metadata tell.
- web archives (`.warc`): one article a captured page.
- feeds (`.rss`, `.atom`, `.xml`): one article an entry.
- mail (`.eml`) and mailboxes (`.mbox`): one article a message, digests taken apart.
- PDF (`.pdf`) and Word (`.docx`).
- tables (`.csv`, `.tsv`, `.tab`, `.parquet`): one article a row.
- zip archives (`.zip`) of any of these.

docs/articles.md says more of each, and which need libraries that come with the extra `readers`.

Another format joins as a `Reader`: the suffixes it claims, and a function from an open binary
stream and its `Source` to a stream of `Article`, `Skip` and `Note` (`decoding.decode` has the rules
for encodings).  Add it to `formats.READERS`, or pass `readers=(*READERS, mine)`.

Nothing is dropped in silence: what yields no article is a `Skip`, what was read with a doubt has a
`Note`.  Input streams: JSON Lines line by line; only one hash and origin per article stay in
memory, to tell duplicates.
"""

from graphkit.articles.formats import READERS
from graphkit.articles.outcomes import Note, Outcome, Reader, ReadOptions, Skip, Source
from graphkit.articles.reading import read_articles

__all__ = [
    "READERS",
    "Note",
    "Outcome",
    "ReadOptions",
    "Reader",
    "Skip",
    "Source",
    "read_articles",
]
