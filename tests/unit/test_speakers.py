"""Who says it: a text, one statement of it, and the speaker whom it must carry.

The speaker is a canonical name; "" is the article's own voice.  Who states his own stance is his
own speaker, which counts as "" here, as it does for the scorer.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.readers import Reader, line, miss, row

NO_SPEAKER: Final = [
    row("own-voice", "Ghana sanctioned Togo.", "Ghana | sanctions | Togo", ""),
    row("speech-act-verb", "Ghana urged Togo to disarm.", "Ghana | demands | Togo", ""),
    row("accused", "Ghana accused Togo of spying.", "Ghana | accuses | Togo", ""),
    row("warned", "Ghana warned Togo.", "Ghana | warns | Togo", ""),
    row("reportedly", "Ghana reportedly sanctioned Togo.", "Ghana | sanctions | Togo", ""),
    row("own-stance", "Ghana said it opposed the truce.", "Ghana | opposes | truce", ""),
    row("scare-quotes", 'Ghana attacked Togo in what "special troops" do.',
        "Ghana | attacks | Togo", ""),
    row("speech-after", "Ghana sanctioned Togo and said the road was open.",
        "Ghana | sanctions | Togo", ""),
    row("after-a-quotation-ended",
        '"We are calm," Faure Gnassingbe said. Ghana sanctioned Togo on Monday.',
        "Ghana | sanctions | Togo", ""),
    row("speech-in-relative", "Ghana, which said the road was open, sanctioned Togo.",
        "Ghana | sanctions | Togo", ""),
    row("quoted-title", 'Ghana sanctioned Togo over the film "The Last Road".',
        "Ghana | sanctions | Togo", ""),
]  # fmt: skip

INDIRECT: Final = [
    row("said-that", "Benin said that Ghana sanctioned Togo.", "Ghana | sanctions | Togo", "Benin"),
    row("said", "Benin said Ghana had attacked Togo.", "Ghana | attacks | Togo", "Benin"),
    row("told", "Dmitry Peskov told reporters that Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Dmitry Peskov"),
    row("announced", "The Kremlin announced that Ghana would sanction Togo.",
        "Ghana | sanctions | Togo | planned", "Russia"),
    row("claimed", "Benin claimed Ghana attacked Togo.", "Ghana | attacks | Togo", "Benin"),
    row("confirmed", "Benin confirmed that Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    row("added", "Benin added that Ghana had attacked Togo.", "Ghana | attacks | Togo", "Benin"),
    row("reported", "Reuters reported that Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Reuters"),
    row("wrote", "Le Monde wrote that Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Le Monde"),
    row("ministry", "The Polish foreign ministry said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Poland"),
    row("white-house", "The White House said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "United States"),
    row("titled", "German Chancellor Olaf Scholz said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("apposed", "Mette Holm, Denmark's envoy, said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Mette Holm"),
    row("officials", "Polish officials said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Poland"),
    row("pronoun", "Olaf Scholz left on Friday. He said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("passive-said", "It was said by Benin that Ghana attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    miss("claim with a that-clause",
        "noun-claim", "Benin repeated its claim that Ghana attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    row("saying", "Benin closed the road, saying Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    miss("a statement by someone",
        "statement-said", "A statement by Benin said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    row("in-a-statement", "In a statement, Benin said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    miss("parser: coordinated clauses",
        "second-of-two-clauses", "Benin said Ghana attacked Togo and Mali backed Chad.",
        "Mali | supports | Chad", "Benin"),
    row("second-of-two-that-clauses",
        "Benin said that Ghana had attacked Togo and that Mali had backed Chad.",
        "Mali | supports | Chad", "Benin"),
    row("two-speakers", "Benin and Mali said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    row("said-inside-judgement", "Benin said the truce was unacceptable.",
        "Benin | criticizes | truce", ""),
    row("believes", "Benin believes Ghana attacked Togo.", "Ghana | attacks | Togo", "Benin"),
    row("insisted", "Benin insisted that Ghana backed the truce.",
        "Ghana | supports | truce", "Benin"),
    row("denied-has-negation", "Benin denied that Ghana attacked Togo.",
        "Ghana | attacks | Togo | not", "Benin"),
]  # fmt: skip

ACCORDING: Final = [
    row("according-first", "According to Benin, Ghana attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    row("according-last", "Ghana attacked Togo, according to Benin.",
        "Ghana | attacks | Togo", "Benin"),
    row("according-middle", "Ghana, according to Benin, attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    row("according-paper", "Ghana attacked Togo, according to the New York Times.",
        "Ghana | attacks | Togo", "New York Times"),
    row("according-person", "According to Olaf Scholz, Ghana attacked Togo.",
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("according-ministry", "Ghana attacked Togo, according to the Polish defence ministry.",
        "Ghana | attacks | Togo", "Poland"),
    row("as-said", "Ghana attacked Togo, as Benin said on Monday.",
        "Ghana | attacks | Togo", "Benin"),
    row("tag-said", "Ghana attacked Togo, Benin said.", "Ghana | attacks | Togo", "Benin"),
    row("tag-said-inverted", "Ghana attacked Togo, said Olaf Scholz.",
        "Ghana | attacks | Togo", "Olaf Scholz"),
    miss("attribution between subject and verb",
        "tag-middle", "Ghana, Benin said, attacked Togo.", "Ghana | attacks | Togo", "Benin"),
    miss("attribution between subject and verb",
        "tag-middle-person", "Ghana, Olaf Scholz said on Monday, had attacked Togo.",
        "Ghana | attacks | Togo", "Olaf Scholz"),
    miss("in the view of",
        "in-the-words-of", "In the view of Benin, Ghana attacked Togo.",
        "Ghana | attacks | Togo", "Benin"),
    row("citing", "Reuters, citing Polish officials, said Ghana had attacked Togo.",
        "Ghana | attacks | Togo", "Reuters"),
]  # fmt: skip

DIRECT: Final = [
    row("quote-said", '"Ghana attacked Togo," Benin said.', "Ghana | attacks | Togo", "Benin"),
    row("quote-person-said", '"Ghana attacked Togo," Olaf Scholz said on Monday.',
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("quote-inverted", '"Ghana attacked Togo," said Olaf Scholz.',
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("curly", "“Ghana attacked Togo,” Olaf Scholz said.",
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("speaker-first", 'Olaf Scholz said: "Ghana attacked Togo."',
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("speaker-first-comma", 'Olaf Scholz said, "Ghana attacked Togo."',
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("told-reporters", '"Ghana attacked Togo," Olaf Scholz told reporters.',
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("added", '"Ghana attacked Togo," Olaf Scholz added.',
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("titled-after", '"Ghana attacked Togo," Kremlin spokesman Dmitry Peskov said.',
        "Ghana | attacks | Togo", "Dmitry Peskov"),
    row("apposition-after", '"Ghana attacked Togo," said Mette Holm, the envoy of Denmark.',
        "Ghana | attacks | Togo", "Mette Holm"),
    row("quoted-fragment", 'Benin said Ghana had "attacked" Togo.',
        "Ghana | attacks | Togo", "Benin"),
    row("tweeted", '"Ghana attacked Togo," Olaf Scholz tweeted.',
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("by-a-ministry", '"Ghana attacked Togo," the Polish foreign ministry said.',
        "Ghana | attacks | Togo", "Poland"),
]  # fmt: skip

SPLIT: Final = [
    miss("attribution inside the quoted clause",
        "split-object", '"Ghana has attacked," Olaf Scholz said, "the port of Togo."',
        "Ghana | attacks | port of Togo", "Olaf Scholz"),
    row("split-clauses", '"Togo is calm," Olaf Scholz said, "but Ghana attacked Benin."',
        "Ghana | attacks | Benin", "Olaf Scholz"),
    row("split-sentences", '"Togo is calm," Olaf Scholz said. "Ghana attacked Benin."',
        "Ghana | attacks | Benin", "Olaf Scholz"),
    row("split-three", '"Togo is calm," Olaf Scholz said. "It rained all day. Ghana attacked '
        'Benin."', "Ghana | attacks | Benin", "Olaf Scholz"),
    miss("attribution inside the quoted clause",
        "split-after-subject", '"Ghana," Olaf Scholz said, "attacked Togo."',
        "Ghana | attacks | Togo", "Olaf Scholz"),
    row("quote-before-attribution", '"Ghana attacked Benin. Togo is calm," Olaf Scholz said.',
        "Ghana | attacks | Benin", "Olaf Scholz"),
    row("next-sentence-names-speaker", '"Ghana attacked Benin." Olaf Scholz said so on Monday.',
        "Ghana | attacks | Benin", "Olaf Scholz"),
    row("continued-paragraph",
        '"Togo is calm," Olaf Scholz said.\n\n"Ghana attacked Benin last night."',
        "Ghana | attacks | Benin", "Olaf Scholz"),
    row("unclosed-paragraph",
        'Olaf Scholz said: "Togo is calm.\n\n"Ghana attacked Benin last night."',
        "Ghana | attacks | Benin", "Olaf Scholz"),
    row("unclosed-curly",
        "“Togo is calm,” Olaf Scholz said. “We know it.\n\n“Ghana attacked Benin last night.”",
        "Ghana | attacks | Benin", "Olaf Scholz"),
    row("change-of-speaker",
        '"Togo is calm," Olaf Scholz said.\n\n"Ghana attacked Benin," Emmanuel Macron said.',
        "Ghana | attacks | Benin", "Emmanuel Macron"),
    miss("attribution between subject and verb",
        "reported-speech-goes-on",
        "Olaf Scholz said Togo was calm. Ghana, he added, had attacked Benin.",
        "Ghana | attacks | Benin", "Olaf Scholz"),
]  # fmt: skip

NESTED: Final = [
    row("inner-of-two", "Benin said that Mali had claimed that Ghana attacked Togo.",
        "Ghana | attacks | Togo", "Mali"),
    row("outer-of-two", "Benin said that Ghana attacked Togo, Reuters reported.",
        "Ghana | attacks | Togo", "Benin"),
    row("quote-inside-report", 'Reuters reported that Olaf Scholz said: "Ghana attacked Togo."',
        "Ghana | attacks | Togo", "Olaf Scholz"),
    miss("the inner of two speakers",
        "report-inside-quote", '"Mali said Ghana attacked Togo," Olaf Scholz recalled.',
        "Ghana | attacks | Togo", "Mali"),
    row("speech-act-inside-report", "Benin said Mali accused Ghana of spying.",
        "Mali | accuses | Ghana", "Benin"),
    row("own-stance-in-report", "Benin said Mali opposed the truce.",
        "Mali | opposes | truce", "Benin"),
    miss("the inner of two speakers",
        "first-person-inside",
        '"We told Mali that Ghana attacked Togo," Olaf Scholz said.',
        "Ghana | attacks | Togo", "Germany"),
    row("spokesman-for-state",
        '"We oppose the truce," Kremlin spokesman Dmitry Peskov said.',
        "Russia | opposes | truce", "Dmitry Peskov"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "deed", "speaker"), [*NO_SPEAKER, *INDIRECT, *ACCORDING, *DIRECT, *SPLIT, *NESTED]
)
def test_speaker_of_a_statement(reader: Reader, text: str, deed: str, speaker: str) -> None:
    relations = reader.extractor.ontology.relations
    found = {line(s, relations[s.relation].symmetric): s for s in reader.read(text)}
    assert deed in found, f"not found, but {sorted(found)}"
    said_by = found[deed].speaker
    own = said_by is not None and said_by.id == found[deed].subject.id
    assert (said_by.name if said_by is not None and not own else "") == speaker
