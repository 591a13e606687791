"""What is remembered of who sends people to us, and what must never be believed of it."""

from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest
import time_machine
from sqlalchemy import delete, select, update

from lti_social.core.clock import now
from lti_social.core.engines import reading
from lti_social.core.wall import open_house
from lti_social.lti.deployments import decline_deployment
from lti_social.lti.launch import Launch, prepare
from lti_social.lti.models import Deployment, Platform
from lti_social.lti.reasons import Reason
from lti_social.lti.registering import add_platform, remove_platform
from lti_social.lti.roles import LmsRole
from lti_social.lti.senders import Outdated
from lti_social.lti.spending import spend
from tests.lti.drafts import MEMBERSHIP, OTHER_KEY, Draft, rightly, saying
from tests.lti.platform import Lms, arrive, at_once, launched, published, tool_among


@pytest.fixture
def registered(engine):
    """Change what stands in the registration, as an administrator does."""

    def change(**values) -> None:
        with open_house(engine) as db, db.begin():
            db.execute(update(Platform).values(**values))

    return change


@pytest.fixture
def remembered(come_in):
    """Its LMS was heard of a moment ago: nothing is left to be noted."""
    come_in()
    come_in()


@pytest.fixture
def looks(engine, tool, lms, counted):
    """How often a launch looks for its sender before anything else."""

    def count(*changes) -> int:
        arrival = arrive(tool, lms, *changes)
        with counted() as asked:
            launched(engine, tool, arrival)
        return sum("LEFT OUTER JOIN deployment" in statement for statement in asked)

    return count


def test_a_crowd_from_one_lms_is_looked_up_once(looks):
    first, second, *others = (looks(saying(sub=f"u-{n}")) for n in range(5))

    assert (first, second) == (1, 1)  # of the first nobody knew that it had been heard of
    assert others == [0, 0, 0]


def test_after_a_while_it_is_looked_up_again_and_noted(engine, looks, remembered):
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert [looks() for _ in range(3)] == [1, 1, 0]
        with open_house(engine) as db:
            heard_of = db.scalars(select(Platform.launched_at)).one()
            assert now() - heard_of < timedelta(minutes=1)


def test_a_role_that_means_something_else_now_means_it_at_once(
    come_in, registered, remembered
):
    registered(role_overrides={f"{MEMBERSHIP}Learner": "instructor"})

    assert come_in().roles == {LmsRole.instructor}


def test_a_frame_that_is_allowed_now_is_allowed_at_once(come_in, registered, remembered):
    registered(frame_origins=["https://elsewhere.test"])

    assert come_in().frame_origins == ("https://elsewhere.test",)


def test_keys_that_are_published_elsewhere_now_are_asked_for_there(
    come_in, lms, registered, remembered
):
    lms.heard.clear()
    registered(jwks_url="https://lms.test/other-jwks")
    come_in()

    assert [request.url.path for request in lms.heard] == ["/other-jwks"]


def test_who_was_removed_sends_nobody(engine, refused, remembered):
    with open_house(engine) as db, db.begin():
        db.execute(delete(Platform))

    assert refused().reason is Reason.unknown_platform


def test_a_deployment_that_was_declined_sends_nobody(engine, refused, remembered):
    with open_house(engine) as db, db.begin():
        only = db.scalars(select(Deployment.id)).one()
        decline_deployment(db, only, by="Claire")

    assert refused().reason is Reason.deployment_declined


def test_whose_client_id_is_another_now_sends_nobody(engine, lms, refused, remembered):
    entry = lms.entry(client_id="client-8")
    with open_house(engine) as db, db.begin():
        add_platform(db, entry, replacing=db.scalars(select(Platform)).one())

    assert refused().reason is Reason.unknown_platform


def test_who_was_removed_sends_nobody_into_another_s(engine, lms, refused, remembered):
    """The same addresses, even the same number in the database; another institution."""
    with open_house(engine) as db, db.begin():
        remove_platform(db, issuer=lms.issuer, client_id=lms.client_id)
    lms.register(engine, client_id="another", deployments=["another"])

    assert refused().reason is Reason.unknown_platform


MOODLE = saying(tool_platform={"product_family_code": "moodle"})


def test_of_the_very_first_crowd_everybody_comes_in(engine, tool, lms):
    """All believed before the first of them tells which product their LMS is."""
    arrivals = [arrive(tool, lms, MOODLE, saying(sub=f"u-{n}")) for n in range(6)]

    assert all(isinstance(one, Launch) for one in at_once(engine, tool, arrivals))


def test_what_changes_between_the_two_steps_is_looked_up_again(
    engine, tool, lms, registered
):
    arrival = arrive(tool, lms)
    prepared = prepare(reading(engine), tool, arrival.form, arrival.cookies)
    registered(frame_origins=["https://elsewhere.test"])

    with pytest.raises(Outdated), open_house(engine) as db, db.begin():
        spend(db, prepared)
    assert launched(engine, tool, arrival).frame_origins == ("https://elsewhere.test",)


def test_another_product_is_noted_once_and_not_by_each_launch(come_in, counted, remembered):
    come_in(MOODLE)
    with counted() as asked:
        come_in(MOODLE)
        come_in(MOODLE)

    assert [said for said in asked if said.startswith("UPDATE platform")] == []


@dataclass
class Moving(Lms):
    """Its keys are elsewhere now, and are others."""

    def answer(self, request: httpx.Request) -> httpx.Response:
        there = request.url.path == "/there"
        keys = [published("k2", OTHER_KEY)] if there else self.keys
        return httpx.Response(200, json={"keys": keys})


def by_the_new_key(draft: Draft) -> None:
    draft.header["kid"], draft.sign = "k2", rightly(OTHER_KEY)


def test_what_is_remembered_refuses_nobody(engine, registered):
    """It is looked up again before somebody is told that their LMS signed nothing."""
    lms = Moving(issuer="https://moving.test")
    lms.register(engine)
    tool = tool_among(lms)
    for _ in range(2):
        launched(engine, tool, arrive(tool, lms))
    registered(jwks_url="https://moving.test/there")

    assert launched(engine, tool, arrive(tool, lms, by_the_new_key)).sub == "u-101"
