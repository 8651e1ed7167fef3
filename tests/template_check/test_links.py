"""Links in a folder of templates, which archives and repositories carry: none leads out."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from aftersales_docs import compose, load
from aftersales_docs.cli import main
from aftersales_docs.errors import LibraryError
from aftersales_docs.resources import Templates, templates
from aftersales_docs.template_check.check import check
from tests.template_check.making import ANSWER, BUILT_IN, built_in, html, rendered, word

# A file of every sort that a folder of templates may hold.
EVERY_SORT = (
    "house.yaml",
    "word/letter-window.docx",
    "pdf/claim-response.html",
    "pdf/claim-response.css",
    "pdf/document.html",
    "pdf/document.css",
    "texts/claim-response/de.md",
    "texts/shared/letterhead/de.md",
    "catalogue/roles.yaml",
)


def secret(folder: Path) -> Path:
    path = folder / "elsewhere" / "secret"
    path.parent.mkdir(parents=True)
    path.write_text("root:x:0:0", encoding="utf-8")
    return path


def linked(own: Path, name: str, target: Path) -> Templates:
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)
    return templates(own)


@pytest.mark.parametrize("name", EVERY_SORT)
@pytest.mark.parametrize("way", ["find", "has", "read", "rank", "first"])
def test_no_way_of_asking_follows_a_link_out(name: str, way: str, tmp_path: Path) -> None:
    own = linked(tmp_path / "own", name, secret(tmp_path))
    with pytest.raises(LibraryError, match="leads out of the folder"):
        getattr(own, way)([name] if way == "first" else name)


@pytest.mark.parametrize("name", EVERY_SORT)
def test_the_check_tells_of_each_link_that_leads_out(name: str, tmp_path: Path) -> None:
    own = linked(tmp_path / "own", name, secret(tmp_path)).folders[0]
    (problem,) = check(own)
    assert problem.code == "template-outside"
    assert problem.place
    assert problem.place.file == str(own / name)


@pytest.mark.parametrize("name", [name for name in EVERY_SORT if "/" in name])
def test_a_folder_that_is_a_link_leads_out_too(name: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    built_in(outside, name) if (BUILT_IN / name).is_file() else html(outside, "x")
    own = tmp_path / "own"
    own.mkdir()
    (own / name.partition("/")[0]).symlink_to(outside / name.partition("/")[0])
    if (outside / name).is_file():
        with pytest.raises(LibraryError, match="leads out of the folder"):
            templates(own).find(name)
    assert "template-outside" in {one.code for one in check(own)}


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    own = linked(tmp_path, "pdf/claim-response.html", tmp_path / "gone")
    with pytest.raises(LibraryError, match="leads nowhere"):
        own.has("pdf/claim-response.html")


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    word(tmp_path, "x", name="page")
    own = linked(tmp_path, "word/claim-response.docx", tmp_path / "word" / "page.docx")
    assert own.find("word/claim-response.docx")
    assert rendered(tmp_path, "docx")


@pytest.mark.parametrize("name", ["pdf/claim-response.html", "texts/claim-response/de.md"])
def test_rendering_never_shows_a_file_from_outside(name: str, tmp_path: Path) -> None:
    own = linked(tmp_path / "own", name, secret(tmp_path)).folders[0]
    with pytest.raises(LibraryError, match="leads out of the folder"):
        rendered(own, "pdf")


def test_composing_never_reads_a_catalogue_from_outside(tmp_path: Path) -> None:
    own = linked(tmp_path / "own", "house.yaml", secret(tmp_path)).folders[0]
    with pytest.raises(LibraryError, match="leads out of the folder"):
        rendered(own, "docx")
    assert compose(load(ANSWER))


@pytest.mark.parametrize("folder", ["word", "pdf", "texts", "texts/claim-response", "catalogue"])
def test_copying_writes_nothing_through_a_link(folder: str, tmp_path: Path) -> None:
    outside, own = tmp_path / "outside", tmp_path / "own"
    outside.mkdir()
    (own / folder).parent.mkdir(parents=True)
    (own / folder).symlink_to(outside)
    done = CliRunner().invoke(main, ["templates", "copy", str(own), "--force"])
    assert done.exit_code == 1
    assert "leads out of the folder" in done.output
    assert not list(outside.iterdir())


FORBIDDEN_HTML = {
    "an attached input": '<link rel=attachment href="input.yaml">',
    "an attachment in a list of relations": '<link rel="x attachment" href="input.yaml">',
    "an attachment of a link": '<a rel="attachment" href="input.yaml">x</a>',
    "a script": '<a href="javascript:app.alert(1)">x</a>',
    "a share": '<a href="file://evil.example/share/x">x</a>',
    "a file beside it": '<a href="input.yaml">x</a>',
    "data": '<a href="data:text/html,x">x</a>',
    "unquoted": "<a href=javascript:app.alert(1)>x</a>",
}


@pytest.mark.parametrize("markup", FORBIDDEN_HTML.values(), ids=FORBIDDEN_HTML)
def test_a_page_attaches_nothing_and_links_like_a_word_template(
    markup: str, tmp_path: Path
) -> None:
    html(tmp_path, f"{markup}\n<p>y</p>")
    (tmp_path / "pdf" / "input.yaml").write_text("kind: forged\n", encoding="utf-8")
    problems = [one for one in check(tmp_path) if one.code == "template-loads"]
    assert problems
    assert problems[0].place
    assert problems[0].place.line == 2
    with pytest.raises(LibraryError, match=r"may not attach|where a template's may not"):
        rendered(tmp_path, "pdf")


@pytest.mark.parametrize(
    "markup",
    [
        "<link rel=\"{{ 'attach' ~ 'ment' }}\" href='input.yaml'>",
        "<a href=\"{{ 'javascript:' ~ 'x' }}\">x</a>",
        '<form><input type="text" name="a" style="appearance: auto"></form>',
    ],
)
def test_what_the_check_can_t_see_stops_the_rendering(markup: str, tmp_path: Path) -> None:
    html(tmp_path, f"{markup}\n<p>y</p>")
    (tmp_path / "pdf" / "input.yaml").write_text("kind: forged\n", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"may not|may lead to http"):
        rendered(tmp_path, "pdf")


def test_ordinary_links_of_a_page_stay(tmp_path: Path) -> None:
    links = ("https://x.example/a", "http://x.example", "mailto:a@x.example", "tel:+491", "#there")
    html(tmp_path, "".join(f'<a href="{link}">x</a>' for link in links) + '<p id="there">y</p>')
    assert check(tmp_path) == []
    with pikepdf.open(io.BytesIO(rendered(tmp_path, "pdf"))) as page:
        found = [str(one.A.URI) for one in page.pages[0].Annots if "/A" in one]
    assert found == [link for link in links if link != "#there"]
