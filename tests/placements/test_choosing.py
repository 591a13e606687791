"""Choosing what to place: who may, what there is, and what the LMS is told."""

import pytest

from lti_social.cohorts.models import Role
from lti_social.core.wall import open_cohort
from lti_social.placements.models import Picking, Placement
from lti_social.placements.policy import ONLY_TRAINERS
from lti_social.resources.sources import by_hand
from lti_social.resources.sources.meta import Source
from lti_social.resources.syncing import add_one
from lti_social.threads.models import Hiding, Post, Thread
from tests.cohorts.launching import rows, says, text_of
from tests.lti.drafts import MEMBERSHIP, saying
from tests.placements.placing import asking, through

ROLES = {
    Role.instructor: ["Instructor"],
    Role.assistant: [f"{MEMBERSHIP[:-1]}/Instructor#TeachingAssistant"],
    Role.designer: [f"{MEMBERSHIP}ContentDeveloper"],
}
OTHERS = {
    "a learner": [f"{MEMBERSHIP}Learner"],
    "a mentor": [f"{MEMBERSHIP}Mentor"],
    "an administrator": ["urn:lti:instrole:ims/lis/Administrator", "Instructor"],
}


@pytest.mark.parametrize("roles", ROLES.values(), ids=ROLES)
def test_who_teaches_or_makes_the_course_may_place(desk, roles):
    page = desk.ask(saying(roles=roles))

    assert page.status_code == 200


@pytest.mark.parametrize("roles", OTHERS.values(), ids=OTHERS)
def test_others_are_told_that_they_may_not(desk, roles):
    page = desk.ask(saying(roles=roles))

    assert page.status_code == 403
    assert says(page.text, ONLY_TRAINERS)


def test_a_choice_is_its_trainer_s_alone(desk, another, lms):
    desk.ask()
    browser = another()
    browser.launch(lms, saying(sub="u-102", name="Paul", roles=["Instructor"]))

    assert browser.get(desk.place).status_code == 403
    assert browser.get(f"{desk.place}/new").status_code == 403


def test_the_lms_s_secret_stands_in_no_page_and_no_address(desk):
    page = desk.ask(data="top-secret")

    assert "s3cr3t" not in page.text + desk.place
    (picking,) = rows(desk.engine, Picking)
    assert b"s3cr3t" not in picking.sealed
    desk.choose("home")
    desk.send()
    assert rows(desk.engine, Picking)[0].sealed == b""


def test_threads_are_listed_found_by_their_title_and_chosen(desk):
    desk.ask()
    first, second = desk.write("Se présenter"), desk.write("100 % des appels_perdus")
    desk.do("/picks/1/drop")
    desk.do("/picks/1/drop")

    assert all(thread.title in desk.look().text for thread in (first, second))
    for words in ("APPELS", "100 %", "appels_"):
        found = desk.look(f"?q={words.replace(' ', '+').replace('%', '%25')}").text
        assert second.title in found
        assert first.title not in found
    assert first.title not in desk.look("?q=s_pr").text  # no pattern, but words
    desk.choose("thread", second.id)
    assert [item["title"] for item in desk.send().items] == [second.title]


def test_a_long_list_goes_on(desk):
    desk.ask()
    for number in range(21):
        desk.write(f"Fil numéro {number}.")
        desk.do("/picks/1/drop")
    page = desk.look().text
    older = page.split("before=")[1].split('"')[0]

    assert "Fil numéro 20." in page
    assert "Fil numéro 0." not in page
    assert "Fil numéro 0." in desk.look(f"?before={older}").text


def test_what_is_hidden_deleted_or_nowhere_cannot_be_placed(desk):
    desk.ask()
    home = desk.place.split("/place")[0]
    for title in ("Sujet supprimé", "Sujet masqué"):
        desk.write(title)
        desk.do("/picks/1/drop")
    deleted, hidden = rows(desk.engine, Post)
    desk.browser.submit(desk.page, f"{home}/posts/{deleted.id}/delete")
    with open_cohort(desk.engine, hidden.cohort_id) as db, db.begin():
        db.add(Hiding(post_id=hidden.id))

    page = desk.look().text
    assert "Sujet" not in page
    assert says(page, "There is no thread yet.")
    for number in (1, 2, 999):
        assert desk.choose("thread", number).status_code == 404


def test_choosing_twice_is_choosing_once(desk):
    desk.ask()
    for _ in range(2):
        desk.choose("home")

    assert len(desk.send().items) == 1


def test_an_answer_goes_out_once(desk):
    desk.ask()
    desk.choose("home")
    page = desk.page
    assert desk.send().page.status_code == 200

    again = desk.browser.submit(page, f"{desk.place}/send")
    assert again.status_code == 409
    assert len(rows(desk.engine, Placement)) == 1
    assert says(desk.look().text, "Sent to your course")
    assert desk.look("/picks/1").status_code == 200


def test_nothing_is_not_sent_as_something(desk):
    desk.ask()

    assert desk.do("/send").status_code == 409


def test_a_wording_that_is_none_comes_back_with_what_was_written(desk):
    desk.ask()
    desk.choose("home")
    for spoilt in ({"title": " "}, {"maximum": "0"}, {"maximum": "nan"}, {"maximum": "x"}):
        asked = {"title": "Le lieu", "text": "Ici.", "maximum": "1"} | spoilt
        assert desk.do("/picks/1", **asked).status_code == 422

    assert [item["title"] for item in desk.send().items] == ["Vente conseil"]


def test_what_people_wrote_is_no_markup_on_the_way(desk):
    desk.ask(deep_link_return_url='https://lms.test/r?a="><script>x</script>&b=1')
    desk.write('Un titre "><script>alert(1)</script>')
    sent = desk.send()

    assert "<script>x" not in sent.page.text
    assert "<script>alert" not in sent.page.text
    assert sent.address == 'https://lms.test/r?a="><script>x</script>&b=1'
    assert "unsafe" not in sent.page.headers["content-security-policy"]
    assert "onclick" not in sent.page.text


def test_a_new_thread_is_written_by_its_trainer_in_the_cohort(desk):
    desk.ask()
    refused = desk.do("/threads", kind="discussion", title="Sans texte", body=" ")
    assert refused.status_code == 422
    assert "Sans texte" in refused.text
    thread = desk.write("Se présenter")

    assert [one.id for one in rows(desk.engine, Thread)] == [thread.id]
    assert "Se présenter" in text_of(desk.look().text)


def test_older_choices_are_forgotten_and_a_new_one_begins_afresh(desk, lms):
    desk.ask()
    desk.choose("home")
    first = desk.place
    desk.browser.launch(lms, saying(roles=["Instructor"]), asking())

    assert len(rows(desk.engine, Picking)) == 2
    assert desk.browser.get(first).status_code == 200  # a second tab spoils nothing


def test_a_resource_is_placed_and_its_link_opens_all_that_was_made_on_it(
    desk, another, lms
):
    desk.ask()
    with open_cohort(desk.engine, int(desk.place.split("/")[2])) as db, db.begin():
        video = by_hand.entry("v", "Vidéo : conclure", "https://example.org/video")
        number = add_one(db, Source.by_hand, video)
    assert "Vidéo : conclure" in desk.look("?q=CONCLURE").text
    assert "Vidéo : conclure" not in desk.look("?q=ouvrir").text
    desk.choose("resource", number)
    (item,) = desk.send().items

    opened = another().launch(lms, through(item))

    assert item["title"] == "Vidéo : conclure"
    assert opened.headers["location"].endswith(f"/resources/{number}")
