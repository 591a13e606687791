"""Where no mail server is set, nothing is sent, and the pages say so."""

from datetime import UTC, datetime

import pytest
import time_machine

from lti_social.core.wall import open_house
from lti_social.notifications.mails import Mail
from lti_social.notifications.models import Notice

TUESDAY = datetime(2026, 11, 24, 8, 20, tzinfo=UTC)


@pytest.fixture
def mailer() -> None:
    return None


def test_no_mail_server_no_mail(town, visit, give_address, send_round):
    give_address(town.solene, "solene@lms.test")
    known = {"kind": "accepted", "who": "Claire", "title": "Conclure"}
    where = {"path": "/posts/1", "subject": "/threads/1"}
    with time_machine.travel(TUESDAY, tick=False):
        town.add(town.solene, Notice(member_id=town.solene.id, **where, **known))
        assert send_round() == 1

        for member, path in (
            (town.solene, "/me/notices"),
            (town.claire, "/settings/digest"),
        ):
            assert "No e-mail is sent for now" in visit(member).open(path).text
    with open_house(town.engine) as db:
        assert db.query(Mail).all() == []
