"""Whatever bytes come, a file is accepted, or refused with a sentence."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from lti_social.files.kinds import Kind, Refused
from lti_social.files.looking import look
from lti_social.files.naming import LONGEST, named
from tests.files import pdfs, samples

GOOD = [
    *(samples.image(format) for format in ("PNG", "JPEG", "WEBP", "GIF")),
    samples.telling("JPEG"),
    samples.moving(),
    samples.office(),
    samples.opened(),
    pdfs.pdf(**pdfs.PACKED),
    pdfs.pdf(),
    b"Une ligne.\n",
]
names = st.sampled_from(["a.png", "a.docx", "a.pdf", "a.txt", "a.csv", ""])
damage = st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 255)), max_size=6)


def accepted_or_refused(name: str, content: bytes) -> None:
    try:
        looked = look(name, BytesIO(content))
    except Refused:
        return
    assert looked.size == len(looked.content.read()) > 0


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(GOOD), damage, st.integers(0, 5_000), names)
def test_a_damaged_file(good, damage, cut, name):
    content = bytearray(good[: cut or None])
    for at, byte in damage:
        if content:
            content[at % len(content)] = byte

    accepted_or_refused(name, bytes(content))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=2_000), names)
def test_any_bytes(content, name):
    accepted_or_refused(name, content)


@given(st.text(max_size=200))
def test_any_name(sent):
    name = named(sent, Kind.pdf)
    assert name.endswith(".pdf")
    assert 4 < len(name) <= LONGEST + 4
    assert not set('/\\<>:"|?*%#&;`\0\r\n\u202e') & set(name)
    assert not name.startswith(".")
