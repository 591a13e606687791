"""PDF documents as programs write them, and as those do who mean no good."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf

SAYS = b"BT (Bonjour) Tj ET"
PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}  # as most of today
Change = Callable[[Pdf], None]


def pdf(change: Change = lambda _: None, **saved: Any) -> bytes:
    """One page that says good day, with that change."""
    made = pikepdf.new()
    made.add_blank_page()
    made.pages[0].Contents = made.make_stream(SAYS)
    change(made)
    out = BytesIO()
    made.save(out, **saved)
    return out.getvalue()


def says(content: bytes) -> list[bytes]:
    """What stands on each page."""
    with pikepdf.open(BytesIO(content)) as opened:
        return [page.Contents.read_bytes() for page in opened.pages]


def everything(content: bytes) -> bytes:
    """In plain sight."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as opened:
        opened.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )
    return out.getvalue()


def by(name: str) -> Change:
    def change(made: Pdf) -> None:
        made.docinfo.Author = made.docinfo.Title = name
        made.Root.Metadata = made.make_stream(f"<dc:creator>{name}</dc:creator>".encode())

    return change


def forms_of(words: str) -> tuple[bytes, ...]:
    """As words may stand in a PDF."""
    return tuple(words.encode(name) for name in ("utf-8", "utf-16-be", "latin-1"))


def scripted(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def starting(made: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
    link.A = Dictionary(S=Name.Launch, F="cmd.exe")
    made.pages[0].Annots = made.make_indirect(pikepdf.Array([link]))


def holding(made: Pdf) -> None:
    made.attachments["facture.exe"] = b"MZ"


def endless(size: int) -> bytes:
    """Its root stands in a stream that unpacks to more than that."""
    packed = zlib.compress(b"4 0 " + b" " * size + b"<</Type/Catalog/Pages 1 0 R>>")
    said = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(packed)
    objects = (
        b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        b"<</Type/Page/Parent 1 0 R/MediaBox[0 0 9 9]>>",
        said + b"stream\n" + packed + b"\nendstream",
    )
    file, rows = b"%PDF-1.7\n", [(0, 0, 0)]
    for number, one in enumerate(objects, 1):
        rows.append((1, len(file), 0))
        file += b"%d 0 obj" % number + one + b"endobj\n"
    start = len(file)
    rows += [(2, 3, 0), (1, start, 0)]
    table = b"".join(bytes([a]) + b.to_bytes(4) + bytes([c]) for a, b, c in rows)
    said = b"5 0 obj<</Type/XRef/Size 6/W[1 4 1]/Root 4 0 R/Length %d>>" % len(table)
    file += said + b"stream\n" + table + b"\nendstream endobj\n"
    return file + b"startxref\n%d\n%%%%EOF\n" % start
