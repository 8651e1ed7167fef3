"""The house style: one set of fonts, sizes, colours and lengths for Word and PDF."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..core_yaml import CoreYamlError, load_yaml
from ..errors import LibraryError, Place, Problem, worded
from ..resources import Templates
from ..resources import templates as builtin

# A4, in millimetres.
PAGE_WIDTH = 210.0
PAGE_HEIGHT = 297.0

Millimetres = Annotated[float, Field(ge=0, le=420)]
Points = Annotated[float, Field(ge=0, le=200)]
Colour = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{6}$")]
# The length apart from the pattern: a counted \w takes the pattern's maker 18 ms a field.
FontName = Annotated[str, Field(pattern=r"^[\w .-]+$", max_length=60)]


class _Style(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Font(_Style):
    """A font, and what to take where it is not installed."""

    family: FontName
    fallback: FontName


class Fonts(_Style):
    """The fonts of the house."""

    text: Font
    display: Font
    rescue: tuple[FontName, ...] = ()


class Sizes(_Style):
    """Type sizes in points."""

    text: Points
    title: Points
    subtitle: Points
    chapter: Points
    small: Points
    caption: Points


class Colours(_Style):
    """Colours as six hexadecimal figures."""

    ink: Colour
    accent: Colour
    muted: Colour
    rule: Colour


class Indents(_Style):
    """Indents of the numbered levels in millimetres."""

    chapter: Millimetres
    point: Millimetres
    subpoint: Millimetres


class Gaps(_Style):
    """Room between blocks in points; ``cell`` is that above and below the words of a cell."""

    chapter_before: Points
    chapter_after: Points
    point: Points
    subpoint: Points
    title_before: Points = 26
    cell: Points = 2


class Margins(_Style):
    """Page margins in millimetres."""

    top: Millimetres
    right: Millimetres
    bottom: Millimetres
    left: Millimetres


Shares = tuple[Annotated[int, Field(ge=1, le=1000)], ...]


class Columns(_Style):
    """The shares of the width that columns take, where they are the same everywhere.

    ``fields`` are labels and values; ``pair`` two parties who sign, with the gap between
    them; ``parallel`` two languages, with theirs.
    """

    fields: Annotated[Shares, Field(min_length=2, max_length=2)]
    pair: Annotated[Shares, Field(min_length=3, max_length=3)]
    parallel: Annotated[Shares, Field(min_length=3, max_length=3)]


# Whether Word files hold the fonts they are set in, or name them only.
WordFonts = Literal["embedded", "named"]


class Layout(_Style):
    """A page as is customary in one place.

    ``letter`` says how a letter begins there: ``window`` by DIN 5008 form B, ``corner`` as
    in Russia, ``plain`` as in Britain. ``first_line`` indents the first line of running
    text. ``sizes``, ``line``, ``indents``, ``gaps``, ``columns``, ``table_line`` and
    ``word_fonts`` take the place of those of the house.
    """

    margins: Margins
    number: Literal["top-centre", "bottom-right"]
    letter: Literal["none", "window", "corner", "plain"] = "none"
    first_line: Millimetres = 0
    sizes: Sizes | None = None
    line: Points | None = None
    indents: Indents | None = None
    gaps: Gaps | None = None
    columns: Columns | None = None
    table_line: Points | None = None
    word_fonts: WordFonts | None = None

    @property
    def text_width(self) -> float:
        """The room between the margins, in millimetres."""
        return PAGE_WIDTH - self.margins.left - self.margins.right


class House(_Style):
    """The whole house style; ``form_row`` is the least height of a row to write in.

    ``word_fonts`` says whether Word files hold their fonts; ``pdf_engine`` is what sets the
    PDF where no page template of one's own is given.
    """

    fonts: Fonts
    word_fonts: WordFonts = "embedded"
    sizes: Sizes
    line: Points
    colours: Colours
    indents: Indents
    gaps: Gaps
    stamp_width: Millimetres
    layouts: dict[str, Layout]
    columns: Columns
    table_line: Points
    form_row: Points
    form_columns: dict[int, tuple[Annotated[int, Field(ge=1, le=100)], ...]]
    pdf_engine: Literal["typst", "html"] = "typst"

    def layout(self, name: str) -> Layout:
        """The page called ``name``.

        Raises:
            LibraryError: the house style has no such page.

        """
        if name not in self.layouts:
            raise LibraryError(
                Problem(
                    "layout-missing",
                    worded("house.yaml has no layout '{name}'.", name=name),
                    "Copy it from the built-in templates/house.yaml.",
                    field=f"layouts.{name}",
                )
            )
        return self.layouts[name]

    def on(self, name: str) -> House:
        """The house style as it is on the page called ``name``.

        Raises:
            LibraryError: the house style has no such page.

        """
        page = self.layout(name)
        own = {
            name: getattr(page, name)
            for name in (
                "sizes",
                "line",
                "indents",
                "gaps",
                "columns",
                "table_line",
                "word_fonts",
            )
        }
        return self.model_copy(update={key: value for key, value in own.items() if value})


def _values(templates: Templates) -> Any:
    """What the house style says; what one from an earlier version lacks, as it is built in.

    Of the layouts too: one that came later is none the less there.
    """
    values = load_yaml(templates.read("house.yaml"))
    if not isinstance(values, dict) or templates == builtin():
        return values
    whole = load_yaml(builtin().read("house.yaml"))
    layouts = values.get("layouts", {})
    if isinstance(layouts, dict):
        layouts = {**whole["layouts"], **layouts}
    return {**whole, **values, "layouts": layouts}


@lru_cache(maxsize=16)
def house_of(templates: Templates) -> House:
    """The house style of a set of templates.

    Raises:
        LibraryError: the file is not valid; each fault with its field.

    """
    path = templates.find("house.yaml")
    place = Place(str(path))
    try:
        return House.model_validate(_values(templates))
    except CoreYamlError as error:
        raise LibraryError(
            Problem("house-syntax", "the house style is not valid YAML.", "Mend it.", place=place)
        ) from error
    except ValidationError as error:
        raise LibraryError(
            Problem(
                "house-value",
                worded("{fault}.", fault=fault["msg"]),
                "Compare it with the built-in templates/house.yaml.",
                field=".".join(str(part) for part in fault["loc"]),
                place=place,
            )
            for fault in error.errors()
        ) from error
