"""Bring the catalogues of messages up to date: what the source says, and its words.

``python -m tools.build_messages`` collects what is said to people, keeps the words that the
catalogues have for it, adds what is new without words, drops what is gone, and compiles them.
``--missing`` lists what has no words yet and writes nothing.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final, get_args

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from aftersales_docs.messages.catalogue import DOMAIN, LOCALE, folders
from aftersales_docs.messages.choice import ENGLISH, UiLang
from tools.message_sources import Message, messages

LANGS: Final[tuple[UiLang, ...]] = tuple(lang for lang in get_args(UiLang) if lang != ENGLISH)
PLURALS: Final = {
    "de": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<12 || n%100>14) ? 1 : 2);",
}
_WIDTH: Final = 96
_NO_DAY: Final = datetime(1970, 1, 1, tzinfo=UTC)


def po_path(lang: str, folder: Path = LOCALE) -> Path:
    """Where the catalogue of ``lang`` lies, below the ``folder`` of the program's or a kind's."""
    return folder / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def read(lang: str, folder: Path = LOCALE) -> Catalog:
    """The catalogue of ``lang`` as it lies there; an empty one where there is none."""
    path = po_path(lang, folder)
    if not path.exists():
        return Catalog(locale=lang, domain=DOMAIN)
    return read_po(io.BytesIO(path.read_bytes()), locale=lang, domain=DOMAIN)


def words_of(old: Catalog, message: Message) -> str | tuple[str, ...]:
    """The words that ``old`` has for ``message``; empty ones where it has none."""
    known = old.get(message.template, context=message.context or None)
    if known is not None and bool(known.pluralizable) == bool(message.many):
        return known.string or ""
    return ("",) * old.num_plurals if message.many else ""


def brought_up(lang: str, folder: Path = LOCALE) -> Catalog:
    """The catalogue of ``lang`` with exactly what the source says, and the words it has for it.

    Words that another catalogue of ours has are taken over from there.
    """
    new = Catalog(locale=lang, domain=DOMAIN, header_comment="", fuzzy=False)
    for one in messages():
        if one.home != folder:
            continue
        key = (one.template, one.many) if one.many else one.template
        known = [words_of(read(lang, place), one) for place in (folder, *folders())]
        words = next((words for words in known if all(_each(words))), known[0])
        new.add(key, words, auto_comments=[one.file], context=one.context or None)
    return new


def po_text(catalogue: Catalog) -> bytes:
    """The catalogue as the text of a .po file, without the day on which it was written."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=_WIDTH, omit_header=True, include_previous=False)
    lang = str(catalogue.locale)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {lang}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[lang]}\\n"\n\n'
    )
    return header.encode() + buffer.getvalue()


def mo_bytes(po: bytes, lang: str) -> bytes:
    """The compiled catalogue of the text ``po``."""
    buffer = io.BytesIO()
    catalogue = read_po(io.BytesIO(po), locale=lang, domain=DOMAIN)
    # The header would name the minute, and be another each time.
    catalogue.header_comment = ""
    catalogue.creation_date = catalogue.revision_date = _NO_DAY
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def files() -> Iterator[tuple[Path, bytes]]:
    """The catalogues as they should lie there, and their compiled forms."""
    for lang in LANGS:
        for folder in folders():
            path = po_path(lang, folder)
            po = po_text(brought_up(lang, folder))
            yield path, po
            yield path.with_suffix(".mo"), mo_bytes(po, lang)


def missing(lang: str) -> list[Message]:
    """What the catalogue of ``lang`` has no words for."""
    return [one for one in messages() if not all(_each(words_of(read(lang, one.home), one)))]


def _each(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (words,)


def main() -> None:
    """Write the catalogues anew, or list what lacks words."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--missing", action="store_true", help="list what has no words yet")
    only_list = parser.parse_args().missing
    if not only_list:
        for path, content in list(files()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        read.cache_clear()
    for lang in LANGS:
        lacking = missing(lang)
        for one in lacking if only_list else []:
            print(f"{lang}  {one.file}: {one.template}")
        print(f"{lang}: {len(lacking)} without words")


if __name__ == "__main__":
    main()
