"""Photographs and drawn logos (JPEG, PNG), made fit to stand in a file that goes to others.

They are turned as the camera says, their colours are sRGB or grey, and nothing tells where,
when and with what they were taken. To be called in the guarded process: the files are of others.
"""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from ..document import Picture
from ..errors import worded
from ..sandbox.pictures import MAX_PIXELS
from .faults import fault
from .jpeg import TornError, without_metadata

_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = 1
_QUALITY: Final = 92
_LOOK: Final = "Open it in a picture program and save it again as JPEG or PNG."
# A picture of fewer pixels a side shows nothing.
_LEAST_SIDE: Final = 4


def clean_raster(content: bytes) -> Picture:
    """The picture in ``content``, a JPEG or PNG file, cleaned.

    Raises:
        DataError: it is neither, is damaged, or larger than a page needs.

    """
    # WeasyPrint lets Pillow pass over what is missing; evidence must be whole.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
                _check_size(image)
                return _cleaned(image, content)
    except UnidentifiedImageError as error:
        raise fault("picture-type", "this is no JPEG or PNG picture.", _LOOK) from error
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, ValueError, SyntaxError, TornError) as error:
        raise fault("picture-damaged", "the picture is damaged or was cut off.", _LOOK) from error


def _too_large() -> Exception:
    return fault(
        "picture-too-large",
        worded("the picture has more than {million} million pixels.", million=MAX_PIXELS // 10**6),
        "Make it smaller; a page shows no more than about 10 million.",
    )


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()
    if min(image.size) < _LEAST_SIDE:
        raise fault("picture-too-small", "the picture has too few pixels to show anything.", _LOOK)


def _cleaned(image: Image.Image, content: bytes) -> Picture:
    is_jpeg = image.format in {"JPEG", "MPO"}
    turned = image.getexif().get(_ORIENTATION, _UPRIGHT) not in {0, _UPRIGHT}
    profile = image.info.get("icc_profile")
    image.load()  # All of it can be read.
    foreign = profile is not None and not _is_srgb(profile)
    if is_jpeg and not turned and not foreign and image.mode in {"RGB", "L"}:
        return Picture("image/jpeg", without_metadata(content), image.width, image.height)
    if turned:
        image = ImageOps.exif_transpose(image)
    plain = _in_srgb(image, profile if foreign else None)
    stream = io.BytesIO()
    if is_jpeg:
        _bare(plain).save(stream, "JPEG", quality=_QUALITY, subsampling=0)
        return Picture("image/jpeg", stream.getvalue(), plain.width, plain.height)
    _bare(plain).save(stream, "PNG")
    return Picture("image/png", stream.getvalue(), plain.width, plain.height)


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone, without any word about them."""
    image.info = {}
    return image


def _is_srgb(profile: bytes) -> bool:
    try:
        told = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError):
        return True  # Nothing can be made of it; programs take such pictures as sRGB.
    return "srgb" in told.lower()


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """``image`` in one of the modes L, LA, RGB and RGBA, its colours turned to sRGB."""
    alpha = image.convert("RGBA").getchannel("A") if _is_see_through(image) else None
    if profile is not None and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        flat = image.convert("RGB") if image.mode == "RGBA" else image
        try:
            image = (
                ImageCms.profileToProfile(
                    flat,
                    ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                    ImageCms.createProfile("sRGB"),
                    outputMode="RGB",
                )
                or flat
            )
        except ImageCms.PyCMSError:
            image = flat
    if image.mode.startswith("I") or image.mode == "F":
        # Sixteen bits a pixel: Pillow would cut what is brighter than 255.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    colours = "L" if image.mode in {"1", "L", "LA"} else "RGB"
    plain = image.convert(colours)
    if alpha is not None:
        plain.putalpha(alpha)
    return plain


def _is_see_through(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
