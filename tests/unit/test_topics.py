"""Topic names: their keys, and the issues they are about."""

from __future__ import annotations

import itertools
import random
import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import OntologyError
from graphkit.topics import (
    GAP,
    TURNS,
    Issue,
    IssueIndex,
    issue_of,
    read_issues,
    stem,
    topic_key,
)

ROWS = read_issues(resources.files("graphkit.data").joinpath("issues.csv").read_text("utf-8"))

ISSUES: dict[str | None, list[str]] = {
    "ceasefire": [
        "ceasefire",
        "calls for ceasefire",
        "truce proposal",
        "immediate ceasefire",
        "cessation of hostilities",
        "Egyptian truce initiative",
        "the cease-fires in Gaza",
        "end to the fighting",
        "CEASEFIRE",
        "72-hour humanitarian pause",
    ],
    "ceasefire violations": ["ceasefire violations", "violation of the truce"],
    "end of ceasefire": ["end of the ceasefire", "collapse of the Gaza truce"],
    "peace talks": ["peace talks", "peace negotiations with Kyiv", "negotiated settlement"],
    "peace plan": ["12-point position paper", "Chinese peace plan", "peace formula"],
    "peace agreement": ["peace treaty with Japan", "peace accords"],
    "end of war": ["end of the war in Yemen", "ending the conflict"],
    "sanctions": [
        "sanctions",
        "sanctions on Russia",
        "EU sanctions against Belarus",
        "oil sanction",
    ],
    "lifting of sanctions": [
        "lifting sanctions",
        "lifting of sanctions",
        "end of sanctions",
        "sanctions relief",
        "lifting of all UN sanctions",
        "easing of sanctions on Iran",
        "removal of US sanctions",
        "relief from sanctions",
    ],
    "sanctions evasion": ["evasion of sanctions", "sanctions busting"],
    "arms embargo": ["UN arms embargo on Libya"],
    "lifting of arms embargo": ["lifting of the arms embargo"],
    "territorial integrity": ["Ukraine's territorial integrity", "respect for sovereignty"],
    "violations of sovereignty": ["violation of Iraq's sovereignty", "violations of airspace"],
    "annexation": ["annexation of Crimea"],
    "settlements": ["Israeli settlements", "settlement construction in the West Bank"],
    "settlement freeze": ["freeze on settlement building", "end of settlement construction"],
    "two-state solution": ["two-state solution", "a two-State solution"],
    "recognition": ["recognition of Kosovo", "diplomatic recognition"],
    "withdrawal of recognition": ["withdrawal of recognition"],
    "NATO membership": [
        "Sweden's NATO membership",
        "NATO accession of Finland",
        "membership of NATO",
    ],
    "NATO expansion": ["NATO expansion", "NATO's eastward enlargement"],
    "EU membership": ["EU accession", "EU candidate status for Moldova"],
    "EU enlargement": ["enlargement of the EU"],
    "nuclear programme": ["Iran's nuclear program", "nuclear programmes", "uranium enrichment"],
    "nuclear deal": ["nuclear deal", "2015 nuclear accord", "JCPOA"],
    "withdrawal from nuclear deal": ["withdrawal from the nuclear deal"],
    "nuclear weapons": ["nuclear weapons in Belarus"],
    "nuclear tests": ["sixth nuclear test"],
    "denuclearisation": ["denuclearization of the Korean peninsula", "nuclear disarmament"],
    "missile tests": ["missile launches", "test of a ballistic missile"],
    "missile defence": ["installation of THAAD", "missile defense system"],
    "arms control": ["arms control treaty", "New START"],
    "arms supplies": [
        "arms supplies to Ukraine",
        "weapons deliveries",
        "sale of F-16 fighter jets",
    ],
    "end of arms supplies": ["halt to arms sales"],
    "military presence": ["US military bases", "deployment of troops"],
    "troop withdrawal": ["withdrawal of Russian troops", "troop withdrawals", "troop pullout"],
    "joint drills": ["joint military exercises", "naval drills off Taiwan"],
    "end of joint drills": ["suspension of joint military exercises", "halt to military drills"],
    "military operations": ["ground offensive in Rafah", "air strikes on Yemen"],
    "end of military operations": ["end to the bombing"],
    "blockade": ["blockade of Qatar"],
    "lifting of blockade": ["lifting of the blockade", "end of the siege"],
    "trade tariffs": ["tariffs on steel", "trade war"],
    "tariff relief": ["removal of tariffs", "lifting of steel tariffs"],
    "trade deal": ["free trade agreement", "trade talks"],
    "grain exports": ["grain exports", "Black Sea grain deal", "export of Ukrainian grain"],
    "end of grain deal": ["withdrawal from the Black Sea grain deal", "ban on grain exports"],
    "climate": ["climate change", "cuts in emissions"],
    "freedom of navigation": ["freedom of navigation in the Red Sea"],
    "refugees": ["Syrian refugees"],
    "return of refugees": ["return of refugees"],
    "humanitarian aid": ["humanitarian aid for Gaza", "humanitarian corridors"],
    "hostages": ["Israeli hostages"],
    "hostage release": ["release of the hostages", "hostage release"],
    "prisoner release": ["release of Palestinian prisoners", "prisoner releases"],
    "prisoner exchange": [
        "prisoner swap",
        "exchange of prisoners",
        "exchange of Russian prisoners",
    ],
    "human rights": ["human rights", "press freedom"],
    "human rights abuses": ["human rights abuses", "crackdown on protesters"],
    "counter-terrorism": ["fight against terrorism", "anti-terrorism measures"],
    "Taiwan independence": ["Taiwan's independence"],
    "one China": ["one-China policy"],
    "interference in internal affairs": ["interference in China's internal affairs"],
    "non-intervention": ["principle of non-interference"],
    "election interference": ["meddling in the US election", "interference in elections"],
    "elections": ["presidential elections", "snap election"],
    "cyber attacks": ["cyber attacks", "cyberattack", "hacking"],
    "war crimes": ["war crimes", "alleged war crime"],
    "coup": ["military coup in Niger"],
    "transition": ["return to civilian rule", "political transition"],
    "visas": ["visa policy"],
    "travel bans": ["visa restrictions", "entry ban"],
    "lifting of travel bans": ["lifting of the travel ban"],
    "expulsion of diplomats": ["expulsion of Russian diplomats", "recall of the ambassador"],
    "embassy move": ["relocation of the embassy"],
    "closure of embassies": ["closure of the consulate"],
    "reopening of embassies": ["reopening of embassies"],
    "diplomatic relations": ["normalisation of relations", "normalization", "restoration of ties"],
    "severing of relations": ["severing of diplomatic ties"],
    "peacekeeping": ["UN peacekeepers", "peacekeeping mission in Mali"],
    "mediation": ["Qatari mediation", "mediation efforts"],
    "border": ["border demarcation"],
    "terrorism": ["terrorist attacks"],
    None: [
        "",
        "comments",
        "joint declaration",
        "Iranian influence",
        "warm welcome",
        "rejection of the ceasefire",
        "opposition to sanctions",
        "opposition to lifting of sanctions",
        "ban on steel exports",
        "suspension of EU accession",
        "停战",
        "***",
    ],
}


@pytest.mark.parametrize(
    ("name", "issue"), [(name, issue) for issue, names in ISSUES.items() for name in names]
)
def test_topic_has_the_issue(name: str, issue: str | None) -> None:
    found = issue_of(name)
    assert (found.name if found else None) == issue


def test_issue_carries_a_stable_id() -> None:
    assert issue_of("sanctions relief") == Issue(
        id="issue:lifting-of-sanctions", name="lifting of sanctions"
    )


def test_each_row_names_its_own_issue() -> None:
    wrong = [
        (row.phrase, found.name if found else None)
        for row in ROWS
        for found in [issue_of(row.phrase.replace(GAP, ""))]
        if (found.name if found else TURNS) != row.issue
    ]
    assert wrong == []


def test_rows_are_sorted_and_broad_enough() -> None:
    assert [row.phrase for row in ROWS] == sorted(row.phrase for row in ROWS)
    assert len({row.issue for row in ROWS} - {TURNS}) >= 90


def test_issues_do_not_share_a_key() -> None:
    names = {row.issue for row in ROWS} - {TURNS}
    assert len({topic_key(name) for name in names}) == len(names)


def test_order_of_rows_plays_no_part() -> None:
    shuffled = random.Random(1).sample(ROWS, len(ROWS))
    index = IssueIndex.from_rows(shuffled)
    names = list(itertools.chain.from_iterable(ISSUES.values()))
    assert [issue_of(name, index=index) for name in names] == [issue_of(name) for name in names]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("calls for ceasefire", "topic:calls-for-ceasefire"),
        ("Calls  for Ceasefire", "topic:calls-for-ceasefire"),
        ("U.N. sanctions", "topic:un-sanctions"),
        ("US-China trade talks", "topic:us-china-trade-talks"),
        ("Kerry's proposal", "topic:kerrys-proposal"),
        ("Kerry’s proposal", "topic:kerrys-proposal"),
        ("Große Änderung in Łódź", "topic:grosse-anderung-in-lodz"),
        ("café re\u0301sume\u0301", "topic:cafe-resume"),
        ("İstanbul talks", "topic:istanbul-talks"),
        ("перемирие в Газе", "topic:перемирие-в-газе"),
        ("停战", "topic:停战"),
        ("हिन्दी", "topic:हिन्दी"),
        ("2015 nuclear deal", "topic:2015-nuclear-deal"),
        ("S-400 systems", "topic:s-400-systems"),
        ("snake_case", "topic:snake-case"),
    ],
)
def test_key_of_a_topic(name: str, key: str) -> None:
    assert topic_key(name) == key


def test_names_without_letters_keep_different_keys() -> None:
    assert topic_key("***") != topic_key("???")
    assert re.fullmatch(r"topic:[0-9a-f]{8}", topic_key("***"))


@given(st.text(max_size=40))
def test_key_is_total_and_a_fixed_point(name: str) -> None:
    key = topic_key(name)
    assert key == topic_key(name)
    assert re.fullmatch(r"topic:\S+", key)
    assert topic_key(key.removeprefix("topic:")) == key


@given(st.text(max_size=40))
def test_any_name_has_an_issue_or_none(name: str) -> None:
    issue = issue_of(name)
    assert issue is None or issue.id.startswith("issue:")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sanctions", "sanction"),
        ("lifting", "lift"),
        ("lifted", "lift"),
        ("ceasefires", "ceasefire"),
        ("parties", "party"),
        ("programmes", "program"),
        ("normalisation", "normalization"),
        ("recognised", "recognize"),
        ("defence", "defense"),
        ("labour", "labor"),
        ("stopping", "stop"),
        ("embassies", "embassy"),
        ("taxes", "tax"),
        ("clashes", "clash"),
        ("crises", "crise"),
    ],
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("news", "new york"), ("status", "stat"), ("crisis", "cris"), ("four", "for")],
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("csv", "message"),
    [
        ("phrase,issue\n", "issues.csv:1: the header is wrong"),
        ("phrase,issue,source\ntruce,,x\n", "issues.csv:2: a row needs three cells"),
        ("phrase,issue,source\ntruce,a,x,y\n", "issues.csv:2: a row needs three cells"),
        ("phrase,issue,source\n* truce,a,x\n", "issues.csv:2: phrase '* truce' must begin"),
        ("phrase,issue,source\ntruce *,a,x\n", "issues.csv:2: phrase 'truce *' must begin"),
        ("phrase,issue,source\nthe,a,x\n", "issues.csv:2: phrase 'the' must begin"),
        (
            "phrase,issue,source\ntruce,a,x\nthe truces,b,x\n",
            "issues.csv:3: phrase 'the truces' stands for 'a' too (keep one of the rows)",
        ),
    ],
)
def test_a_wrong_row_is_named(csv: str, message: str) -> None:
    with pytest.raises(OntologyError) as caught:
        read_issues(csv)
    assert str(caught.value).startswith(message)
