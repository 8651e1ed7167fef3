"""No sound file is called bad, whoever made it; other programs and viewers agree."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.signing.attacks import Attack, attacks
from tests.signing.parties import parties
from tests.signing.sound import Sound, sound_files
from tests.signing.test_third_parties import pdfsig, store_that_trusts
from tests.signing.viewers import BEARABLE, furthest

SOUND = tuple(sound_files())


@cache
def content(one: Sound | Attack) -> bytes:
    """The file, made once a process: nothing here changes it."""
    return one.make()


@pytest.mark.parametrize("file", SOUND, ids=str)
def test_a_sound_file_is_valid(file: Sound) -> None:
    report = parties().check(content(file))
    told = "\n".join(report.lines())
    assert {str(one.state) for one in report.findings} == {"valid"}, told
    assert report.complete(allow_missing=True), told


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_that_trusts(parties().authority, tmp_path_factory.mktemp("nss"))


@pytest.mark.slow
@pytest.mark.parametrize("file", [one for one in SOUND if one.pdfsig], ids=str)
def test_pdfsig_finds_it_valid_too(file: Sound, store: Path) -> None:
    """Of parties' signatures; pdfsig does not know time stamps over a file."""
    seen = pdfsig(content(file), store)
    parts = [one for name, one in seen.items() if name in ("seller", "buyer")]
    assert parts
    assert all(one.valid and one.trusted for one in parts), seen


@pytest.mark.slow
@pytest.mark.parametrize("file", SOUND, ids=str)
def test_viewers_draw_it_alike(file: Sound, tmp_path: Path) -> None:
    assert furthest(content(file), tmp_path) <= BEARABLE


_DECEIVING = [
    one
    for one in attacks()
    if one.name
    in (
        "startxref '+{}'",
        "another generation of the page's content",
        "an unlisted page in the signed bytes, and an end that is none",
    )
]


@pytest.mark.slow
@pytest.mark.parametrize("attack", _DECEIVING, ids=str)
def test_the_comparison_sees_what_is_drawn_otherwise(attack: Attack, tmp_path: Path) -> None:
    """Viewers are deceived by these, each by another; so it is known that it would be seen."""
    assert furthest(content(attack), tmp_path) > 0.5


@pytest.mark.slow
@pytest.mark.parametrize("attack", attacks(), ids=str)
def test_pdfsig_is_never_stricter(attack: Attack, store: Path) -> None:
    """What pdfsig calls invalid, or covered in part only, we call by another word than valid."""
    seen = pdfsig(content(attack), store)
    states = {one.field: str(one.state) for one in parties().check(content(attack)).findings}
    for name, one in seen.items():
        if not one.valid:
            assert states.get(name) != "valid", (name, states)
