"""Files that an input names: where they may lie, how large they may be, what is told of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.checking import check
from aftersales_docs.document import AttachedFile, Letterhead, Opening, PicturePage, plain
from aftersales_docs.enclosing import read
from aftersales_docs.errors import DataError, Problem, Severity
from tests.enclosing.files import SVG, drawn, jpeg, paper, png
from tests.inputs import LANGS, job_description
from tests.kinds.cases import CLAIM

LETTER = CLAIM | {"remedies": [{"type": "repair"}]}


def letter(**fields: Any) -> dict[str, Any]:
    return LETTER | {"lang": "de"} | fields


def saved(folder: Path, data: dict[str, Any], name: str = "input.json") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def with_logo(logo: Any, lang: str = "de") -> dict[str, Any]:
    data = job_description("warranty-manager", lang, "de")
    return data | {"organisation": {"name": "Nordwerk GmbH", "logo": logo}}


def problems(path: Path, **options: Any) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        api.load(path, **options)
    return list(caught.value.problems)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.jpg").write_bytes(jpeg())
    (tmp_path / "b.png").write_bytes(png(drawn()))
    (tmp_path / "logo.svg").write_text(SVG)
    (tmp_path / "p.pdf").write_bytes(paper())
    return tmp_path


@pytest.mark.wide
@pytest.mark.parametrize(
    ("lang", "alt"),
    [
        ("de", "Logo von Nordwerk GmbH"),
        ("ru", "Логотип: Nordwerk GmbH"),
        ("en", "Logo of Nordwerk GmbH"),
    ],
)
def test_a_logo_says_whose_it_is(folder: Path, lang: str, alt: str) -> None:
    for logo in ("logo.svg", {"file": "logo.svg"}):
        document = api.compose(api.load(saved(folder, with_logo(logo, lang))))
        (head,) = [block for block in document.blocks if isinstance(block, Letterhead)]
        assert head.logo is not None
        assert head.logo.picture.alt == alt
        assert (round(head.logo.width), round(head.logo.height)) == (60, 18)
    mine = api.load(saved(folder, with_logo({"file": "logo.svg", "alt": "Sun", "width": 30})))
    assert mine.files.logo is not None
    assert mine.files.logo.picture.alt == "Sun"
    assert (mine.files.logo.width, mine.files.logo.height) == (30.0, 9.0)


@pytest.mark.wide
def test_a_logo_that_shows_the_name_stands_for_it_but_not_in_russia(folder: Path) -> None:
    for law, stays in (("de", False), ("ru", True)):
        data = with_logo({"file": "logo.svg", "shows_name": True}) | {"law": law}
        data.pop("works_council")
        data.pop("pay_grade")
        data["organisation"]["phone"] = "+49 511 0000-0"
        document = api.compose(api.load(saved(folder, data)))
        (head,) = [block for block in document.blocks if isinstance(block, Letterhead)]
        assert any("Nordwerk" in plain(line) for line in head.lines) is stays


def test_a_logo_never_pushes_the_address_out_of_the_window(folder: Path) -> None:
    data = letter()
    data["organisation"] = {**data["organisation"], "logo": {"file": "logo.svg", "height": 40}}
    document = api.compose(api.load(saved(folder, data)))
    (head,) = [block for block in document.blocks if isinstance(block, Opening)]
    assert head.logo is not None
    assert head.logo.height <= 22
    assert head.logo.width <= 75


def test_files_of_a_house_lie_beside_the_house_file(folder: Path) -> None:
    (folder / "house.yaml").write_text("org: {name: Nordwerk GmbH, logo: logo.svg}\n")
    data = with_logo("x") | {"house": "../house.yaml", "organisation": {"use": "org"}}
    assert api.load(saved(folder, data, "below/input.json")).files.logo is not None
    data["organisation"] = {"use": "org", "logo": "logo.svg"}
    (problem,) = problems(saved(folder, data, "below/input.json"))
    assert problem.code == "not-found", "named by the input, it is looked for beside the input"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../outside.png", "outside-folder"),
        ("/etc/hostname", "outside-folder"),
        ("link.png", "outside-folder"),
        ("nothing.png", "not-found"),
        (".", "not-found"),
        ("empty.png", "empty-file"),
        ("input.json", "picture-type"),
    ],
)
def test_what_may_not_be_read_or_is_no_picture_is_refused(
    tmp_path: Path, name: str, code: str
) -> None:
    (tmp_path / "outside.png").write_bytes(png(drawn()))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "empty.png").write_bytes(b"")
    for data, field in (
        (letter(enclosures=[{"title": "T", "file": name}]), "enclosures[0].file"),
        (with_logo({"file": name}), "organisation.logo.file"),
        (with_logo(name), "organisation.logo"),
    ):
        (problem,) = problems(saved(folder, data))
        assert (problem.code, problem.field) == (code, field)
        assert problem.cure
        assert problem.place is not None
        assert problem.place.line


def test_a_wider_root_lets_a_file_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(png(drawn()))
    data = letter(enclosures=[{"title": "T", "file": "../outside.png"}])
    assert api.load(saved(tmp_path / "in", data), house_root=tmp_path).files.enclosed[0].file


def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe.png")
    (problem,) = problems(saved(tmp_path, letter(enclosures=[{"title": "T", "file": "pipe.png"}])))
    assert problem.code == "not-found"


def test_all_that_is_wrong_with_files_is_told_at_once(folder: Path) -> None:
    data = letter(enclosures=[{"title": "T", "file": name} for name in ("no.jpg", "a.jpg", "x")])
    data["organisation"] = {**data["organisation"], "logo": "p.pdf"}
    found = problems(saved(folder, data))
    assert [one.field for one in found] == [
        "organisation.logo",
        "enclosures[0].file",
        "enclosures[2].file",
    ]
    assert {one.code for one in check(saved(folder, data))} >= {one.code for one in found}


def test_bounds_on_bytes_and_number(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = {"title": "T", "file": "a.jpg"}
    path = saved(folder, letter(enclosures=[one] * 51))
    assert [problem.code for problem in problems(path)] == ["too-many-enclosures"]
    monkeypatch.setattr(read, "MAX_ALL_BYTES", len(jpeg()) + 10)
    path = saved(folder, letter(enclosures=[one, one]))
    assert [problem.code for problem in problems(path)] == ["enclosures-too-large"]
    (folder / "big.jpg").write_bytes(jpeg() + bytes(13 * 2**20))
    path = saved(folder, letter(enclosures=[{"title": "T", "file": "big.jpg"}]))
    assert [problem.code for problem in problems(path)] == ["file-too-large"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"file": "a.jpg"}, "incomplete"),
        ({"title": "T", "name": "N"}, "two-titles"),
        ({"title": "T", "file": "a.jpg", "pages": 2}, "pages-of-a-file"),
        ({"title": "T", "alt": "A"}, "no-enclosed-file"),
        ({"title": "T", "per_page": 2}, "no-enclosed-file"),
        ({"title": "T", "file": "a.jpg", "per_page": 3}, "not-a-choice"),
    ],
)
def test_what_does_not_go_together_is_told(folder: Path, entry: dict[str, Any], code: str) -> None:
    assert [one.code for one in problems(saved(folder, letter(enclosures=[entry])))] == [code]


def shown(folder: Path, enclosures: list[Any]) -> list[Any]:
    document = api.compose(api.load(saved(folder, letter(enclosures=enclosures))))
    return [one for one in document.blocks if isinstance(one, PicturePage | AttachedFile)]


def test_pictures_in_a_row_share_pages_and_all_keep_their_numbers(folder: Path) -> None:
    def picture(per_page: int) -> dict[str, Any]:
        return {"title": "t", "file": "a.jpg", "per_page": per_page}

    pages = shown(
        folder,
        [
            "named only",
            picture(2),
            picture(2),
            picture(2),
            picture(4),
            picture(1),
            {"title": "paper", "file": "p.pdf"},
            picture(2),
        ],
    )
    told = [plain(page.heading).replace("\u00a0", " ") for page in pages]
    assert told == ["Anlagen 2 und 3", "Anlage 4", "Anlage 5", "Anlage 6", "Anlage 7", "Anlage 8"]
    assert [page.id for page in pages] == [f"enclosed-file-{n}" for n in (2, 4, 5, 6, 7, 8)]
    first = pages[0]
    assert [plain(one).replace("\u00a0", " ") for one in first.captions] == [
        "Anlage 2: T",
        "Anlage 3: T",
    ]
    assert pages[4].pages == 2


def test_words_of_a_picture_are_its_title_or_its_own(folder: Path) -> None:
    entries = [
        {"title": "Riss", "file": "a.jpg"},
        {"title": "Riss", "file": "b.png", "alt": "Ein Riss"},
    ]
    assert [page.pictures[0].alt for page in shown(folder, entries)] == ["Riss", "Ein Riss"]


@pytest.mark.parametrize("lang", LANGS)
def test_the_letter_lists_enclosures_with_numbers_and_pages(folder: Path, lang: str) -> None:
    data = LETTER | {
        "lang": lang,
        "enclosures": [
            "receipt",
            {"title": "crack", "file": "a.jpg"},
            {"title": "front", "file": "a.jpg", "per_page": 4},
            {"title": "back", "file": "b.png", "per_page": 4},
            {"title": "report", "file": "p.pdf"},
        ],
    }
    document = api.compose(api.load(saved(folder, data)))
    words = "\n".join(plain(one) for block in document.blocks for one in _words(block))
    words = words.replace("\u00a0", " ")
    wanted = {
        "de": (
            "Anlage 1: Receipt\n",
            "Anlage 2: Crack (1 Seite)",
            "Anlagen 3 und 4 auf einer Seite",
            "Anlage 5: Report (2 Seiten)",
        ),
        "en": (
            "Enclosure 1: Receipt\n",
            "Enclosure 2: Crack (1 page)",
            "enclosures 3 and 4 on one page",
            "Enclosure 5: Report (2 pages)",
        ),
        "ru": (
            "1. Receipt.",
            "2. Crack на 1 л. в 1 экз.",
            "приложения 3 и 4 на 1 л. в 1 экз.",
            "5. Report на 2 л. в 1 экз.",
        ),
    }[lang]
    for one in wanted:
        assert one in words


def _words(block: Any) -> Any:
    from aftersales_docs.document import inlines_of

    return inlines_of(block)


def test_a_pdf_that_word_cant_hold_is_told(folder: Path) -> None:
    data = letter(enclosures=[{"title": "paper", "file": "p.pdf"}])
    (told,) = [one for one in check(saved(folder, data)) if one.code == "enclosure-not-in-word"]
    assert told.severity is Severity.WARNING
    assert told.field == "enclosures[0].file"
    assert told.place is not None
    assert told.place.line == 1


def test_a_logo_without_a_letterhead_is_told(folder: Path) -> None:
    from ruamel.yaml import YAML

    from aftersales_docs.resources import data_root

    sample = data_root() / "samples" / "service-agreement" / "lean.de.ru.yaml"
    data = YAML(typ="safe").load(sample.read_text(encoding="utf-8"))
    party = next(
        name for name in ("manufacturer", "principal", "importer", "seller") if name in data
    )
    data[party]["logo"] = "logo.svg"
    path = folder / "input.yaml"
    with path.open("w", encoding="utf-8") as stream:
        YAML(typ="safe").dump(data, stream)
    assert "logo-not-shown" in {one.code for one in check(path)}
