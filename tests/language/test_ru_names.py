"""Russian cases of names, against tables written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs.language.codes import CASES, GENDERS
from aftersales_docs.language.ru_names import NameParts, decline_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark.structures import ParameterSet

    from aftersales_docs.language import Case, Gender


# Forms: genitive, dative, accusative, instrumental, prepositional.
# A form is an ending put in place of what stands after '|', a whole form, or '=': unchanged.
MEN = """
Король|: Короля Королю Короля Королём Короле
Журавль|: Журавля Журавлю Журавля Журавлём Журавле
Пушкарь|: Пушкаря Пушкарю Пушкаря Пушкарём Пушкаре
Гоголь|: Гоголя Гоголю Гоголя Гоголем Гоголе
Воробей|: Воробья Воробью Воробья Воробьём Воробье
Соловей|: Соловья Соловью Соловья Соловьём Соловье
Муравей|: Муравья Муравью Муравья Муравьём Муравье
Ручей|: Ручья Ручью Ручья Ручьём Ручье
Репей|: Репья Репью Репья Репьём Репье
Корифей|: Корифея Корифею Корифея Корифеем Корифее
Гарней|: Гарнея Гарнею Гарнея Гарнеем Гарнее
Лев|: а у а ом е
Умар уулу|: = = = = =
Иванов|: а у а ым е
Чехов|: а у а ым е
Бородин|: а у а ым е
Ельцин|: а у а ым е
Ноздрёв|: а у а ым е
Львов|: а у а ым е
Достоевск|ий: ого ому ого им ом
Толст|ой: ого ому ого ым ом
Бел|ый: ого ому ого ым ом
Бессмертн|ый: ого ому ого ым ом
Ц|ой: оя ою оя оем ое
Ч|ой: оя ою оя оем ое
Р|ой: оя ою оя оем ое
К|ий: ия ию ия ием ие
В|ий: ия ию ия ием ие
Пали|й: я ю я ем и
Вэ|й: я ю я ем е
Сю|й: я ю я ем е
Гайда|й: я ю я ем е
Ким|: а у а ом е
Пак|: а у а ом е
Шин|: а у а ом е
Мин|: а у а ом е
Чжэн|: а у а ом е
Нгуен|: а у а ом е
Грин|: а у а ом е
Дарвин|: а у а ом е
Чаплин|: а у а ом е
Вирхов|: а у а ом е
Шмидт|: а у а ом е
Мюллер|: а у а ом е
Мицкевич|: а у а ем е
Рабинович|: а у а ем е
Деркач|: а у а ом е
Ткач|: а у а ом е
Ковач|: а у а ем е
Грач|: а у а ом е
Лещ|: а у а ом е
Стриж|: а у а ом е
Швец|: а у а ом е
Заец|: а у а ем е
Хейфец|: а у а ем е
Крав|ец: ца цу ца цом це
Гогол|ь: я ю я ем е
Ковал|ь: я ю я ём е
Третьяк|: а у а ом е
Бондарчук|: а у а ом е
Хачатурян|: а у а ом е
Рерих|: а у а ом е
Фрейндлих|: а у а ом е
Эрлих|: а у а ом е
Вих|: а у а ом е
Бах|: а у а ом е
Черных|: = = = = =
Седых|: = = = = =
Долгих|: = = = = =
Русских|: = = = = =
Тихих|: = = = = =
Чистых|: = = = = =
Шевченко|: = = = = =
Кличко|: = = = = =
Франко|: = = = = =
Дурново|: = = = = =
Живаго|: = = = = =
Дюма|: = = = = =
Золя|: = = = = =
Труайя|: = = = = =
Моруа|: = = = = =
Бенуа|: = = = = =
Гулиа|: = = = = =
Гёте|: = = = = =
Джапаридзе|: = = = = =
Саакашвили|: = = = = =
Ли|: = = = = =
Ротару|: = = = = =
Окуджав|а: ы е у ой е
Сковород|а: ы е у ой е
Глинк|а: и е у ой е
Туч|а: и е у ей е
Груш|а: и е у ей е
Гаркуш|а: и е у ей е
Левш|а: и е у ой е
Кваш|а: и е у ой е
Бери|я: и и ю ей и
Гарси|я: и и ю ей и
Зозул|я: и е ю ей е
Салтыков-Щедрин|: Салтыкова-Щедрина Салтыкову-Щедрину Салтыкова-Щедрина Салтыковым-Щедриным Салтыкове-Щедрине
Немирович-Данченко|: Немировича-Данченко Немировичу-Данченко Немировича-Данченко Немировичем-Данченко Немировиче-Данченко
Бонч-Бруевич|: а у а ем е
Тер-Петросян|: а у а ом е
Кара-Мурз|а: ы е у ой е
Мак-Грегор|: а у а ом е
аль-Асад|: а у а ом е
де Голл|ь: я ю я ем е
фон Браун|: а у а ом е
ван дер Верф|: а у а ом е
О'Коннор|: а у а ом е
д'Артаньян|: а у а ом е
ИВАНОВ|: А У А ЫМ Е
Müller|: = = = = =
"""  # noqa: E501

WOMEN = """
Непомнящ|ая: ей ей ую ей ей
Гулящ|ая: ей ей ую ей ей
Хорош|ая: ей ей ую ей ей
Младш|ая: ей ей ую ей ей
Осадч|ая: ей ей ую ей ей
Рыж|ая: ей ей ую ей ей
Больш|ая: ой ой ую ой ой
Чуж|ая: ой ой ую ой ой
Иванов|а: ой ой у ой ой
Бородин|а: ой ой у ой ой
Львов|а: ой ой у ой ой
Крамск|ая: ой ой ую ой ой
Лысогорск|ая: ой ой ую ой ой
Шевченко|: = = = = =
Ким|: = = = = =
Цой|: = = = = =
Гоголь|: = = = = =
Шевчук|: = = = = =
Мицкевич|: = = = = =
Шмидт|: = = = = =
Фрейндлих|: = = = = =
Черных|: = = = = =
Дюма|: = = = = =
Джапаридзе|: = = = = =
Окуджав|а: ы е у ой е
Туч|а: и е у ей е
Сов|а: ы е у ой е
За|я: и е ю ей е
Бери|я: и и ю ей и
Салтыкова-Щедрина|: Салтыковой-Щедриной Салтыковой-Щедриной Салтыкову-Щедрину Салтыковой-Щедриной Салтыковой-Щедриной
Смирнова-Немирович|: Смирновой-Немирович Смирновой-Немирович Смирнову-Немирович Смирновой-Немирович Смирновой-Немирович
Козлова-Ким|: Козловой-Ким Козловой-Ким Козлову-Ким Козловой-Ким Козловой-Ким
"""  # noqa: E501

GIVEN_MEN = """
Пав|ел: ла лу ла лом ле
П|ётр: етра етру етра етром етре
Л|ев: ьва ьву ьва ьвом ьве
Иль|я: и е ю ёй е
Никит|а: ы е у ой е
Лук|а: и е у ой е
Дмитри|й: я ю я ем и
Андре|й: я ю я ем е
Игор|ь: я ю я ем е
Захари|я: и и ю ей и
Михайл|о: ы е у ой е
Али|: = = = = =
Отто|: = = = = =
Жан-Пол|ь: я ю я ем е
Ир Сен|: а у а ом е
Джон|: а у а ом е
"""

GIVEN_WOMEN = """
Тхи Хоа|: = = = = =
Анн|а: ы е у ой е
Мари|я: и и ю ей и
Наталь|я: и е ю ей е
Наталия|: Наталии Наталии Наталию Наталией Наталии
Ли|я: и е ю ей е
Ольг|а: и е у ой е
Любов|ь: и и ь ью и
Нинел|ь: и и ь ью и
Элен|: = = = = =
Мэри|: = = = = =
Анна-Мария|: Анны-Марии Анне-Марии Анну-Марию Анной-Марией Анне-Марии
"""

PATRONYMICS = """
Иванович|: а у а ем е
Ильич|: а у а ом е
Кузьмич|: а у а ом е
Мамед оглы|: = = = = =
Мамед-оглы|: = = = = =
"""

PATRONYMICS_WOMEN = """
Ивановн|а: ы е у ой е
Ильиничн|а: ы е у ой е
Мамед кызы|: = = = = =
"""


def _rows(part: str, gender: Gender, table: str) -> Iterator[ParameterSet]:
    for line in table.strip().splitlines():
        name, forms = line.split(": ")
        stem, _, ending = name.partition("|")
        full = stem + ending
        expected = {}
        for case, form in zip(CASES[1:], forms.split(), strict=True):
            whole = form[:1].isupper() and form[:2].lower() == stem[:2].lower()
            expected[case] = full if form == "=" else form if whole else stem + form
        yield pytest.param(part, gender, full, expected, id=f"{full}-{gender}")


ROWS = [
    *_rows("surname", "male", MEN),
    *_rows("surname", "female", WOMEN),
    *_rows("given_name", "male", GIVEN_MEN),
    *_rows("given_name", "female", GIVEN_WOMEN),
    *_rows("patronymic", "male", PATRONYMICS),
    *_rows("patronymic", "female", PATRONYMICS_WOMEN),
]


@pytest.mark.parametrize(("part", "gender", "name", "expected"), ROWS)
def test_name_in_cases(part: str, gender: Gender, name: str, expected: dict[Case, str]) -> None:
    parts = NameParts("")._replace(**{part: name})
    got = {case: getattr(decline_name(parts, gender, case), part) for case in expected}
    assert got == expected


def test_the_hedgehog_loses_its_dots() -> None:
    assert decline_name(NameParts("Ёж"), "male", "gen").surname == "Ежа"
    assert decline_name(NameParts("Ёж"), "male", "ins").surname == "Ежом"


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize("gender", ["male", "female"])
def test_nominative_is_left_alone(gender: Gender) -> None:
    parts = NameParts("Кузнецов", "Павел", "Ильич")
    assert decline_name(parts, gender, "nom") == parts


@given(st.text(max_size=30), st.sampled_from(GENDERS), st.sampled_from(CASES))
def test_any_text_survives(text: str, gender: Gender, case: Case) -> None:
    surname, given_name, patronymic = decline_name(NameParts(text, text, text), gender, case)
    for form in (surname, given_name, patronymic):
        assert form.count(" ") == text.count(" ")
