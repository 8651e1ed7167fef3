"""What the program says to people, in the language of the interface.

A message is a template with named values (:func:`worded`); as text it is English. Its words in
another language come from the catalogues in ``locale/`` when somebody reads it. The language
of the interface has nothing to do with that of a document.
"""

from .choice import ENGLISH, UI_LANGS, UiLang, chosen, current, speaking
from .words import (
    Medium,
    Worded,
    finished,
    for_reader,
    in_context,
    joined,
    said,
    sentences,
    spaced,
    template_of,
    term,
    told,
    values_of,
    worded,
)

__all__ = [
    "ENGLISH",
    "UI_LANGS",
    "Medium",
    "UiLang",
    "Worded",
    "chosen",
    "current",
    "finished",
    "for_reader",
    "in_context",
    "joined",
    "said",
    "sentences",
    "spaced",
    "speaking",
    "template_of",
    "term",
    "told",
    "values_of",
    "worded",
]
