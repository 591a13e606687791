"""What a document tells of who wrote it does not come along."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from lti_social.files.looking import look
from tests.files.samples import office, opened, package, pdf

NAME = "Solène Roy"
CORE = (
    f"<p><dc:creator>{NAME}</dc:creator><cp:lastModifiedBy>{NAME}</cp:lastModifiedBy></p>"
)
APP = f"<p><Company>{NAME}</Company><Manager>{NAME}</Manager><Pages>3</Pages></p>"
CHANGED = f'<w:ins w:author="{NAME}" w:date="2026"><w:t>author="moi"</w:t></w:ins>'
OFFICE = {
    "docProps/core.xml": CORE,
    "docProps/app.xml": APP,
    "docProps/custom.xml": f"<p><v>{NAME}</v></p>",
    "word/comments.xml": f'<w:comment w:author="{NAME}" w:initials="{NAME}"/>',
    "word/people.xml": f'<w15:person w15:author="{NAME}"/>',
    "word/media/image.bin": "deux mots",
}
SHEET = {
    "docProps/core.xml": CORE,
    "xl/comments1.xml": f"<authors><author>{NAME}</author></authors>",
    "xl/persons/person.xml": f'<person displayName="{NAME}" userId="{NAME}" id="1"/>',
    "xl/workbook.xml": f'<workbook><x15ac:absPath url="C:\\{NAME}\\"/></workbook>',
}
SLIDES = {
    "ppt/commentAuthors.xml": f'<p:cmAuthor id="0" name="{NAME}" initials="{NAME}"/>',
    "ppt/authors.xml": f'<p188:author id="1" name="{NAME}" initials="{NAME}" userId="x"/>',
}
META = (
    f"<m><meta:initial-creator>{NAME}</meta:initial-creator><dc:creator>{NAME}"
    f'</dc:creator><meta:user-defined meta:name="x">{NAME}</meta:user-defined></m>'
)


def kept(name: str, content: bytes) -> dict[str, str]:
    looked = look(name, BytesIO(content))
    with ZipFile(looked.content) as document:
        return {one: document.read(one).decode() for one in document.namelist()}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", office("docx", **{k: v.encode() for k, v in OFFICE.items()})),
        ("a.xlsx", office("xlsx", **{k: v.encode() for k, v in SHEET.items()})),
        ("a.pptx", office("pptx", **{k: v.encode() for k, v in SLIDES.items()})),
    ],
)
def test_an_office_document_forgets_who_wrote_it(name, content):
    with ZipFile(BytesIO(content)) as before:
        parts = before.namelist()

    document = kept(name, content)

    assert list(document) == parts
    assert [part for part, said in document.items() if NAME in said] == []
    assert document["word/document.xml"] == "<w:p>Bonjour</w:p>"


def test_what_the_document_says_stays():
    content = office(**{"docProps/app.xml": APP.encode()})
    with ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    document = kept("a.docx", package(parts | {"word/document.xml": CHANGED}))

    assert "<Pages>3</Pages>" in document["docProps/app.xml"]
    assert '<w:t>author="moi"</w:t>' in document["word/document.xml"]
    assert 'w:author="Author" w:date="2026"' in document["word/document.xml"]


def test_so_does_an_open_document_whose_kind_still_comes_first():
    document = kept("a.odt", opened(**{"meta.xml": META.encode()}))

    assert next(iter(document)) == "mimetype"
    assert [part for part, said in document.items() if NAME in said] == []


def test_what_is_kept_is_a_document_again():
    looked = look("a.docx", BytesIO(office(**{"docProps/core.xml": CORE.encode()})))

    again = look(looked.name, looked.content)

    assert (again.kind, again.name) == (looked.kind, "a.docx")


def test_a_pdf_forgets_it_in_as_many_bytes():
    info = b"2 0 obj<</Author(Sol\\350ne \\(Roy\\))/Title(Le plan)>>endobj\n"
    xmp = "<dc:creator><rdf:li>Solène Roy</rdf:li></dc:creator>".encode()
    content = pdf(info + xmp + b"3 0 obj<</Author<FEFF0053>>>endobj\n")

    said = look("a.pdf", BytesIO(content)).content.read()

    assert len(said) == len(content)
    assert b"Roy" not in said
    assert b"FEFF" not in said
    assert b"/Title(Le plan)" in said
