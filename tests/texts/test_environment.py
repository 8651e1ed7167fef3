"""What a text may print: words, numbers with a form; never yes or no, never nothing."""

from __future__ import annotations

from typing import get_args

import pytest
from jinja2.exceptions import SecurityError

from aftersales_docs.language import LANGS, Lang
from aftersales_docs.texts.environment import environment

TRUTHS = [
    "{{ b }}",
    "{{ 'x' ~ b }}",
    "{{ b ~ 'x' }}",
    "{{ b|string }}",
    "{{ [b]|join }}",
    "{{ ['a', b]|comma }}",
    "{{ [b]|joined }}",
    "{{ '%s' % b }}",
    "{{ '%s'|format(b) }}",
    "{{ '{}'.format(b) }}",
    "{{ [['Label', b]]|labelled }}",
    "{{ b|upper }}",
    "{{ b|title }}",
    "{{ b|quote }}",
    "{{ b|cap }}",
    "{{ b|the }}",
    "{{ b|sentence }}",
    "{{ b|number }}",
    "{{ b|money('EUR') }}",
    "{{ b|plural('a', 'b') }}",
    "{{ b|phone }}",
    "{{ b|default('x') }}",
    "{{ [b]|map('string')|join }}",
    "{{ {'k': b}|string }}",
    "{{ {'k': b}|xmlattr }}",
    "{{ 'T'|replace('T', 't') ~ b }}",
    "{{ [b]|first|trim }}",
    "{% set x = b ~ 'y' %}{{ x }}",
    "{{ b|tojson }}",
    "{{ b.__str__() }}",
    "{{ b|gen }}",
]


@pytest.mark.parametrize("text", TRUTHS)
def test_yes_or_no_is_never_printed(text: str) -> None:
    for lang in LANGS:
        for value in (True, False):
            with pytest.raises((TypeError, ValueError, AttributeError, SecurityError)):
                environment(lang).from_string(text).render(b=value)


def test_yes_or_no_is_asked() -> None:
    text = "{% if b %}x{% endif %}{{ 'a' ~ n ~ 'c' }}{{ 7 % 4 }}{{ ['a', 'b']|join }}"
    assert environment("en").from_string(text).render(b=True, n=3) == "xa3c3ab"


def test_nothing_given_is_not_joined_either() -> None:
    with pytest.raises(ValueError, match="not given"):
        environment("en").from_string("{{ 'a' ~ n }}").render(n=None)


def test_every_language_has_the_same_filters() -> None:
    names = {lang: set(environment(lang).filters) for lang in get_args(Lang)}
    assert len(set(map(frozenset, names.values()))) == 1
