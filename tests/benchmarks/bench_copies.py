"""How well and how fast copies of one article are grouped.

    python -m tests.benchmarks.bench_copies [ARTICLES] [--neo4j] [--corpus FILE.jsonl.gz]

Made-up news (100,000 articles by default): a story in five is an agency's, which up to forty
outlets print, cut and under a dateline of their own; all articles share stock phrases as news does.
Told are the time of the MinHashes, of loading with and without them into the same kind of store, of
100 articles more, and how many of the pairs that print one story are in one group, and the reverse.

With `--corpus`, of real news: all pairs of articles by exact resemblance, against the groups; and
the share of copies found that were cut from its articles, by the share of the text that is left.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Final

from graphkit.records import ArticleRecord
from graphkit.resemblance import COPY, SHINGLE, minhash_of
from graphkit.store import Store, open_store
from graphkit.store.loading import forget, load
from tests.neo4j_server import PASSWORD, Server
from tests.samples import VOCABULARY, article

MORE: Final = 100
PHRASES: Final = 3000
"""Stock phrases of five words, used as unevenly as in news (Zipf's law): two random articles then
resemble by 0.002 on average, and the mean of the square, on which the candidates of the bands
depend, is 6e-6, twice that of the real news of RESULTS.md."""


def made_texts(count: int) -> Iterator[tuple[str, str]]:
    """Yields so many stories' names and texts, those of one name copies, the same in every run."""
    dice = random.Random(2023)
    made = story = 0
    while made < count:
        words = _story(dice)
        carried = min(40, int(dice.paretovariate(1.1))) + 1 if story % 5 == 0 else 1
        for number in range(min(carried, count - made)):
            kept = words[: int(len(words) * (1 if number == 0 else dice.uniform(0.55, 1)))]
            yield f"s{story}", " ".join([f"outlet{dice.randrange(300)}", "city", *kept])
            made += 1
        story += 1


def _story(dice: random.Random) -> list[str]:
    words: list[str] = []
    while len(words) < 600:
        if dice.random() < 0.02:
            stock = int(PHRASES ** dice.random())
            words += [f"stock{stock}x{n}" for n in range(5)]
        else:
            words.append(f"w{dice.randrange(30_000)}")
    return words


def made_articles(count: int) -> tuple[list[ArticleRecord], dict[str, str], float]:
    """Returns article records, the story of each, and the processor seconds of the MinHashes."""
    records, stories, spent = [], {}, 0.0
    for number, (story, text) in enumerate(made_texts(count)):
        start = time.process_time()
        minhash = minhash_of(text)
        spent += time.process_time() - start
        outlet = text.split(maxsplit=1)[0]
        records.append(replace(article(f"d{number:07}", outlet=outlet), minhash=minhash))
        stories[records[-1].id] = story
    return records, stories, spent


def put(store: Store, records: Sequence[ArticleRecord]) -> tuple[float, float]:
    """Loads the articles; returns the seconds on the clock and of this process."""
    clock, processor = time.perf_counter(), time.process_time()
    load(store, records, [], vocabulary=VOCABULARY)
    return time.perf_counter() - clock, time.process_time() - processor


def pairs_of(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    """Returns all pairs of articles that are in one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def grouped(store: Store) -> set[tuple[str, str]]:
    """Returns the pairs that the store has in one group."""
    groups: dict[str, set[str]] = defaultdict(set)
    for copy, original in store.run("MATCH (a)-[:COPY_OF]->(o) RETURN a.id, o.id").rows:
        groups[original] |= {copy, original}
    return pairs_of(groups.values())


def told(found: set[tuple[str, str]], true: set[tuple[str, str]]) -> str:
    """Returns precision and recall over pairs."""
    right = len(found & true)
    return f"{len(true)} pairs, precision {right / len(found):.4f}, recall {right / len(true):.4f}"


def memory() -> int:
    """Returns the most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(store: Store, bare: Store, few: Store, count: int) -> None:
    """Prints what made-up articles cost in a store; `bare` and `few` are stores for comparison."""
    records, stories, spent = made_articles(count + MORE)
    last, records = records[count:], records[:count]
    print(f"{count} articles: MinHashes {1000 * spent / (count + MORE):.2f} ms each, {memory()} MB")
    without = put(bare, [replace(record, minhash=None) for record in records])
    print(f"loaded without: {without[0]:.1f} s, of this process {without[1]:.1f} s, {memory()} MB")
    whole = put(store, records)
    print(f"loaded with: {whole[0]:.1f} s, of this process {whole[1]:.1f} s, {memory()} MB")
    groups: dict[str, list[str]] = defaultdict(list)
    for record in records:
        groups[stories[record.id]].append(record.id)
    print(f"groups: {told(grouped(store), pairs_of(groups.values()))}")
    for name, into in (("an empty store", few), ("the full store", store)):
        first = put(into, last)
        print(f"{MORE} articles into {name}: {first[0]:.2f} s, of this process {first[1]:.2f} s")
    start = time.perf_counter()
    forget(store, [record.id for record in last], vocabulary=VOCABULARY)
    print(f"and forgotten: {time.perf_counter() - start:.2f} s")


def read_corpus(path: Path) -> dict[str, str]:
    """Returns the texts of a JSON Lines file by id."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def exact(texts: dict[str, str], least: float) -> dict[tuple[str, str], float]:
    """Returns the exact resemblance of all pairs of at least so much."""
    shingles = {doc: _shingles(text) for doc, text in texts.items()}
    carriers = defaultdict(list)
    for doc in sorted(shingles):
        for shingle in shingles[doc]:
            carriers[shingle].append(doc)
    common = Counter(pair for docs in carriers.values() for pair in combinations(docs, 2))
    sizes = {doc: len(found) for doc, found in shingles.items()}
    shares = {(a, b): n / (sizes[a] + sizes[b] - n) for (a, b), n in common.items()}
    return {pair: share for pair, share in shares.items() if share >= least}


def _shingles(text: str) -> set[str]:
    words = "".join(c if c.isalnum() or c == "_" else " " for c in text.casefold()).split()
    return {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def measure_corpus(path: Path, store: Store, cut: Store) -> None:
    """Prints how well the articles of a corpus, and texts cut from them, are grouped."""
    texts = read_corpus(path)
    put(store, [article(doc, text=text) for doc, text in texts.items()])
    alike = exact(texts, least=0.2)
    print("exact resemblance of pairs: " + " ".join(f"{s:.2f}" for s in sorted(alike.values())))
    true = {pair for pair, share in alike.items() if share >= COPY}
    print(f"pairs of {COPY} and more: {told(grouped(store), true)}")
    some = random.Random(7).sample(sorted(texts), 300)
    kept = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
    parts = {
        (doc, share): " ".join(["TOWN (Agency) -", *texts[doc].split()][: _left(texts[doc], share)])
        for doc in some
        for share in kept
    }
    for share in kept:
        forget(
            cut, [f"{doc}/{other}" for doc in some for other in (1, *kept)], vocabulary=VOCABULARY
        )
        records = [article(f"{doc}/1", text=texts[doc]) for doc in some]
        put(cut, [*records, *(article(f"{d}/{share}", text=parts[d, share]) for d in some)])
        found = {a.partition("/")[0] for a, b in grouped(cut) if a.split("/")[0] == b.split("/")[0]}
        print(f"copies cut to {share:.0%}: {len(found) / len(some):.3f} found")


def _left(text: str, share: float) -> int:
    return int(len(text.split()) * share) + 3


def main() -> None:
    """Measures what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=100_000)
    parser.add_argument("--neo4j", action="store_true")
    parser.add_argument("--corpus", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.corpus:
            with open_store(f"{folder}/a.kgl") as store, open_store(f"{folder}/b.kgl") as cut:
                measure_corpus(given.corpus, store, cut)
        elif given.neo4j:
            _measure_server(given.articles, Path(folder))
        else:
            names = (f"{folder}/{name}.kgl" for name in ("full", "bare", "few"))
            full, bare, few = map(open_store, names)
            with full, bare, few:
                measure(full, bare, few, given.articles)


def _measure_server(count: int, folder: Path) -> None:
    servers = [Server(folder / name) for name in ("full", "bare", "few")]
    try:
        for server in servers:
            server.start()
        full, bare, few = (open_store(server.uri, password=PASSWORD) for server in servers)
        with full, bare, few:
            measure(full, bare, few, count)
    finally:
        for server in servers:
            server.stop()


if __name__ == "__main__":
    main()
