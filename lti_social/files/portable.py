"""PDF documents, without programs and locks, and without what they tell of who wrote them.

Read and written anew by qpdf: what is kept is what its readers would find, and nothing
that stands before, between or behind. What the pages say is not touched; what it says of
itself, who commented or signed, and the cameras of its photographs are gone.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from lti_social.files.kinds import HOLDS, LOCKED, MACROS, UNREADABLE, Refused
from lti_social.files.photographs import without_segments

UNPACKED = 50_000_000  # bytes of one stream of objects

_END = b"%%EOF"
_SPACE = b"\0\r\n\t "
_PROGRAMS: Final = (Name.JavaScript, Name.JS, Name.Launch, Name.RichMedia)
_OF_ITSELF: Final = (Name.Metadata, Name.PieceInfo, Name.DSS, Name.Perms)

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=UNPACKED,
    run_length_max_memory=UNPACKED,
    png_max_memory=UNPACKED,
    tiff_max_memory=UNPACKED,
    dct_max_memory=UNPACKED,
    max_stream_filters=4,
    parser_max_container_size=1_000_000,
    doc_max_warnings=1_000,
)


def portable(content: BinaryIO) -> BinaryIO:
    """Raises Refused, with a sentence."""
    data = content.read()
    if _END not in data[-64:] or data[data.rindex(_END) + len(_END) :].strip(_SPACE):
        raise Refused(UNREADABLE)
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _anew(pdf)
    except pikepdf.PasswordError:
        raise Refused(LOCKED) from None
    except pikepdf.PikepdfError:
        raise Refused(UNREADABLE) from None


def _anew(pdf: Pdf) -> BinaryIO:
    if pdf.is_encrypted:
        raise Refused(LOCKED)
    for thing in pdf.objects:
        for part in _parts(thing):
            _look(part)
            _forget(part)
    if Name.Info in pdf.trailer:
        del pdf.trailer[Name.Info]
    out = BytesIO()
    pdf.save(out)
    out.seek(0)
    return out


def _parts(thing: Object) -> Iterator[Object]:
    """A dictionary and those within it; what it only refers to has its own turn."""
    todo = [thing]
    while todo:
        one = todo.pop()
        if isinstance(one, Array):
            within = list(one)
        elif isinstance(one, Dictionary | Stream):
            yield one
            within = [value for _, value in one.items()]
        else:
            continue
        todo += [
            each
            for each in within
            if isinstance(each, Dictionary | Array) and not each.is_indirect
        ]


def _look(part: Object) -> None:
    if any(name in part for name in _PROGRAMS) or part.get(Name.S) in _PROGRAMS:
        raise Refused(MACROS)
    if part.get(Name.Subtype) in _PROGRAMS:
        raise Refused(MACROS)
    if Name.EF in part:
        raise Refused(HOLDS)


def _forget(part: Object) -> None:
    for name in _OF_ITSELF:
        if name in part:
            del part[name]
    if part.get(Name.Subtype) != Name.Widget and Name.Rect in part and Name.T in part:
        del part[Name.T]  # of a comment; a field's is the field's own name
    signed = part.get(Name.V)
    if isinstance(signed, Dictionary) and Name.ByteRange in signed:
        del part[Name.V]  # written anew it would not hold
    if isinstance(part, Stream) and part.get(Name.Filter) == Name.DCTDecode:
        drawn = part.read_raw_bytes()
        if (plain := without_segments(drawn)) != drawn:
            part.write(plain, filter=Name.DCTDecode)
