"""Files of those who mean no good, or were sent something they do not know."""

import gzip
import struct
from collections.abc import Callable
from io import BytesIO

import pytest
from pikepdf import Encryption

from lti_social.files.kinds import (
    ACCEPTED,
    EMPTY,
    HOLDS,
    LOCKED,
    MACROS,
    MANY_POINTS,
    UNPACKS,
    UNREADABLE,
)
from lti_social.files.looking import look
from lti_social.threads.models import Post
from tests.cohorts.launching import says
from tests.files import pdfs, samples
from tests.files.conftest import THREAD

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\0" + b"\0" * 200
ENCRYPTED = '<manifest:encryption-data manifest:checksum="x"/>'

REFUSED: dict[str, tuple[str, Callable[[], bytes] | bytes, str]] = {
    "nothing": ("vide.txt", b"", EMPTY),
    "a drawing with a script": ("logo.svg", SVG, ACCEPTED),
    "a drawing called an image": ("logo.png", SVG, ACCEPTED),
    "a drawing called a text": ("logo.txt", SVG, ACCEPTED),
    "a drawing, packed": ("logo.svgz", gzip.compress(SVG), ACCEPTED),
    "a page": ("page.html", b"<!doctype html>" + SCRIPT, ACCEPTED),
    "a page called a text": ("page.txt", b"\xef\xbb\xbf \n<HTML>" + SCRIPT, ACCEPTED),
    "a page in a table": ("page.csv", b"a;b\n" + SCRIPT, ACCEPTED),
    "a page in two bytes a letter": ("p.txt", "<html>".encode("utf-16"), ACCEPTED),
    "a page called a PDF": ("page.pdf", b"<html>%PDF-1.4", ACCEPTED),
    "a feed": ("feed.xml", b"<?xml version='1.0'?><a/>", ACCEPTED),
    "a script": ("run.js", b"alert(1)", ACCEPTED),
    "a shell script called a text": ("run.txt", b"#!/bin/sh\nrm -rf /", ACCEPTED),
    "a batch called a text": ("run.txt", b"@ECHO off\r\ndel *", ACCEPTED),
    "a script of a server": ("x.csv", b"a;<?php system('id');", ACCEPTED),
    "PostScript called a text": ("x.txt", b"%!PS-Adobe-3.0", ACCEPTED),
    "a program": ("jeu.exe", EXE, ACCEPTED),
    "a program called a document": ("facture.docx", EXE, ACCEPTED),
    "a program called a PDF": ("facture.pdf", EXE, ACCEPTED),
    "a program called a text": ("facture.txt", EXE, ACCEPTED),
    "an old document, which may hold macros": (
        "a.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        ACCEPTED,
    ),
    "a film": ("f.mp4", b"\0\0\0\x20ftypisom" + b"\0" * 60, ACCEPTED),
    "an archive": ("a.zip", samples.package({"a.txt": b"a"}), ACCEPTED),
    "a program of Java": (
        "a.docx",
        samples.package({"META-INF/MANIFEST.MF": b"a", "A.class": b"b"}),
        ACCEPTED,
    ),
    "another kind of archive": ("a.gz", gzip.compress(b"a" * 999), ACCEPTED),
    "a book": ("a.odt", samples.package({"mimetype": "application/epub+zip"}), ACCEPTED),
    "an image that stops": ("a.png", samples.image()[:60], UNREADABLE),
    "an image that lies": ("a.png", b"\x89PNG\r\n\x1a\n" + SCRIPT, UNREADABLE),
    "an image of a billion points": ("a.png", samples.png_of(40_000, 40_000), MANY_POINTS),
    "an image just too large": ("a.png", samples.png_of(10_000, 5_001), MANY_POINTS),
    "an image of no size": ("a.png", samples.png_of(0, 0), UNREADABLE),
    "a document with macros": (
        "a.docx",
        samples.office(**{"word/vbaProject.bin": b"x"}),
        MACROS,
    ),
    "a document that says it has macros": (
        "a.xlsx",
        samples.office(main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        MACROS,
    ),
    "an open document with macros": (
        "a.ods",
        samples.opened("spreadsheet", **{"Basic/Standard/Module1.xml": b"x"}),
        MACROS,
    ),
    "a document with a control that runs": (
        "a.docx",
        samples.office(**{"word/activeX/activeX1.xml": b"x"}),
        MACROS,
    ),
    "a document with a program inside": (
        "a.pptx",
        samples.office("pptx", **{"ppt/media/setup.exe": EXE}),
        MACROS,
    ),
    "a document with a way out": (
        "a.docx",
        samples.office(**{"../../etc/cron.d/x": b"x"}),
        UNREADABLE,
    ),
    "a document with a password": ("a.docx", samples.locked(samples.office()), LOCKED),
    "an open document with a password": (
        "a.odt",
        samples.opened(manifest=ENCRYPTED),
        LOCKED,
    ),
    "a bomb": ("a.docx", lambda: samples.bomb(200_000_001), UNPACKS),
    "a document of a million parts": (
        "a.docx",
        lambda: samples.office(**{f"p/{n}": b"" for n in range(5_001)}),
        UNPACKS,
    ),
    "a document that lies about its sizes": (
        "a.docx",
        lambda: _smaller_than_it_is(samples.bomb(1_000_000)),
        UNREADABLE,
    ),
    "a document that stops": ("a.docx", samples.office()[:-30], UNREADABLE),
    "a document with a page behind": ("a.docx", samples.office() + SCRIPT, UNREADABLE),
    "an archive behind an archive": (
        "a.docx",
        samples.office() + samples.office(),
        UNREADABLE,
    ),
    "a PDF with a script": ("a.pdf", pdfs.pdf(pdfs.scripted), MACROS),
    "a PDF with a script in other letters": (
        "a.pdf",
        pdfs.pdf(pdfs.scripted).replace(b"/JavaScript", b"/J#61vaScript"),
        MACROS,
    ),
    "a PDF with a script out of sight": (
        "a.pdf",
        pdfs.pdf(pdfs.scripted, **pdfs.PACKED),
        MACROS,
    ),
    "a PDF that starts a program": ("a.pdf", pdfs.pdf(pdfs.starting), MACROS),
    "a PDF with files within": ("a.pdf", pdfs.pdf(pdfs.holding), HOLDS),
    "a PDF with a password": ("a.pdf", pdfs.pdf(encryption=Encryption("a", "b")), LOCKED),
    "a PDF that may not be changed": (
        "a.pdf",
        pdfs.pdf(encryption=Encryption("a", "")),
        LOCKED,
    ),
    "a PDF that unpacks without end": (
        "a.pdf",
        lambda: pdfs.endless(50_000_001),
        UNREADABLE,
    ),
    "a PDF with a page behind": ("a.pdf", pdfs.pdf() + SCRIPT, UNREADABLE),
    "a PDF that is an archive too": (
        "a.pdf",
        pdfs.pdf() + samples.package({"a.js": b"x"}),
        UNREADABLE,
    ),
    "a PDF that stops": ("a.pdf", pdfs.pdf()[:30], UNREADABLE),
    "a PDF without its middle": (
        "a.pdf",
        pdfs.pdf()[:30] + b"\n%%EOF\n",
        UNREADABLE,
    ),
}


def _smaller_than_it_is(document: bytes) -> bytes:
    """Its list of parts says that a million zeros are ten."""
    return document.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_a_sentence_and_the_text_is_kept(
    town, asks, kept, name, content, sentence
):
    answer = asks((name, content() if callable(content) else content))

    assert answer.status_code == 422
    assert says(answer.text, sentence)
    assert name in answer.text
    assert THREAD["body"] in answer.text
    assert kept() == []
    assert town.rows(town.vente, Post) == []


@pytest.mark.parametrize(
    "unit",
    [b' author=""', b"<a author=", b"<dc:creator>", b"<w:ins ", b" ' author=\"'", b"aa:"],
)
def test_a_document_of_a_few_bytes_does_not_keep_everybody_waiting(unit):
    """What would take the square of its length would take hours here."""
    content = samples.office(**{"word/comments.xml": b"<a" + unit * 300_000})

    look("a.docx", BytesIO(content))


DRAWN_ANEW = {
    "a page behind an image": ("a.png", samples.image() + SCRIPT),
    "an archive behind an image": ("a.gif", samples.moving() + samples.office()),
    "an image that tells where it was taken": ("a.jpg", samples.telling("JPEG")),
    "an image with words in it": ("a.png", samples.telling("PNG")),
    "another": ("a.webp", samples.telling("WEBP")),
    "a page in the comment of an image": ("a.gif", samples.image("GIF", comment=SCRIPT)),
    "a page's name on an image": ("a.html", samples.image("JPEG")),
    "a program's name on an image": ("a.php.exe", samples.image("WEBP")),
    "an image that moves": ("a.gif", samples.moving(30)),
}


@pytest.mark.parametrize(("name", "content"), DRAWN_ANEW.values(), ids=DRAWN_ANEW)
def test_of_an_image_only_the_points_are_kept(solene, asks, kept, name, content):
    assert asks((name, content)).status_code == 200

    (row,) = kept()
    file = solene.open(f"/files/{row.id}/{row.name}")
    assert file.headers["content-type"] in ("image/png", "image/jpeg")
    assert row.name in ("a.png", "a.jpg", "a.php.jpg", "a.php.png")
    for word in (b"script", b"PK", samples.SECRET, b"Exif", b"ICC", b"acTL"):
        assert word not in file.content


NAMES = {
    "../../etc/passwd.png": "passwd.png",
    "C:\\Users\\Solène\\photo.png": "photo.png",
    "a\r\nSet-Cookie: x=1.png": "a 0D 0ASet-Cookie x=1.png",  # as browsers say it
    "<img src=x onerror=alert(1)>.png": "img src=x onerror=alert(1).png",
    "gnp.\u202eexe.png": "gnp.exe.png",
    ".htaccess": "htaccess.png",
    "..": "png.png",
    "a" * 300 + ".png": "a" * 80 + ".png",
    "Été à l’œuvre.png": "Été à l’œuvre.png",
}


@pytest.mark.parametrize(("sent", "name"), NAMES.items(), ids=range(len(NAMES)))
def test_a_name_is_a_name_and_nothing_else(solene, asks, kept, sent, name):
    answer = asks((sent, samples.image()))

    assert [row.name for row in kept()] == [name]
    assert "<img src=x" not in answer.text
    assert solene.open(f"/files/{kept()[0].id}/{name}").status_code == 200
