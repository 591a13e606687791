"""The kinds of files that are accepted, and what is said to those who bring another.

What adults need at work, and what can be made harmless. Images are drawn anew, documents
are looked through. Sound and film are not accepted: what they tell of place and device
could not be taken out of them, and the LMS is the better place for them.
"""

from enum import StrEnum

from lti_social.core.errors import N_

ACCEPTED = N_(
    "This kind of file is not accepted. Accepted are images (JPEG, PNG, WebP, GIF), PDF, "
    "documents of Word, Excel, PowerPoint and LibreOffice without macros, text and CSV."
)
TOO_LARGE = N_("This file is too large.")
EMPTY = N_("This file is empty.")
UNREADABLE = N_("This file is damaged, or is not what its name says.")
LOCKED = N_("This file is protected by a password. Take the protection off first.")
MACROS = N_("This document contains macros or scripts. Save it without them first.")
HOLDS = N_("This PDF holds other files. Send them by themselves.")
UNPACKS = N_("What is packed in this document is too large.")
MANY_POINTS = N_("This image is too large. Make it smaller first.")


class Refused(Exception):
    """A file is not accepted; it says why, in a sentence for the one who brought it."""


class Kind(StrEnum):
    """Each is called as the ending of its name."""

    jpg = "jpg"
    png = "png"
    pdf = "pdf"
    docx = "docx"
    xlsx = "xlsx"
    pptx = "pptx"
    odt = "odt"
    ods = "ods"
    odp = "odp"
    txt = "txt"
    csv = "csv"

    @property
    def is_image(self) -> bool:
        return self in (Kind.jpg, Kind.png)

    @property
    def words(self) -> str:
        return _WORDS[self]

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
_MEDIA_TYPES = {
    Kind.jpg: "image/jpeg",
    Kind.png: "image/png",
    Kind.pdf: "application/pdf",
    Kind.docx: f"{_OFFICE}wordprocessingml.document",
    Kind.xlsx: f"{_OFFICE}spreadsheetml.sheet",
    Kind.pptx: f"{_OFFICE}presentationml.presentation",
    Kind.odt: f"{_OPEN}text",
    Kind.ods: f"{_OPEN}spreadsheet",
    Kind.odp: f"{_OPEN}presentation",
    Kind.txt: "text/plain",
    Kind.csv: "text/csv",
}
_TEXT, _SHEET, _SLIDES = N_("text document"), N_("spreadsheet"), N_("presentation")
_WORDS = {
    Kind.jpg: N_("image"),
    Kind.png: N_("image"),
    Kind.pdf: N_("PDF"),
    Kind.docx: _TEXT,
    Kind.xlsx: _SHEET,
    Kind.pptx: _SLIDES,
    Kind.odt: _TEXT,
    Kind.ods: _SHEET,
    Kind.odp: _SLIDES,
    Kind.txt: N_("plain text"),
    Kind.csv: N_("table (CSV)"),
}
