"""Images are drawn anew, point by point: what else was in their files does not come along.

Of a moving image the first frame is kept: what moves by itself disturbs readers (WCAG
2.2.2), and a thousand frames would be a way to keep a server busy.
"""

from io import BytesIO
from typing import BinaryIO, NamedTuple

from PIL import Image, ImageOps

from lti_social.files.kinds import MANY_POINTS, UNREADABLE, Kind, Refused

POINTS = 50_000_000  # in the image sent: more than today's phones make
SIDE = 2000  # of the image kept: a column of text is 1400 wide at most, on a fine screen

_READ = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 85


class Picture(NamedTuple):
    kind: Kind
    content: BinaryIO
    width: int
    height: int


def redrawn(sent: BinaryIO) -> Picture:
    try:
        return _redrawn(sent)
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused(MANY_POINTS) from error
    except Exception as error:  # decoders fail in a hundred ways
        raise Refused(UNREADABLE) from error


def _redrawn(sent: BinaryIO) -> Picture:
    with Image.open(sent, formats=_READ) as image:
        if image.width * image.height > POINTS:
            raise Refused(MANY_POINTS)
        kind = Kind.jpg if image.format == "JPEG" else Kind.png
        if kind is Kind.jpg:
            image.draft("RGB", (SIDE, SIDE))  # decodes no more points than are needed
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((SIDE, SIDE))
        return _saved(kind, image.format, upright)


def _saved(kind: Kind, format: str | None, upright: Image.Image) -> Picture:
    if upright.has_transparency_data:
        mode = "RGBA"
    else:
        mode = "RGB"
        kind = Kind.jpg if format == "WEBP" else kind
    fresh = Image.new(mode, upright.size)  # it knows nothing but its points
    fresh.paste(upright.convert(mode))
    content = BytesIO()
    if kind is Kind.jpg:
        fresh.save(content, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    else:
        fresh.save(content, "PNG", optimize=True)
    content.seek(0)
    return Picture(kind, content, *fresh.size)
