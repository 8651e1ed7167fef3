"""No figure is torn in a table: columns are as wide as what they hold."""

from __future__ import annotations

import io
import re
from itertools import product

import pypdfium2
import pytest

from aftersales_docs import load
from aftersales_docs.api import write
from aftersales_docs.composing import assess, composed
from tests.inputs import LANGS, LAWS
from tests.kinds.cases import CERTIFICATE, merged

LARGE = "999999999.99"


@pytest.mark.wide
@pytest.mark.parametrize(("lang", "law"), [*product(LANGS, LAWS)])
@pytest.mark.parametrize("prices", ["net", "gross"])
def test_amounts_of_twelve_figures_are_not_torn(lang: str, law: str, prices: str) -> None:
    """Russian 16, law-cases L11: figures, percentages and the currency stay on their line."""
    line = CERTIFICATE["lines"][0] | {"vat": {"ru": 22, "de": 19}[law], "price": LARGE}
    lines = [
        line | {"quantity": "700", "description": "Austausch von Trommellager und Dichtung"},
        line | {"quantity": "1.25", "discount_percent": "33.333"},
    ]
    data = {"lang": lang, "law": law, "lines": lines, "prices": prices, "rounding": "line"}
    content = write(composed(assess(load(merged(CERTIFICATE, data))), None), "pdf")
    pdf = pypdfium2.PdfDocument(io.BytesIO(content))
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    text = re.sub("[\u00a0\u202f]", " ", text)
    separators = {"de": (".", ","), "ru": (" ", ","), "en": (",", ".")}[lang]
    for figure in ("699,999,999,993.00", "999,999,999.99", "33.333"):
        printed = figure.translate(str.maketrans({",": separators[0], ".": separators[1]}))
        assert printed in text, (printed, text)
