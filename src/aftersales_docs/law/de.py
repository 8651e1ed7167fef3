"""German law: the employment and sales statutes that after-sales documents cite."""

from __future__ import annotations

from collections.abc import Iterable

from .de_contract import contract_citations, contract_facts
from .de_sale import sale_citations, sale_facts
from .de_sections import AS_OF, Section
from .facts import Citation, Fact, Forms

# Number and subject compared with public sources on the as-of date.
_VERIFIED = frozenset(
    {
        "assessment_principles",
        "commercial_agency_powers",
        "contract_content",
        "contract_content_changes",
        "employment_contract",
        "product_safety_act",
        "safety_duties",
        "safety_rights",
    }
)


def _section(key: str, number: str, statute: str, paragraph: str = "") -> Citation:
    place = Section(number, statute, paragraph)
    return Citation(key, place.text, place.source, AS_OF, verified=key in _VERIFIED)


def _act(key: str, de: Forms, ru: Forms, en: str, source: str) -> Citation:
    text = {"de": de, "ru": ru, "en": en}
    return Citation(key, text, source, AS_OF, verified=key in _VERIFIED)


def _german(name: str, genitive: str, short: str) -> dict[str, str]:
    """A neuter act in its German cases, with its short name behind."""
    return {
        "nom": f"{name} ({short})",
        "gen": f"des {genitive} ({short})",
        "dat": f"dem {name} ({short})",
        "acc": f"das {name} ({short})",
    }


def _russian_act(rest: str) -> dict[str, str]:
    heads = {
        "nom": "Закон", "gen": "Закона", "dat": "Закону", "acc": "Закон", "ins": "Законом",
        "prp": "Законе",
    }  # fmt: skip
    return {case: f"{head} Германии {rest}" for case, head in heads.items()}


def _acts() -> Iterable[Citation]:
    yield _act(
        "product_liability_act",
        _german("Produkthaftungsgesetz", "Produkthaftungsgesetzes", "ProdHaftG"),
        _russian_act("об ответственности за продукцию (ProdHaftG)"),
        "the German Product Liability Act (ProdHaftG)",
        # A new Act of the same name is planned from 09.12.2026 (Directive (EU) 2024/2853);
        # whether it was promulgated is not confirmed.
        "Produkthaftungsgesetz of 15.12.1989",
    )
    yield _act(
        "product_safety_act",
        _german("Produktsicherheitsgesetz", "Produktsicherheitsgesetzes", "ProdSG"),
        _russian_act("о безопасности продукции (ProdSG)"),
        "the German Product Safety Act (ProdSG)",
        "Produktsicherheitsgesetz of 27.07.2021, as amended from 19.02.2026 (BGBl. 2026 I No. 29);"
        " beside it Regulation (EU) 2023/988, which applies since 13.12.2024",
    )
    yield _act(
        "trade_secret_act",
        _german(
            "Gesetz zum Schutz von Geschäftsgeheimnissen",
            "Gesetzes zum Schutz von Geschäftsgeheimnissen",
            "GeschGehG",
        ),
        _russian_act("о защите коммерческой тайны (GeschGehG)"),
        "the German Trade Secrets Act (GeschGehG)",
        "Gesetz zum Schutz von Geschäftsgeheimnissen of 18.04.2019",
    )
    yield _act(
        "criminal_code",
        _german("Strafgesetzbuch", "Strafgesetzbuchs", "StGB"),
        {
            "nom": "Уголовный кодекс Германии (StGB)",
            "gen": "Уголовного кодекса Германии (StGB)",
            "dat": "Уголовному кодексу Германии (StGB)",
            "ins": "Уголовным кодексом Германии (StGB)",
            "prp": "Уголовном кодексе Германии (StGB)",
        },
        "the German Criminal Code (StGB)",
        "Strafgesetzbuch",
    )
    yield _act(
        "administrative_offences",
        _german("Gesetz über Ordnungswidrigkeiten", "Gesetzes über Ordnungswidrigkeiten", "OWiG"),
        _russian_act("об административных правонарушениях (OWiG)"),
        "the German Regulatory Offences Act (OWiG)",
        "Gesetz über Ordnungswidrigkeiten",
    )
    yield _act(
        "data_protection",
        "DSGVO und BDSG",
        {
            "nom": "Общий регламент ЕС по защите данных (DSGVO) и Федеральный закон Германии"
            " о защите данных (BDSG)",
            "gen": "Общего регламента ЕС по защите данных (DSGVO) и Федерального закона Германии"
            " о защите данных (BDSG)",
            "dat": "Общему регламенту ЕС по защите данных (DSGVO) и Федеральному закону Германии"
            " о защите данных (BDSG)",
            "acc": "Общий регламент ЕС по защите данных (DSGVO) и Федеральный закон Германии"
            " о защите данных (BDSG)",
            "ins": "Общим регламентом ЕС по защите данных (DSGVO) и Федеральным законом Германии"
            " о защите данных (BDSG)",
            "prp": "Общем регламенте ЕС по защите данных (DSGVO) и Федеральном законе Германии"
            " о защите данных (BDSG)",
        },
        "the General Data Protection Regulation and the German Federal Data Protection Act (BDSG)",
        "Regulation (EU) 2016/679; Bundesdatenschutzgesetz",
    )
    yield _act(
        "accident_insurance",
        "SGB\u00a0VII",
        "Книга VII Социального кодекса Германии (SGB\u00a0VII)",
        "Book VII of the German Social Code (SGB\u00a0VII)",
        "Sozialgesetzbuch, Siebtes Buch",
    )
    yield _act(
        "value_added_tax_act",
        _german("Umsatzsteuergesetz", "Umsatzsteuergesetzes", "UStG"),
        _russian_act("о налоге с оборота (UStG)"),
        "the German VAT Act (UStG)",
        "Umsatzsteuergesetz",
    )


CITATIONS: tuple[Citation, ...] = (
    *_acts(),
    _section("contract_content", "2", "NachwG", "1"),
    _section("contract_content_changes", "3", "NachwG"),
    _section("right_of_direction", "106", "GewO"),
    _section("instruction_duty", "81", "BetrVG"),
    _section("personnel_file", "83", "BetrVG"),
    _section("complaint_right", "84", "BetrVG"),
    _section("co_determination", "87", "BetrVG"),
    _section("assessment_principles", "94", "BetrVG", "2"),
    _section("works_training", "96–98", "BetrVG"),
    _section("works_council_consent", "99", "BetrVG"),
    _section("safety_employer", "3", "ArbSchG"),
    _section("safety_duties", "15, 16", "ArbSchG"),
    _section("safety_rights", "17", "ArbSchG"),
    _section("side_duties", "241", "BGB", "2"),
    _section("breach", "280", "BGB", "1"),
    _section("sale_law", "433 ff.", "BGB"),
    _section("guarantee_law", "443, 479", "BGB"),
    _section("recourse_law", "445a, 445b, 478", "BGB"),
    _section("consumer_sale_law", "474 ff.", "BGB"),
    _section("employment_contract", "611a", "BGB"),
    _section("breach_proof", "619a", "BGB"),
    _section("works_law", "631 ff.", "BGB"),
    _section("commercial_agency_powers", "54", "HGB"),
    _section("merchant_inspection", "377", "HGB"),
    _section("rehabilitation", "26 ff.", "SGB VII"),
    _section("dismissal_protection", "1", "KSchG"),
    *sale_citations(),
    *contract_citations(),
)

FACTS: tuple[Fact, ...] = (*sale_facts(), *contract_facts())
