"""Words in another sense than their cue rows', and pairs that no relation is said of.

Each row gives a sentence and all its statements, one a line as `tests.readers` writes them; a
statement after "? " may be absent.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.readers import Reader, differences, row

FIGURATIVE: Final = [
    row("attack-on-a-text", "Jamaica attacked the draft resolution.",
        "Jamaica | criticizes | draft resolution"),
    row("attack-on-a-thing", "Eritrea attacked the convoy.", "Eritrea | attacks | convoy"),
    row("fight-in-court", "Uganda will fight the subpoena.",
        "Uganda | opposes | subpoena"),
    row("battle-with-a-number", "Greece battled unemployment.", ""),
    row("war-on-a-thing", "Mexico waged a war on drugs.", ""),
    row("clash-over", "Chile clashed with Peru over trade.", "Chile | opposes | Peru"),
    row("clash-of-persons", "Emmanuel Macron and Viktor Orban clashed during the meetings.",
        "Emmanuel Macron | opposes | Viktor Orban"),
    row("trade-war", "Canada waged a trade war against Mexico.", "? Canada | sanctions | Mexico"),
    row("legal-war", "Peru waged a legal war against Chile.", ""),
    row("hit-with-tariffs", "Canada hit Mexico with tariffs on steel.",
        "Canada | sanctions | Mexico"),
    row("attack-at-home", "Nancy Pelosi attacked Donald Trump.",
        "Nancy Pelosi | criticizes | Donald Trump"),
    row("armed-missiles", "North Korea armed the missiles.", ""),
    row("appeal-to-a-court", "Norway appealed to the Supreme Court.", ""),
    row("threat-to-a-thing", "Peru signed the pact, threatening its own future.",
        "Peru | signs | pact"),
    row("threatened-deed", "Peru threatened a boycott.", "Peru | warns | boycott"),
    row("expects-a-deed", "Peru expects Chile to win.", ""),
    row("clash-with-arms", "Chile clashed with Peru in the desert.", "Chile | attacks | Peru"),
    row("targeted-for", "Belarus targeted Polish priests for prosecution.",
        "Belarus | coerces | Poland"),
    row("end-of-a-war", "Benin wants to end the war in Mali.",
        "? Benin | retreats | war in Mali | possible"),
    row("as-opposed-to", "Kenya wants fair trade as opposed to free trade.",
        "? Kenya | demands | fair trade"),
    row("is-a-threat", "Eritrea is a threat to Djibouti.", ""),
    row("uttered-threat", "Eritrea's threats against Djibouti continued.",
        "Eritrea | warns | Djibouti"),
    row("told-for-sure", "Ghana assured Togo that the road was open.", ""),
    row("assured-of", "Ghana assured Togo of its support.", "Ghana | supports | Togo"),
    row("given-in-aid", "Oman has given millions in aid to Egypt.", "? Oman | aids | Egypt"),
    row("receive-a-thing", "Libya received the documents.", ""),
    row("alongside", "Chad fought alongside Mali.", "Chad | cooperates_with | Mali"),
    row("reinstated-tariffs", "Canada reinstated tariffs on Mexico.",
        "Canada | sanctions | Mexico"),
    row("left-by-force", "Chad forced the French ambassador out of the country.",
        "Chad | sanctions | France"),
    row("pulled-a-state-out", "Javier Milei pulled Argentina out of the treaty.",
        "Javier Milei | retreats | treaty"),
    row("pulled-a-thing-out", "Javier Milei pulled a pen out of the bag in Peru.", ""),
]  # fmt: skip

DOMESTIC: Final = [
    row("charged-driver", "Norwegian prosecutors charged the driver.", ""),
    row("inquiry-into-a-leak", "Norway opened an inquiry into the leak.", ""),
    row("question-a-witness", "Norwegian police questioned two men.", ""),
    row("inquiry-into-a-state", "Norway opened an inquiry into Russia.",
        "Norway | accuses | Russia"),
    row("indicted-leader", "The International Criminal Court indicted Omar al-Bashir.",
        "International Criminal Court | accuses | Omar al-Bashir"),
    row("subpoena", "The US Congress subpoenaed Donald Trump.",
        "US Congress | demands | Donald Trump"),
    row("inspected-guards", "Xi Jinping inspected the guards of honour.", ""),
    row("private-journey", "Tom Baker travelled to Kenya.", ""),
    row("inquiry-into-an-event", "The US Senate investigated the attack.", ""),
    row("interview", "Narendra Modi sat down with Tom Baker for an interview.", ""),
    row("own-state", "Joe Biden will protect the United States.", ""),
    row("own-ministers", "Benjamin Netanyahu met with ministers and aides.", ""),
    row("other-ministers", "Benjamin Netanyahu met with Egyptian officials.",
        "Benjamin Netanyahu | meets | Egypt"),
]  # fmt: skip

RECIPROCAL: Final = [
    row("struck-with-another", "Ghana and Togo struck a deal with Benin.",
        "Benin | agrees_with | Ghana\nBenin | agrees_with | Togo"),
    row("struck-together", "Ghana and Togo struck a deal.", "Ghana | agrees_with | Togo"),
    row("agreed-with-a-policy", "Ghana and Togo agreed with the policy.",
        "Ghana | supports | policy\nTogo | supports | policy"),
    row("fought-for", "Ghana and Togo fought for the Malian government.",
        "Ghana | supports | Mali\nTogo | supports | Mali"),
    row("their-own-blockade", "Chad and Niger lifted their blockade of Mali.",
        "Chad | concedes | Mali\nNiger | concedes | Mali\n"
        "? Chad | concedes | blockade of Mali\n? Niger | concedes | blockade of Mali"),
]  # fmt: skip

SUBJECTS: Final = [
    row("beside-a-deed", "Denis Mukwege was in Goma at the time of the attack on Rwanda.", ""),
    row("went-for-approval", "Emmanuel Macron went to Berlin for approval of the treaty.",
        "Emmanuel Macron | visits | Berlin"),
    row("participle-with-participle", "Ghana has invited Togo to testify and criticized Benin.",
        "Ghana | criticizes | Benin\n? Ghana | hosts | Togo | possible"),
    row("relied-on", "Ghana relied on Togo to back the treaty.",
        "Togo | supports | treaty | possible\n? Ghana | other | Togo"),
    row("engaged-in", "Serbian forces were engaged in shelling of Croatia.",
        "Serbia | attacks | Croatia"),
    row("met-together-with", "Ghana and Togo met in Lagos, together with Benin.",
        "Ghana | meets | Togo\nBenin | meets | Ghana\nBenin | meets | Togo"),
    row("charge-of-the-verb", "Ghana accused Chinese partners of theft.",
        "Ghana | accuses | Chinese partners"),
    row("strikes-of-a-state", "American drone attacks killed rebels in Yemen.",
        "United States | attacks | rebels"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), [*FIGURATIVE, *DOMESTIC, *RECIPROCAL, *SUBJECTS])
def test_statements(reader: Reader, sentence: str, expected: str) -> None:
    found = differences(reader.lines(sentence), expected.splitlines())
    assert found == "", found


TOPICS: Final = [
    row("coordinated-modifiers", "Benin criticized the steel and timber tariffs.",
        "steel and timber tariffs"),
    row("number-behind", "Benin opposes Article 12.", "Article 12"),
    row("infinitive", "Benin opposes the plan to pipe gas.", "plan to pipe gas"),
    row("occasion-of-the-remark", "Benin criticized the ban in an interview on Monday.", "ban"),
    row("kind-of", "Benin opposes any kind of trade agreement.", "trade agreement"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name"), TOPICS)
def test_topics_are_named_as_worded(reader: Reader, sentence: str, name: str) -> None:
    assert {s.object.name for s in reader.read(sentence)} == {name}


COUNTRIES: Final = [
    row("place-in-no-register", "Turkey imposed a curfew in the town of Erbaa.", "TUR"),
    row("ethnic-group", "Ethnic Albanians demonstrated in Serbia.", "SRB"),
    row("for-a-group", "A camp for Sudanese refugees was attacked by Chad.", "SDN"),
    row("withdrawal-of-from", "Benin demanded the withdrawal of Malian troops from Chad.", "MLI"),
    row("spot-in-a-state", "Malian prisoners rioted at a jail in Chad.", "TCD"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "country"), COUNTRIES)
def test_objects_are_of_a_country(reader: Reader, sentence: str, country: str) -> None:
    found = {s.object.country for s in reader.read(sentence) if s.status == "actual"}
    assert found == {country}
