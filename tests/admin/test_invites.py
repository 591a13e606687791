"""Invites: told once, listed without their secret, revoked."""

import re

from lti_social.lti.audit import AuditEntry, Event
from lti_social.lti.invites import read
from lti_social.lti.models import Invite
from tests.cohorts.launching import rows
from tests.pages import Page


def address_in(page) -> str:
    return Page(page).the("address").text


def test_an_invite_is_told_once_and_is_good(engine, operator):
    page = operator.submit("/invites", lms_name="Lycée", platform_id="0")

    address = address_in(page)
    found = re.fullmatch(r"https://tool\.test/lti/register\?invite=([\w-]+)", address)
    assert found
    assert read(engine, found[1]).name == "Lycée"
    again = operator.open("/invites").text
    assert "Lycée" in again
    assert found[1] not in again
    assert found[1] not in {row.token_hash for row in rows(engine, Invite)}


def test_a_revoked_one_is_gone(engine, operator):
    operator.submit("/invites", lms_name="Lycée", platform_id="0")
    (invite,) = rows(engine, Invite)

    operator.submit(f"/invites/{invite.id}/revoke")

    assert rows(engine, Invite) == []
    events = [entry.event for entry in rows(engine, AuditEntry)][-2:]
    assert events == [Event.invited, Event.invite_revoked]


def test_an_administrator_invites_their_own_lms_again_and_no_other(
    engine, administrator, platform, neighbour
):
    for other in ("0", "", str(neighbour), "999999"):
        sent = administrator.submit("/invites", lms_name="", platform_id=other)
        assert sent.status_code in (403, 404, 422), other
    assert rows(engine, Invite) == []

    administrator.submit("/invites", lms_name="", platform_id=str(platform().id))

    (invite,) = rows(engine, Invite)
    assert (invite.platform_id, invite.created_by) == (platform().id, "Rachid (LMS)")


def test_an_administrator_sees_and_revokes_only_those_of_their_own_lms(
    engine, operator, administrator, neighbour
):
    operator.submit("/invites", lms_name="Lycée", platform_id="0")
    operator.submit("/invites", lms_name="Voisin", platform_id=str(neighbour))
    page = administrator.open("/invites").text
    assert "Lycée" not in page
    assert "Voisin" not in page

    for invite in rows(engine, Invite):
        revoked = administrator.submit(f"/invites/{invite.id}/revoke")
        assert revoked.status_code == 404
    assert len(rows(engine, Invite)) == 2
