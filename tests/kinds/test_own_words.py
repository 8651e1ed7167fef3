"""Every free text of every kind is looked at for void words, or is said to be no term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from aftersales_docs.composing import assess
from aftersales_docs.kinds import KINDS
from aftersales_docs.law import law_of
from aftersales_docs.loading import load
from aftersales_docs.schemas.scalars import LINE_LENGTH, PARAGRAPH_LENGTH
from tests.inputs import LANGS, LAWS, job_description
from tests.kinds.cases import CERTIFICATE, CLAIM, merged
from tests.kinds.test_contracts import AGREEMENT
from tests.kinds.test_warranty import SECTION

VOID = {
    "de": "Ohne Kassenbon hat der Kunde keinen Anspruch auf Umtausch",
    "ru": "Без чека покупатель не имеет права на обмен, обмен не производится",
    "en": "Without the receipt the customer has no right to an exchange",
}
VOID_FOR_EMPLOYEES = {
    "de": "Haftet für alle Schäden",
    "ru": "Несёт полную материальную ответственность за любой ущерб",
    "en": "Is liable for any loss or damage",
}
HARMLESS = {
    "de": "Der Kunde hat den Kassenbon vorgelegt und die Rechnung erhalten.",
    "ru": "Покупатель предъявил чек и получил накладную.",
    "en": "The customer showed the receipt and got the invoice.",
}
HARMLESS_FOR_EMPLOYEES = {
    "de": "Haftet nach den gesetzlichen Vorschriften und führt die Kasse.",
    "ru": "Несёт ответственность в пределах, установленных законом.",
    "en": "Is liable within the limits of the law and keeps the till.",
}
SECTIONS = ("knowledge", "guided_by", "tasks", "duties", "rights", "liability", "criteria")
# The fields that are looked at, each with an input that has ``WORDS`` there.
WORDS = "WORDS"
GROUND = {"decision": "refused", "grounds": [{"type": "other", "details": WORDS}]}
LOOKED_AT: Mapping[str, Mapping[str, dict[str, Any]]] = {
    "claim-response": {
        "grounds[].details": GROUND,
        "remedies[].details": {"remedies": [{"type": "repair", "details": WORDS}]},
        "notes": {"notes": WORDS},
        "costs.examination_reason": {
            "costs.examination": "claimant",
            "costs.examination_reason": WORDS,
        },
        "repair_service.impossible_because": {
            "law": "de",
            "responding_as": "manufacturer",
            "repair_service": {"impossible_because": WORDS},
        },
    },
    "completion-certificate": {
        "acceptance.reservations[]": {
            "acceptance": {"result": "reserved", "reservations": [WORDS]}
        },
        "defect_found": {"defect_found": WORDS},
        "handback.condition": {"handback": {"condition": WORDS}},
        "remarks": {"remarks": WORDS},
        "units[].condition": {"units": [{"name": "Radio", "condition": WORDS}]},
        "work_done[]": {"work_done": [WORDS]},
    },
    "job-description": {
        **{f"{name}[].text": {name: [{"text": WORDS}]} for name in SECTIONS},
        **{f"{name}.add[].text": {name: {"add": [{"text": WORDS}]}} for name in SECTIONS},
        **{f"{name}.reword.*": {name: {"reword": {"x": WORDS}}} for name in SECTIONS},
    },
    "service-agreement": {
        "consumer_information.points[]": {"consumer_information": {"points": [WORDS]}},
        "definitions[].meaning": {"definitions": [{"term": "Case", "meaning": WORDS}]},
        "recitals[]": {"recitals": [WORDS]},
        "special_terms[]": {"special_terms": [WORDS]},
        "warranty.exclusions[]": {"warranty": {"exclusions": [WORDS]}},
    },
    "warranty-section": {
        "exclusions[]": {"exclusions": [WORDS]},
        "quality[]": {"quality": [WORDS]},
        "special_terms[]": {"special_terms": [WORDS]},
    },
}
_NAMES = "names of people, places, papers"
# The fields that carry no term, and why.
NO_TERMS: Mapping[str, Mapping[str, str]] = {
    "claim-response": {
        "claim.defect": "what the claimant says",
        "enclosures[]": _NAMES,
        "examination.questions[]": "questions to the examiner",
        "findings[].result": "what the examiner found",
        "recall.affected": "which goods are recalled",
        "recall.danger": "looked through for words that play danger down",
        "recall.measure": "looked through for words that play danger down",
        "recall.only_one_because": "why the other measures are impossible",
        "request.items[]": "what is asked for, not what follows without it",
    },
    "completion-certificate": {
        "enclosures[]": _NAMES,
        "defect_reported": "what the customer says",
        "units[].accessories[]": _NAMES,
    },
    "job-description": {
        "place_in_organisation.interactions[]": _NAMES,
        "place_in_organisation.subordinates[]": _NAMES,
    },
    "service-agreement": {
        "enclosures[]": _NAMES,
        "warranty_claims.evidence[]": "what one business shows the other to be paid",
    },
    "warranty-section": {
        "guarantee.covers": "a guarantee on top of the law may be bound to conditions",
    },
}
_OF_ALL = ("managing_directors[]", "address[]", "bank[]")


def bases(kind: str, lang: str, law: str) -> dict[str, Any]:
    """A small input of ``kind`` with a consumer, or an employee, on the other side."""
    vat = 22 if law == "ru" else 19
    consumer = {"choice": "buyer"}
    found: dict[str, dict[str, Any]] = {
        "claim-response": merged(CLAIM, {"remedies": [{"type": "repair"}]}),
        "completion-certificate": merged(
            CERTIFICATE, {"lines": [{**CERTIFICATE["lines"][0], "vat": vat}]}
        ),
        "job-description": job_description("warranty-manager", lang, law),
        "service-agreement": merged(AGREEMENT, {"settlement": {"vat": vat}}),
        "warranty-section": SECTION
        | {"contract": "sale", "consumer": True, "remedies": consumer}
        | {"period": {"months": 24, "start": "handover"}},
    }
    return found[kind] | {"lang": lang, "law": law}


def free_texts(kind: str) -> set[str]:
    """The paths of all paragraphs, and of all lists of lines, of a kind's input."""
    schema = KINDS[kind].model.model_json_schema()
    return set(_paths(schema, schema.get("$defs", {}), "", ()))


def _paths(
    node: Mapping[str, Any], known: Mapping[str, Any], path: str, seen: tuple[str, ...]
) -> Iterator[str]:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        if name not in seen:
            yield from _paths(known[name], known, path, (*seen, name))
    inner = [(path, one) for word in ("anyOf", "oneOf", "allOf") for one in node.get(word, ())]
    inner += [(f"{path}.{name}".lstrip("."), n) for name, n in node.get("properties", {}).items()]
    inner += [(f"{path}.*", one) for one in node.get("patternProperties", {}).values()]
    inner += [(f"{path}.*", node[n]) for n in ("additionalProperties",) if node.get(n)]
    inner += [(f"{path}[]", node["items"])] if "items" in node else []
    for place, one in inner:
        yield from _paths(one, known, place, seen)
    length = node.get("maxLength")
    if length == PARAGRAPH_LENGTH or (length == LINE_LENGTH and path.endswith("[]")):
        yield path


def put(value: Any, words: str) -> Any:
    """``value`` with ``words`` where ``WORDS`` stands."""
    if isinstance(value, dict):
        return {key: put(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [put(one, words) for one in value]
    return words if value == WORDS else value


def void(kind: str, path: str, lang: str, law: str, words: str) -> set[tuple[str, str]]:
    """The rule and the field, without numbers, of what seems void in an input."""
    data = merged(bases(kind, lang, law), put(LOOKED_AT[kind][path], words))
    if "repair_service" in path:
        data["law"] = "de"
    found = [p for p in assess(load(data)).problems if "void" in p.code]
    return {(p.code, p.field.replace("[0]", "[]").replace("reword.x", "reword.*")) for p in found}


@pytest.mark.parametrize("kind", KINDS)
def test_every_free_text_is_looked_at_or_no_term(kind: str) -> None:
    found = {path for path in free_texts(kind) if not path.endswith(_OF_ALL)}
    assert found == set(LOOKED_AT[kind]) | set(NO_TERMS[kind])
    assert not set(LOOKED_AT[kind]) & set(NO_TERMS[kind])


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("kind", "path"), [(k, p) for k, paths in LOOKED_AT.items() for p in paths]
)
def test_void_words_are_told_wherever_they_stand(
    kind: str, path: str, lang: str, law: str
) -> None:
    employee = kind == "job-description"
    words = VOID_FOR_EMPLOYEES[lang] if employee else VOID[lang]
    found = void(kind, path, lang, law, words)
    assert path in {field for _, field in found}, found
    words = HARMLESS_FOR_EMPLOYEES[lang] if employee else HARMLESS[lang]
    # What is excluded is excluded without a verb.
    if "exclusions" not in path:
        assert not void(kind, path, lang, law, words)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", "für alle Schäden am Lagerbestand"),
        ("ru", "полную материальную ответственность"),
        ("en", "for any loss or damage"),
    ],
)
def test_a_liability_goes_on_after_its_lead(lang: str, words: str, law: str) -> None:
    found = void("job-description", "liability[].text", lang, law, words)
    assert found == {("void-words-full-liability", "liability[].text")}
    assert not void("job-description", "duties[].text", lang, law, words)


@pytest.mark.parametrize("law", LAWS)
def test_each_warning_names_the_article(law: str) -> None:
    data = merged(bases("warranty-section", "en", law), {"special_terms": [VOID["en"]]})
    problem = next(p for p in assess(load(data)).problems if p.code == "void-words-receipt")
    key = "consumer_receipt" if law == "ru" else "consumer_deviation"
    assert str(law_of(law).cite("en")[key]) in problem.message


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Gerät geöffnet, Siegel entfernt, Platine getauscht.", False),
        ("Gerät ohne Verpackung und ohne Kassenbon angenommen.", False),
        ("Gehäuse in fremder Werkstatt geöffnet, keine Funktion.", False),
        ("Reparatur dauerte 50 Tage.", False),
        ("The power lead was not returned.", False),
        ("The seal was broken; the box was missing.", False),
        ("Изделие принято без упаковки и чека, пломба нарушена.", False),
        ("Wird das Siegel gebrochen, erlischt die Gewährleistung.", True),
        ("Gewährleistung auf die Reparatur: 6 Monate.", True),
        ("The customer waives all further claims.", True),
        ("При нарушении пломбы гарантия не действует.", True),
    ],
)
@pytest.mark.parametrize("law", LAWS)
def test_facts_of_a_certificate_are_no_terms(law: str, words: str, told: bool) -> None:
    for path in ("work_done[]", "remarks"):
        found = void("completion-certificate", path, "en", law, words)
        assert bool(found) is told, found
