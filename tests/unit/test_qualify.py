"""The clause around a deed -> denied or not, planned, possible or called for.

Each row gives a sentence and the statements it must and may ("? ") yield, as `tests.readers` writes
them: status and `not` follow the object, and nothing follows it for a deed done.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.readers import Reader, differences, miss, row

ACTUAL: Final = [
    row("past", "Ghana sanctioned Togo.", "Ghana | sanctions | Togo"),
    row("perfect", "Ghana has sanctioned Togo.", "Ghana | sanctions | Togo"),
    row("progressive", "Ghana is attacking Togo.", "Ghana | attacks | Togo"),
    row("decided-to-recall", "Ghana decided to recall its ambassador from Togo.",
        "Ghana | sanctions | Togo"),
    miss("a decision that is the act",
        "agreed-to-postpone", "Canada agreed to postpone the tariffs on Mexico.",
        "? Canada | concedes | tariffs on Mexico\nCanada | concedes | Mexico\n"
        "? Canada | sanctions | Mexico | not | planned"),
    row("managed-to", "Ghana managed to repel the attack and sanctioned Togo.",
        "Ghana | sanctions | Togo"),
    row("would-welcome-is-a-stance", "Ghana would welcome talks.", "Ghana | supports | talks"),
    row("already-under-way", "Emmanuel Macron is visiting Cairo.",
        "Emmanuel Macron | visits | Cairo"),
    row("continued-to", "Eritrea continued to shell Djibouti.", "Eritrea | attacks | Djibouti"),
    row("began-to", "Eritrea began shelling Djibouti.", "Eritrea | attacks | Djibouti"),
    row("threat-is-actual", "Ghana threatened to sanction Togo.", "Ghana | warns | Togo"),
    row("question-of-when", "Ghana sanctioned Togo when the junta refused talks.",
        "Ghana | sanctions | Togo\n? junta | opposes | talks\n? junta | talks_with | Ghana | not"),
]  # fmt: skip

NEGATED: Final = [
    row("did-not", "Ghana did not sanction Togo.", "Ghana | sanctions | Togo | not"),
    row("didnt", "Ghana didn't attack Togo.", "Ghana | attacks | Togo | not"),
    row("has-not", "Ghana has not sanctioned Togo.", "Ghana | sanctions | Togo | not"),
    row("never", "Ghana never attacked Togo.", "Ghana | attacks | Togo | not"),
    row("no-longer", "Norway no longer recognises Kosovo.", "Norway | supports | Kosovo | not"),
    row("refused-to-meet", "Emmanuel Macron refused to meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | not"),
    row("declined-to-meet", "Emmanuel Macron declined to meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | not"),
    row("failed-to-sign", "Ghana failed to sign the treaty.", "Ghana | signs | treaty | not"),
    row("without-meeting", "Emmanuel Macron left Cairo without meeting Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | not"),
    row("denied-attacking", "Ghana denied attacking Togo.",
        "Ghana | attacks | Togo | not\n? Ghana | denies | Togo"),
    row("denied-that", "Ghana denied that it attacked Togo.", "Ghana | attacks | Togo | not"),
    row("held-no-talks", "Ghana held no talks with Togo.", "Ghana | talks_with | Togo | not"),
    row("neither-nor", "Neither Ghana nor Benin sanctioned Togo.",
        "Ghana | sanctions | Togo | not\nBenin | sanctions | Togo | not"),
    row("stopped-aiding", "Ghana stopped sending aid to Togo.",
        "? Ghana | aids | Togo | not\n? Ghana | sanctions | Togo"),
    row("not-passive", "Togo was not invited by Ghana.",
        "Ghana | hosts | Togo | not | possible"),
    row("nobody", "No country sanctioned Togo.", "? country | sanctions | Togo | not"),
    row("not-because", "Ghana sanctioned Togo, not Benin.", "Ghana | sanctions | Togo"),
    row("double-negation", "Ghana did not refuse to meet Togo.", "Ghana | meets | Togo"),
    row("negation-elsewhere", "Ghana, which had no allies left, sanctioned Togo.",
        "Ghana | sanctions | Togo"),
    row("negated-object-of-another", "Ghana sanctioned Togo and gave no reason.",
        "Ghana | sanctions | Togo"),
]  # fmt: skip

TURNED: Final = [
    row("dont-support", "Ghana does not support the truce.", "Ghana | opposes | truce"),
    row("will-not-accept", "Ghana will not accept the truce.", "Ghana | opposes | truce"),
    row("ruled-out", "Ghana ruled out a truce.", "Ghana | opposes | truce"),
    row("refused-to-back", "Ghana refused to back the truce.", "Ghana | opposes | truce"),
    row("cannot-support", "Ghana cannot support the truce.", "Ghana | opposes | truce"),
    row("would-not-back", "Ghana said it would not back the truce.", "Ghana | opposes | truce"),
    row("wont-recognise", "Norway will not recognise Kosovo.",
        "Norway | supports | Kosovo | not | planned"),
    row("not-oppose", "Ghana does not oppose the truce.", "Ghana | opposes | truce | not"),
    row("resisted", "Ghana resisted the truce.", "Ghana | opposes | truce"),
    row("vowed-to-attack", "Eritrea threatened to attack Djibouti.", "Eritrea | warns | Djibouti"),
    row("threatened-with", "Ghana threatened Togo with sanctions.",
        "Ghana | warns | Togo\n? Ghana | sanctions | Togo | possible"),
    miss("withdrew its support",
        "lost-support", "Ghana withdrew its support for the truce.", "Ghana | opposes | truce"),
]  # fmt: skip

PLANNED: Final = [
    row("will", "Emmanuel Macron will meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | planned"),
    row("ll", "Ghana said it'll sanction Togo.", "Ghana | sanctions | Togo | planned"),
    row("is-to", "Emmanuel Macron is to meet Viktor Orban on Friday.",
        "Emmanuel Macron | meets | Viktor Orban | planned"),
    row("is-set-to", "Emmanuel Macron is set to meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | planned"),
    row("is-due-to", "Emmanuel Macron is due to meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | planned"),
    row("is-scheduled-to", "Emmanuel Macron is scheduled to visit Cairo.",
        "Emmanuel Macron | visits | Cairo | planned"),
    row("is-expected-to", "Emmanuel Macron is expected to visit Cairo.",
        "Emmanuel Macron | visits | Cairo | planned"),
    row("plans-to", "Ghana plans to sanction Togo.", "Ghana | sanctions | Togo | planned"),
    row("agreed-to-meet", "Emmanuel Macron agreed to meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | planned"),
    miss("tagger: 'to sanction' as a noun",
        "promised-to", "Ghana promised to sanction Togo.", "Ghana | sanctions | Togo | planned"),
    row("vowed-to", "Ghana vowed to send aid to Togo.", "Ghana | aids | Togo | planned"),
    row("looks-forward", "Emmanuel Macron looks forward to meeting Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | planned"),
    row("reported-would", "Ghana said it would sanction Togo.",
        "Ghana | sanctions | Togo | planned"),
    row("passive-will", "The treaty will be signed by Ghana.", "Ghana | signs | treaty | planned"),
    row("going-to", "Ghana is going to sanction Togo.", "Ghana | sanctions | Togo | planned"),
    miss("tagger: 'to sanction' as a noun",
        "preparing-to", "Ghana is preparing to sanction Togo.",
        "Ghana | sanctions | Togo | planned"),
    row("purpose", "Emmanuel Macron flew to Cairo to meet Viktor Orban.",
        "Emmanuel Macron | visits | Cairo\nEmmanuel Macron | meets | Viktor Orban | planned"),
    row("planned-visit", "Emmanuel Macron announced a visit to Cairo.",
        "Emmanuel Macron | visits | Cairo | planned"),
    miss("plans for a visit are no proposal",
        "plan-for", "Ghana announced plans for a visit to Togo.",
        "? Ghana | visits | Togo | planned"),
    row("talks-are-to-be-held", "Talks between Ghana and Togo will be held in Accra.",
        "Ghana | talks_with | Togo | planned"),
    row("cancelled", "Emmanuel Macron cancelled a visit to Cairo.",
        "Emmanuel Macron | visits | Cairo | not | planned"),
    row("put-off", "Emmanuel Macron put off a visit to Cairo.",
        "Emmanuel Macron | visits | Cairo | not | planned"),
    row("postponed", "Emmanuel Macron postponed his visit to Cairo.",
        "Emmanuel Macron | visits | Cairo | not | planned"),
    row("called-off-talks", "Ghana called off talks with Togo.",
        "Ghana | talks_with | Togo | not | planned"),
    row("will-not-meet", "Emmanuel Macron will not meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | not | planned"),
    row("coordinated-will", "Emmanuel Macron will visit Cairo and meet Viktor Orban.",
        "Emmanuel Macron | visits | Cairo | planned\n"
        "Emmanuel Macron | meets | Viktor Orban | planned"),
]  # fmt: skip

POSSIBLE: Final = [
    row("may", "Ghana may sanction Togo.", "Ghana | sanctions | Togo | possible"),
    row("might", "Ghana might sanction Togo.", "Ghana | sanctions | Togo | possible"),
    row("could", "Emmanuel Macron could visit Cairo.",
        "Emmanuel Macron | visits | Cairo | possible"),
    miss("a noun under 'considering' has no subject",
        "considering", "Ghana is considering sanctions on Togo.",
        "Ghana | sanctions | Togo | possible"),
    row("considering-gerund", "Ghana is considering sanctioning Togo.",
        "Ghana | sanctions | Togo | possible"),
    miss("a noun under 'considering' has no subject",
        "weighing", "Ghana is weighing sanctions on Togo.",
        "Ghana | sanctions | Togo | possible"),
    miss("talks after an adjective",
        "open-to", "Ghana is open to talks with Togo.",
        "Ghana | talks_with | Togo | possible\n? Ghana | supports | talks with Togo"),
    row("would-under-condition", "Ghana would sanction Togo if the junta stayed.",
        "Ghana | sanctions | Togo | possible"),
    row("hopes-to", "Emmanuel Macron hopes to meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | possible"),
    row("seeks-to", "Emmanuel Macron seeks to meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | possible"),
    row("wants-to", "Ghana wants to sanction Togo.", "Ghana | sanctions | Togo | possible"),
    row("ready-to", "Emmanuel Macron is ready to meet Viktor Orban.",
        "Emmanuel Macron | meets | Viktor Orban | possible"),
    row("unless", "Ghana will attack Togo unless the junta leaves.",
        "? Ghana | attacks | Togo | possible\n? Ghana | warns | Togo"),
    row("offered-to-mediate", "Ghana offered to mediate between Togo and Benin.",
        "Ghana | mediates | Togo | possible\nGhana | mediates | Benin | possible"),
    miss("status after a passive invitation",
        "invited-to", "Emmanuel Macron was invited by Egypt to visit Cairo.",
        "Egypt | hosts | Emmanuel Macron | possible\n"
        "Emmanuel Macron | visits | Cairo | possible"),
    row("invitation", "Egypt invited Emmanuel Macron to Cairo.",
        "Egypt | hosts | Emmanuel Macron | possible\n"
        "? Emmanuel Macron | visits | Cairo | possible"),
    row("perhaps", "Perhaps Ghana will sanction Togo.", "Ghana | sanctions | Togo | possible"),
    row("whether", "Ghana asked whether Benin attacked Togo.",
        "? Benin | attacks | Togo | possible"),
    row("suspected-of", "Ghana is suspected of attacking Togo.",
        "? Ghana | attacks | Togo"),
    miss("a visit by someone",
        "possible-visit", "Envoys discussed a possible visit by Emmanuel Macron to Cairo.",
        "Emmanuel Macron | visits | Cairo | possible"),
]  # fmt: skip

CALLED_FOR: Final = [
    row("urged-to-support", "Benin urged Ghana to support Togo.",
        "Benin | demands | Ghana\nGhana | supports | Togo | called_for"),
    row("called-on-to", "Benin called on Ghana to recognise Togo.",
        "Benin | demands | Ghana\nGhana | supports | Togo | called_for"),
    miss("tagger: 'to sanction' as a noun",
        "demanded-that", "Benin demanded that Ghana sanction Togo.",
        "Benin | demands | Ghana\nGhana | sanctions | Togo | called_for"),
    row("asked-to", "Benin asked Ghana to mediate between Togo and Mali.",
        "Benin | demands | Ghana\nGhana | mediates | Togo | called_for\n"
        "Ghana | mediates | Mali | called_for"),
    row("should", "Ghana should sanction Togo, Benin said.",
        "Benin | demands | Ghana\nGhana | sanctions | Togo | called_for"),
    row("must", "Ghana must sanction Togo, Benin said.",
        "Benin | demands | Ghana\nGhana | sanctions | Togo | called_for"),
    miss("tagger: 'to sanction' as a noun",
        "urged-passive", "Ghana was urged by Benin to sanction Togo.",
        "Benin | demands | Ghana\nGhana | sanctions | Togo | called_for"),
    miss("tagger: 'to sanction' as a noun",
        "wants-to-object", "Benin wants Ghana to sanction Togo.",
        "Benin | demands | Ghana\nGhana | sanctions | Togo | called_for"),
    row("appealed-for-talks", "Benin appealed for talks between Ghana and Togo.",
        "Ghana | talks_with | Togo | called_for\n"
        "? Benin | demands | talks between Ghana and Togo\n? Benin | demands | Ghana\n"
        "? Benin | demands | Togo"),
    row("urged-not-to", "Benin urged Ghana not to sanction Togo.",
        "Benin | demands | Ghana\nGhana | sanctions | Togo | not | called_for"),
    row("urged-to-stop", "Benin urged Ghana to stop attacking Togo.",
        "Benin | demands | Ghana\n? Ghana | attacks | Togo | not | called_for\n"
        "? Ghana | attacks | Togo"),
    row("pressed-for", "Benin pressed Ghana for support.", "Benin | demands | Ghana\n"
        "Benin | demands | support"),
    row("called-for-sanctions", "Benin called for sanctions on Togo.",
        "Benin | demands | sanctions on Togo\n? Benin | sanctions | Togo | called_for\n"
        "? Benin | opposes | Togo"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [*ACTUAL, *NEGATED, *TURNED, *PLANNED, *POSSIBLE, *CALLED_FOR],
)
def test_polarity_and_status(reader: Reader, text: str, expected: str) -> None:
    found = reader.lines(text)
    assert not (d := differences(found, expected.splitlines())), f"\n{d}"
