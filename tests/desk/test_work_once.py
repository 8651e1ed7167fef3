"""Work that another program named is done once, in both databases."""

from __future__ import annotations

from pathlib import Path

from aftersales_docs.desk.chain import now
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import Document
from aftersales_docs.desk.rest import keys, works
from aftersales_docs.desk.rest.models import ApiKey, Work
from aftersales_docs.desk.rest.scopes import granted

from .orders import issued, letter


def test_named_work_is_done_once(quick: Register, tmp_path: Path) -> None:
    document = issued(quick, letter(tmp_path)).document
    keys.make(quick, keys.NewKey("CRM", granted(["see"]), 30, "x"))
    work = Work.objects.create(key=ApiKey.objects.get(), name="n", digest="d", made_at=now())
    done: list[Document] = []

    def once() -> Document:
        done.append(document)
        return document

    assert works.once(work, once) == document
    assert works.once(work, once) == document
    assert len(done) == 1
    assert works.once(None, once) == document
    assert len(done) == 2
