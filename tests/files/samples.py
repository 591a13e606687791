"""Files as people have them, and as those make them who mean no good."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.files.pdfs import says

WORDS = "[Content_Types].xml"
OOXML = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": f"{OOXML}wordprocessingml.document.main+xml",
    "xlsx": f"{OOXML}spreadsheetml.sheet.main+xml",
    "pptx": f"{OOXML}presentationml.presentation.main+xml",
}
SECRET = b"Tours, 14 rue des Halles"


def image(
    format: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **how
) -> bytes:
    out = BytesIO()
    colour = (0, 128, 128, 90) if mode == "RGBA" else "teal"
    Image.new(mode, size, colour).save(out, format, **how)
    return out.getvalue()


def telling(format: str) -> bytes:
    """An image that says where it was taken, in all the ways its format has."""
    exif = Image.Exif()
    exif[0x010E], exif[0x8825] = SECRET.decode(), {1: "N", 2: (47.0, 23.0, 0.0)}
    how = {"exif": exif, "comment": SECRET, "xmp": b"<x>" + SECRET + b"</x>"}
    if format == "PNG":
        how["pnginfo"] = PngInfo()
        how["pnginfo"].add_text("Comment", SECRET.decode())
    return image(format, icc_profile=SECRET * 20, **how)


def moving(frames: int = 3, format: str = "GIF") -> bytes:
    out = BytesIO()
    first, *others = (Image.new("RGB", (20, 20), (n, 0, 0)) for n in range(frames))
    first.save(out, format, save_all=True, append_images=others)
    return out.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A few bytes that promise an image of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return (
            struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + packed + chunk(b"IEND", b"")


def package(parts: dict[str, bytes | str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def office(kind: str = "docx", main: str | None = None, **parts: bytes) -> bytes:
    types = f'<Types><Override ContentType="{main or MAIN[kind]}"/></Types>'
    return package({WORDS: types, "word/document.xml": "<w:p>Bonjour</w:p>", **parts})


def opened(kind: str = "text", manifest: str = "<manifest/>", **parts: bytes) -> bytes:
    said = {"mimetype": f"application/vnd.oasis.opendocument.{kind}"}
    return package({**said, "META-INF/manifest.xml": manifest, "content.xml": "", **parts})


def locked(content: bytes) -> bytes:
    """With the mark of a password on its first part."""
    marked = bytearray(content)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        marked[content.index(sign) + at] |= 1
    return bytes(marked)


def bomb(size: int) -> bytes:
    return office(**{"word/media/zeros.bin": b"\0" * size})


def parts_of(content: bytes) -> dict[str, bytes] | list[bytes] | bytes:
    """What a package holds, by name, or a PDF, by page; anything else as it is."""
    if content.startswith(b"%PDF"):
        return says(content)
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}
