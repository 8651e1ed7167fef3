"""Who claims, what approves and the like: a model a type, told apart by one field."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from aftersales_docs.api import load
from aftersales_docs.errors import DataError, Problem
from aftersales_docs.kinds import KINDS
from aftersales_docs.kinds.job_description.schema import ApprovalBySignature, JobDescription
from aftersales_docs.schemas.correspondence import BusinessCustomer, ConsumerCustomer
from aftersales_docs.schemas.shapes import tag_of
from aftersales_docs.starter import explained_classes
from tests.inputs import job_description
from tests.kinds.cases import CERTIFICATE, CLAIM, merged


def unions(annotation: Any) -> Iterator[list[type[BaseModel]]]:
    """The models of each union in a type that holds several."""
    parts = get_args(annotation)
    models = [one for one in parts if isinstance(one, type) and issubclass(one, BaseModel)]
    if get_origin(annotation) in {Union, UnionType} and len(models) > 1:
        yield models
    for part in parts:
        yield from unions(part)


def several() -> Iterator[tuple[str, str, list[type[BaseModel]]]]:
    """Every field that holds one of several models."""
    for kind in KINDS.values():
        for model in explained_classes(kind.model):
            for name, info in model.model_fields.items():
                for models in unions(info.annotation):
                    yield kind.id, name, models


@pytest.mark.parametrize(("kind", "name", "models"), list(several()))
def test_models_are_told_apart_by_a_field(
    kind: str, name: str, models: list[type[BaseModel]]
) -> None:
    assert tag_of(models), (kind, name)


def test_customers_and_approvals_are_among_them() -> None:
    assert {name for _, name, _ in several()} >= {"claimant", "customer", "approval", "cost"}


def told(data: dict[str, Any]) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        load(data)
    return list(caught.value.problems)


def approved(**approval: Any) -> dict[str, Any]:
    return job_description("warranty_manager", "en", "de", approval=approval)


@pytest.mark.parametrize(
    ("data", "field", "cure"),
    [
        (
            merged(CLAIM, {"claimant.company": "Firm"}),
            "claimant.company",
            "Leave it out, or write type: business.",
        ),
        (
            merged(CERTIFICATE, {"customer.kpp": "631201001"}),
            "customer.kpp",
            "Leave it out, or write type: business.",
        ),
        (merged(CLAIM, {"claimant": {"type": "business"}}), "claimant.company", "Add company."),
        (merged(CLAIM, {"claimant.person": None}), "claimant.person", "Add person."),
        (
            merged(CLAIM, {"claimant.type": None}),
            "claimant.type",
            "Add type. Write one of: consumer, business.",
        ),
        (
            merged(CLAIM, {"claimant.type": "entrepreneur"}),
            "claimant.type",
            "Write one of: consumer, business.",
        ),
        (approved(post="Director", by="order"), "approval.order", "Add order."),
        (
            approved(by="order", order={"number": "1", "date": "2026-11-01"}),
            "approval.post",
            "Add post.",
        ),
        (
            approved(post="D", by="order", order={"number": "1", "date": "x"}),
            "approval.order.date",
            "Write year-month-day, e.g. 2026-11-23.",
        ),
        (
            approved(post="D", by="order", order={"number": "1"}, seal=True),
            "approval.seal",
            "Leave it out, or write by: signature.",
        ),
    ],
)
def test_a_field_of_another_type_is_told(data: dict[str, Any], field: str, cure: str) -> None:
    [problem] = [one for one in told(data) if one.field == field]
    assert problem.cure == cure


def test_an_approval_that_says_nothing_is_signed() -> None:
    signed = load(approved(post="Director", order={"number": "1", "date": "2026-11-01"})).model
    assert isinstance(signed, JobDescription)
    assert isinstance(signed.approval, ApprovalBySignature)
    assert signed.approval.order


def test_texts_may_ask_a_consumer_for_what_a_business_has() -> None:
    named = set(BusinessCustomer.model_fields) - set(ConsumerCustomer.model_fields)
    assert named
    assert {name: getattr(ConsumerCustomer, name) for name in named} == dict.fromkeys(named)
