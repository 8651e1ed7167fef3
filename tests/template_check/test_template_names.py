"""What the check promises is what rendering gives: the two can't drift apart."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from aftersales_docs import compose, load
from aftersales_docs.composing import _context, assess
from aftersales_docs.document.house import house_of
from aftersales_docs.kinds import KINDS
from aftersales_docs.pdf import environments
from aftersales_docs.pdf import templates as pdf_templates
from aftersales_docs.pdf import writer as pdf
from aftersales_docs.resources import templates
from aftersales_docs.sandbox import NAMES, context
from aftersales_docs.sandbox.fields import Fields, view
from aftersales_docs.sandbox.filters import PLAIN_FILTERS, filters
from aftersales_docs.schemas import shapes
from aftersales_docs.template_check.expressions import WANTED
from aftersales_docs.template_check.template_names import (
    layouts_of,
    page_shapes,
    style_shapes,
    text_names,
)
from aftersales_docs.word import writer as word
from aftersales_docs.word.template import word_template
from tests.inputs import LANGS, SAMPLES
from tests.made import composed, loaded

pytestmark = pytest.mark.slow

ONE_A_KIND = [next(s for s in SAMPLES if s.parent.name == kind) for kind in KINDS]


def contexts(sample: Any) -> dict[str, dict[str, Any]]:
    data = loaded(sample)
    document, own = composed(sample), templates()
    meta, fields = document.meta, view(data.model)
    page = word_template(own, meta.layout, meta.numbering, meta.lang, meta.first, meta.kind)
    sheet = pdf_templates.pdf_template(own, meta.layout, meta.lang, meta.kind)
    return {
        "docx": word.context_of(document, page, own, fields),
        "pdf": pdf.context_of(document, sheet, fields),
    }


@pytest.mark.parametrize("sample", ONE_A_KIND, ids=lambda path: path.parent.name)
def test_a_page_gets_the_names_that_the_check_knows(sample: Any) -> None:
    for format_, values in contexts(sample).items():
        promised = page_shapes(KINDS[sample.parent.name], format_, templates())  # type: ignore[arg-type]
        assert values.keys() == promised.keys() == NAMES[format_].keys()  # type: ignore[index]
        for name in values["labels"]:
            assert shapes.part(promised["labels"], name) is not None, name
        assert set(shapes.names(promised["meta"])) == set(values["meta"].__slots__)


def agree(value: Any, shape: shapes.Shape, path: str) -> None:
    """Every field that the data has is known to the check, with the shape it has."""
    if isinstance(value, Fields):
        for name in value:
            found = shapes.part(shape, name)
            assert found is not None, f"{path}.{name}"
            agree(value[name], found, f"{path}.{name}")
    elif isinstance(value, tuple):
        assert shapes.is_list(shape), path
        for item in value:
            agree(item, shapes.element(shape) or shapes.Shape(()), f"{path}[]")
    elif value is None:
        assert shape.optional, path
    else:
        assert not shape.known or any(
            isinstance(option, type) and isinstance(value, option) for option in shape.options
        ), (path, type(value), shape)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_data_has_the_shape_that_the_check_knows(sample: Any) -> None:
    data = load(sample)
    agree(view(data.model), shapes.Shape((data.kind.model,)), "data")


def test_what_the_check_knows_is_there() -> None:
    """The other way round: each name of the model can be asked for, however deep."""

    def walk(model: type[BaseModel], path: str) -> None:
        shape = shapes.Shape((model,))
        assert set(shapes.names(shape)) == set(model.model_fields), path

    for kind in KINDS.values():
        walk(kind.model, kind.id)


def test_a_drift_of_names_is_an_error() -> None:
    with pytest.raises(KeyError):
        context("docx", {"body": ""})
    with pytest.raises(KeyError):
        context("pdf", dict.fromkeys([*NAMES["pdf"], "more"]))


def test_a_style_sheet_gets_the_names_that_the_check_knows() -> None:
    values = environments.style_values(house_of(templates()), "din")
    promised = style_shapes()
    assert values.keys() == promised.keys()
    assert set(values["families"]) == set(shapes.names(promised["families"]))


@pytest.mark.parametrize("lang", LANGS)
def test_filters_are_known(lang: str) -> None:
    known = {*filters(lang, html=True), *PLAIN_FILTERS}  # type: ignore[arg-type]
    assert set(WANTED) <= known
    assert set(filters(lang, html=False)) == set(filters(lang, html=True))  # type: ignore[arg-type]


@pytest.mark.parametrize("sample", ONE_A_KIND, ids=lambda path: path.parent.name)
def test_a_text_gets_the_names_that_the_check_knows(sample: Any) -> None:
    data = load(sample)
    given = set(_context(assess(data), templates()))
    promised = set(text_names(data.kind.id, data.model.lang))
    missing = promised - given - {"annex", "item", "loop", "list_end"}
    assert missing == set()


def test_layouts_are_those_that_documents_stand_on() -> None:
    for sample in SAMPLES:
        document = compose(load(sample))
        assert document.meta.layout in layouts_of(document.meta.kind)
