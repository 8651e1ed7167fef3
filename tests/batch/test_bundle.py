"""One PDF for the print shop stays an archive file; volumes are numbered."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from aftersales_docs import api
from aftersales_docs.batch import bundle
from aftersales_docs.batch.bundle import write_merged
from aftersales_docs.resources import data_root
from tests.pdf.judges import preflight
from tests.pdf.test_standards import _OF_PART_ONE, _XREF

SAMPLES = (
    "claim-response/refund.ru.ru.yaml",
    "claim-response/granted-repair.de.de.yaml",
    "completion-certificate/warranty-repair.de.ru.yaml",
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("pages")
    found = []
    for name in SAMPLES:
        data = api.load(data_root() / "samples" / name)
        path = folder / f"{Path(name).stem}.pdf"
        path.write_bytes(api.write(api.compose(data), "pdf", data=data))
        found.append(path)
    return found


@pytest.mark.slow
def test_preflight_finds_only_what_part_3_allows(pages: list[Path], tmp_path: Path) -> None:
    (whole,) = write_merged(tmp_path / "all.pdf", pages, replace=False)
    (found,) = preflight([whole], tmp_path).values()
    assert not [one for one in found if one[0] not in _OF_PART_ONE and one != _XREF]
    assert ("7.11.2", "Error on MetaData, part must be 1") in found


def test_nothing_leads_back_into_the_single_documents(pages: list[Path], tmp_path: Path) -> None:
    (whole,) = write_merged(tmp_path / "all.pdf", pages, replace=False)
    singles = [len(pikepdf.open(path).pages) for path in pages]
    with pikepdf.open(whole) as pdf:
        assert len(pdf.pages) == sum(singles)
        assert pdf.docinfo["/Title"] == "all"
        for key in ("/AcroForm", "/StructTreeRoot", "/Names", "/AF"):
            assert key not in pdf.Root
        for page in pdf.pages:
            assert not {"/StructParents", "/AF"} & set(page.obj.keys())
            annotations = page.obj.get("/Annots", ())
            assert all(one["/Subtype"] == "/Link" for one in annotations)  # type: ignore[union-attr]
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [path.stem for path in pages]
        # What is no longer used is no longer there.
        assert len(pdf.objects) < 150 * len(pages)


def test_volumes_are_numbered(
    pages: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "VOLUME", 2)
    found = write_merged(tmp_path / "all.pdf", iter(pages), replace=False)
    assert [path.name for path in found] == ["all.pdf", "all-2.pdf"]
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
