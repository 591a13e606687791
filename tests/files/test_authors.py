"""What a document tells of who wrote it does not come along."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from lti_social.files.looking import look
from tests.files.pdfs import PACKED, SAYS, by, everything, forms_of, pdf, says
from tests.files.samples import image, office, opened, package

NAME = "Solène Roy"
CORE = (
    f"<p><dc:title>{NAME}</dc:title><dc:creator>{NAME}</dc:creator>"
    f"<cp:lastModifiedBy>{NAME}</cp:lastModifiedBy></p>"
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


def named(made):
    """In all the places where programs write who somebody is."""
    by(NAME)(made)
    made.docinfo["/Company"] = NAME
    page = made.pages[0].obj
    page.PieceInfo = Dictionary(Program=Dictionary(Private=String(NAME)))
    page.Resources = Dictionary(XObject=Dictionary(Photo=photograph(made)))
    remark = Dictionary(Subtype=Name.Text, Rect=[0, 0, 9, 9], T=NAME, Contents="À revoir")
    field = Dictionary(Subtype=Name.Widget, FT=Name.Tx, Rect=[0, 0, 9, 9], T="Prix")
    signature = Dictionary(Type=Name.Sig, ByteRange=[0, 1], Contents=NAME, Name=NAME)
    signed = Dictionary(Subtype=Name.Widget, FT=Name.Sig, Rect=[0, 0, 9, 9], T="Ici")
    signed.V = made.make_indirect(signature)
    fields = Array([made.make_indirect(one) for one in (field, signed)])
    page.Annots = Array([remark, *fields])
    made.Root.AcroForm = Dictionary(Fields=fields)


def photograph(made):
    exif = Image.Exif()
    exif[0x013B] = NAME
    content = image("JPEG", exif=exif, comment=NAME.encode())
    how = {"Subtype": Name.Image, "Filter": Name.DCTDecode, "Width": 60, "Height": 40}
    return made.make_stream(content, **how)


@pytest.mark.parametrize("saved", [{}, PACKED], ids=["in plain sight", "packed"])
def test_a_pdf_forgets_it_wherever_it_stands(saved):
    content = pdf(named, **saved)
    assert sum(everything(content).count(form) for form in forms_of(NAME)) > 5

    kept = look("a.pdf", BytesIO(content)).content.read()

    assert not any(form in everything(kept) for form in forms_of(NAME))
    assert says(kept) == [SAYS]
    for words in ("À revoir", "Prix", "Ici"):
        assert any(form in everything(kept) for form in forms_of(words))


def test_the_photographs_of_a_document_forget_their_cameras():
    exif = Image.Exif()
    exif[0x013B] = NAME
    photo = image("JPEG", exif=exif, icc_profile=b"colours", comment=NAME.encode())
    content = office(**{"word/media/image1.jpeg": photo})

    with ZipFile(look("a.docx", BytesIO(content)).content) as document:
        kept = document.read("word/media/image1.jpeg")

    assert NAME.encode() not in kept
    assert b"colours" in kept
    with Image.open(BytesIO(kept)) as one, Image.open(BytesIO(photo)) as other:
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("part", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff", b"texte"])
def test_what_is_no_photograph_stays_as_it_is(part):
    content = office(**{"word/media/image1.jpg": part})

    with ZipFile(look("a.docx", BytesIO(content)).content) as document:
        assert document.read("word/media/image1.jpg") == part
