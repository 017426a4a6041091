"""Image files decoded: the right way up, in three colours, of a size that the recogniser can take."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from worker.errors import PermanentError, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_MOST_PIXELS = 400_000_000
_WORKED_ON = 40_000_000  # a broadsheet at 250 dpi
_USUAL_DPI = 200.0
_PLAUSIBLE = (500.0, 2600.0)  # points: the longer side of a page
_POINTS = 72.0
_WHITE = 255.0
_DEPTHS = (1.0, 255.0, 65535.0)  # white of fractions, and of eight and sixteen bits
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")


class ShownImage(NamedTuple):
    """Rows, columns and three colours, and pixels an inch."""

    image: NDArray[np.uint8]
    dpi: float


def images_of(data: bytes) -> Iterator[ShownImage]:
    """Yield the images of a file, one after the other.

    Raises:
        PermanentError: Code ``broken_image``; too_large: more pixels than any page has.
    """
    try:
        with warnings.catch_warnings():
            # Pillow warns of decompression bombs; the size is looked at below, before anything is decoded.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
            for frame in range(getattr(opened, "n_frames", 1)):
                opened.seek(frame)
                yield _shown(opened)
    except UnidentifiedImageError as error:  # its own words name an object of Python's
        raise PermanentError(
            "the image is broken: it cannot be recognised as one", "Scan or save it again.", "broken_image", "read"
        ) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise PermanentError(
            f"the image is broken ({error})", "Scan or save it again.", "broken_image", "read"
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large() from error


def _shown(opened: Image.Image) -> ShownImage:
    width, height = opened.size
    if width * height > _MOST_PIXELS:
        raise _too_large()
    dpi = _dpi(opened)
    image = _in_colours(ImageOps.exif_transpose(opened))
    shrink = (_WORKED_ON / (width * height)) ** 0.5
    if shrink < 1:
        image = image.resize((max(1, int(image.width * shrink)), max(1, int(image.height * shrink))))
        dpi *= shrink
    return ShownImage(np.asarray(image, dtype=np.uint8), dpi)


def _in_colours(image: Image.Image) -> Image.Image:
    """Return an image in three colours of eight bits, as it is seen on white paper."""
    if image.mode.startswith(("I", "F")):  # sixteen bits a pixel and more: Pillow would cut off all above eight
        values = np.asarray(image, dtype=np.float32)
        top = float(values.max(initial=0.0))
        bits = next((each for each in _DEPTHS if top <= each), top)
        image = Image.fromarray((values.clip(0.0) * (_WHITE / bits)).astype(np.uint8))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")


def _dpi(opened: Image.Image) -> float:
    """Return what the file says of its resolution, where that gives a page of a plausible size."""
    longer = max(opened.size)
    try:
        stated = float(opened.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError):
        stated = 0.0
    if stated > 0 and _PLAUSIBLE[0] <= longer * _POINTS / stated <= _PLAUSIBLE[1]:
        return stated
    return plausible_dpi(longer)


def plausible_dpi(longer: float) -> float:
    """Return the resolution at which an image whose longer side has so many pixels is a page of a usual size."""
    points = min(_PLAUSIBLE[1], max(_PLAUSIBLE[0], longer * _POINTS / _USUAL_DPI))
    return max(1.0, longer) * _POINTS / points


def _too_large() -> TooLargeError:
    return TooLargeError(f"the image has more than {_MOST_PIXELS:,} pixels", "Scan it with 200 to 300 dpi.")
