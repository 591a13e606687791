"""Who gets into which group's cohort, and what the others learn of it: nothing."""

import re

import pytest

from lti_social.cohorts.here import MOVED_TO_GROUPS
from lti_social.cohorts.models import Cohort, CourseGroup, Visit
from lti_social.threads.models import Post, Thread
from lti_social.web.session import FORM_KEY
from tests.cohorts.course import home_of, who
from tests.cohorts.launching import form_key, rows, says
from tests.doors import INSIDE, ask
from tests.lti.drafts import saying
from tests.visitor import URL


def test_each_group_has_its_own_cohort_made_at_first_need(engine, reader):
    claire = reader("claire", "").divide()
    assert len(rows(engine, Cohort)) == 1

    solene = reader("solene", "11")
    assert len(rows(engine, Cohort)) == 2
    maelle, karim = reader("maelle", "11"), reader("karim", "12")

    assert solene.home == maelle.home == home_of(engine, "11")
    assert karim.home == home_of(engine, "12")
    assert len({claire.home, solene.home, karim.home}) == 3
    assert solene.ask() == 303
    assert "Comment ouvrir" in maelle.get(f"{maelle.home}/threads").text
    assert "Comment ouvrir" not in karim.get(f"{karim.home}/threads").text
    assert len(rows(engine, Cohort)) == 3


def test_who_is_in_two_groups_sees_both_and_goes_from_one_to_the_other(engine, reader):
    reader("claire").divide()
    solene = reader("solene", "11,12")
    both = {home_of(engine, "11"), home_of(engine, "12")}

    assert solene.landed.headers["location"] == f"{solene.home}/cohorts"
    page = solene.follow(solene.landed).text
    for home in both:
        assert f'href="{home}"' in page
        assert f'href="{home}/cohorts"' in solene.get(home).text
        solene.home = home
        assert solene.ask() == 303
    assert home_of(engine, None) not in page
    assert solene.sees(home_of(engine, None)) == 404
    assert len(rows(engine, Thread)) == 2


def test_a_trainer_goes_to_all_of_them_and_to_the_whole_one(engine, reader):
    claire = reader("claire").divide()
    reader("solene", "11"), reader("karim", "12")

    claire.arrive("claire", "")

    page = claire.follow(claire.landed).text
    for group in ("11", "12", None):
        assert f'href="{home_of(engine, group)}"' in page
        assert claire.sees(home_of(engine, group)) == 200
    claire.home = home_of(engine, "12")
    assert claire.ask() == 303


def test_a_trainer_can_prepare_a_group_s_cohort_before_its_people_come(engine, reader):
    reader("solene", "11")
    claire = reader("claire").divide()

    claire.arrive("claire", "")

    assert claire.home == home_of(engine, "11")
    assert claire.ask() == 303


def test_a_trainer_of_a_course_whose_groups_nobody_knows_is_not_shut_out(engine, reader):
    claire = reader("claire").divide()

    claire.arrive("claire", "")

    assert claire.home == home_of(engine, None)
    assert says(claire.get(claire.home).text, MOVED_TO_GROUPS)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ("", "You belong to none of its groups so far."),
        (None, "Your LMS did not say which group is yours."),
        ("$Moodle.Person.userGroupIds", "Your LMS did not say which group is yours."),
    ],
)
def test_who_is_in_no_group_is_told_so_and_who_can_fix_it(engine, reader, groups, said):
    reader("solene", "11")
    reader("claire").divide()

    maelle = reader("maelle", groups)

    assert maelle.landed.status_code == 200
    for sentence in (said, "In this course each group has a cohort of its own."):
        assert says(maelle.landed.text, sentence)
    assert "/c/" not in maelle.landed.text
    for cohort in rows(engine, Cohort):
        assert maelle.sees(f"/c/{cohort.id}") == 404


def test_a_trainer_who_switches_to_learner_loses_the_groups(engine, reader):
    reader("solene", "11")
    claire = reader("claire").divide()
    claire.arrive("claire", "")
    assert claire.sees(home_of(engine, "11")) == 200

    claire.arrive("claire", "", saying(roles=["Learner"]))

    assert claire.sees(home_of(engine, "11")) == 404
    assert {visit.role for visit in rows(engine, Visit) if visit.member_id != 1} == {
        "learner"
    }


def test_groups_of_one_course_are_nothing_to_another(engine, reader):
    claire = reader("claire").divide()
    other = saying(context={"id": "course-6", "title": "Négociation"})
    solene = reader("solene", "11")

    solene.arrive("solene", "11", other)

    assert solene.ask() == 303
    assert {group.lms_id for group in rows(engine, CourseGroup)} == {"11"}
    assert len(rows(engine, CourseGroup)) == 2
    of_other = rows(engine, CourseGroup)[1].id
    assert claire.fill(f"/settings/groups/{of_other}", name="Anjou") == 404


def test_a_member_of_one_group_learns_nothing_of_another_by_any_door(engine, reader):
    reader("claire").divide()
    karim, solene = reader("karim", "12"), reader("solene", "11")
    assert karim.ask() == 303
    key = form_key(solene.get(f"{solene.home}/me").text)
    (post,), groups = rows(engine, Post), rows(engine, CourseGroup)
    known = dict.fromkeys(re.findall(r"{(\w+)}", str(INSIDE)), 1)
    known |= {"thread_id": post.thread_id, "post_id": post.id}
    known |= {"member_id": post.author_id, "group_id": groups[0].id, "kind": "thanks"}
    known |= {"what": "posts", "content_id": post.id}

    for method, path in INSIDE:
        there = path.format(**known | {"cohort_id": post.cohort_id})
        answer = ask(solene, method, there, {FORM_KEY: key, "member": "1"})
        assert answer.status_code == 404, there
        assert "Karim" not in answer.text
        assert "Comment ouvrir" not in answer.text


def test_a_link_into_another_group_leads_home(engine, reader, lms):
    reader("claire").divide()
    karim, solene = reader("karim", "12"), reader("solene", "11")
    assert karim.ask() == 303
    theirs = f"{karim.home}/threads/1"
    to_it = saying(target_link_uri=f"{URL}{theirs}")

    landed = solene.launch(lms, who("solene", "11"), to_it, target=theirs)
    assert landed.headers["location"] == solene.home
    landed = karim.launch(lms, who("karim", "11,12"), to_it, target=theirs)
    assert landed.headers["location"] == theirs


def test_a_group_is_called_as_the_trainer_says_and_so_is_its_cohort(engine, reader):
    solene, claire = reader("solene", "11"), reader("claire").divide()
    solene.arrive("solene", "11")
    assert "Vente conseil · 11" in solene.get(solene.home).text

    assert claire.fill("/settings/groups/1", name=" Touraine ") == 303

    assert "Vente conseil · Touraine" in solene.get(solene.home).text
    assert claire.fill("/settings/groups/1", name=" ") == 422
    assert solene.fill("/settings/groups/1", name="Ma bande") == 403
    claire.arrive("claire", "")
    assert claire.fill("/settings", name="Tours", zone="Europe/Paris", champions="0") == 303
    assert "Touraine" not in solene.get(solene.home).text
    assert "Tours" in solene.get(solene.home).text
