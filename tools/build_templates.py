"""Make the built-in Word templates from the house style."""

from __future__ import annotations

from aftersales_docs.document.house import house_of
from aftersales_docs.resources import data_root, templates
from aftersales_docs.word.build import build


def main() -> None:
    """Write ``templates/word/<layout>.docx`` for every layout of the house."""
    own = templates()
    house = house_of(own)
    for layout in house.layouts:
        path = data_root() / "templates" / "word" / f"{layout}.docx"
        path.write_bytes(build(own, house, layout))


if __name__ == "__main__":
    main()
