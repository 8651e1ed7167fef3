"""Pictures that come from anyone: cleaned without loss, and refused where they would do harm."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from aftersales_docs import sandbox
from aftersales_docs.enclosing.raster import clean_raster
from aftersales_docs.enclosing.svg import clean_svg, drawn_as_png
from aftersales_docs.errors import DataError
from tests.enclosing.files import MAKER, SVG, SVG_HEAD, drawn, jpeg, png


def pixels(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).convert("RGB").tobytes()


def refused(content: bytes) -> str:
    with pytest.raises(DataError) as caught:
        sandbox.run_reader(clean_raster, content)
    (problem,) = caught.value.problems
    assert problem.cure
    return problem.code


def test_an_upright_photograph_loses_its_words_and_no_pixel() -> None:
    content = jpeg() + b"a trailer with GPS"
    found = clean_raster(content)
    assert found.media_type == "image/jpeg"
    assert MAKER.encode() in content
    for told in (MAKER.encode(), b"Exif", b"2026:11:20", b"GPS"):
        assert told not in found.content
    assert pixels(found.content) == pixels(content)
    assert not Image.open(io.BytesIO(found.content)).getexif()
    start = content.index(b"\xff\xdb")
    end = content.rindex(b"\xff\xd9") + 2
    assert found.content.endswith(content[start:end]), "the coded picture, byte for byte"


@pytest.mark.parametrize("turned", range(2, 9))
def test_a_photograph_is_turned_as_its_camera_says(turned: int) -> None:
    found = clean_raster(jpeg(turned=turned))
    sideways = turned >= 5
    assert (found.width, found.height) == ((90, 120) if sideways else (120, 90))
    image = Image.open(io.BytesIO(found.content)).convert("RGB")
    corner = {2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[turned]
    spot = (corner[0] * (image.width - 9) + 4, corner[1] * (image.height - 9) + 4)
    red, green, _ = image.getpixel(spot)  # type: ignore[misc]
    assert red > 150 > green, "the red corner"
    assert MAKER.encode() not in found.content


def test_progressive_photographs_are_cleaned_too() -> None:
    content = jpeg(progressive=True)
    found = clean_raster(content)
    assert MAKER.encode() not in found.content
    assert pixels(found.content) == pixels(content)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_every_kind_of_png_becomes_one_that_pdf_can_hold(mode: str) -> None:
    image = drawn(40, 30).convert("L").convert("I;16") if mode == "I;16" else drawn(40, 30, mode)
    found = clean_raster(png(image))
    again = Image.open(io.BytesIO(found.content))
    assert again.mode in {"L", "LA", "RGB", "RGBA"}
    assert again.mode.endswith("A") == mode.endswith("A")
    assert again.size == (40, 30)


def test_words_in_a_png_are_gone() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", MAKER)
    words.add_itxt("Location", "Hannover")
    found = clean_raster(png(drawn(), pnginfo=words, dpi=(300, 300)))
    assert MAKER.encode() not in found.content
    assert b"Hannover" not in found.content
    assert pixels(found.content) == pixels(png(drawn()))


def test_colours_of_a_press_become_those_of_a_screen() -> None:
    stream = io.BytesIO()
    drawn().convert("CMYK").save(stream, "JPEG")
    found = clean_raster(stream.getvalue())
    assert Image.open(io.BytesIO(found.content)).mode == "RGB"


def test_a_profile_of_srgb_goes_and_another_is_reckoned_in() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found = clean_raster(jpeg(icc_profile=srgb))
    assert b"ICC_PROFILE" not in found.content
    assert pixels(found.content) == pixels(jpeg())


def test_the_same_picture_gives_the_same_bytes() -> None:
    for content in (jpeg(turned=6), jpeg(), png(drawn(mode="RGBA"))):
        assert clean_raster(content) == clean_raster(content)


def _bomb(side: int) -> bytes:
    """The head of a PNG that claims to be huge."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    body = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    return body + struct.pack(">I", zlib.crc32(chunk)) + png()[33:]


def test_hostile_and_damaged_pictures_are_refused() -> None:
    assert refused(_bomb(60_000)) == "picture-too-large"
    assert refused(_bomb(8_000)) == "picture-too-large"
    assert refused(jpeg()[:-400]) == "picture-damaged"
    assert refused(png(drawn())[:-60]) == "picture-damaged"
    assert refused(b"GIF89a" + bytes(40)) == "picture-type"
    assert refused(SVG.encode()) == "picture-type"
    assert refused(b"not a picture") == "picture-type"
    assert refused(png(drawn(2, 2))) == "picture-too-small"


def test_a_drawing_keeps_its_shapes_and_loses_its_notes() -> None:
    noted = SVG.replace("<rect", f"<title>{MAKER}</title><metadata>{MAKER}</metadata><rect")
    found = clean_svg(noted.encode())
    assert MAKER.encode() not in found.content
    assert b"linearGradient" in found.content
    assert (found.width, found.height) == (240, 72)
    image = Image.open(io.BytesIO(sandbox.run_reader(drawn_as_png, found, 60.0)))
    assert image.getpixel((image.width - 2, 2))[3] == 0, "see-through where nothing is drawn"
    assert image.getpixel((image.width // 2, image.height // 2))[3] > 0


def test_a_drawing_with_the_usual_doctype_is_taken() -> None:
    doctype = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert b"DOCTYPE" not in clean_svg((doctype + SVG).encode()).content


_USES = "".join(
    f'<g id="a{n}">{f"<use href=&quot;#a{n - 1}&quot;/>".replace("&quot;", chr(34)) * 10}</g>'
    for n in range(1, 9)
)
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "foreign": "<foreignObject><p/></foreignObject>",
    "event": '<rect onload="alert(1)" width="1" height="1"/>',
    "picture": '<image href="file:///etc/passwd" width="9" height="9"/>',
    "other file": '<use href="http://127.0.0.1/x.svg#a"/>',
    "style": '<rect style="fill: url(http://127.0.0.1/x)" width="1" height="1"/>',
    "sheet": "<style>@import url(http://127.0.0.1/x.css);</style>",
    "escaped": r"<style>@\69mport 'x.css';</style>",
    "data": '<use href="data:image/svg+xml,x"/>',
    "words": "<text>Nordwerk</text>",
    "moving": '<rect width="1" height="1"><animate attributeName="x"/></rect>',
    "filter": '<filter id="f"><feTurbulence/></filter>',
    "itself": '<g id="x"><use href="#x"/></g>',
    "growing": f'<rect id="a0" width="1" height="1"/>{_USES}',
    "deep": "<g>" * 60 + "</g>" * 60,
    "many": '<rect width="1" height="1"/>' * 25_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_drawing_that_acts_loads_or_grows_is_refused(name: str) -> None:
    with pytest.raises(DataError) as caught:
        sandbox.run_reader(clean_svg, f"{SVG_HEAD}{HOSTILE[name]}</svg>".encode())
    (problem,) = caught.value.problems
    assert problem.code == "svg-refused"
    assert problem.cure


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG,
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG.replace("/>", "/>&x;"),
        SVG[:-20],
        "<html/>",
        SVG.replace('viewBox="0 0 240 72"', ""),
        SVG.replace('viewBox="0 0 240 72"', 'viewBox="0 0 1e9 1e9"'),
    ],
    ids=["entity", "external entity", "cut off", "no drawing", "no size", "huge"],
)
def test_what_is_no_plain_drawing_is_refused(content: str) -> None:
    with pytest.raises(DataError) as caught:
        sandbox.run_reader(clean_svg, content.encode())
    assert caught.value.problems[0].code in {"svg-refused", "svg-damaged"}
