"""Who acts on whom, for every relation: in active and passive clauses, and in noun phrases.

Each row gives a relation, the form of its sentence, the sentence, and subject and object of the
statement that must be found in it.  The two of a symmetric relation may stand in either order;
those of any other must not be found the other way round, not even where the right way is missed.
"""

from __future__ import annotations

from typing import Final

import pytest
from _pytest.mark.structures import ParameterSet

from graphkit.ontology import Ontology
from tests.readers import Reader, miss, row

FORMS: Final = ("active", "passive", "nominal")
BY_WITHIN_OF = "parser: the by-phrase hangs on the noun of the of-phrase"
AID_AS_VERB = "parser: a noun at the head of the sentence is read as a verb"


def said(relation: str, form: str, text: str, subject: str, target: str) -> ParameterSet:
    """A sentence that is read."""
    return row(text, relation, form, text, subject, target)


def unread(
    reason: str, relation: str, form: str, text: str, subject: str, target: str
) -> ParameterSet:
    """A sentence that is not read yet, and why."""
    return miss(reason, text, relation, form, text, subject, target)


CONSULTING: Final = [
    said("visits", "active", "Emmanuel Macron visited Cairo.", "Emmanuel Macron", "Cairo"),
    said("visits", "active", "Narendra Modi travelled to Paris.", "Narendra Modi", "Paris"),
    said("visits", "passive", "Cairo was visited by Emmanuel Macron.", "Emmanuel Macron", "Cairo"),
    said("visits", "nominal", "Emmanuel Macron's visit to Cairo was short.",
         "Emmanuel Macron", "Cairo"),
    said("visits", "nominal", "A visit by Emmanuel Macron to Cairo raised hopes.",
         "Emmanuel Macron", "Cairo"),
    said("visits", "nominal", "The visit to Cairo by Emmanuel Macron was short.",
         "Emmanuel Macron", "Cairo"),
    said("visits", "nominal", "The trip of Narendra Modi to Paris raised hopes.",
         "Narendra Modi", "Paris"),
    said("hosts", "active", "Turkey hosted Volodymyr Zelensky.", "Turkey", "Volodymyr Zelensky"),
    said("hosts", "active", "Jordan received Ursula von der Leyen.",
         "Jordan", "Ursula von der Leyen"),
    unread("welcoming a guest to a place is read as approval",
           "hosts", "active", "Joe Biden welcomed Narendra Modi to the White House.",
           "Joe Biden", "Narendra Modi"),
    said("hosts", "passive", "Narendra Modi was received by Emmanuel Macron.",
         "Emmanuel Macron", "Narendra Modi"),
    said("hosts", "passive", "Armenia was invited by France.", "France", "Armenia"),
    said("hosts", "nominal", "France's invitation to Armenia was a surprise.",
         "France", "Armenia"),
    said("hosts", "nominal", "An invitation by France to Armenia followed.", "France", "Armenia"),
    said("hosts", "nominal", "An invitation from Turkey to Volodymyr Zelensky followed.",
         "Turkey", "Volodymyr Zelensky"),
    said("hosts", "nominal", "Turkey's reception of Volodymyr Zelensky was warm.",
         "Turkey", "Volodymyr Zelensky"),
    unread("the of-phrase of an invitation is no slot of its row",
           "hosts", "nominal", "The invitation of Armenia by France was a surprise.",
           "France", "Armenia"),
    said("meets", "active", "Emmanuel Macron met Olaf Scholz.", "Emmanuel Macron", "Olaf Scholz"),
    said("meets", "passive", "Olaf Scholz was met by Emmanuel Macron.",
         "Emmanuel Macron", "Olaf Scholz"),
    said("meets", "nominal", "Emmanuel Macron's meeting with Olaf Scholz lasted an hour.",
         "Emmanuel Macron", "Olaf Scholz"),
    said("meets", "nominal", "A meeting between Emmanuel Macron and Olaf Scholz was held in Paris.",
         "Emmanuel Macron", "Olaf Scholz"),
    said("talks_with", "active", "Serbia negotiated with Kosovo.", "Serbia", "Kosovo"),
    said("talks_with", "passive", "Kosovo was consulted by Serbia.", "Serbia", "Kosovo"),
    said("talks_with", "passive", "Talks were held with Kosovo by Serbia.", "Serbia", "Kosovo"),
    said("talks_with", "nominal", "Serbia's talks with Kosovo stalled.", "Serbia", "Kosovo"),
    said("talks_with", "nominal", "Negotiations by Serbia with Kosovo stalled.",
         "Serbia", "Kosovo"),
    said("mediates", "active", "Kenya mediated between Sudan and Ethiopia.", "Kenya", "Sudan"),
    said("mediates", "passive", "A truce between Sudan and Ethiopia was brokered by Kenya.",
         "Kenya", "Ethiopia"),
    said("mediates", "passive", "The dispute between Sudan and Ethiopia was mediated by Kenya.",
         "Kenya", "Sudan"),
    said("mediates", "nominal", "Kenya's mediation between Sudan and Ethiopia failed.",
         "Kenya", "Ethiopia"),
    said("mediates", "nominal", "Mediation by Qatar between Israel and Hamas failed.",
         "Qatar", "Hamas"),
]  # fmt: skip

FRIENDLY: Final = [
    said("agrees_with", "active", "Peru agreed with Chile on the border.", "Peru", "Chile"),
    said("agrees_with", "passive", "A deal with Chile was struck by Peru.", "Peru", "Chile"),
    said("agrees_with", "passive", "An accord was concluded by Peru with Chile.", "Peru", "Chile"),
    said("agrees_with", "nominal", "Peru's agreement with Chile was published.", "Peru", "Chile"),
    said("agrees_with", "nominal", "An agreement between Peru and Chile was published.",
         "Peru", "Chile"),
    said("signs", "active", "Albania signed the treaty.", "Albania", "treaty"),
    said("signs", "passive", "The treaty was signed by Albania.", "Albania", "treaty"),
    said("signs", "nominal", "Albania's ratification of the treaty took years.",
         "Albania", "treaty"),
    unread(BY_WITHIN_OF,
           "signs", "nominal", "The signing of the treaty by Albania took place in Rome.",
           "Albania", "treaty"),
    said("supports", "active", "Poland backed Ukraine.", "Poland", "Ukraine"),
    said("supports", "passive", "Ukraine was backed by Poland.", "Poland", "Ukraine"),
    said("supports", "nominal", "Poland's support for Ukraine grew.", "Poland", "Ukraine"),
    said("supports", "nominal", "Support from Poland for Ukraine grew.", "Poland", "Ukraine"),
    said("supports", "nominal", "The recognition of Kosovo by Peru was celebrated.",
         "Peru", "Kosovo"),
    unread(BY_WITHIN_OF,
           "supports", "nominal", "The endorsement of the plan by Chad was noted.",
           "Chad", "plan"),
    said("allies_with", "active", "Saudi Arabia restored ties with Iran.", "Saudi Arabia", "Iran"),
    said("allies_with", "passive", "Ties with Iran were restored by Saudi Arabia.",
         "Saudi Arabia", "Iran"),
    said("allies_with", "nominal", "Iran's partnership with Syria is old.", "Iran", "Syria"),
    said("allies_with", "nominal", "The alliance between Iran and Syria is old.", "Iran", "Syria"),
    unread("no row for the noun 'restoration'",
           "allies_with", "nominal",
           "The restoration of ties with Iran by Saudi Arabia surprised many.",
           "Saudi Arabia", "Iran"),
    said("cooperates_with", "active", "India cooperated with France.", "India", "France"),
    said("cooperates_with", "passive", "Joint exercises were conducted by India with France.",
         "India", "France"),
    said("cooperates_with", "nominal", "India's cooperation with France grew.", "India", "France"),
    said("cooperates_with", "nominal", "Joint drills by India and France began.",
         "India", "France"),
    said("aids", "active", "Germany sent tanks to Ukraine.", "Germany", "Ukraine"),
    said("aids", "active", "Qatar provided Lebanon with fuel.", "Qatar", "Lebanon"),
    said("aids", "passive", "Tanks were sent to Ukraine by Germany.", "Germany", "Ukraine"),
    said("aids", "passive", "Lebanon was provided with fuel by Qatar.", "Qatar", "Lebanon"),
    said("aids", "nominal", "Germany's aid to Ukraine grew.", "Germany", "Ukraine"),
    said("aids", "nominal", "German aid for Ukraine grew.", "Germany", "Ukraine"),
    unread(AID_AS_VERB, "aids", "nominal", "Aid from Germany to Ukraine grew.",
           "Germany", "Ukraine"),
    unread("what is delivered is taken for who delivers it",
           "aids", "nominal", "The delivery of tanks to Ukraine by Germany took months.",
           "Germany", "Ukraine"),
    said("concedes", "active", "Canada eased sanctions on Venezuela.", "Canada", "Venezuela"),
    said("concedes", "passive", "Sanctions on Venezuela were eased by Canada.",
         "Canada", "Venezuela"),
    said("concedes", "passive", "Three Polish prisoners were freed by Belarus.",
         "Belarus", "Poland"),
    said("concedes", "nominal", "Canada's concessions to Venezuela were small.",
         "Canada", "Venezuela"),
    said("concedes", "nominal", "The release of Polish prisoners by Belarus surprised many.",
         "Belarus", "Poland"),
    unread(BY_WITHIN_OF,
           "concedes", "nominal", "The lifting of sanctions on Venezuela by Canada was praised.",
           "Canada", "Venezuela"),
    said("retreats", "active", "France withdrew its troops from Niger.", "France", "Niger"),
    said("retreats", "passive", "Troops were withdrawn from Niger by France.", "France", "Niger"),
    said("retreats", "nominal", "France's withdrawal from Niger was completed.",
         "France", "Niger"),
    said("retreats", "nominal", "The withdrawal of troops from Niger by France was completed.",
         "France", "Niger"),
]  # fmt: skip

SPEAKING: Final = [
    said("demands", "active", "Ghana urged Togo to leave.", "Ghana", "Togo"),
    said("demands", "passive", "Togo was urged by Ghana to leave.", "Ghana", "Togo"),
    said("demands", "nominal", "Ghana's appeal to Togo went unheard.", "Ghana", "Togo"),
    said("demands", "nominal", "A call by Ghana on Togo to leave went unheard.", "Ghana", "Togo"),
    said("demands", "nominal", "A demand by Ghana for a ceasefire went unheard.",
         "Ghana", "ceasefire"),
    said("proposes", "active", "Egypt proposed a truce.", "Egypt", "truce"),
    said("proposes", "passive", "A truce was proposed by Egypt.", "Egypt", "truce"),
    said("proposes", "nominal", "Egypt's offer to Libya was discussed.", "Egypt", "Libya"),
    said("proposes", "nominal", "A proposal by Egypt for a truce was discussed.",
         "Egypt", "truce"),
    said("opposes", "active", "Hungary opposed the embargo.", "Hungary", "embargo"),
    said("opposes", "passive", "The embargo was rejected by Hungary.", "Hungary", "embargo"),
    said("opposes", "passive", "The embargo was opposed by Hungary.", "Hungary", "embargo"),
    said("opposes", "nominal", "Hungary's opposition to the embargo grew.", "Hungary", "embargo"),
    said("opposes", "nominal", "Opposition by Hungary to the embargo grew.",
         "Hungary", "embargo"),
    unread(BY_WITHIN_OF,
           "opposes", "nominal", "The rejection of the embargo by Hungary was expected.",
           "Hungary", "embargo"),
    said("denies", "active", "Rwanda denied the accusations.", "Rwanda", "accusations"),
    said("denies", "passive", "The accusations were denied by Rwanda.", "Rwanda", "accusations"),
    said("denies", "nominal", "Rwanda's denial of the accusations came late.",
         "Rwanda", "accusations"),
    unread(BY_WITHIN_OF,
           "denies", "nominal", "A denial of the accusations by Rwanda came late.",
           "Rwanda", "accusations"),
    said("criticizes", "active", "Kenya criticised Uganda.", "Kenya", "Uganda"),
    said("criticizes", "passive", "Uganda was criticised by Kenya.", "Kenya", "Uganda"),
    said("criticizes", "nominal", "Kenya's criticism of Uganda grew louder.", "Kenya", "Uganda"),
    said("criticizes", "nominal", "Criticism of Uganda by Kenya grew louder.", "Kenya", "Uganda"),
    said("criticizes", "nominal", "The condemnation of Uganda by Kenya was sharp.",
         "Kenya", "Uganda"),
    said("accuses", "active", "Mali accused France of spying.", "Mali", "France"),
    said("accuses", "passive", "France was accused by Mali of spying.", "Mali", "France"),
    said("accuses", "nominal", "Mali's accusations against France were repeated.",
         "Mali", "France"),
    said("accuses", "nominal", "An allegation by Mali against France was repeated.",
         "Mali", "France"),
    said("warns", "active", "Finland warned Russia.", "Finland", "Russia"),
    said("warns", "passive", "Russia was warned by Finland.", "Finland", "Russia"),
    said("warns", "nominal", "Finland's warning to Russia was clear.", "Finland", "Russia"),
    said("warns", "nominal", "A threat by Finland against Russia was printed.",
         "Finland", "Russia"),
    said("warns", "nominal", "Russian threats against Finland were printed.",
         "Russia", "Finland"),
]  # fmt: skip

HOSTILE: Final = [
    said("sanctions", "active", "Canada imposed sanctions on Haiti.", "Canada", "Haiti"),
    said("sanctions", "passive", "Haiti was sanctioned by Canada.", "Canada", "Haiti"),
    said("sanctions", "passive", "Sanctions were imposed on Haiti by Canada.", "Canada", "Haiti"),
    said("sanctions", "nominal", "Canada's sanctions on Haiti remain.", "Canada", "Haiti"),
    said("sanctions", "nominal", "Canadian sanctions on Haiti remain.", "Canada", "Haiti"),
    said("sanctions", "nominal", "Sanctions by Canada against Haiti remain.", "Canada", "Haiti"),
    unread(BY_WITHIN_OF,
           "sanctions", "nominal", "The expulsion of Russian diplomats by Austria caused anger.",
           "Austria", "Russia"),
    said("protests", "active", "Farmers protested against the deal.", "farmers", "deal"),
    said("protests", "passive", "The decision was protested by students.",
         "students", "decision"),
    said("protests", "nominal", "Farmers' protests against the deal drew thousands.",
         "farmers", "deal"),
    said("protests", "nominal", "A protest against France by students drew thousands.",
         "students", "France"),
    unread("parser: the second preposition hangs on the first one's noun",
           "protests", "nominal", "A protest by farmers against the deal drew thousands.",
           "farmers", "deal"),
    said("mobilizes", "active", "Belgium deployed troops in Romania.", "Belgium", "Romania"),
    said("mobilizes", "passive", "Troops were deployed in Romania by Belgium.",
         "Belgium", "Romania"),
    said("mobilizes", "nominal", "Belgium's deployment of troops to Romania was approved.",
         "Belgium", "Romania"),
    said("mobilizes", "nominal", "The deployment of troops to Romania by Belgium was approved.",
         "Belgium", "Romania"),
    said("coerces", "active", "Russia annexed Crimea.", "Russia", "Crimea"),
    said("coerces", "passive", "Crimea was annexed by Russia.", "Russia", "Crimea"),
    said("coerces", "passive", "A Greek tanker was seized by Iran.", "Iran", "Greece"),
    said("coerces", "nominal", "Russia's annexation of Crimea was condemned.",
         "Russia", "Crimea"),
    said("coerces", "nominal", "The annexation of Crimea by Russia was condemned.",
         "Russia", "Crimea"),
    unread(BY_WITHIN_OF,
           "coerces", "nominal", "The seizure of a Greek tanker by Iran caused anger.",
           "Iran", "Greece"),
    said("attacks", "active", "Eritrea attacked Djibouti.", "Eritrea", "Djibouti"),
    said("attacks", "passive", "Djibouti was attacked by Eritrea.", "Eritrea", "Djibouti"),
    said("attacks", "nominal", "Eritrea's attack on Djibouti was repelled.",
         "Eritrea", "Djibouti"),
    said("attacks", "nominal", "An attack on Djibouti by Eritrea was repelled.",
         "Eritrea", "Djibouti"),
    said("attacks", "nominal", "The bombing of Djibouti by Eritrea went on.",
         "Eritrea", "Djibouti"),
    said("attacks", "nominal", "Eritrean attacks on Djibouti went on.", "Eritrea", "Djibouti"),
]  # fmt: skip

TABLE: Final = [*CONSULTING, *FRIENDLY, *SPEAKING, *HOSTILE]
TELLING: Final = ("relation", "form", "text", "subject", "target")


def found(reader: Reader, text: str) -> set[tuple[str, str, str]]:
    """Returns subject, relation and object of the statements of a sentence."""
    return {(s.subject.name, s.relation, s.object.name) for s in reader.read(text)}


@pytest.mark.parametrize(TELLING, TABLE)
def test_direction(
    reader: Reader, relation: str, form: str, text: str, subject: str, target: str
) -> None:
    del form
    ways = {(subject, relation, target)}
    if reader.extractor.ontology.relations[relation].symmetric:
        ways.add((target, relation, subject))
    assert found(reader, text) & ways


def test_no_direction_is_reversed(reader: Reader) -> None:
    relations = reader.extractor.ontology.relations
    reversed_ = [
        text
        for relation, _, text, subject, target in (map(str, param.values) for param in TABLE)
        if not relations[relation].symmetric and (target, relation, subject) in found(reader, text)
    ]
    assert reversed_ == []


def test_every_relation_has_all_forms(ontology: Ontology) -> None:
    """No form is lacking: each relation has a verb with a passive, and a noun."""
    told = {(str(relation), str(form)) for relation, form, *_ in (p.values for p in TABLE)}
    assert told == {(r, form) for r in ontology.relations if r != "other" for form in FORMS}
