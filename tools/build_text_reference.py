"""Write the tables of forms, options and shared pieces into docs/texts.md, from what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from aftersales_docs.resources import templates
from aftersales_docs.texts.forms import BLOCK_OPTIONS, FORMS, Form, Option, Part
from aftersales_docs.texts.reading import shared_pieces

PAGE = Path(__file__).resolve().parents[1] / "docs" / "texts.md"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _written(option: Option) -> str:
    return f'`{option.name}="{option.example}"`' if option.fault else f"`{option.name}`"


def options() -> Iterator[str]:
    """The options of all blocks, as a table."""
    yield _row(["option", "of", "means"])
    yield "|---|---|---|"
    for type_, of_block in BLOCK_OPTIONS.items():
        for option in of_block:
            yield _row([_written(option), type_, option.meaning])
    for form in FORMS.values():
        for option in form.options:
            must = ", which must have it" if option.name in form.required else ""
            yield _row([_written(option), f"`{form.name}`{must}", option.meaning])


def _count(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} or more"
    return str(least) if least == most else f"{least} to {most}"


def _part(part: Part) -> str:
    lines = _count(part.least, part.most)
    cells = "" if part.cells == (1, 1) else f", cells: {_count(*part.cells)}"
    return f"{part.lines} (lines: {lines}{cells})".replace("1 to 99", "1 or more")


def _example(form: Form) -> Iterator[str]:
    named = " {#its-name" if form.identified else ""
    required = (option for option in form.options if option.name in form.required)
    for option in required:
        named += f' {option.name}="{" ".join(option.example.split()[: _columns(form)])}"'
    yield "```markdown"
    yield f"::: {form.name}{named}{'}' if named else ''}"
    yield form.example
    yield ":::"
    yield "```"


def _columns(form: Form) -> int:
    return form.example.split("\n", 1)[0].count("|") + 1


def forms() -> Iterator[str]:
    """The forms: what each is for, its parts, an example."""
    for form in FORMS.values():
        yield f"### `{form.name}`"
        yield ""
        name = " It must have a name." if form.identified else ""
        each = " `each` repeats its rows." if form.repeats == "rows" else ""
        purpose = form.purpose[:1].upper() + form.purpose[1:]
        yield f"{purpose}.{name}{each} Its parts:"
        yield ""
        yield from (f"{number}. {_part(part)}" for number, part in enumerate(form.parts, 1))
        yield ""
        yield from _example(form)
        yield ""


_HEAD = re.compile(r"\{## (?P<purpose>[^.]*)\. (?P<words>.*)\. ##\}")


def pieces() -> Iterator[str]:
    """The shared pieces of the house, as a table: how each is taken in, and what it is.

    Both stand in the comment in its first line, the same in every language.
    """
    yield _row(["taken in by", "is", "its words"])
    yield "|---|---|---|"
    for name, path, text in shared_pieces(templates(), "en").texts:
        head = _HEAD.fullmatch(text.split("\n", 1)[0])
        if head is None:
            raise ValueError(f"{path} must begin with a comment: what it is, its words")
        words = dict(part.split(": ", 1) for part in head["words"].split("; "))
        asked = " ".join(f'{word}="…"' for word in words)
        purpose = head["purpose"][:1].lower() + head["purpose"][1:]
        told = "; ".join(f"`{word}`: {meaning}" for word, meaning in words.items())
        yield _row([f"`@{name} {asked}`", purpose, told])


def page(old: str) -> str:
    """The page ``old`` with its generated parts anew."""
    for name, lines in (("options", options()), ("forms", forms()), ("pieces", pieces())):
        content = "\n".join(lines).strip()
        start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        pattern = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
        new = f"{start}\n{content}\n{end}"
        old = pattern.sub(lambda _match, new=new: new, old)  # type: ignore[misc]
    return old


def main() -> None:
    """Bring docs/texts.md up to date."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
