"""What is enclosed stands in the table of contents, as the annexes before it do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aftersales_docs import api
from aftersales_docs.document import AttachedFile, Contents, PicturePage, Text, plain
from aftersales_docs.language import LANGS
from aftersales_docs.resources import data_root
from aftersales_docs.texts.contents import with_contents

SAMPLES = data_root() / "samples" / "service-agreement"
ENCLOSED = (
    PicturePage("enclosed-file-1", (Text("Annex 1"),), (), ()),
    AttachedFile(
        "enclosed-file-2", (Text("Annex 2"),), (Text("Report"),), (Text("2 pages"),), 2, b""
    ),
)


@pytest.mark.parametrize("lang", LANGS)
def test_pictures_and_files_have_an_entry_each(lang: str) -> None:
    bare = api.compose(api.load(SAMPLES / f"lean.{lang}.{'de' if lang != 'de' else 'ru'}.yaml"))
    table = Contents("contents", (Text("Contents"),))
    document = with_contents(replace(bare, blocks=(table, *bare.blocks, *ENCLOSED)))
    (listed,) = [block for block in document.blocks if isinstance(block, Contents)]
    last = [(plain(one.title), one.target) for one in listed.entries[-2:]]
    assert last == [("Annex 1", "enclosed-file-1"), ("Annex 2", "enclosed-file-2")]
