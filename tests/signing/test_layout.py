"""The words of a signature stay in their rectangle, whatever they are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales_docs.language import LANGS, Lang
from aftersales_docs.signing import face
from aftersales_docs.signing.layout import PADDING, SMALLEST, lay_out
from aftersales_docs.signing.stamp import measure
from aftersales_docs.signing.words import signer_name, words_of, zone
from tests.signing.pki import Authority

MOMENT = datetime(2026, 11, 25, 14, 5, tzinfo=timezone(timedelta(hours=3)))
LONG = "Константин Константинопольский-Преображенский, " * 3


def shown(width: float, height: float, name: str, reason: str, lang: Lang = "de") -> list[str]:
    lines = lay_out(words_of(name, MOMENT, reason, "", lang), width, height, measure)
    for line in lines:
        assert line.x + measure(line.text, line.bold, line.size) <= width - PADDING + 1e-6, line
        assert line.y >= 0, line
        assert line.y + 0.75 * line.size <= height + 1e-6, line
    return [line.text.replace("\u00a0", " ") for line in lines]


@settings(max_examples=150, deadline=None)
@given(
    width=st.floats(25, 400),
    height=st.floats(4, 80),
    name=st.text(max_size=120),
    reason=st.text(max_size=300),
    lang=st.sampled_from(LANGS),
)
def test_nothing_overflows(
    width: float, height: float, name: str, reason: str, lang: Lang
) -> None:
    shown(width, height, name, reason, lang)


def test_with_room_all_is_told() -> None:
    assert shown(226, 42, "Jürgen Groß", "Abnahme") == [
        "Jürgen Groß",
        "Digital signiert am 25.11.2026, 14:05 (UTC+3)",
        "Grund: Abnahme",
    ]
    assert shown(226, 42, "Лебедев С. А.", "", "ru") == [
        "Лебедев С. А.",
        "Подписано электронной подписью 25.11.2026, 14:05 (UTC+3)",
    ]
    assert (
        shown(226, 42, "Ann Bell", "", "en")[1]
        == "Digitally signed on 25 November 2026, 14:05 (UTC+3)"
    )


def test_in_a_low_field_the_words_are_fewer_not_smaller() -> None:
    assert shown(220, 20, "Jürgen Groß", "Abnahme der Leistung vor Ort") == [
        "Jürgen Groß",
        "25.11.2026, 14:05 (UTC+3) · Grund: Abnahme der Leistung vor Ort",
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_no_line_begins_or_ends_with_what_parts_two_sayings(lang: Lang) -> None:
    for width in range(60, 260, 5):
        lines = shown(width, 26, "Jürgen Groß", "Abnahme der Leistung vor Ort", lang)
        assert not [line for line in lines if line[:1] == "·" or line[-1:] == "·"], width


def test_what_does_not_fit_is_cut_the_reason_first() -> None:
    name, rest = shown(220, 14, LONG, LONG)
    assert name.startswith("Константин")
    assert name.endswith("…")
    assert rest.startswith("25.11.2026, 14:05 (UTC+3) · Grund: Константин")
    assert rest.endswith("…")


def test_the_words_stand_on_the_line() -> None:
    for height in (14.0, 20.0, 42.0):
        lines = lay_out(words_of("A", MOMENT, "B", "C", "de"), 220, height, measure)
        assert min(line.y for line in lines) < 4
        assert all(line.size >= SMALLEST for line in lines)


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "UTC"), (1, "UTC+1"), (5.5, "UTC+5:30"), (-3.5, "UTC-3:30")]
)
def test_zones(hours: float, words: str) -> None:
    assert zone(datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=hours)))) == words
    assert zone(datetime(2026, 1, 1, tzinfo=UTC)) == "UTC"


def test_a_font_for_every_character() -> None:
    parts = list(face.runs("Ünal Ђорђе Ἑλένη 漢", face.REGULAR))
    assert "".join(part for part, _ in parts) == "Ünal Ђорђе Ἑλένη ?"
    assert [file for _, file in parts][:2] == list(face.REGULAR)


def test_names_of_persons_and_firms(authority: Authority) -> None:
    def name(common: str, **parts: str) -> str:
        return signer_name(x509.Certificate.load(authority.signer(common, **parts).der))

    assert name("Katharina Vogt") == "Katharina Vogt"
    assert name("Лебедев Сергей", surname="Лебедев", given_name="Сергей") == "Лебедев Сергей"
    firm = name("ООО «Берег»", surname="Гусейнов", given_name="Рашид Алиевич")
    assert firm == "Гусейнов Рашид Алиевич, ООО «Берег»"
    assert name("", organisation="Nordwerk GmbH") == "Nordwerk GmbH"
    assert name("Evil\x1b[2J\nName") == "Evil\\u001b[2J Name"
    assert serialization.Encoding.DER  # the helper above speaks DER
