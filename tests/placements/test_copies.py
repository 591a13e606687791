"""A course copied with its links: nothing of the old cohort, unless a trainer asks."""

import pytest

from lti_social.cohorts.models import Cohort, Member, Role
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.placements.models import Former, Placement
from lti_social.threads.models import Post, Thread
from tests.cohorts.launching import rows, text_of
from tests.lti.drafts import as_teacher, saying
from tests.placements.placing import in_course, through

COPY = in_course("course-6", "Vente conseil, printemps")
KARIM = saying(sub="u-102", name="Karim Haddad")
PAUL = saying(sub="u-103", name="Paul Roux", roles=["Instructor"])
PURPOSE = "Oser la première question."


@pytest.fixture
def old(desk, another, lms):
    """In the old course: a purpose, a trainer's thread and a learner's, both placed, and
    the home. The items by name, as the LMS copies them."""
    desk.ask()
    home = desk.place.split("/place")[0]
    desk.browser.submit(desk.page, f"{home}/purpose", purpose=PURPOSE)
    own = desk.write("Se présenter")
    karim = another()
    karim.launch(lms, KARIM)
    page = karim.get(f"{home}/threads/new").text
    asked = {"kind": "question", "title": "Qui a essayé ?", "body": "Moi pas."}
    karim.submit(page, f"{home}/threads", **asked)
    desk.choose("thread", rows(desk.engine, Thread)[-1].id)
    desk.choose("home")
    items = dict(zip(("own", "karim", "home"), desk.send().items, strict=True))
    assert own.title == items["own"]["title"]
    return items


def test_who_no_longer_teaches_in_the_old_course_is_not_asked(desk, old, lms):
    (cohort,) = rows(desk.engine, Cohort)
    with open_cohort(desk.engine, cohort.id) as db, db.begin():
        db.query(Member).filter_by(role=Role.instructor).update({"left_at": now()})

    landed = desk.browser.launch(lms, as_teacher, COPY, copied_from())

    assert not landed.headers["location"].endswith("/former")


def cohort_of(engine, landed):
    return int(landed.headers["location"].split("/")[2])


def carried(desk, lms, *ticked, course=COPY, history=None):
    """She opens the copied course, is asked, and answers."""
    asked = desk.browser.launch(lms, as_teacher, course, history or copied_from())
    page = desk.browser.follow(asked)
    path = page.text.split('method="post" action="')[1].split('"')[0]
    return desk.browser.submit(page.text, path, **dict.fromkeys(ticked, "1"))


def copied_from(*courses):
    return saying(custom={"context_history": ",".join(courses or ("course-4", "course-5"))})


def test_a_learner_lands_on_the_new_cohort_s_home_and_sees_nothing_of_the_old(
    desk, old, another, lms
):
    for name in old:
        landed = another().launch(lms, COPY, through(old[name]))
        assert landed.headers["location"] == f"/c/{cohort_of(desk.engine, landed)}"
    new = rows(desk.engine, Cohort)[-1]
    learner = another()
    page = learner.follow(learner.launch(lms, COPY, through(old["own"]))).text
    assert f"/c/{new.id}/" in page
    for said in (PURPOSE, "Se présenter", "Qui a essayé ?", "Karim"):
        assert said not in page
    assert rows(desk.engine, Former) == []


@pytest.mark.parametrize("how", ["history of courses", "history of links", "a copied key"])
def test_a_trainer_of_both_is_asked_what_to_carry_over(desk, old, lms, how):
    desk.browser.launch(lms, as_teacher)  # by link-1, which is known since
    custom = {
        "history of courses": {"context_history": "course-4,course-5"},
        "history of links": {"link_history": "link-1"},
        "a copied key": {"place": old["own"]["custom"]["place"]},
    }[how]
    asked = desk.browser.launch(lms, as_teacher, COPY, saying(custom=custom))

    assert asked.headers["location"].endswith("/former")
    page = text_of(desk.browser.follow(asked).text)
    assert PURPOSE in page
    assert "Se présenter" in page
    assert "Qui a essayé ?" not in page
    (former,) = rows(desk.engine, Former)
    assert former.cohort_id == cohort_of(desk.engine, asked)


def test_what_is_ticked_comes_along_and_nothing_of_others(desk, old, another, lms):
    carried(desk, lms, "setup", "threads", "links")

    new = rows(desk.engine, Cohort)[-1]
    assert new.purpose == PURPOSE
    (thread,) = [one for one in rows(desk.engine, Thread) if one.cohort_id == new.id]
    assert (thread.title, thread.replies) == ("Se présenter", 0)
    (post,) = [one for one in rows(desk.engine, Post) if one.cohort_id == new.id]
    assert "Lisez, puis racontez." in post.body
    links = [one for one in rows(desk.engine, Placement) if one.cohort_id == new.id]
    assert {one.target for one in links} == {thread.id, None}
    opened = {
        name: another().launch(lms, COPY, through(old[name])).headers["location"]
        for name in old
    }
    home = f"/c/{new.id}"
    assert opened == {"own": home + thread.path, "karim": home, "home": home}
    before = another().launch(lms, through(old["own"])).headers["location"]
    assert before != opened["own"]  # the old course's link opens the old thread


def test_each_former_course_is_answered_once_and_remembered(desk, old, lms):
    assert carried(desk, lms).status_code == 303

    (former,) = rows(desk.engine, Former)
    assert former.answered_at
    assert former.taken == []
    again = desk.browser.launch(lms, as_teacher, COPY, copied_from())
    assert again.headers["location"] == f"/c/{former.cohort_id}"
    home = again.headers["location"]
    page = desk.browser.get(f"{home}/purpose").text
    refused = desk.browser.submit(page, f"{home}/former/{former.id}", setup="1")
    assert refused.status_code == 409
    assert rows(desk.engine, Cohort)[-1].purpose == ""


def test_of_a_copy_of_a_copy_both_can_be_carried_over(desk, old, lms):
    """The links of the first came along into the second: they are the same."""
    carried(desk, lms, "threads", "links")
    third = {
        "course": in_course("course-7"),
        "history": copied_from("course-5", "course-6"),
    }
    for _ in ("course-5", "course-6"):
        assert carried(desk, lms, "threads", "links", **third).status_code == 303

    new = rows(desk.engine, Cohort)[-1]
    keys = {item["custom"]["place"] for item in old.values()}
    links = [one.key for one in rows(desk.engine, Placement) if one.cohort_id == new.id]
    assert len(links) == 2
    assert keys.issuperset(links)


def test_who_does_not_teach_there_is_neither_asked_nor_obeyed(desk, old, another, lms):
    paul = another()
    landed = paul.launch(lms, PAUL, COPY, copied_from())
    home = landed.headers["location"]
    assert home == f"/c/{cohort_of(desk.engine, landed)}"
    assert PURPOSE not in paul.get(f"{home}/former").text

    desk.browser.launch(lms, as_teacher, COPY, copied_from())
    (former,) = rows(desk.engine, Former)
    page = paul.get(f"{home}/purpose").text
    tried = paul.submit(page, f"{home}/former/{former.id}", setup="1", threads="1")
    assert tried.status_code == 403
    assert rows(desk.engine, Cohort)[-1].purpose == ""
    assert PURPOSE not in paul.get(f"{home}/former").text


def test_who_learnt_there_carries_nothing_over(desk, old, another, lms):
    """Karim learnt in the old course and teaches the new one."""
    karim = another()
    landed = karim.launch(lms, KARIM, as_teacher, COPY, copied_from())

    assert landed.headers["location"] == f"/c/{cohort_of(desk.engine, landed)}"


def test_a_course_of_another_deployment_is_no_former_one(desk, old, lms):
    lms.register(desk.engine, deployments=["1", "2"])
    landed = desk.browser.launch(
        lms, as_teacher, COPY, copied_from(), saying(deployment_id="2"), through(old["own"])
    )

    assert not landed.headers["location"].endswith("/former")
