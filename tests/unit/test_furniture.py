"""What a page carries beside its article makes no sentence."""

from __future__ import annotations

from typing import Final

import pytest

from graphkit.furniture import Furniture
from graphkit.ontology import Ontology
from tests.readers import Reader, row

PROSE: Final = "Peru recalled its envoy from Quito on Monday."


@pytest.fixture(scope="module")
def furniture(ontology: Ontology) -> Furniture:
    return Furniture(ontology.furniture)


def prose(furniture: Furniture, text: str) -> str:
    """Returns what stays of a text, after checking that every character keeps its place."""
    left = furniture.blank_out(text)
    assert len(left) == len(text)
    assert all(a in (b, " ") for a, b in zip(left, text, strict=True))
    return " ".join(left.split())


@pytest.mark.parametrize(
    "line",
    [
        row("teaser", "JUST WATCHED Peru threatens Chile Replay More Videos ... MUST WATCH Peru"),
        row("link", "Read more: Peru threatens Chile with tariffs"),
        row("bracketed-link", "( See also: Full coverage of the Peruvian visit to Chile)"),
        row("bullet", "• Related: Chile strikes back"),
        row("caption", "Image copyright EPA Image caption The Peruvian envoy left Quito"),
        row("media-caption", 'Media caption "Chile struck us": a witness in Tacna'),
        row("file-photo", "FILE PHOTO: Chile's president meets the Peruvian premier in Arica."),
        row("credit", "Chile's president met the premier in Arica. (AP Photo/Ana Quispe, File)"),
        row("photograph", "The presidents greet the crowd. Photograph: Ana Quispe/EPA"),
        row("share-line", "Facebook Twitter Pinterest The presidents greet the crowd."),
        row("newsletter", "Sign up for our daily letter on Peru and Chile"),
        row("links-in-a-row", "Read more:\n\nPeru threatens Chile\n\nChile strikes back"),
    ],
)
def test_line_is_no_prose(furniture: Furniture, line: str) -> None:
    assert prose(furniture, f"{PROSE}\n\n{line}\n\n{PROSE}") == f"{PROSE} {PROSE}"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        row("label", f"Story highlights {PROSE}", PROSE),
        row("agency", f"Lima (CNN) {PROSE}", PROSE),
        row("link-before-dateline", f"see also Chile strikes back LIMA — {PROSE}",
            f"LIMA — {PROSE}"),
        row("link-string", "Sen. Ana Quispe Ana Maria QuispePeru threatens Chile Chile strikes "
            "back MORE (D-Tacna) criticized Quito.", "Sen. Ana Quispe (D-Tacna) criticized Quito."),
        row("hashtags", "Peru recalls its envoy #Quito #talks — Desk (@desk)",
            "Peru recalls its envoy — Desk (@desk)"),
        row("address", f"{PROSE} https://t.example/x1", PROSE),
    ],
)  # fmt: skip
def test_furniture_within_a_line(furniture: Furniture, text: str, left: str) -> None:
    assert prose(furniture, text) == left


@pytest.mark.parametrize(
    "text",
    [
        row("prose", PROSE),
        row("party", "Peru's Partido Andino (PA) criticized Chile."),
        row("read-in-prose", "Read out in Quito, the letter accused Chile of espionage."),
        row("more", "Quispe said Quispe would do more. MORE money is needed, Lima said."),
        row("hashtag-as-word", "Quispe tweeted that #Chile had attacked Peru."),
        row("heading", "A new row\n\nPeru recalled its envoy."),
    ],
)
def test_prose_stays(furniture: Furniture, text: str) -> None:
    assert furniture.blank_out(text) == text


def test_offsets_stand_behind_furniture_in_a_sentence(reader: Reader) -> None:
    text = (
        "Sen. Ana Quispe Ana Maria QuispePeru threatens Chile Chile strikes back MORE (D-Tacna) "
        "criticized Ecuador on Monday."
    )
    [found] = reader.read(text)
    assert (found.subject.name, found.relation, found.object.name) == (
        "Ana Quispe", "criticizes", "Ecuador",
    )  # fmt: skip
    assert (found.start, found.end, found.text) == (0, len(text), text)
    for mention in (found.subject, found.object):
        assert text[mention.start : mention.end] == mention.text


def test_sentence_printed_again_says_nothing_new(reader: Reader) -> None:
    text = "Peru recalled its ambassador from Ecuador on Monday."
    once, twice = (reader.read("\n\n".join([text] * n)) for n in (1, 2))
    assert once
    assert [s.id for s in twice] == [s.id for s in once]
