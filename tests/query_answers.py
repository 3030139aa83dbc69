"""What each question must answer on the seeds: facts found by reading the articles, not by running.

One entry a fact: the question, the settings, and values that must stand together in one row, in
this order if there are several.  `NEVER` are rows that would be wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphkit.queries import PICTURE
from graphkit.store import Edge, Node, Path, Table


@dataclass(frozen=True)
class Fact:
    """What one article (or two) says, as a question should give it back."""

    query: str
    settings: dict[str, str]
    rows: list[dict[str, Any]]
    never: list[dict[str, Any]] = field(default_factory=list)

    def __str__(self) -> str:
        return " ".join([self.query, *(f"{k}={v}" for k, v in self.settings.items())])


FACTS = [
    # moscow-summit-02: "Xi Jinping set off for Moscow on Monday" (20 March 2023)
    Fact(
        "why",
        {"subject": "Xi Jinping", "relation": "visits", "object": "Moscow"},
        [
            {
                "subject": "Xi Jinping",
                "object": "Moscow",
                "status": "actual",
                "day": "2023-03-20",
                "outlet": "The Harbour Courier",
                "speaker": None,
            }
        ],
        never=[{"relation": "hosts"}, {"object": "Russia"}],
    ),
    # the same article: the Kremlin announces the signing; a meeting is found from either side
    Fact(
        "why",
        {"subject": "Putin", "relation": "meets", "object": "Xi Jinping"},
        [{"status": "planned", "day": "2023-03-20", "speaker": "Yuri Ushakov"}],
    ),
    Fact(
        "why",
        {"relation": "signs", "subject": "Putin", "object": "accord"},
        [{"status": "planned", "speaker": "Russia"}],
    ),
    # saudi-iran-01: agreed on Friday, 10 March 2023; broke off relations in January 2016
    Fact(
        "dyad",
        {"a": "Iran", "b": "SAU", "until": "2023-03-10"},
        [
            {"day": "2023-03-10", "relation": "agrees_with", "outlet": "The Meridian Times"},
            {"day": "2016-01-01", "subject": "Saudi Arabia", "relation": "sanctions"},
        ],
        never=[{"day": "2023-03-11"}, {"status": "planned"}],
    ),
    # moscow-summit-02: Kirby; gaza-veto: the only vote against; dublin-statement; twelve-points
    Fact(
        "stance",
        {"topic": "ceasefire"},
        [
            {"actor": "Ireland", "side": "for", "relation": "demands"},
            {"actor": "China", "side": "for", "relation": "demands"},
            {"actor": "United States", "side": "against", "relation": "opposes"},
        ],
        never=[{"actor": "China", "side": "against"}, {"actor": "Robert Wood", "side": "for"}],
    ),
    Fact(
        "stance",
        {"topic": "calls ceasefire", "until": "2023-03"},
        [
            {
                "actor": "United States",
                "side": "against",
                "speaker": "John Kirby",
                "last": "2023-03-17",
                "statements": 1,
            }
        ],
        never=[{"side": "for"}],
    ),
    # the Moscow summit; no-limits partnership; the grain deal and its mediator
    Fact(
        "allies",
        {"actor": "Russia"},
        [{"other": "China"}, {"other": "Turkey"}],
        never=[{"other": "Ukraine"}, {"other": "Russia"}, {"other": "Vladimir Putin"}],
    ),
    # csto-frozen, empty-chair: France arms Armenia and receives its prime minister
    Fact("allies", {"actor": "Armenia", "since": "2024-02"}, [{"other": "France"}]),
    Fact(
        "rivals",
        {"actor": "Russia"},
        [{"other": "Ukraine"}, {"other": "United States"}],
        never=[{"other": "China"}],
    ),
    # old-friends: "We don't support calls," John Kirby ... said on Friday, "for a ceasefire"
    Fact(
        "said",
        {"speaker": "John Kirby", "about": "ceasefire"},
        [
            {
                "day": "2023-03-20",
                "speaker": "John Kirby",
                "voice": "quoted",
                "states": ["United States opposes calls for ceasefire"],
            }
        ],
    ),
    # gaza-veto: the deputy ambassador votes against (December 2023); Biden's truce plan (31 May
    # 2024), brought to a vote by Washington itself
    Fact(
        "stance_shift",
        {"target": "ceasefire"},
        [
            {
                "actor": "United States",
                "turn": "against to for",
                "day_before": "2023-12-09",
                "day_after": "2024-05-31",
            }
        ],
        never=[{"actor": "China"}],
    ),
    # Pelosi's visit and the missiles after it, August 2022; Woodside, November 2023
    Fact(
        "tension",
        {"a": "China", "b": "United States"},
        [
            {"month": "2022-08", "verbal_cooperation": 0, "material_cooperation": 0},
            {"month": "2023-11"},
        ],
    ),
    # csto-frozen: Pashinyan says it, Peskov denies it
    Fact(
        "contradictions",
        {"actor": "Armenia"},
        [
            {
                "kind": "asserted and denied",
                "speaker": "Nikol Pashinyan",
                "other_speaker": "Dmitry Peskov",
                "outlet": "Meridian Daily",
            }
        ],
    ),
    # the-call: ambassador Lu Shaye (21 April 2023) against spokeswoman Mao Ning
    Fact(
        "contradictions",
        {"actor": "Lu Shaye"},
        [{"kind": "two voices of one state", "speaker": "Mao Ning"}],
        never=[{"kind": "asserted and denied"}],
    ),
    # signed: Kishida met Zelensky in Kyiv; african-mission: Ramaphosa a day before Moscow
    Fact(
        "visits",
        {"place": "Kyiv"},
        [
            {
                "visitor": "Cyril Ramaphosa",
                "date": "2023-06-16",
                "status": "actual",
                "country": "Ukraine",
                "received_by": ["Volodymyr Zelensky"],
            },
            {"visitor": "Fumio Kishida", "date": None, "received_by": ["Volodymyr Zelensky"]},
        ],
        never=[{"place": "Moscow"}],
    ),
    # one-day-war announces Granada; empty-chair: the president of Azerbaijan refused to come
    Fact(
        "visits",
        {"visitor": "Ilham Aliyev", "place": "Spain"},
        [
            {"place": "Granada", "status": "planned", "called_off": False},
            {"place": "Granada", "status": "planned", "called_off": True},
        ],
        never=[{"status": "actual"}],
    ),
    # agadez-handover: out of Niger by September 15 (2024)
    Fact(
        "agenda",
        {"since": "2024-09", "until": "2024-12"},
        [
            {
                "date": "2024-09-15",
                "subject": "United States",
                "relation": "retreats",
                "object": "Niger",
                "called_off": False,
            }
        ],
        never=[{"date": "2024-06-12"}],
    ),
    # empty-chair: Hajiyev, an adviser to Azerbaijan's president, on France
    Fact(
        "actor",
        {"actor": "Hajiyev"},
        [
            {"actor": "Hikmet Hajiyev", "part": "does", "relation": "criticizes"},
            {"part": "says", "relation": "supports", "others": ["Azerbaijan > Turkey"]},
        ],
    ),
    # plug-pulled: Putin "is to visit Turkey in August"; sochi: the trip "did not take place"
    Fact(
        "follow_through",
        {"actor": "Putin", "until": "2023-07-31"},
        [
            {
                "object": "Turkey",
                "relation": "visits",
                "outcome": "called off",
                "due": "2023-08-01",
            },
            {"object": "Cyril Ramaphosa", "relation": "meets", "outcome": "overdue"},
        ],
        never=[{"object": "Turkey", "outcome": "done"}],
    ),
    # one-day-war announces Granada for October 5; empty-chair: Pashinyan came, Aliyev did not
    Fact(
        "follow_through",
        {"actor": "Pashinyan", "since": "2023-09", "until": "2023-09"},
        [
            {"object": "Emmanuel Macron", "outcome": "done", "followed": "2023-10-05"},
            {
                "object": "Ilham Aliyev",
                "outcome": "called off",
                "outlet_after": "Diario de la Vega",
            },
        ],
        never=[{"object": "Ilham Aliyev", "outcome": "done"}],
    ),
    # agadez-handover, the day before the last American is to leave and the day after
    *(
        Fact(
            "follow_through",
            {"actor": "USA", "since": "2024-05-20", "until": "2024-05-20", "today": today},
            [{"object": "Niger", "relation": "retreats", "due": "2024-09-15", "outcome": outcome}],
        )
        for today, outcome in (("2024-09-14", "due"), ("2024-09-16", "overdue"))
    ),
    # pause-announced and rafah-premiers: Qatar mediates between Israel and Hamas
    Fact(
        "mediators",
        {"party": "Hamas"},
        [{"mediator": "Qatar", "parties": ["Hamas", "Israel"], "outlets": 2}],
        never=[{"mediator": "Norway"}, {"mediator": "Hamas"}],
    ),
    # beijing-surprise: Wang Yi in the middle; Iraq and Oman "had hosted earlier rounds"
    Fact(
        "mediators",
        {"party": "Iran"},
        [
            {"mediator": "China", "people": ["Wang Yi"], "parties": ["Iran", "Saudi Arabia"]},
            {"mediator": "Oman", "parties": ["Iran", "Saudi Arabia"], "first": "2021-01-01"},
        ],
    ),
    # barbados-dividend: sanctions of 2019 suspended on 18 October 2023, with a warning; relief-ends
    Fact(
        "sanctions",
        {"sender": "USA", "target": "Venezuela"},
        [
            {"phase": "imposed", "first": "2019-01-01", "last": "2024-04-17"},
            {"phase": "threatened", "speaker": "Brian Nelson"},
            {"phase": "eased", "last": "2023-10-18"},
        ],
        never=[{"target": "Iran"}, {"sender": "Venezuela"}],
    ),
    # empty-chair: Macron said it was not the time for sanctions against Azerbaijan
    Fact(
        "sanctions",
        {"phase": "ruled out", "sender": "France"},
        [{"target": "Azerbaijan", "speaker": "Emmanuel Macron"}],
        never=[{"phase": "imposed"}],
    ),
    # a-limited-number: the minister admits what his ministry denied
    Fact(
        "voices",
        {"actor": "Iran", "verdict": "disputed"},
        [
            {
                "subject": "Iran",
                "relation": "aids",
                "object": "Russia",
                "asserted_by": ["Hossein Amir-Abdollahian", "Josep Borrell"],
                "denied_by": ["Iran", "Nasser Kanaani"],
            }
        ],
    ),
    # african-mission: only the American ambassador says that South Africa armed Russia
    Fact(
        "voices",
        {"actor": "South Africa"},
        [{"verdict": "outsiders only", "relation": "aids", "asserted_by": ["Reuben Brigety"]}],
        never=[{"relation": "aids", "verdict": "told as fact"}],
    ),
    # gaza-veto: the Emirates' text, thirteen for it, Britain abstaining, the United States against
    Fact(
        "proposals",
        {"author": "ARE"},
        [
            {
                "topic": "text",
                "authors": ["United Arab Emirates"],
                "supporters": ["Thirteen members", "France"],
                "withheld": ["United Kingdom"],
                "opponents": ["United States"],
            }
        ],
        never=[{"authors": ["Albania", "United States"]}],
    ),
    # resolution-2735: Smotrich and others of the coalition are against the plan
    Fact(
        "proposals",
        {"topic": "truce plan"},
        [{"authors": ["United States"], "opponents": ["members of his coalition", "Israel"]}],
    ),
    # standby-force: the junta wants the French soldiers gone; leaving-the-bloc: they left
    Fact(
        "demands",
        {"asker": "Niger", "asked": "France"},
        [
            {
                "day": "2023-08-11",
                "asked_for": ["retreats Niger"],
                "answer": "yields",
                "answered": "2023-12-22",
                "days": 133,
            }
        ],
    ),
    # prince-in-tehran: Washington wants the Saudis to recognize Israel; lai-inauguration: talks
    # offered, the mainland "would not hear of it"
    Fact(
        "demands",
        {"asked": "China", "since": "2024-05"},
        [{"asker": "Lai Ching-te", "answer": "refuses", "days": 0}],
        never=[{"answer": "yields"}],
    ),
    # three-flags: Spain recognises Palestine on 28 May, as it had said it might
    Fact(
        "new_since",
        {"since": "2024-05-28", "actor": "Spain"},
        [
            {"relation": "supports", "object": "Palestine", "change": "now done"},
            {"subject": "Israel Katz", "object": "Pedro Sánchez", "change": "new"},
        ],
        never=[{"day": "2024-05-22"}],
    ),
    # Northern Wire of 22 November 2023 and Meridian Daily of 24 November, each in its own words
    Fact(
        "corroboration",
        {"actor": "Qatar", "least": "2"},
        [
            {"object": "Hamas", "independent": 2, "outlets": ["Northern Wire", "Meridian Daily"]},
            {"object": "Israel", "relation": "mediates", "copies": []},
        ],
        never=[{"independent": 1}],
    ),
    # Norway is named beside Ireland, which calls for a ceasefire, and says nothing of one
    Fact(
        "silence",
        {"topic": "ceasefire", "since": "2024"},
        [{"actor": "Norway", "articles": 1, "partners_for": ["Ireland"]}],
        never=[{"actor": "Ireland"}, {"actor": "Egypt"}, {"actor": "South Africa"}],
    ),
    # Ankara reproaches Stockholm in article after article, which never answers in kind
    Fact(
        "reciprocity",
        {"critic": "Turkey"},
        [{"critic": "Turkey", "target": "Sweden", "answered": 0, "counter_criticisms": 0}],
    ),
    # lula-changes-tone, April 2023: Kirby criticizes Brazil, Vieira rejects it
    Fact(
        "reciprocity",
        {"critic": "USA", "target": "Brazil"},
        [{"unanswered": 0}],
        never=[{"critic": "Brazil"}],
    ),
    # relief-ends: Lula called the exclusion grave; nobody ties Honduras to Niger within two links
    Fact("path", {"a": "Brazil", "b": "Maduro"}, [{"actors": ["Brazil", "Venezuela"], "links": 1}]),
    Fact(
        "path",
        {},
        [{"actors": ["Honduras", "Taiwan", "United States", "Niger"], "links": 3}],
        never=[{"links": 2}],
    ),
    # madrid-paper: what the three ministers signed is called a memorandum, and nothing more
    Fact(
        "quality",
        {"kind": "no issue", "until": "2022-07"},
        [{"name": "memorandum", "articles": 1}],
        never=[{"kind": "rule"}, {"name": "sixth package of sanctions"}],
    ),
    # empty-chair and csto-frozen: France and Germany receive Armenia's prime minister, France arms
    # the country; the Saudis and Iran with those who brought them together
    Fact("blocs", {"actor": "France"}, [{"size": 3, "members": ["Armenia", "France", "Germany"]}]),
    Fact(
        "blocs",
        {"actor": "Oman"},
        [{"members": ["Saudi Arabia", "Iran", "Oman", "Iraq", "Switzerland"]}],
        never=[{"size": 3}],
    ),
    # yemen-prisoners and beijing-surprise: Oman mediates for the Houthis as for Riyadh and Tehran
    Fact(
        "swing",
        {"actor": "Oman"},
        [{"friends_in_first": ["Saudi Arabia", "Iran"], "friends_in_second": ["Houthis"]}],
        never=[{"actor": "Houthis"}],
    ),
    # thirty-two and budapest-votes: Washington welcomes Sweden, which Turkey opposed for twenty
    # months, and sells jets to Turkey
    Fact(
        "triads",
        {"actor": "Sweden"},
        [
            {
                "kind": "friends at odds",
                "one": "Sweden",
                "other": "Turkey",
                "third": "United States",
            }
        ],
        never=[{"one": "Sweden", "other": "Finland"}],
    ),
    # the votes in the Security Council: Moscow and Beijing side by side, Washington opposite
    Fact(
        "alignment",
        {"actor": "Russia"},
        [
            {"actor": "China", "other": "Russia", "differ": 0, "agreement": 1.0},
            {"actor": "Russia", "other": "United States", "agree": 0, "agreement": -1.0},
        ],
        never=[{"actor": "Iran", "other": "Saudi Arabia"}],
    ),
    # vilnius, 10 July 2023: "Erdogan says yes", after a year of no
    Fact(
        "alerts",
        {"actor": "Sweden", "until": "2023"},
        [{"month": "2023-07", "other": "Turkey", "direction": "better"}],
        never=[{"direction": "worse"}],
    ),
]


def is_drawn(value: object) -> bool:
    """True if a value is a node, a relationship, a path or a list of such."""
    if isinstance(value, list | tuple):
        return any(is_drawn(part) for part in value)
    return isinstance(value, Node | Edge | Path)


def scalars(table: Table) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Returns the columns and rows without the picture."""
    kept = [i for i, name in enumerate(table.columns) if not name.startswith(PICTURE)]
    columns = tuple(table.columns[i] for i in kept)
    return columns, [tuple(row[i] for i in kept) for row in table.rows]


def positions(table: Table, wanted: dict[str, Any]) -> list[int]:
    """Returns the numbers of the rows that hold all the wanted values."""
    return [
        number
        for number, row in enumerate(table.dicts())
        if all(row[name] == value for name, value in wanted.items())
    ]


def check_fact(fact: Fact, table: Table) -> None:
    """Asserts that the answer holds the fact's rows in order, and none that would be wrong."""
    after = -1
    for wanted in fact.rows:
        found = [number for number in positions(table, wanted) if number > after]
        assert found, f"{fact}: no row {wanted} below row {after} of {list(table.dicts())}"
        after = found[0]
    for wrong in fact.never:
        assert not positions(table, wrong), f"{fact}: {wrong}"
