"""What the console has to show: a place that waits, a self-test, work that failed."""

from lti_social.admin.models import SelfTest, SelfTestFinding
from lti_social.admin.selftest.findings import Finding
from lti_social.core.claims import Job
from lti_social.core.clock import now
from lti_social.core.wall import open_house
from lti_social.lti.audit import OPERATOR, Event, note
from lti_social.lti.invites import issue
from lti_social.lti.models import Deployment, Platform
from tests.browser.serving import Campus

WAITS = "agence-" + "3" * 60  # a deployment, as its LMS names it
LONG = "https://lms.example.org/vocabulaire/" + "accompagnement-" * 12


def plant_console(town: Campus) -> None:
    with open_house(town.engine) as db, db.begin():
        platform = db.query(Platform).order_by(Platform.id).first()
        platform.role_overrides = {LONG: "assistant", "Mentor": "mentor"}
        where = {"platform_id": platform.id, "first_course": "Vente conseil (copie)"}
        db.add(Deployment(**where, lms_id=WAITS))
        failure = f"PlatformError: {LONG}: 403: Forbidden"
        db.add(Job(name="grades.deliver", arguments={}, dead_at=now(), failure=failure))
        issue(db, name="Lycée de Lyon", by=OPERATOR, platform_id=platform.id)
        for event in Event:
            note(db, event, by="Michel (Campus)", platform_id=platform.id, name=LONG)
        db.add(test := SelfTest(platform_id=platform.id, asked_by="x", done_at=now()))
        db.flush()
        db.add_all(
            SelfTestFinding(test_id=test.id, finding=one, about="42", said=LONG)
            for one in Finding
        )
