"""No-break spaces and quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs.language import LANGS, language_of
from aftersales_docs.language.typography import KEPT_HYPHEN, MAX_JOINED_GAPS, keep_hyphens

if TYPE_CHECKING:
    from aftersales_docs.language import Lang


# '~' stands for the no-break space; all other spaces must stay plain.
SET = [
    ("ru", "приказ №~37 от 23~ноября 2026~г. Директор"),
    ("ru", "ч.~3 ст.~68 ТК~РФ, п.~2.1, гл.~39, пп.~5 и 6"),
    ("ru", "г.~Москва, ул.~Ленина, д.~5"),
    ("ru", "от 2026~г. Москва"),
    ("ru", "45~дней, 2~года, 5~лет, 10~рублей, 5~%, 3~календарных дня"),
    ("ru", "подпись И.~И.~Иванов и Иванову~И.~И."),
    ("ru", "А.-М.~Орлова"),
    ("ru", "и~т.~д., и~т.~п., т.~е. сразу, и~др."),
    ("ru", "и.~о.~директора"),
    ("ru", "Москва~— столица"),
    ("ru", "М.~П."),
    ("ru", "«____»~ноября 20__~г."),
    ("ru", "1~234~567,50~руб."),
    ("ru", "статьи~22.1 и слово пункт первый"),
    ("ru", "между 8~и~12~часами, ИНН~6312000007, КПП~631201001"),
    ("ru", "слово рост. 5 и мост 3 пара"),
    ("de", "§~106~GewO, §~2 Abs.~1 NachwG, §§~433~ff. BGB, Nr.~5, Art.~3"),
    ("de", "§§~15, 16~ArbSchG, §~80~SGB~IX"),
    ("de", "z.~B. Maschinen, d.~h. sofort, u.~a., o.~Ä."),
    ("de", "am 23.~November 2026"),
    ("de", "5~Jahre, 1~Tag, 30~Tage, 22~%, 1.234,50~€"),
    ("de", "Frau Dr.~Anna Müller, A.~B.~Müller"),
    ("de", "Nr.~KD-0417, USt-IdNr.~DE999990027, Nr.~12/K, Nr.~RMA1"),
    ("de", "zwischen 8~und~12~Uhr und zwischen 13.00~und~17.00~Uhr"),
    ("de", "IBAN~DE89 3704 0044 0532 0130~00, HRB~000123, BIC~COBADEFFXXX"),
    ("ru", "р/с~40702810900000000001, БИК~044525225, BIC~SABRRUMM"),
    ("de", "Nr. Eins und zwischen Tür und Angel"),
    ("de", "Die Nr. fehlt, der Tag 5 auch"),
    ("en", "No.~37 of 23~November 2026, Art.~68, Section~3, s.~5"),
    ("en", "5~years, 30~days, 10~calendar days, 5~%"),
    ("en", "Mr~Smith, Dr.~Anna Brown, J.~R.~Smith"),
    ("en", "under §~106~GewO, 45~kg"),
    ("en", "VAT No.~DE999990027, Claim No.~KD-0417, between 8~and~12"),
    ("en", "There is no. It ends; may be in May"),
]

texts = st.text(
    alphabet=st.sampled_from(list("аи гГстп.т№§ИПМ—ЗzBdhNroAbs0123 5 \u00a0\t\n«»„“”‚‘’\"'()-")),
    max_size=80,
) | st.text(max_size=60)
pieces = st.lists(
    st.sampled_from(
        [
            "№",
            "§",
            "§§",
            "ст.",
            "п.",
            "ч.",
            "г.",
            "Москва",
            "23",
            "ноября",
            "2026",
            "г.",
            "И.",
            "П.",
            "Иванов",
            "и",
            "т.",
            "д.",
            "е.",
            "—",
            "5",
            "лет",
            "дней",
            "Nr.",
            "Abs.",
            "106",
            "GewO",
            "z.",
            "B.",
            "d.",
            "h.",
            "November",
            "Jahre",
            "No.",
            "Section",
            "years",
            "J.",
            "Smith",
            "РФ",
            "ТК",
            "___",
        ]
    ),
    max_size=25,
).map(" ".join)


@pytest.mark.parametrize(("code", "text"), SET)
def test_typeset(code: Lang, text: str) -> None:
    assert language_of(code).typeset(text.replace("~", " ")).replace("\u00a0", "~") == text


@pytest.mark.wide
@given(st.sampled_from(LANGS), texts | pieces)
def test_typeset_changes_plain_spaces_only(code: Lang, text: str) -> None:
    result = language_of(code).typeset(text)
    assert len(result) == len(text)
    for before, after in zip(text, result, strict=True):
        assert before == after or (before, after) == (" ", "\u00a0")


@given(st.sampled_from(LANGS), texts | pieces)
def test_typeset_is_idempotent(code: Lang, text: str) -> None:
    once = language_of(code).typeset(text)
    assert language_of(code).typeset(once) == once


@given(st.sampled_from(LANGS), pieces)
def test_typeset_makes_no_long_chains(code: Lang, text: str) -> None:
    for chain in re.split(r"[ \n\t]", language_of(code).typeset(text)):
        assert chain.count("\u00a0") <= MAX_JOINED_GAPS


@pytest.mark.parametrize(
    ("code", "text", "quoted"),
    [
        ("ru", "Сервис", "«Сервис»"),
        ("ru", "ООО «Сервис»", "«ООО „Сервис“»"),
        ("ru", 'ООО "Сервис"', "«ООО „Сервис“»"),
        ("ru", "ООО „Сервис“", "«ООО „Сервис“»"),
        ("ru", "a «b «c» d» e", "«a „b «c» d“ e»"),
        ("de", "Firma „Service“", "„Firma ‚Service‘“"),
        ("de", 'Firma "Service"', "„Firma ‚Service‘“"),
        ("de", "Firma «Service»", "„Firma ‚Service‘“"),
        ("de", "ich hab’s", "„ich hab’s“"),
        ("en", "the “Service” company", "“the ‘Service’ company”"),
        ("en", 'the "Service" company', "“the ‘Service’ company”"),
        ("en", "the ‘Service’ company's", "“the ‘Service’ company's”"),
        ("en", "the maker’s part", "“the maker’s part”"),
        ("en", 'a 5" screw', '“a 5" screw”'),
        ("de", "„Müller“ und „Maier“", "„‚Müller‘ und ‚Maier‘“"),
        ("en", "(“a”)", "“(‘a’)”"),
        ("ru", "стрей « один", "«стрей « один»"),
    ],
)
def test_quote(code: Lang, text: str, quoted: str) -> None:
    assert language_of(code).quote(text) == quoted


def _balanced(depth: int) -> st.SearchStrategy[str]:
    words = st.text(alphabet="абвxyz", min_size=1, max_size=6)
    if depth == 0:
        return words
    pairs = st.sampled_from([("«", "»"), ("„", "“"), ("“", "”"), ("‚", "‘"), ("‘", "’")])
    inner = st.tuples(words, pairs, _balanced(depth - 1), words)
    return words | inner.map(lambda part: f"{part[0]} {part[1][0]}{part[2]}{part[1][1]} {part[3]}")


@given(st.sampled_from(LANGS), _balanced(3))
def test_quotes_balance_and_alternate(code: Lang, text: str) -> None:
    language = language_of(code)
    marks = language.marks
    result = language.quote(text)
    stack: list[tuple[str, str]] = []
    for char in result:
        if stack and char == stack[-1][1]:
            stack.pop()
        elif char in {marks.outer[0], marks.inner[0]}:
            pair = marks.outer if char == marks.outer[0] else marks.inner
            assert pair == (marks.inner if len(stack) % 2 else marks.outer)
            stack.append(pair)
        else:
            assert char not in "«»„“”‚‘’"
    assert not stack


@given(st.sampled_from(LANGS), texts)
def test_quote_keeps_all_but_quotation_marks(code: Lang, text: str) -> None:
    marks = '«»„“”‚‘’"'
    result = language_of(code).quote(text)[1:-1]
    assert len(result) == len(text)
    for before, after in zip(text, result, strict=True):
        assert before == after or (before in marks and after in marks)


# '~' stands for the hyphen at which no line may end; all others stay plain.
HYPHENS = [
    "№ 402~ФЗ, № 2300~1, ст. 333.19 НК, Р~412",
    "+49 511 0000~300, 8(800)~555~35~35, (495)123~45~67",
    "KD~0417, SN~TKX~4711. «WM~9000/2», AB~12/CD",
    "2026~03~01 und 01~2026",
    "30~Tage-Frist, 10~дневный срок, 5~year guarantee",
    "E~Mail, e~mails, X~ray, S~Klasse, Т~образный",
    "из~за, Из~под, по~прежнему, какой~либо, кто~то, «из~за»; Кое-кто, Запо-рожье",
    "Müller-Lüdenscheidt, «Волгоприбор-Сервис», CE-Zeichen, after-sales, ABC-DEF",
    "kunden-24@dienst-1.example, https://a.example/b-1, www.dienst-24.example",
    "-5 °C, Liefer- und, a--1, – 3 -",
    "1-2-3-4-5-6-7-8-9-0-1-2-3-4-5-6-7-8-9-0",
]


@pytest.mark.parametrize("marked", HYPHENS)
def test_no_line_ends_at_a_hyphen_of_a_number(marked: str) -> None:
    text = marked.replace("~", "-")
    assert keep_hyphens(text).replace(KEPT_HYPHEN, "~") == marked


@given(st.text(alphabet=st.sampled_from("aAя19-–./(@ \u00a0\u2011\n"), max_size=60))
def test_kept_hyphens_change_nothing_else_and_nothing_twice(text: str) -> None:
    once = keep_hyphens(text)
    assert keep_hyphens(once) == once
    assert once.replace(KEPT_HYPHEN, "-") == text.replace(KEPT_HYPHEN, "-")
    parted = [part for part in once.split() if len(part) <= 30 and "@" not in part]
    assert not any(re.search(r"\d-\w|\w-\d", part) for part in parted)
