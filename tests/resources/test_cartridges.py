"""Common Cartridges and thin ones, whole and broken."""

import pytest

from lti_social.resources.sources import cartridge
from lti_social.resources.sources.cartridge import (
    BROKEN_LINK,
    LOST_RESOURCE,
    NEW_VERSION,
    NOT_A_CARTRIDGE,
    NOT_A_ZIP,
    STRANGE_ELEMENT,
    STRANGE_TYPE,
)
from lti_social.resources.sources.meta import Kind, Mender, Remark, Unavailable
from tests.resources.cartridges import THIN_1_3, full, packed, plain


def shape(listing):
    return [(one.lms_id, one.parent, one.position, one.kind) for one in listing.resources]


def test_a_common_cartridge_comes_in_whole():
    listing = cartridge.listing(full())

    assert shape(listing) == [
        ("item:I_2", None, 0, Kind.section),
        ("item:I_3", "item:I_2", 0, Kind.file),
        ("item:I_4", "item:I_2", 1, Kind.link),
        ("item:I_5", "item:I_2", 2, Kind.section),
        ("item:I_6", "item:I_5", 0, Kind.quiz),
        ("item:I_7", "item:I_5", 1, Kind.forum),
        ("item:I_8", None, 1, Kind.section),
        ("item:I_9", "item:I_8", 0, Kind.video),
        ("item:I_10", "item:I_8", 1, Kind.tool),
        ("item:I_11", "item:I_8", 2, Kind.page),
    ]
    by_id = {one.lms_id: one for one in listing.resources}
    assert by_id["item:I_2"].title == "Préparer le rendez-vous"
    assert by_id["item:I_4"].url == "https://example.org/ecoute?x=1&y=2"
    assert by_id["item:I_3"].files[0].name == "fiche.pdf"
    assert by_id["item:I_3"].mime == "application/pdf"
    assert [one.lms_id for one in listing.resources if not one.visible] == ["item:I_11"]
    assert listing.remarks == ()


def test_a_thin_one_carries_its_links_in_the_manifest():
    listing = cartridge.listing(packed(THIN_1_3))

    assert [(one.title, one.kind, one.url) for one in listing.resources] == [
        ("Un article", Kind.link, "https://example.org/article"),
        ("Un outil", Kind.tool, None),
        ("Un devoir", Kind.assignment, None),
        ("Un livre", Kind.other, None),
        ("Perdu", Kind.section, None),
    ]
    assert listing.remarks == (
        Remark.of(STRANGE_TYPE, type="idpfepub_epubv3p0"),
        Remark.of(LOST_RESOURCE, title="Perdu"),
        Remark.of(STRANGE_ELEMENT, element="variant"),
    )


def test_the_same_cartridge_twice_says_the_same():
    first, second = (cartridge.listing(full()) for _ in range(2))

    assert [r.fingerprint for r in first.resources] == [
        r.fingerprint for r in second.resources
    ]


@pytest.mark.parametrize(
    "link",
    ["<webLink><url href='javascript:alert(1)'/></webLink>", "<webLink/>", "<a", "", None],
    ids=["script", "empty", "broken", "nothing", "missing"],
)
def test_a_web_link_that_leads_nowhere_is_told(link):
    table = plain(
        '<item identifier="i" identifierref="r"><title>Lien</title></item>',
        '<resource identifier="r" type="imswl_xmlv1p2"><file href="l.xml"/></resource>',
    )
    files = {} if link is None else {"l.xml": link}
    listing = cartridge.listing(packed(table, **files))

    assert listing.resources[0].url is None
    assert Remark.of(BROKEN_LINK, title="Lien") in listing.remarks


def test_a_newer_version_is_read_and_told():
    newer = plain("<item identifier='i'><title>Un</title></item>").replace("1.2.0", "1.4.0")
    listing = cartridge.listing(packed(newer))

    assert [one.title for one in listing.resources] == ["Un"]
    assert listing.remarks == (Remark.of(NEW_VERSION, version="1.4.0"),)


def test_items_without_names_or_with_the_same_one_are_kept_apart_where_possible():
    listing = cartridge.listing(packed(plain("<item/><item/><item identifier='1'/>")))

    assert [one.lms_id for one in listing.resources] == ["item:0", "item:1"]
    assert {one.title for one in listing.resources} == {"…"}


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (packed(None, readme="hello"), NOT_A_CARTRIDGE),
        (packed(plain().replace("Common Cartridge", "Content")), NOT_A_CARTRIDGE),
        (packed("<manifest xmlns='x'/>"), NOT_A_CARTRIDGE),
    ],
    ids=["no manifest", "content package", "no metadata"],
)
def test_what_is_no_cartridge_is_refused(file, reason):
    assert refusal(file) == reason


def test_what_is_no_zip_is_refused():
    whole = full().getvalue()
    for broken in (b"", b"hello", whole[:200], whole[: len(whole) // 2] + whole[-100:]):
        file = packed(None)
        file.seek(0)
        file.truncate()
        file.write(broken)
        assert refusal(file) in (NOT_A_ZIP, NOT_A_CARTRIDGE)


def refusal(file):
    with pytest.raises(Unavailable) as refused:
        cartridge.listing(file)
    assert refused.value.mender is Mender.trainer
    return refused.value.reason
