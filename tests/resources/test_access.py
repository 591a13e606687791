"""The token of a Moodle: tested before it is saved, sealed, and never seen again."""

import logging

import httpx
import pytest
from sqlalchemy import select

from lti_social.core.errors import Invalid
from lti_social.core.wall import open_house
from lti_social.resources import access
from lti_social.resources.models import SourceAccess
from lti_social.resources.sources.meta import Mender, Remark, Unavailable
from lti_social.resources.sources.moodle import MISSING_FUNCTION
from lti_social.resources.sources.moodle_rest import REFUSALS
from tests.resources.fake_site import TOKEN, URL


@pytest.fixture
def tool(app):
    return app.state.lti


def test_a_good_token_says_whose_it_is(town, tool):
    checked = access.tested(tool, URL, TOKEN)

    assert (checked.site, checked.release) == ("Moodle Lab", "4.5.6 (Build: 20250811)")
    assert checked.remarks == ()


def test_a_service_that_lacks_functions_is_told_which(town, tool, site):
    site.lacking = {"core_group_get_group_members"}

    remarks = access.tested(tool, URL, TOKEN).remarks
    assert remarks == (
        Remark.of(MISSING_FUNCTION, function="core_group_get_group_members"),
    )


@pytest.mark.parametrize(
    ("answer", "mender"),
    [
        (httpx.Response(404), Mender.lms_admin),
        (httpx.Response(200, html="<p>Hello</p>"), Mender.lms_admin),
        (httpx.Response(200, json={"hello": 1}), Mender.lms_admin),
        (httpx.Response(200, json=[1]), Mender.lms_admin),
        (httpx.Response(502), Mender.nobody),
    ],
    ids=["404", "a page", "another service", "a list", "502"],
)
def test_what_is_no_moodle_is_found_out(town, tool, site, answer, mender):
    site.answers = [answer]
    with pytest.raises(Unavailable) as refused:
        access.tested(tool, URL, TOKEN)

    assert refused.value.mender is mender


def test_a_wrong_token_is_found_out_and_repeated_to_nobody(town, tool, caplog):
    caplog.set_level(logging.DEBUG)
    wrong = "feed" * 8
    with pytest.raises(Unavailable) as refused:
        access.tested(tool, URL, wrong)

    assert refused.value.reason == REFUSALS["invalidtoken"]
    assert wrong not in f"{refused.value}{caplog.text}"


def test_a_saved_token_rests_sealed_and_reads_every_course(moodle, tool, run_jobs, caplog):
    caplog.set_level(logging.DEBUG)
    run_jobs()
    with open_house(moodle.engine) as db:
        row = db.scalars(select(SourceAccess)).one()
        listed = access.accesses(db, row.platform_id)

    assert TOKEN.encode() not in row.sealed_token
    assert tool.seal.decrypt(row.sealed_token) == TOKEN.encode()
    assert [(one.url, one.site) for one in listed] == [(URL, "Moodle Lab")]
    assert "sealed_token" not in listed[0]._fields
    assert TOKEN not in caplog.text


def test_an_access_is_replaced_and_forgotten(moodle, tool, read, rows, state):
    read()
    platform = moodle.deployment.platform_id
    with open_house(moodle.engine) as db, db.begin():
        checked = access.tested(tool, URL, TOKEN)
        access.save(db, tool, platform, f"{URL}/my/", TOKEN, checked)
        assert len(access.accesses(db, platform)) == 1
        access.forget(db, platform)
    well = state().read_at
    read()

    assert len(rows()) == 38
    assert state().read_at == well


def test_a_secret_that_was_lost_is_the_operator_s_to_mend(moodle, run_jobs, read, state):
    with open_house(moodle.engine) as db, db.begin():
        db.scalars(select(SourceAccess)).one().sealed_token = b"of another secret"
    read()

    assert state().mender is Mender.operator


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://moodle.test/", "https://moodle.test"),
        ("https://a.test/moodle/login/index.php?x=1", "https://a.test/moodle"),
        ("https://a.test/my/", "https://a.test"),
        ("http://moodle.internal", "http://moodle.internal"),
    ],
)
def test_the_address_is_that_of_the_moodle(typed, kept):
    assert access.plain_url(typed) == kept


def test_a_token_does_not_travel_in_the_open():
    with pytest.raises(Invalid):
        access.plain_url("http://moodle.example.org")
