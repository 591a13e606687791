"""Cartridges made to hurt: refused with a sentence, soon, and for little memory."""

import struct
import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest

from lti_social.resources.sources.cartridge import (
    LEADS_OUT,
    NOT_A_ZIP,
    TOO_LARGE,
    TOO_MANY_FILES,
)
from lti_social.resources.sources.manifest import BROKEN, HOSTILE, TOO_DEEP, TOO_MANY
from tests.resources.cartridges import packed, plain
from tests.resources.test_cartridges import refusal

SECONDS, BYTES = 10, 128 * 1024 * 1024
LAUGHS = """<!DOCTYPE manifest [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>"""
OUTSIDE = """<!DOCTYPE manifest [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""
ITEM = "<item identifier='{}'><title>x</title></item>"


def bomb():
    """A manifest of a few kilobytes that would be three hundred megabytes."""
    file = BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("imsmanifest.xml", "w") as manifest,
    ):
        for _ in range(300):
            manifest.write(b" " * 1024 * 1024)
    return file


def liar():
    """It promises a small manifest, and the index is where the lie stands."""
    file = bomb()
    content = bytearray(file.getvalue())
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, at + 24, 100)
    return BytesIO(bytes(content))


def many_files():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        for number in range(100_000):
            package.writestr(zipfile.ZipInfo(f"files/{number:060}"), b"")
    return file


def endless_index():
    """It says that its list of files is four gigabytes long."""
    content = bytearray(packed(plain()).getvalue())
    struct.pack_into("<L", content, content.rindex(b"PK\x05\x06") + 12, 2**32 - 1)
    return BytesIO(bytes(content))


def of(items="", resources=""):
    return lambda: packed(plain(items, resources))


HOSTILE_ONES = {
    "bomb": (bomb, TOO_LARGE),
    "bomb that lies": (liar, NOT_A_ZIP),
    "entities within entities": (lambda: packed(LAUGHS + plain("&c;")), HOSTILE),
    "an entity that reads files": (lambda: packed(OUTSIDE + plain("&a;")), HOSTILE),
    "a document type": (lambda: packed("<!DOCTYPE manifest>" + plain()), HOSTILE),
    "files outside": (lambda: packed(plain(), **{"..__..__etc__passwd": "x"}), LEADS_OUT),
    "a root": (lambda: packed(plain(), **{"__etc__passwd": "x"}), LEADS_OUT),
    "a drive": (lambda: packed(plain(), **{"C:\\x": "x"}), LEADS_OUT),
    "addresses outside": (
        of("", "<resource identifier='r' type='webcontent' href='a/../../b'/>"),
        LEADS_OUT,
    ),
    "100,000 items": (of("".join(map(ITEM.format, range(100_000)))), TOO_MANY),
    "100,000 items deep": (of("<item>" * 100_000 + "</item>" * 100_000), TOO_DEEP),
    "a million elements": (of("", "<x/>" * 1_000_000), TOO_MANY),
    "100,000 files": (many_files, TOO_MANY_FILES),
    "an endless index": (endless_index, TOO_MANY_FILES),
    "unfinished": (lambda: packed(plain()[:-20]), BROKEN),
    "not of this alphabet": (
        lambda: packed(b"<?xml version='1.0' encoding='x'?><a/>"),
        BROKEN,
    ),
}


@pytest.mark.parametrize(("make", "reason"), HOSTILE_ONES.values(), ids=HOSTILE_ONES)
def test_it_is_refused_in_bounded_time_and_memory(make, reason):
    file = make()
    tracemalloc.start()
    began = time.process_time()
    try:
        assert refusal(file) == reason
        assert time.process_time() - began < SECONDS
        assert tracemalloc.get_traced_memory()[1] < BYTES
    finally:
        tracemalloc.stop()
