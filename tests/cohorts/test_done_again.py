"""Two who write wait for each other: the database ends one, who hears nothing of it."""

import logging
from threading import Barrier

import pytest
from fastapi import Response
from sqlalchemy import update

from lti_social.cohorts.doors import Doors, Id
from lti_social.cohorts.here import Here
from lti_social.cohorts.models import Member
from tests.threads.test_at_once import at_once


@pytest.fixture
def counts(app, engine):
    """A door that counts one member on, and then another. Who comes the first time waits
    for somebody else between the two: not on SQLite, where only one is in there."""
    doors, together, came = Doors("/count"), Barrier(2), list[int]()

    @doors.post("/{first}/{then}")
    def count(here: Here, first: Id, then: Id) -> Response:
        came.append(first)
        one_more = {"waiting": Member.waiting + 1}
        here.db.execute(update(Member).where(Member.id == first).values(one_more))
        if came.count(first) == 1 and engine.dialect.name != "sqlite":
            together.wait(10)
        here.db.execute(update(Member).where(Member.id == then).values(one_more))
        return here.go("")

    app.include_router(doors.router)
    return came


def test_it_is_done_again_and_once(town, visit, engine, counts, caplog):
    solene, karim = visit(town.solene), visit(town.karim)
    one, other = town.maelle.id, town.aurore.id

    with caplog.at_level(logging.INFO, "lti_social.again"):
        answers = at_once(
            lambda: solene.submit_by_script(f"/count/{one}/{other}"),
            lambda: karim.submit_by_script(f"/count/{other}/{one}"),
        )

    assert [answer.status_code for answer in answers] == [303, 303]
    ended = caplog.text.count("DeadlockDetected")
    # Who is ended may meet the other one once more, before that one is done.
    assert (ended > 0) == (engine.dialect.name != "sqlite")
    assert len(counts) == 2 + ended
    assert [town.again(who).waiting for who in (town.maelle, town.aurore)] == [2, 2]
