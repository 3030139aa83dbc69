"""The cue rows and the tables beside them are well formed, as far as no parser is needed."""

from __future__ import annotations

import csv
import re
import tomllib
from importlib import resources
from typing import Final

import pytest

DATA: Final = resources.files("graphkit.data")
COLUMNS: Final = (
    "id,cue,pos,with,subject_slot,object_slot,relation,event,mode,negated,status,"
    "example,subject,object,source"
)
WORDS: Final = ("subj", "obj", "owner", "mod", "each", "clause", "within", "home", "post")
PREPOSITIONS: Final = re.compile(
    "about|across|against|along|alongside|around|as|at|behind|between|but|by|for|from|in|into|near"
    "|of|off|on|out of|outside|in protest (against|at|of)|over|than|through|to|toward|towards|under"
    "|upon|with"
)
NEED: Final = re.compile(
    r"(alone|alongside|by|of|on|to|uttered|with|xcomp):|(obj|prt|xcomp|[a-z]+):[a-z-]+(\|[a-z-]+)*"
)
VOWEL_CHANGES: Final = re.compile(
    "come|fight|get|give|have|hold|make|ring|rise|sell|sink|sit|take|tell"
)
"""Verbs of the examples whose past keeps only the first letter."""
TABLES: Final = {
    "cues.csv": ("id",),
    "speech.csv": ("lemma",),
    "modals.csv": ("word", "pos", "complement"),
    "lightverbs.csv": ("verb", "noun_role"),
    "furniture.csv": ("words", "kind"),
    "lemmas.csv": ("form", "pos"),
    "valence.csv": ("word",),
}


def _rows(name: str) -> list[dict[str, str]]:
    text = DATA.joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _names(name: str) -> set[str]:
    return set(tomllib.loads(DATA.joinpath(name).read_text(encoding="utf-8")))


CUES: Final = _rows("cues.csv")


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_sorted_and_unique(name: str) -> None:
    keys = [tuple(r[c] for c in TABLES[name]) for r in _rows(name)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", TABLES)
def test_rows_name_their_source(name: str) -> None:
    lacking = [r for r in _rows(name) if None in r.values() or not r["source"]]
    assert lacking == []


def test_cues_have_the_columns_of_the_readme() -> None:
    assert ",".join(CUES[0]) == COLUMNS


def test_cue_vocabularies() -> None:
    relations, events = _names("relations.toml"), _names("events.toml")
    for row in CUES:
        where = row["id"]
        assert row["pos"] in ("verb", "noun", "adjective"), where
        assert row["relation"] in relations, where
        assert row["event"] in events | {""}, where
        assert row["negated"] in ("", "true"), where
        assert row["status"] in ("", "planned", "possible", "called_for"), where
        assert row["source"] in ("PLOVER 0.8", "CAMEO 1.1b3", "guideline", "own"), where


def test_every_relation_has_cues() -> None:
    assert {r["relation"] for r in CUES} == _names("relations.toml")


def test_cue_ids_end_in_their_part_of_speech() -> None:
    assert [r["id"] for r in CUES if not re.fullmatch(r"[a-z-]+/[vna]", r["id"])] == []
    assert [r["id"] for r in CUES if r["id"][-1] != r["pos"][0]] == []


def test_cue_words_are_lower_case_lemmas() -> None:
    assert [r["cue"] for r in CUES if not re.fullmatch(r"[a-z-]+( [a-z]+)?", r["cue"])] == []


def test_needed_words_are_well_formed() -> None:
    assert [r["id"] for r in CUES if r["with"] and not NEED.fullmatch(r["with"])] == []


def _well_formed(slot: str, need: str) -> bool:
    """ "with", "subj"; "obj.with" only where the row names the object noun it hangs on."""
    role, dot, inner = slot.partition(".")
    if not dot:
        return slot in WORDS or bool(PREPOSITIONS.fullmatch(slot))
    known = inner in ("mod", "poss") or bool(PREPOSITIONS.fullmatch(inner))
    return known and need.startswith(f"{role}:")


@pytest.mark.parametrize("column", ["subject_slot", "object_slot"])
def test_slots_are_well_formed(column: str) -> None:
    bad = [
        (r["id"], slot)
        for r in CUES
        for slot in r[column].split("|")
        if not _well_formed(slot, r["with"])
    ]
    assert bad == []


def test_each_stands_in_both_slots_or_none() -> None:
    odd = [r["id"] for r in CUES if (r["subject_slot"] == "each") != (r["object_slot"] == "each")]
    assert odd == []


def test_slots_fit_the_part_of_speech() -> None:
    for row in CUES:
        slots = {*row["subject_slot"].split("|"), *row["object_slot"].split("|")}
        if row["pos"] == "verb":
            assert not slots & {"owner", "mod"}, row["id"]
        elif row["pos"] == "noun":
            assert not slots & {"obj", "clause"}, row["id"]
        else:
            assert not slots & {"obj", "clause", "owner", "mod", "each"}, row["id"]


def test_no_two_cues_say_the_same() -> None:
    keys = [
        tuple(r[c] for c in ("cue", "pos", "with", "subject_slot", "object_slot", "relation"))
        for r in CUES
    ]
    assert [k for k in keys if keys.count(k) > 1] == []


def test_every_cue_has_an_example_with_its_actors() -> None:
    for row in CUES:
        assert row["subject"], row["id"]
        assert row["object"], row["id"]
        assert row["subject"] != row["object"], row["id"]
        assert re.fullmatch(r"[A-Z].{10,90}\.", row["example"]), row["id"]


def test_examples_hold_the_trigger_word() -> None:
    """The first letters of the trigger stand in its example; past tenses may change its vowel."""
    for row in CUES:
        first = row["cue"].split()[0]
        start = first[:1] if VOWEL_CHANGES.fullmatch(first) else first[:3].rstrip("aeiouy")
        start = "go|went" if first == "go" else start
        assert re.search(rf"\b({start})", row["example"].lower()), row["id"]


def test_modal_vocabularies() -> None:
    for row in _rows("modals.csv"):
        where = f"{row['word']}/{row['pos']}"
        assert row["pos"] in ("aux", "verb", "adjective", "adverb", "noun", "conj"), where
        assert row["status"] in ("", "actual", "planned", "possible", "called_for"), where
        assert row["negated"] in ("", "true"), where
        assert row["status"] or row["negated"], where
        clause = row["complement"] in ("", "to", "obj-to", "gerund", "that", "obj", "subj", "noun")
        assert clause or PREPOSITIONS.fullmatch(row["complement"]), where


def test_lightverb_roles() -> None:
    roles = {r["noun_role"] for r in _rows("lightverbs.csv")} - {"obj"}
    assert [r for r in roles if not PREPOSITIONS.fullmatch(r)] == []


def test_lemma_exceptions_change_something() -> None:
    rows = _rows("lemmas.csv")
    assert {r["pos"] for r in rows} <= {"verb", "noun"}
    assert [r["form"] for r in rows if r["form"] == r["lemma"] and "-" not in r["form"]] == []
