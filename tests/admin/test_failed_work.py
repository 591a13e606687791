"""Work that failed for good waits for the operator."""

import pytest

from lti_social.core.claims import Job
from lti_social.core.clock import now
from lti_social.core.wall import open_house
from lti_social.lti.audit import AuditEntry, Event
from tests.cohorts.launching import rows


@pytest.fixture
def dead(engine, town) -> int:
    failed = {"failure": "PlatformError: <b>403</b>", "tries": 5, "dead_at": now()}
    with open_house(engine) as db, db.begin():
        db.add(job := Job(name="admin.forget_links", arguments={}, **failed))
        db.add(Job(name="threads.waiting", arguments={}, due_at=now()))
    return job.id


def test_it_is_shown_with_what_stopped_it(operator, dead):
    page = operator.open("/jobs").text

    assert "admin.forget_links" in page
    assert "&lt;b&gt;403&lt;/b&gt;" in page
    assert "threads.waiting" not in page


def test_it_is_tried_again(engine, operator, dead, run_jobs):
    operator.submit(f"/jobs/{dead}/again")

    (again, _) = rows(engine, Job)
    assert (again.tries, again.dead_at) == (0, None)
    assert again.due_at <= now()
    assert rows(engine, AuditEntry)[-1].event is Event.job_tried_again
    assert operator.submit(f"/jobs/{dead}/again").status_code == 404  # not dead any more


def test_it_is_forgotten(engine, operator, dead):
    operator.submit(f"/jobs/{dead}/forget")

    assert [job.name for job in rows(engine, Job)] == ["threads.waiting"]
    assert rows(engine, AuditEntry)[-1].event is Event.job_forgotten
