"""From another cohort nothing of a card is reached but its copy, whatever the door."""

import re

import pytest
from sqlalchemy import inspect, select

from lti_social.cohorts.models import Cohort, Course, Role
from lti_social.cohorts.new import tell_of_cohort
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort, open_house
from lti_social.lti.models import Deployment, Platform
from lti_social.practices.copies import CourseCopy, LmsCopy
from lti_social.practices.models import Practice
from lti_social.sharing.models import CourseTrial, LmsTrial
from lti_social.trials.models import Caveat, Outcome
from lti_social.web.session import FORM_KEY
from tests.cards import trial
from tests.doors import FIELDS, READS, WRITES, ask
from tests.pages import Page
from tests.sharing.passing import at_home, received, widen
from tests.test_tables import OF_COHORTS

SECRETS = ("Karim", "Tours-Nord", "Il m’a repris", "Purpose of vente")


@pytest.fixture
def told(town, visit, run_jobs, in_course):
    """Passed on to the organisation, with a trial at home and what was taken from it."""
    row = trial(
        town, in_course, town.karim, Outcome.failed, "Tours-Nord", words="Il m’a repris"
    )
    caveat = {"practice_id": in_course.id, "trial_id": row.id, "member_id": town.solene.id}

    def do(db, card):
        db.add(Caveat(**caveat, words="Le client est debout.", version=1))
        db.query(Cohort).one().purpose = "Purpose of vente"

    at_home(town, in_course, do)
    widen(visit(town.michel), in_course, "organisation")
    run_jobs()
    return in_course


@pytest.mark.parametrize("who", [Role.learner, Role.instructor, Role.admin])
def test_no_door_tells_more_than_the_copy(town, visit, evening, told, who):
    for cohort in (evening.cohort, town.managers):
        (there,) = received(town, cohort)
        visitor = visit(town.member(cohort, f"Zoé {cohort.id}", who))
        ids = {"cohort_id": cohort.id, "practice_id": there.id}
        hidden = SECRETS if cohort is evening.cohort else (*SECRETS, town.vente.name)
        found = 0
        for method, path in (*READS, *WRITES):
            if set(re.findall(r"{(\w+)}", path)) <= set(ids):
                form = FIELDS | {FORM_KEY: visitor.form_key}
                answer = ask(visitor, method, path.format(**ids), form)
                assert not [said for said in hidden if said in answer.text], path
                found += answer.status_code == 200
        assert found > 5


def test_a_session_in_another_cohort_has_its_own_rows_and_the_copies(town, evening, told):
    (there,) = received(town, evening.cohort)
    with open_cohort(town.engine, evening.cohort.id) as db:
        assert db.get(Practice, told.id) is None
        assert db.scalars(select(CourseCopy.title)).all() == [there.title]
        for model in OF_COHORTS.values():
            theirs = db.scalars(select(model)).all()
            assert {row.cohort_id for row in theirs} <= {evening.cohort.id}, model


def test_what_a_course_or_an_lms_has_of_a_card_points_at_nothing_of_a_cohort():
    for model in (CourseCopy, LmsCopy, CourseTrial, LmsTrial):
        pointed_at = {
            key.referred_table.name
            for key in inspect(model).local_table.foreign_key_constraints
        }
        assert pointed_at <= {"course", "platform", "course_copy", "lms_copy"}
        columns = set(inspect(model).columns.keys())
        assert not columns & {"cohort_id", "member_id", "person_id", "practice_id", "words"}


def test_another_lms_sees_nothing(town, visit, run_jobs, told):
    with open_house(town.engine) as db, db.begin():
        known = ("auth_url", "token_url", "jwks_url")
        lms = Platform(
            name="Other",
            issuer="https://other.test",
            client_id="1",
            frame_origins=[],
            **dict.fromkeys(known, "https://other.test"),
        )
        db.add(lms)
        db.flush()
        db.add(deployment := Deployment(platform_id=lms.id, lms_id="1"))
        db.flush()
        db.add(course := Course(deployment_id=deployment.id, lms_id="1", title="Other"))
        db.flush()
        db.add(cohort := Cohort(course_id=course.id))
        db.flush()
        tell_of_cohort(db, cohort.id)
    trial(town, told, town.maelle)
    at_home(town, told, lambda db, card: None)
    run_jobs()

    assert received(town, town.managers)[0].worked == 1
    with open_cohort(town.engine, cohort.id) as db:
        for model in (Practice, CourseCopy, LmsCopy):
            assert db.scalars(select(model)).all() == []


def test_a_received_card_is_curated_at_home(town, visit, evening, told):
    (there,) = received(town, evening.cohort)
    failed = trial(town, there, evening.ines, Outcome.failed)
    paul = visit(evening.paul)

    sent = {"words": "Debout.", "maturity": "proven", "on": "1"}
    for path in (f"{failed.path}/merge", f"{failed.path}/unmerge", f"{there.path}/confirm"):
        assert paul.submit(path, **sent).status_code == 404
    page = Page(paul.open(there.path)).main
    assert "Take it into the card" not in page
    assert "Nobody answers for this practice" not in page
    assert "it takes:" not in page


def test_a_registration_of_several_organisations_passes_nothing_on_to_all(
    town, visit, in_course
):
    with open_house(town.engine) as db, db.begin():
        home = db.scalars(select(Deployment)).first()
        other = {"platform_id": home.platform_id, "lms_id": "another customer"}
        db.add(Deployment(**other, accepted_at=now()))

    answer = visit(town.michel).submit(f"{in_course.path}/widen", reach="organisation")

    assert answer.status_code == 409
    assert "several organisations" in Page(answer).main
