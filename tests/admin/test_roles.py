"""What a role of the LMS means here, where its administrator says otherwise."""

import pytest

from lti_social.cohorts.models import Role, Visit
from lti_social.lti.audit import AuditEntry, Event
from lti_social.lti.models import Platform
from tests.admin.consoles import administrator_of
from tests.cohorts.launching import Browser, rows, serve
from tests.lti.drafts import MEMBERSHIP, saying
from tests.lti.platform import Lms, tool_among


def test_an_override_is_made_replaced_and_removed(engine, administrator, platform):
    path = f"/platforms/{platform().id}/roles"
    for role in ("assistant", "mentor"):
        page = administrator.submit(path, lms_role="Manager", role=role)
    assert platform().role_overrides == {"Manager": "mentor"}
    assert "<code>Manager</code>" in page.text

    administrator.submit(f"{path}/forget", lms_role="Manager")

    assert platform().role_overrides == {}
    events = [entry.event for entry in rows(engine, AuditEntry)]
    assert events.count(Event.roles_changed) == 3


@pytest.mark.parametrize(
    "form",
    [
        {"lms_role": "Manager", "role": "admin"},  # nobody is made an administrator
        {"lms_role": "", "role": "learner"},
        {"lms_role": "x" * 201, "role": "learner"},
        {"lms_role": "Manager"},
    ],
)
def test_what_is_no_override_is_refused(administrator, platform, form):
    refused = administrator.submit(f"/platforms/{platform().id}/roles", **form)

    assert refused.status_code == 422
    assert platform().role_overrides == {}


def test_what_the_lms_writes_is_shown_as_text(administrator, platform):
    hostile = "<script>alert(1)</script>"
    page = administrator.submit(
        f"/platforms/{platform().id}/roles", lms_role=hostile, role="learner"
    )

    assert hostile not in page.text
    assert "&lt;script&gt;" in page.text


def test_it_holds_from_the_next_launch_on(engine):
    lms = Lms()
    lms.register(engine)
    tool = tool_among(lms)
    browser = Browser(serve(engine, tool))
    tutor = saying(roles=[f"{MEMBERSHIP}Mentor"])
    browser.launch(lms, tutor)
    assert rows(engine, Visit)[-1].role is Role.mentor

    (platform,) = rows(engine, Platform)
    console = administrator_of(engine, browser.app, platform.id)
    console.submit(f"/platforms/{platform.id}/roles", lms_role="Mentor", role="assistant")

    assert rows(engine, Visit)[-1].role is Role.mentor  # this visit goes on as it was
    browser.launch(lms, tutor)
    assert rows(engine, Visit)[-1].role is Role.assistant
    tool.close()
