"""The trainer sees who is where, writes to those who wait, and takes a table home."""

import csv
import io

import pytest

from lti_social.challenges.models import Format, Team, TeamMember
from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.notifications.models import Kind, Notice
from lti_social.reviews.models import By, Review
from lti_social.reviews.models import State as Reviewed
from lti_social.submissions.models import State
from lti_social.threads.models import Post
from tests.contests import challenge, review, submission
from tests.pages import Page
from tests.reviews.looking_after import is_hidden, is_withdrawn


@pytest.fixture
def asked(town):
    rule = ["submitted", "reviewed"]
    return challenge(town, town.claire, Phase.reviewing, title="Défi", rule=rule)


@pytest.fixture
def claire(town, visit):
    return visit(town.claire)


def rows(browser, asked) -> list[str]:
    page = Page(browser.open(f"{asked.path}/monitor"))
    return [row.text for row in page.all("tr")[1:]]


def table(browser, asked) -> list[list[str]]:
    answer = browser.open(f"{asked.path}/monitor.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def told(town) -> set[int]:
    return {one.member_id for one in town.rows(town.vente, Notice, kind=Kind.challenge)}


def test_a_trainer_sees_what_each_has_done_and_has_left(town, claire, asked):
    hers = submission(town, asked, town.solene)
    his = submission(town, asked, town.karim, "Le garage", late=True)
    review(town, hers, town.karim, state=Reviewed.sent)
    review(town, his, town.solene)

    assert rows(claire, asked) == [
        "Karim Le garage Late 1 of 1 0 of 1 Completed",
        "Maëlle nothing yet none asked none yet to hand in, to review",
        "Solène La chambre du petit 0 of 1 1 of 1 to review",
    ]
    page = Page(claire.open(f"{asked.path}/monitor")).main
    assert "Handed in: 2 of 3" in page
    assert "Reviews written: by 1 of 2" in page
    assert "Completed: 1" in page


def test_drafts_and_what_was_withdrawn_are_told_apart_and_not_shown(town, claire, asked):
    submission(town, asked, town.solene, "Mon brouillon", state=State.draft)
    submission(town, asked, town.karim, "Repris", state=State.withdrawn)

    said = " ".join(rows(claire, asked))
    assert "Solène a draft" in said
    assert "Karim withdrawn" in said
    assert "Mon brouillon" not in said
    assert "Repris" not in said


def test_who_left_stays_where_they_handed_in(town, claire, asked):
    submission(town, asked, town.karim)
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        for who in (town.karim, town.maelle):
            db.get_one(Member, who.id).left_at = now()

    assert [row.split()[0] for row in rows(claire, asked)] == ["Karim", "Solène"]
    assert "has left" in rows(claire, asked)[0]


def test_a_team_is_where_its_work_is(town, claire):
    asked = challenge(town, town.claire, format=Format.team)
    team = town.add(asked, Team(challenge_id=asked.id, name="Les Bleus"))
    for member in (town.solene, town.karim):
        known = {"challenge_id": asked.id, "team_id": team.id}
        town.add(asked, TeamMember(member_id=member.id, **known))
    submission(town, asked, town.karim, team_id=team.id)

    said = rows(claire, asked)
    assert said[0].startswith("Karim Les Bleus La chambre du petit")
    assert said[2].startswith("Solène Les Bleus La chambre du petit")


def test_reviews_that_do_not_come_are_listed_and_others_are_asked(town, claire, asked):
    hers = submission(town, asked, town.solene)
    submission(town, asked, town.maelle)
    review(town, hers, town.karim, due_at=now())
    page = Page(claire.open(f"{asked.path}/monitor"))
    assert "Karim, about “La chambre du petit” Not begun" in page.main
    assert page.links("change who reviews it")
    assert page.links("Give more time")

    assert claire.submit(f"{asked.path}/rescue").status_code == 200


@pytest.mark.parametrize("goes", [is_withdrawn, is_hidden])
def test_a_review_of_what_nobody_reads_any_more_is_owed_by_nobody(
    town, claire, asked, goes
):
    hers = submission(town, asked, town.solene)
    his = submission(town, asked, town.karim, "Le garage")
    review(town, hers, town.karim, state=Reviewed.started, due_at=now())
    review(town, submission(town, asked, town.maelle), town.karim, state=Reviewed.sent)
    review(town, his, town.maelle)

    goes(town, hers)

    said = {line.split()[0]: line for line in rows(claire, asked)}
    assert "Karim Le garage 1 of 1" in said["Karim"]
    assert said["Karim"].endswith("Completed")
    assert "Karim, about" not in Page(claire.open(f"{asked.path}/monitor")).main
    claire.submit(f"{asked.path}/message", whom="reviewing", body="Deux jours de plus.")
    assert told(town) == {town.maelle.id}


def test_a_page_of_many_people_goes_on(town, claire, asked):
    for number in range(51):
        town.member(town.vente, f"P{number:02}")

    assert len(rows(claire, asked)) == 50
    (more,) = Page(claire.open(f"{asked.path}/monitor")).links("More people")
    assert len(Page(claire.get(more)).all("tr")[1:]) == 4


@pytest.mark.parametrize("page", ["/monitor", "/monitor.csv"])
def test_it_is_for_the_team_alone(town, visit, asked, page):
    assert visit(town.solene).open(f"{asked.path}{page}").status_code == 403
    assert visit(town.aurore).open(f"{asked.path}{page}").status_code == 200
    assert visit(town.nadia).open(f"{asked.path}{page}").status_code == 404


def test_the_table_has_everybody_and_no_formula(town, claire, asked):
    submission(town, asked, town.solene, "=HYPERLINK(1)")
    town.member(town.vente, "@Théo")
    heads, *lines = table(claire, asked)

    assert heads[:3] == ["Name", "Team", "Submission"]
    assert [line[0] for line in lines] == ["'@Théo", "Karim", "Maëlle", "Solène"]
    assert lines[3][2] == "'=HYPERLINK(1)"
    assert lines[3][4:] == ["no", "0", "0", "0", "no", "no", "no", ""]
    answer = claire.open(f"{asked.path}/monitor.csv")
    assert answer.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("whom", "reached"),
    [
        ("all", {"Solène", "Karim", "Maëlle"}),
        ("not_handed_in", {"Maëlle"}),
        ("reviewing", {"Karim"}),
        ("not_revised", {"Solène"}),
        ("not_debriefed", {"Solène", "Karim"}),
    ],
)
def test_a_message_reaches_those_who_are_meant(town, claire, asked, whom, reached):
    hers = submission(town, asked, town.solene)
    submission(town, asked, town.karim, revised_at=now())
    review(town, hers, town.karim)
    known = {"challenge_id": asked.id, "submission_id": hers.id, "by": By.volunteer}
    town.add(hers, Review(member_id=town.maelle.id, **known))

    answer = claire.submit(f"{asked.path}/message", whom=whom, body="Deux jours de plus.")

    assert answer.status_code == 200
    people = "person" if len(reached) == 1 else "people"
    assert f"Sent to {len(reached)} {people}." in Page(answer).main
    (post,) = town.rows(asked, Post)
    by_id = {one.id: one.name for one in (town.solene, town.karim, town.maelle)}
    assert {by_id[one] for one in told(town)} == reached
    (path,) = {one.path for one in town.rows(asked, Notice, kind=Kind.challenge)}
    assert path == f"/threads/{post.thread_id}#post-{post.id}"


def test_a_message_for_nobody_is_not_posted_and_not_lost(town, claire, asked):
    submission(town, asked, town.solene, revised_at=now())

    answer = claire.submit(
        f"{asked.path}/message", whom="not_revised", body="Relisez-vous."
    )

    assert answer.status_code == 422
    assert "Nobody is in that group now" in answer.text
    assert "Relisez-vous." in Page(answer).texts("textarea")
    assert town.rows(asked, Post) == []
    assert told(town) == set()


def test_a_second_message_goes_on_in_the_same_thread(town, claire, asked):
    for words in ("Un.", "Deux."):
        claire.submit(f"{asked.path}/message", whom="all", body=words)

    first, second = town.rows(asked, Post)
    assert (first.thread_id, first.opens) == (second.thread_id, True)
    assert "The thread about this challenge" in claire.open(asked.path).text


def test_a_message_says_something_to_somebody_while_it_runs(town, visit, claire, asked):
    path = f"{asked.path}/message"

    assert claire.submit(path, whom="all", body="").status_code == 422
    assert claire.submit(path, whom="nobody", body="x").status_code == 422
    assert visit(town.solene).submit(path, whom="all", body="x").status_code == 403
    over = challenge(town, town.claire, Phase.closed)
    late = claire.submit(f"{over.path}/message", whom="all", body="x")
    assert late.status_code == 403
    assert town.rows(asked, Post) == []
