"""A place of the LMS that nobody knows yet waits for an administrator's yes."""

import pytest
from sqlalchemy import select

from lti_social.core.errors import NotFound
from lti_social.core.wall import open_house
from lti_social.lti.audit import AuditEntry, Event
from lti_social.lti.deployments import accept_deployment, decline_deployment, waiting
from lti_social.lti.models import Deployment, SpentNonce
from lti_social.lti.reasons import Reason
from tests.lti.drafts import saying
from tests.lti.platform import Lms, arrive, launched

ELSEWHERE = saying(deployment_id="2", context={"id": "c", "title": "Vente (copie)"})


def those_waiting(engine) -> list[Deployment]:
    with open_house(engine) as db:
        return list(waiting(db))


def answer(engine, verb, deployment: Deployment, by: str = "Michel") -> None:
    with open_house(engine) as db, db.begin():
        verb(db, deployment.id, by)


def journal(engine) -> list[tuple[Event, str]]:
    kinds = (Event.deployment_accepted, Event.deployment_declined)
    with open_house(engine) as db:
        told = db.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    return [(one.event, one.by) for one in told if one.event in kinds]


def test_a_new_deployment_waits_and_its_launch_is_refused(engine, refused):
    refusal = refused(ELSEWHERE)

    assert refusal.reason is Reason.deployment_pending
    assert refusal.detail == {"deployment": "2"}
    (new,) = those_waiting(engine)
    assert (new.lms_id, new.first_course) == ("2", "Vente (copie)")
    with open_house(engine) as db:
        assert db.scalars(select(SpentNonce)).all() == []


def test_it_waits_once_however_often_somebody_comes(engine, refused):
    for _ in range(3):
        assert refused(ELSEWHERE).reason is Reason.deployment_pending
    assert len(those_waiting(engine)) == 1


def test_the_deployments_that_were_accepted_go_on(come_in, refused):
    refused(ELSEWHERE)
    assert come_in()


def test_accepted_its_people_come_in_even_with_the_launch_they_were_refused(
    engine, tool, lms, refused
):
    arrival = arrive(tool, lms, ELSEWHERE)
    refused(arrival=arrival)
    (new,) = those_waiting(engine)

    answer(engine, accept_deployment, new)
    answer(engine, accept_deployment, new, by="Claire")

    assert launched(engine, tool, arrival).deployment_id == new.id
    assert those_waiting(engine) == []
    assert journal(engine)[1:] == [(Event.deployment_accepted, "Michel")]


def test_declined_they_stay_outside_until_somebody_thinks_better_of_it(
    engine, come_in, refused
):
    refused(ELSEWHERE)
    (new,) = those_waiting(engine)

    answer(engine, decline_deployment, new)
    answer(engine, decline_deployment, new)
    assert refused(ELSEWHERE).reason is Reason.deployment_declined
    assert those_waiting(engine) == []

    answer(engine, accept_deployment, new)
    assert come_in(ELSEWHERE)
    assert journal(engine)[1:] == [
        (Event.deployment_declined, "Michel"),
        (Event.deployment_accepted, "Michel"),
    ]


def test_an_open_deployment_can_be_closed(engine, come_in, refused):
    launch = come_in()
    with open_house(engine) as db, db.begin():
        decline_deployment(db, launch.deployment_id, "Michel")
    assert refused().reason is Reason.deployment_declined


def test_a_deployment_of_another_tenant_is_of_no_use(engine, refused):
    Lms(client_id="client-8", deployment="2").register(engine)
    assert refused(saying(deployment_id="2")).reason is Reason.deployment_pending


def test_a_registration_that_begins_to_accept_all_lets_in_who_waits(
    engine, lms, come_in, refused
):
    refused(ELSEWHERE)
    lms.register(engine, accepts_all_deployments=True)
    assert come_in(ELSEWHERE)
    assert those_waiting(engine) == []
    assert journal(engine)[-1] == (Event.deployment_accepted, "registration")


def test_registering_again_leaves_it_as_it_was_whether_all_are_accepted(
    engine, lms, come_in
):
    lms.register(engine, accepts_all_deployments=True)
    lms.register(engine)
    assert come_in(ELSEWHERE)


@pytest.mark.parametrize("verb", [accept_deployment, decline_deployment])
def test_what_is_not_there_is_not_found(engine, verb):
    with open_house(engine) as db, db.begin(), pytest.raises(NotFound):
        verb(db, 7, "Michel")
