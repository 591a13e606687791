"""Writing a review through the door: drafts, what is asked of one, and what is not."""

import pytest

from lti_social.challenges.phases import Phase
from lti_social.core.clock import now
from lti_social.grades.models import Grade
from lti_social.notifications.models import Kind
from lti_social.reviews.actions import LONGER
from lti_social.reviews.models import Exclusion, Review, State, Verdict
from tests.contests import challenge, review, submission
from tests.pages import Page
from tests.reviews.conftest import SAID
from tests.reviews.looking_after import change, days_pass, reviews, told


def test_a_draft_is_kept_as_it_stands(town, visit, mine, write, criteria):
    karim = visit(town.karim)
    some = {f"there-{criteria[1]}": "", f"words-{criteria[0]}": "« la chambre du petit »"}

    write(karim, mine, send="0", question="", **some)

    again = town.again(mine)
    assert (again.state, again.works, again.question) == (State.started, SAID["works"], "")
    (verdict,) = town.rows(town.vente, Verdict)
    assert (verdict.criterion_id, verdict.there) == (criteria[0], True)
    page = Page(karim.open(f"/reviews/{mine.id}"))
    assert page.the("works").text == SAID["works"]
    assert page.the(f"words-{criteria[0]}").text == "« la chambre du petit »"
    (chosen,) = (e for e in page.all("input") if "checked" in e.attributes)
    assert chosen.attributes["name"] == f"there-{criteria[0]}"


def test_words_under_a_criterion_are_kept_before_anything_is_chosen(
    town, visit, mine, write, criteria
):
    karim = visit(town.karim)
    first, second = criteria
    nothing = dict.fromkeys((f"there-{first}", f"there-{second}"), "")
    seen = {f"words-{first}": "« la chambre du petit »", f"words-{second}": ""}

    write(karim, mine, send="0", **(nothing | seen))

    page = Page(karim.open(f"/reviews/{mine.id}"))
    assert page.the(f"words-{first}").text == "« la chambre du petit »"
    assert not [e for e in page.all("input") if "checked" in e.attributes]

    write(karim, mine, send="0", **(nothing | seen | {f"words-{first}": ""}))

    page = Page(karim.open(f"/reviews/{mine.id}"))
    assert page.the(f"words-{first}").text == ""


def test_words_without_a_choice_are_not_sent(town, visit, mine, write, criteria):
    karim = visit(town.karim)
    first, _ = criteria
    words = {f"there-{first}": "", f"words-{first}": "« la chambre du petit »"}
    write(karim, mine, send="0", **words)

    answer = write(karim, mine, **words)

    assert answer.status_code == 422
    assert "Say of each criterion" in answer.text
    assert "« la chambre du petit »" in Page(answer).main
    assert town.again(mine).state is State.started
    write(karim, mine, **{f"words-{first}": "« la chambre du petit »"})
    sent = town.rows(town.vente, Verdict, review_id=mine.id)
    assert [(one.there, one.words) for one in sent] == [
        *((True, "« la chambre du petit »"), (True, "")),
    ]


def test_what_is_sent_stays_as_it_is(town, visit, mine, write):
    karim = visit(town.karim)

    answer = write(karim, mine)

    assert "your review is sent" in Page(answer).main
    again = town.again(mine)
    assert (again.state, again.version) == (State.sent, 1)
    assert SAID["suggestion"] in Page(karim.open(f"/reviews/{mine.id}")).main
    assert write(karim, mine, works="Autre chose.").status_code == 403
    assert town.again(mine).works == SAID["works"]


@pytest.mark.parametrize(
    "nothing", ["", " ", "7/13", "OK !", "très bien, merci", "It's OK"]
)
def test_each_part_says_something_however_short(town, visit, mine, write, nothing):
    karim = visit(town.karim)

    answer = write(karim, mine, question=nothing)

    assert answer.status_code == 422
    assert "One question: say it in a few words of your own" in answer.text
    assert SAID["works"] in Page(answer).main  # nothing is lost
    assert town.again(mine).state is State.assigned
    assert write(karim, mine, question="Pourquoi ?").status_code == 200


def test_each_criterion_is_there_or_not_yet(town, visit, mine, write, criteria):
    answer = write(visit(town.karim), mine, **{f"there-{criteria[0]}": ""})

    assert answer.status_code == 422
    assert "Say of each criterion" in answer.text


def test_who_sends_a_review_took_part(town, visit, mine, write):
    town.reports(town.vente)
    write(visit(town.karim), mine)

    (grade,) = town.rows(town.vente, Grade)
    assert grade.member_id == town.karim.id


def test_criteria_of_another_challenge_are_left_out(town, visit, mine, write):
    submission(town, challenge(town, town.claire), town.karim)

    write(visit(town.karim), mine, **{"there-999": "1"})

    assert len(town.rows(town.vente, Verdict)) == 2


def test_a_review_is_nobody_else_s_to_see_or_write(town, visit, mine, write):
    for other in (town.solene, town.maelle, town.claire, town.michel, town.nadia):
        visitor = visit(other)
        assert visitor.open(f"/reviews/{mine.id}").status_code == 404
        assert write(visitor, mine).status_code == 404
        for act in ("decline", "longer"):
            answer = visitor.submit(f"/reviews/{mine.id}/{act}", reason="Un ami.")
            assert answer.status_code == 404
    assert town.again(mine).state is State.assigned


def test_who_declines_says_why_and_the_two_are_kept_apart(
    town, visit, mine, work, run_jobs
):
    karim = visit(town.karim)
    nothing = karim.submit(f"/reviews/{mine.id}/decline", reason="...")
    assert nothing.status_code == 422

    answer = karim.submit(f"/reviews/{mine.id}/decline", reason="Je l’ai aidée.")

    assert "somebody else is asked" in Page(answer).main
    again = town.again(mine)
    assert (again.state, again.reason) == (State.declined, "Je l’ai aidée.")
    (pair,) = town.rows(town.vente, Exclusion)
    both = sorted((town.solene.id, town.karim.id))
    assert [pair.member_id, pair.other_id] == both
    run_jobs()
    readers = {one.member_id for one in reviews(town) if one.submission_id == work.id}
    assert readers - {town.karim.id}
    for reader in (town.solene, town.maelle):
        assert "Je l’ai aidée" not in visit(reader).open(answer.url.path).text
    assert told(town, Kind.feedback) == set()


def test_a_review_takes_longer_once(town, visit, mine):
    karim = visit(town.karim)
    assert "Take two days more" in Page(karim.open(f"/reviews/{mine.id}")).main

    karim.submit(f"/reviews/{mine.id}/longer")

    assert town.again(mine).due_at == mine.due_at + LONGER
    assert karim.submit(f"/reviews/{mine.id}/longer").status_code == 403
    assert "Take two days more" not in Page(karim.open(f"/reviews/{mine.id}")).main


def test_late_is_better_than_never(town, visit, asked, work, mine, write):
    days_pass(town, asked, 4)
    change(town, mine, state=State.expired)
    change(town, work, released_at=now())
    karim = visit(town.karim)
    assert "somebody else was asked" in Page(karim.open(f"/reviews/{mine.id}")).main

    write(karim, mine)

    assert town.again(mine).state is State.sent
    assert told(town, Kind.feedback) == {town.solene.id}
    assert SAID["works"] in visit(town.solene).open(f"{work.path}/reviews").text


def test_once_the_debrief_begins_none_is_written(town, visit, asked, mine, write):
    days_pass(town, asked, 14)

    page = Page(visit(town.karim).open(f"/reviews/{mine.id}"))
    assert "The time for reviews is over." in page.main
    assert write(visit(town.karim), mine).status_code == 403


def test_of_withdrawn_work_nothing_is_asked(town, visit, work, mine, write):
    change(town, work, state="withdrawn")

    assert visit(town.karim).open(f"/reviews/{mine.id}").status_code == 404
    assert write(visit(town.karim), mine).status_code == 404


def test_who_is_alone_looks_at_their_own_work(town, visit, asked, write, work):
    own = review(town, work, town.solene, by="oneself")
    solene = visit(town.solene)
    page = Page(solene.open(f"/reviews/{own.id}"))
    assert "Your own work, looked at again" in page.main
    assert "I cannot review this" not in page.main

    write(solene, own)

    assert solene.submit(f"/reviews/{own.id}/rate", useful="much").status_code == 404
    change(town, work, released_at=now())
    assert "Review 1, your own" in Page(solene.open(f"{work.path}/reviews")).main
    assert solene.submit(f"/reviews/{own.id}/rate", useful="much").status_code == 403


def test_all_are_released_once_the_last_one_is_sent(
    town, visit, asked, work, mine, write, run_jobs
):
    days_pass(town, asked, 0)
    (theirs,) = (w for w in town.rows(town.vente, type(work)) if w.id != work.id)
    other = review(town, theirs, town.solene, due_at=asked.review_by)
    write(visit(town.karim), mine)
    run_jobs()
    assert not town.again(work).released_at

    write(visit(town.solene), other)
    run_jobs()

    assert town.again(work).released_at
    assert told(town, Kind.feedback) == {town.solene.id, town.karim.id}
    assert {one.state for one in town.rows(town.vente, Review)} == {State.sent}


def test_nobody_reviews_before_its_phase(town, visit, write):
    asked = challenge(town, town.claire, Phase.open)
    early = review(town, submission(town, asked, town.solene), town.karim)

    assert write(visit(town.karim), early).status_code == 403
