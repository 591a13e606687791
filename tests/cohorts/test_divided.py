"""A course whose cohorts follow its groups: the way there and back, and what it changes."""

from lti_social.cohorts.here import MOVED_TO_ALL, MOVED_TO_GROUPS
from lti_social.cohorts.models import Cohort, Person
from lti_social.cohorts.records import Division
from lti_social.threads.models import Post, Thread
from tests.cohorts.course import home_of
from tests.cohorts.launching import rows, says


def test_until_a_trainer_says_so_groups_change_nothing(engine, reader):
    solene, karim = reader("solene", "11"), reader("karim", "12")
    claire = reader("claire", "")

    assert solene.home == karim.home == claire.home
    assert len(rows(engine, Cohort)) == 1
    page = claire.get(f"{claire.home}/settings/groups").text
    assert page.count(f'action="{claire.home}/settings/groups/') == 2
    assert f"{solene.home}/cohorts" not in solene.get(solene.home).text


def test_dividing_a_course_is_on_record_and_closes_its_cohort_to_writing(engine, reader):
    solene, claire = reader("solene", "11"), reader("claire", "")
    assert solene.ask() == 303

    claire.divide()
    claire.divide()

    (division,) = rows(engine, Division)
    named = {person.id: person.sub for person in rows(engine, Person)}
    assert (named[division.by_id], division.ended_at) == ("claire", None)
    for one in (solene, claire):
        assert says(one.get(f"{one.home}/threads").text, MOVED_TO_GROUPS)
        assert "Comment ouvrir" in one.get(f"{one.home}/threads").text
        assert one.ask() == 403
        assert one.fill("/threads/1/posts", body="Oui.") == 403
    assert solene.fill("/posts/1/edit", body="Autre.") == 403
    assert claire.fill("/threads/1/pin", on=1) == 403
    assert len(rows(engine, Post)) == 1


def test_what_stays_possible_where_nothing_is_added(engine, reader):
    solene, maelle, claire = reader("solene", "11"), reader("maelle"), reader("claire")
    for one in (solene, maelle):
        assert one.ask() == 303
    claire.divide()

    assert maelle.fill("/posts/1/report", matter="name") == 303
    assert claire.fill("/posts/1/hide", reason="Un nom y figure.") == 303
    assert maelle.fill("/posts/2/delete") == 303
    assert rows(engine, Post)[1].deleted_at is not None


def test_who_is_in_no_group_can_still_read_what_they_were_part_of(engine, reader):
    maelle = reader("maelle")
    whole = maelle.home
    reader("claire").divide()

    maelle.arrive("maelle", "")

    assert f'href="{whole}"' in maelle.landed.text
    assert maelle.sees(whole) == 200


def test_who_leaves_a_group_is_out_at_the_next_launch_and_what_they_wrote_stays(
    engine, reader
):
    reader("claire").divide()
    solene = reader("solene", "11")
    phone = reader("solene", "11")
    assert solene.ask() == 303
    eleven = solene.home

    solene.arrive("solene", "12")

    assert solene.home == home_of(engine, "12")
    assert solene.sees(eleven) == phone.sees(eleven) == 404
    (thread,) = rows(engine, Thread)
    assert f"/c/{thread.cohort_id}" == eleven
    assert "Comment ouvrir" in reader("maelle", "11").get(f"{eleven}/threads").text
    solene.arrive("solene", "11,12")
    assert solene.sees(eleven) == 200


def test_going_back_opens_the_whole_cohort_and_closes_the_groups(engine, reader):
    solene, claire = reader("solene", "11"), reader("claire").divide()
    solene.arrive("solene", "11")
    assert solene.ask() == 303
    eleven = solene.home

    claire.divide(on=0)

    (division,) = rows(engine, Division)
    assert division.ended_at is not None
    assert division.ended_by_id == division.by_id
    assert says(solene.get(eleven).text, MOVED_TO_ALL)
    assert solene.ask() == 403
    solene.arrive("solene", "11")
    assert solene.home == home_of(engine, None)
    assert solene.ask() == 303
    assert solene.sees(eleven) == 200
    karim = reader("karim", "11")
    assert karim.home == solene.home
    assert karim.sees(eleven) == 404
    posts = [f"/c/{post.cohort_id}" for post in rows(engine, Post)]
    assert posts == [eleven, solene.home]


def test_dividing_again_finds_the_cohorts_of_before(engine, reader):
    solene, claire = reader("solene", "11"), reader("claire").divide()
    solene.arrive("solene", "11")
    claire.divide(on=0).divide()

    again = reader("solene", "11")

    assert again.home == solene.home
    assert again.ask() == 303
    assert [bool(one.ended_at) for one in rows(engine, Division)] == [True, False]
