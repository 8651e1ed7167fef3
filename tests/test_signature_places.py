"""The places to sign in a document, and who is said to sign there."""

from __future__ import annotations

import pytest

from aftersales_docs import compose, load
from aftersales_docs.document import (
    Cell,
    Closing,
    FormLine,
    SignaturePlace,
    Signatures,
    Stamp,
    Text,
    signature_places,
)
from tests.inputs import SAMPLES


def line(*cells: str) -> FormLine:
    """A line of a form; ``[x]`` is a place to write."""
    return FormLine(
        tuple(
            Cell((Text(cell.strip("[]")),) if cell else (), blank=cell.startswith("["))
            for cell in cells
        )
    )


def place(*lines: FormLine) -> SignaturePlace:
    (found,) = signature_places([Signatures("seller", lines)])
    return found


def test_a_party_is_named_without_its_address() -> None:
    lines = [
        "For the Seller",
        "Roast Ltd",
        "1 High Street",
        "IBAN DE00",
        "Director",
        "[Signature]",
        "Ann Lee",
        "Seal",
    ]
    found = place(*map(line, lines))
    assert found == SignaturePlace("seller", "For the Seller, Roast Ltd, Director, Ann Lee", True)


def test_a_line_of_a_form_names_post_and_person() -> None:
    found = place(line("AGREED"), line("Head of Law", "[signature]", "E. Schmidt", "[date]"))
    assert found.label == "AGREED, Head of Law, E. Schmidt"


def test_room_to_write_is_no_name() -> None:
    assert place(line("", "[signature]", "____ 20__")).label == "seller"


def test_a_letter_leaves_room() -> None:
    closing = Closing("signatory", ((Text("Yours"),), (Text("Firm"),)), ((Text("Ann Lee"),),))
    assert list(signature_places([closing])) == [
        SignaturePlace("signatory", "Firm, Ann Lee", False)
    ]


def test_a_stamp_without_a_line_is_no_place_to_sign() -> None:
    assert list(signature_places([Stamp("approval", (line("By order No. 7"),))])) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_names_are_unique_and_labels_short(sample: object) -> None:
    places = list(signature_places(compose(load(sample)).blocks))  # type: ignore[arg-type]
    assert len({one.id for one in places}) == len(places)
    assert all(0 < len(one.label) < 250 for one in places)
