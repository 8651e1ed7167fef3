"""How the languages write persons: full, under a signature, in an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_docs.language import CASES, LANGS, GenderUnknownError, language_of

from .names import Person, Post

if TYPE_CHECKING:
    from aftersales_docs.language import Case, Gender, Lang


KUZNETSOV = Person("Кузнецов", "Павел", "Ильич")
MUELLER = Person("Müller", "Anna", academic_title="Dr.")
ru, de, en = language_of("ru"), language_of("de"), language_of("en")


def test_russian_full_name() -> None:
    assert ru.full_name(KUZNETSOV) == "Кузнецов Павел Ильич"
    assert ru.full_name(KUZNETSOV, "gen") == "Кузнецова Павла Ильича"
    assert ru.full_name(Person("Ким", "Анна", "Ивановна"), "dat") == "Ким Анне Ивановне"


@pytest.mark.parametrize(
    ("person", "case", "signature", "address"),
    [
        (KUZNETSOV, "nom", "П. И. Кузнецов", "Кузнецов П. И."),
        (KUZNETSOV, "dat", "П. И. Кузнецову", "Кузнецову П. И."),
        (Person("Орлова", "Анна-Мария", gender="female"), "dat", "А.-М. Орловой", "Орловой А.-М."),
        (Person("Алиев", "Гасан", "Мамед оглы"), "gen", "Г. М. Алиева", "Алиева Г. М."),
        (Person("Müller", "Anna"), "dat", "A. Müller", "Müller A."),
    ],
)
def test_russian_initials(person: Person, case: Case, signature: str, address: str) -> None:
    assert ru.signature_name(person, case) == signature.replace(" ", "\u00a0")
    assert ru.surname_initials(person, case) == address.replace(" ", "\u00a0")


def test_german_and_english_put_the_title_first() -> None:
    for language in (de, en):
        assert language.full_name(MUELLER) == "Dr.\u00a0Anna Müller"
        assert language.signature_name(MUELLER, "dat") == "Dr.\u00a0Anna Müller"
        assert language.surname_initials(Person("Müller", "Anna")) == "Anna Müller"


def test_unknown_gender_names_person_and_cure() -> None:
    person = Person("Ким", "Женя")
    assert ru.full_name(person) == "Ким Женя"
    for write in (ru.full_name, ru.signature_name, ru.surname_initials):
        with pytest.raises(GenderUnknownError, match=r"Ким Женя.*dative.*gender: male") as caught:
            write(person, "dat")
        assert (caught.value.name, caught.value.case) == ("Ким Женя", "dat")


def test_gender_may_stay_unknown_where_the_form_does_not_depend_on_it() -> None:
    assert ru.signature_name(Person("Шевченко", "Женя"), "dat") == "Ж.\u00a0Шевченко"


@pytest.mark.parametrize(
    ("patronymic", "gender"),
    [
        ("Иванович", "male"),
        ("Сергеевич", "male"),
        ("Ильич", "male"),
        ("Мамед оглы", "male"),
        ("Мамед-оглы", "male"),
        ("Iwanowitsch", "male"),
        ("Ивановна", "female"),
        ("Андреевна", "female"),
        ("Ильинична", "female"),
        ("Кузьминична", "female"),
        ("Мамед кызы", "female"),
        ("Ivanovna", "female"),
        ("Хуан", None),
        (None, None),
    ],
)
def test_gender_from_the_patronymic(patronymic: str | None, gender: Gender | None) -> None:
    for code in LANGS:
        assert language_of(code).gender(Person("Ким", "Саша", patronymic)) == gender


def test_stated_gender_wins_over_the_patronymic() -> None:
    assert ru.gender(Person("Ким", "Саша", "Иванович", gender="female")) == "female"


def test_full_form_gives_the_surname_of_the_short_one() -> None:
    person = Person("Заец", "Пётр", "Ильич", forms={"dat": "Зайцу Петру Ильичу"})
    assert ru.surname_initials(person, "dat") == "Зайцу\u00a0П.\u00a0И."
    assert ru.signature_name(person, "dat") == "П.\u00a0И.\u00a0Зайцу"
    assert ru.signature_name(person, "gen") == "П.\u00a0И.\u00a0Заеца"


def test_own_initials_are_turned_round_for_the_address() -> None:
    person = Person("Заец", "Пётр", "Ильич", initials_forms={"dat": "П. И. Зайцу"})
    assert ru.surname_initials(person, "dat") == "Зайцу\u00a0П. И."


@given(st.sampled_from(LANGS), st.sampled_from(CASES), st.text(min_size=1))
def test_own_forms_always_win(code: Lang, case: Case, form: str) -> None:
    language = language_of(code)
    person = Person("Ким", "Женя", forms={case: form}, initials_forms={case: form})
    assert language.full_name(person, case) == form
    assert language.signature_name(person, case) == form
    assert language.decline(Post("директор", {case: form}), case) == form


@given(st.sampled_from(CASES))
def test_german_and_english_posts_do_not_decline(case: Case) -> None:
    for language in (de, en):
        assert language.decline(Post("Leiter Kundendienst"), case) == "Leiter Kundendienst"


def test_russian_post_declines() -> None:
    assert ru.decline(Post("генеральный директор"), "gen") == "генерального директора"
