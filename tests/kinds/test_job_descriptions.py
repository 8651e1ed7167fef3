"""Job descriptions: what each law's practice puts in, leaves out, and how it is approved."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aftersales_docs import api
from aftersales_docs.checking import check
from aftersales_docs.core_yaml import load_yaml
from aftersales_docs.document import (
    Clause,
    Document,
    Fields,
    Heading,
    Paragraph,
    Signatures,
    Stamp,
    Table,
    plain,
    signature_places,
)
from aftersales_docs.errors import DataError
from aftersales_docs.kinds.job_description.employer import employer_of, leads_the_employer
from aftersales_docs.resources import templates
from aftersales_docs.schemas.parts import Organisation, Words
from tests.inputs import LANGS, LAWS, ROLES, job_description

PERSON = {"surname": "Müller", "given_name": "Petra", "gender": "female"}
GERMAN: dict[str, Any] = {
    "holder": PERSON,
    "workplace": "Hannover",
    "weekly_hours": 38.5,
    "version": "2.0",
    "valid_from": "2026-12-01",
    "review_on": "2027-12-01",
    "time_shares": [
        {"task": "A", "percent": 40, "covers": ["claim_work", "reporting"]},
        {"task": "B", "percent": 60},
    ],
    "budget": {"amount": 120000, "purpose": "parts"},
    "signing_limits": [{"matter": "goodwill", "limit": 500}],
    "prepared_by": {"post": "Personal", "person": PERSON},
}


def made(
    role: str = "head-of-warranty", lang: str = "de", law: str = "de", **fields: Any
) -> Document:
    return api.compose(api.load(job_description(role, lang, law, **fields)))


def words(document: Document) -> str:
    """All words of clauses and paragraphs."""
    contents = [clause.content for clause in document.clauses()]
    contents += [block.content for block in document.blocks if isinstance(block, Paragraph)]
    return "\n".join(map(plain, contents)).replace("\u00a0", " ")


# ---------------------------------------------------------------- German practice


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "de",
            ["120.000,00 €", "500,00 €", "nicht Bestandteil des Arbeitsvertrags", "§ 106 GewO"],
        ),
        ("en", ["€120,000.00", "€500.00", "does not form part of the employment contract"]),
        ("ru", ["120 000,00 евро", "500,00 евро", "не является частью трудового договора"]),
    ],
)
def test_what_german_personnel_officers_expect(lang: str, said: list[str]) -> None:
    document = made(lang=lang, **GERMAN)
    (particulars,) = [block for block in document.blocks if isinstance(block, Fields)]
    assert len(particulars.rows) == 6
    text = words(document)
    for piece in said:
        assert piece in text
    (shares,) = [block for block in document.blocks if isinstance(block, Table)]
    numbers = {clause.id: clause.number for clause in document.clauses()}
    cell = plain(shares.rows[0][1])
    assert cell.split(", ") == [
        numbers[f"duties-item-{key}"].rstrip(".") for key in ("claim-work", "reporting")
    ]
    assert plain(shares.rows[0][2]).replace("\u00a0", "") in {"40%", "40 %".replace(" ", "")}


def test_columns_that_say_nothing_are_left_out() -> None:
    document = made(time_shares=[{"task": "A", "percent": 100}])
    (shares,) = [block for block in document.blocks if isinstance(block, Table)]
    assert len(shares.header) == 2


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_no_stamp_no_penal_law_no_social_rights_under_german_law(role: str, lang: str) -> None:
    document = made(role, lang, "de")
    assert not [block for block in document.blocks if isinstance(block, Stamp)]
    ids = {clause.id for clause in document.clauses()}
    assert "liability" not in ids
    kept = "|".join(
        (
            "social-guarantees",
            "rehabilitation-costs",
            "other-labour-rights",
            "know-decisions",
            "workplace-conditions",
            "criteria-council",
        )
    )
    assert not [name for name in ids if re.search(kept, name)]
    assert "Straf" not in words(document)
    assert "§ 1 KSchG" not in words(document)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_the_stamp_and_the_liabilities_stay_under_russian_law(role: str, lang: str) -> None:
    document = made(role, lang, "ru")
    (stamp,) = [block for block in document.blocks if isinstance(block, Stamp)]
    assert stamp.id == "approval"
    assert "liability" in {clause.id for clause in document.clauses()}


@pytest.mark.parametrize(
    ("lang", "heads"),
    [
        ("de", ["Erstellt", "Geprüft", "Freigegeben"]),
        ("en", ["Prepared by", "Reviewed by", "Approved by"]),
        ("ru", ["Составлено", "Проверено", "Утверждено"]),
    ],
)
def test_the_approval_stands_at_the_end(lang: str, heads: list[str]) -> None:
    document = made(lang=lang, **GERMAN)
    blocks = [block for block in document.blocks if isinstance(block, Signatures)]
    assert [block.id for block in blocks[:2]] == ["prepared", "unit-head"]
    first = [plain(block.lines[0].cells[0].content) for block in blocks if block.lines]
    assert [head for head in first if head in heads] == heads
    assert "approval" in {place.id for place in signature_places(document.blocks)}


@pytest.mark.parametrize("lang", LANGS)
def test_the_approval_has_a_clause_on_its_page(lang: str) -> None:
    data = job_description("account-manager-branch", lang, "de")
    for name in ("final_provisions", "basis", "criteria", "unit_head", "agreed"):
        data.pop(name, None)
    document = api.compose(api.load(data))
    ids = [getattr(block, "id", "") for block in document.blocks]
    above = document.blocks[ids.index("release") - 1]
    assert isinstance(above, Clause)
    assert above.lead


@pytest.mark.parametrize("lang", LANGS)
def test_a_decision_needs_no_signature(lang: str) -> None:
    approval = {
        "post": "Geschäftsführung",
        "by": "order",
        "order": {"number": "46", "date": "2026-11-24"},
    }
    document = made(lang=lang, approval=approval)
    assert "approval" not in {place.id for place in signature_places(document.blocks)}
    assert "46" in words(document)


def test_who_holds_the_post_signs() -> None:
    data = job_description("head-of-warranty", "de", "de", holder=PERSON)
    del data["acknowledgement"]
    document = api.compose(api.load(data))
    (place,) = [one for one in signature_places(document.blocks) if one.id == "employee"]
    assert "Petra Müller" in place.label
    assert "Mitarbeiterin" in place.label


def test_gendered_forms_follow_the_official_rules() -> None:
    data = job_description("head-of-warranty", "de", "de")
    del data["acknowledgement"]
    (place,) = [
        one for one in signature_places(api.compose(api.load(data)).blocks) if one.id == "employee"
    ]
    assert "Mitarbeiter/-in" in place.label


@pytest.mark.parametrize("lang", LANGS)
def test_the_works_council_is_no_criterion(lang: str) -> None:
    document = made(lang=lang)
    (council,) = [
        block
        for block in document.blocks
        if isinstance(block, Paragraph) and block.id == "criteria-council"
    ]
    assert plain(council.content)


def test_who_leads_nobody_has_no_staff() -> None:
    plain_engineer = job_description("warranty-engineer", "de", "de")
    del plain_engineer["place_in_organisation"]
    assert "Personalverantwortung ist mit der Stelle nicht verbunden" in words(
        api.compose(api.load(plain_engineer))
    )
    place = {"subordinates": ["Technik"], "staff": 6}
    assert "Führungsspanne: 6 Personen" in words(made(place_in_organisation=place))


def test_recalls_follow_the_regulation_of_the_union() -> None:
    assert "Art. 35–37 der Verordnung (EU) 2023/988" in words(made(date="2026-11-23"))
    assert "2023/988" not in words(made(date="2024-06-01"))


# ---------------------------------------------------------------- what is refused, what is told


def test_shares_must_make_a_whole() -> None:
    with pytest.raises(DataError, match="90 %"):
        made(time_shares=[{"task": "A", "percent": 90}])


def test_a_share_names_duties_that_are_there() -> None:
    shares = [{"task": "A", "percent": 100, "covers": ["claim_wrok"]}]
    with pytest.raises(DataError, match="claim-work") as caught:
        made(time_shares=shares)
    assert caught.value.problems[0].field == "time_shares[0].covers"


@pytest.mark.parametrize("name", sorted(GERMAN.keys() - {"version", "valid_from"}))
def test_russian_law_leaves_it_to_the_contract(name: str) -> None:
    with pytest.raises(DataError, match=name):
        made(law="ru", **{name: GERMAN[name]})


def _codes(**fields: Any) -> dict[str, str]:
    return {
        p.code: p.field for p in check(job_description("head-of-warranty", "de", "de", **fields))
    }


def test_days_that_contradict_each_other_are_told() -> None:
    order = {"post": "GF", "by": "order", "order": {"number": "1", "date": "2026-09-17"}}
    assert _codes(approval=order)["approved-before-written"] == "approval.order.date"
    signed = {"post": "GF", "date": "2026-11-22"}
    assert _codes(approval=signed)["approved-before-written"] == "approval.date"
    assert "approved-before-written" not in _codes(approval={"post": "GF", "date": "2026-11-23"})
    days = {"valid_from": "2026-12-01", "review_on": "2026-12-01"}
    assert "review-before-start" in _codes(**days)
    assert "review-before-start" not in _codes(**days | {"review_on": "2026-12-02"})


def test_a_holder_who_does_not_acknowledge_is_told() -> None:
    other = {"surname": "Groß", "given_name": "Thomas"}
    told = _codes(holder=PERSON, acknowledgement={"employees": [other]})
    assert told["holder-acknowledges-not"] == "acknowledgement.employees"
    assert "holder-acknowledges-not" not in _codes(
        holder=PERSON, acknowledgement={"employees": [PERSON]}
    )


def test_keys_of_older_files_still_load() -> None:
    document = made("workshop-foreman", duties=["assess_vehicle_safety", "support_mechanics"])
    assert "duties-item-assess-product-safety" in {clause.id for clause in document.clauses()}


def test_own_liabilities_go_on_after_the_colon() -> None:
    document = made(liability=[{"text": "Für das Lager"}, {"text": "für die Kasse."}])
    items = [plain(c.content) for c in document.clauses() if c.id.startswith("liability-item")]
    assert items == ["für das Lager;", "für die Kasse."]


# ---------------------------------------------------------------- Russian practice


def test_the_order_agrees_with_the_paper() -> None:
    approval = {
        "post": "генеральный директор",
        "by": "order",
        "order": {"number": "46", "date": "2026-11-24"},
    }
    document = made(lang="ru", law="ru", approval=approval)
    (stamp,) = [block for block in document.blocks if isinstance(block, Stamp)]
    lines = [plain(line.cells[0].content) for line in stamp.lines]
    assert lines[:2] == ["УТВЕРЖДЕНА", "приказом генерального директора"]


@pytest.mark.parametrize("role", ROLES)
def test_internal_rules_and_safety_are_among_the_duties(role: str) -> None:
    for lang in LANGS:
        for law in LAWS:
            ids = {clause.id for clause in made(role, lang, law).clauses()}
            assert "duties-item-internal-rules-and-safety" in ids
            assert not {"duties-item-superior-orders", "duties-item-other-duties"} <= ids
    assert "ст. 21 и 215 ТК РФ" in words(made(role, "ru", "ru"))


def test_one_full_stop_after_initials() -> None:
    deputy = {
        "post": "мастер",
        "person": {"surname": "Белых", "given_name": "Павел", "patronymic": "Ильич"},
    }
    text = words(made(lang="ru", law="ru", deputy=deputy))
    assert "Белых П. И. Замещение" in text


@pytest.mark.parametrize(
    ("lang", "full", "short"),
    [
        ("de", "des Arbeitsgesetzbuchs der Russischen Föderation (ArbGB RF)", "Art. 192 ArbGB RF"),
        (
            "en",
            "the Labour Code of the Russian Federation (the “Labour Code”)",
            "Article 192 of the Labour Code)",
        ),
        ("ru", "Трудового кодекса Российской Федерации (ТК РФ)", "ст. 192 ТК РФ"),
    ],
)
def test_the_labour_code_is_named_in_full_once(lang: str, full: str, short: str) -> None:
    text = words(made(lang=lang, law="ru"))
    assert text.count(full) == 1
    assert short in text
    for rest in ("Arbeitsgesetzbuchs der", "Labour Code of the Russian", "Трудового кодекса"):
        assert text.count(rest) <= 1


def test_personal_data_are_answered_for_by_their_own_article() -> None:
    assert "ст. 90, 192, 242 и 243 ТК РФ" in words(made(lang="ru", law="ru"))


def test_no_right_that_the_law_does_not_know() -> None:
    text = words(made(lang="ru", law="ru"))
    assert "с гарантии" not in text
    assert "п. 6 ст. 18 Закона РФ «О защите прав потребителей»" in text


@pytest.mark.parametrize(
    ("organisation", "gen", "charter"),
    [
        ({"name": "ООО «Волга»"}, "Общества", True),
        (
            {"legal_form": "Общество с ограниченной ответственностью", "name": "Волга"},
            "Общества",
            True,
        ),
        ({"name": "ПАО «Волга»"}, "Общества", True),
        ({"name": "ФГУП «Волга»"}, "предприятия", True),
        ({"name": "ГБУ «Волга»"}, "учреждения", True),
        ({"name": "Фонд «Волга»"}, "организации", True),
        ({"name": "ИП Коваль А. И."}, "работодателя", False),
        (
            {"legal_form": "Индивидуальный предприниматель", "name": "Коваль Анна Ивановна"},
            "работодателя",
            False,
        ),
    ],
)
def test_the_employer_is_called_by_its_legal_form(
    organisation: dict[str, str], gen: str, charter: bool
) -> None:
    employer = employer_of("ru", Organisation.model_validate(organisation))
    assert (employer.gen, employer.charter) == (gen, charter)
    text = words(made(lang="ru", law="ru", organisation=organisation))
    assert ("уставом" in text) == charter
    assert f"руководства {gen}" in text


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("role", ROLES)
def test_no_enterprise_of_the_planned_economy(role: str, lang: str, law: str) -> None:
    text = words(made(role, lang, law)).lower()
    if lang == "ru":
        text = text.replace("закон об уставе предприятия", "")
    for stale in (
        "предприят",
        "enterprise",
        "direct superior",
        "industrial hygiene",
        "arbeitshygiene",
        "aberkennung",
        "транспортных средств",
        "импортёра",
        "..",
        "subsequent performance",
    ):
        assert stale not in text


@pytest.mark.parametrize(
    ("post", "leads"),
    [
        ("генеральный директор", True),
        ("директор", True),
        ("General Director", True),
        ("Geschäftsführung", True),
        ("Chief Executive Officer", True),
        ("директор по маркетингу", False),
        ("Head of Marketing", False),
    ],
)
def test_who_leads_the_employer(post: str, leads: bool) -> None:
    assert leads_the_employer(Words(text=post)) is leads


def test_one_head_has_one_name() -> None:
    data = job_description("account-manager", "en", "ru", approval={"post": "General Director"})
    del data["reports_to"]
    text = words(api.compose(api.load(data)))
    assert "reports directly to the General Director" in text
    assert "order of the General Director" in text
    assert "Head of the Company" not in text


def test_english_titles_say_no_gender() -> None:
    assert "Foreman" not in words(made("workshop-foreman", "en", "de"))


# ---------------------------------------------------------------- what a form needs


@pytest.mark.parametrize("lang", LANGS)
def test_a_form_can_be_made_of_the_fields(lang: str) -> None:
    text = templates().read(f"fields/job-description/{lang}.yaml")
    given = dict(load_yaml(text))
    sections = given.pop("_sections")
    for cls, fields in given.items():
        for name, entry in fields.items():
            assert 1 <= len(entry["label"].split()) <= 4, (cls, name)
    top = given["JobDescription"]
    assert {entry["section"] for entry in top.values()} == set(sections)
    assert set(top["numbering"]["choices"]) == {"decimal", "roman"}
    assert set(top["category"]["choices"]) == {"manager", "specialist"}
    assert set(given["ApprovalBySignature"]["by"]["choices"]) == {"signature"}
    assert set(given["ApprovalByOrder"]["by"]["choices"]) == {"order"}


@pytest.mark.parametrize(
    ("lang", "said"),
    [("ru", "категории руководителей"), ("de", "leitenden Mitarbeiter"), ("en", "managers")],
)
def test_a_foreman_is_a_manager_by_the_russian_handbook(lang: str, said: str) -> None:
    """The handbook (Ministry of Labour, No. 37) has the foreman among the managers."""
    assert said in words(made("workshop_foreman", lang, "ru"))


@pytest.mark.parametrize("lang", LANGS)
def test_the_approval_stands_under_a_heading_under_german_law_alone(lang: str) -> None:
    """A heading, with a heading's room above; without it the places to sign stay."""
    for law in LAWS:
        blocks = api.compose(api.load(job_description("after_sales_manager", lang, law))).blocks
        signed = [n for n, block in enumerate(blocks) if isinstance(block, Signatures)]
        assert signed
        headings = [block for block in blocks if isinstance(block, Heading)]
        assert [block.id for block in headings] == (["release"] if law == "de" else [])
        if law == "de":
            assert blocks[signed[0] - 1] == headings[0]
