"""Notices: who hears of what, once it is saved and never before."""

from contextlib import suppress

import pytest

from lti_social.core.claims import Job
from lti_social.core.errors import Conflict
from lti_social.core.jobs import later
from lti_social.core.wall import open_cohort, open_house
from lti_social.notifications.models import Kind, Notice
from lti_social.notifications.queries import PAGE
from lti_social.threads import jobs
from lti_social.threads.models import Follow
from tests.pages import Page

TITLE = "Comment ouvrir un rendez-vous ?"


@pytest.fixture
def thread(town):
    """A question by Solène, who follows it, and so does Maëlle."""
    thread = town.question(town.solene, TITLE)
    for follower in (town.solene, town.maelle):
        town.mark(Follow, thread, by=follower)
    return thread


def told(town) -> list[tuple[int, Kind]]:
    return [(notice.member_id, notice.kind) for notice in town.rows(town.vente, Notice)]


def waiting_jobs(engine) -> int:
    with open_house(engine) as db:
        return db.query(Job).count()


def bell(visitor) -> str:
    return Page(visitor.open("/who-sees-what")).the("bell").text


def test_a_reply_tells_the_followers_and_not_its_author(town, visit, run_jobs, thread):
    visit(town.maelle).submit(f"{thread.path}/posts", body="Par une question.")
    assert told(town) == []

    assert run_jobs() == 1
    assert told(town) == [(town.solene.id, Kind.replied)]
    page = Page(visit(town.solene).open("/notices"))
    assert f"Maëlle replied in “{TITLE}”" in page.main


def test_the_bell_counts_what_waits_and_looking_empties_it(town, visit, run_jobs, thread):
    another = town.question(town.solene)
    town.mark(Follow, another, by=town.solene)
    for path in (thread.path, another.path):
        visit(town.karim).submit(f"{path}/posts", body="Par une question.")
    run_jobs()
    solene = visit(town.solene)
    assert bell(solene) == "Notices , new: 2"

    assert Page(solene.open("/notices")).main.count("Karim replied") == 2

    assert bell(solene) == "Notices"
    assert town.again(town.solene).waiting == 0
    assert all(n.read_at for n in town.rows(town.vente, Notice, member_id=town.solene.id))
    assert bell(visit(town.maelle)) == "Notices , new: 1"


def test_a_notice_leads_to_the_post_it_tells_of(town, visit, run_jobs, thread):
    visit(town.karim).submit(f"{thread.path}/posts", body="Par une question.")
    run_jobs()
    solene = visit(town.solene)

    (link,) = Page(solene.open("/notices")).links("Karim replied")

    assert "Par une question." in solene.get(link).text


def test_nobody_reads_another_s_notices(town, visit, run_jobs, thread):
    visit(town.claire).submit(f"{thread.path}/posts", body="Par une question.")
    run_jobs()

    for who in (town.karim, town.aurore, town.michel, town.claire):
        assert TITLE not in visit(who).open("/notices").text


def test_nothing_is_promised_when_the_reply_is_not_saved(town, visit, engine, thread):
    assert visit(town.karim).submit(f"{thread.path}/posts", body=" ").status_code == 422
    with suppress(Conflict), open_cohort(engine, town.vente.id) as db, db.begin():
        later(db, jobs.tell_followers, post_id=town.opening(thread).id)
        db.flush()
        raise Conflict

    assert waiting_jobs(engine) == 0


def test_a_reply_is_saved_together_with_its_promise(town, visit, engine, thread):
    visit(town.karim).submit(f"{thread.path}/posts", body="Par une question.")

    assert waiting_jobs(engine) == 1


@pytest.mark.parametrize(
    ("who", "gesture", "kind"),
    [("solene", "accept", Kind.accepted), ("claire", "endorse", Kind.endorsed)],
)
def test_an_author_hears_once_that_their_answer_was_marked(
    town, visit, run_jobs, thread, who, gesture, kind
):
    post, marker = town.answer(thread, town.karim), visit(getattr(town, who))
    for on in ("1", "1"):
        marker.submit(f"/posts/{post.id}/{gesture}", on=on)
    run_jobs()

    assert told(town) == [(town.karim.id, kind)]
    assert (
        f"{gesture}ed your answer in “{TITLE}”".replace("eed", "ed")
        in Page(visit(town.karim).open("/notices")).main
    )


def test_whoever_marks_their_own_answer_is_not_told(town, visit, run_jobs, thread):
    own, theirs = town.answer(thread, town.solene), town.answer(thread, town.claire)
    visit(town.solene).submit(f"/posts/{own.id}/accept", on="1")
    visit(town.claire).submit(f"/posts/{theirs.id}/endorse", on="1")
    run_jobs()

    assert told(town) == []


@pytest.mark.parametrize("gone", ["delete", "hide"])
def test_what_is_gone_before_the_job_runs_is_not_told(town, visit, run_jobs, thread, gone):
    karim = visit(town.karim)
    karim.submit(f"{thread.path}/posts", body="Trop vite écrit.")
    post = town.opening(thread).id + 1
    if gone == "delete":
        karim.submit(f"/posts/{post}/delete")
    else:
        visit(town.claire).submit(f"/posts/{post}/hide", reason="Un nom.")
    run_jobs()

    assert Kind.replied not in [kind for _, kind in told(town)]


def test_a_job_about_what_never_was_does_nothing(town, engine, run_jobs):
    with open_cohort(engine, town.vente.id) as db, db.begin():
        later(db, jobs.tell_followers, post_id=999)
        later(db, jobs.tell_team, post_id=999)
        later(db, jobs.tell_accepted, post_id=999, by=town.solene.id)

    assert run_jobs() == 3
    assert waiting_jobs(engine) == 0


def test_a_name_changed_later_does_not_rewrite_what_was_told(town, visit, run_jobs, thread):
    karim = visit(town.karim)
    karim.submit(f"{thread.path}/posts", body="Par une question.")
    run_jobs()
    karim.submit("/me", name="Karim B.", appearance="device")

    assert "Karim replied" in Page(visit(town.solene).open("/notices")).main


def test_older_notices_are_a_page_away(town, visit):
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        known = {"member_id": town.solene.id, "kind": Kind.replied, "path": "/threads"}
        for number in range(PAGE + 2):
            known["subject"] = f"/threads/{number}"
            db.add(Notice(**known, who=f"Personne {number}.", title="x"))
            db.flush()
    solene = visit(town.solene)

    page = Page(solene.open("/notices"))
    (older,) = {one.attributes["href"] for one in page.all("a") if _is_older(one)}
    rest = Page(solene.get(older))

    assert page.main.count("replied in") == PAGE
    assert "Personne 1." in rest.main
    assert rest.main.count("replied in") == 2


def _is_older(link) -> bool:
    return "before=" in (link.attributes.get("href") or "")


@pytest.mark.parametrize("before", ["0", "-1", "x", "2147483648"])
def test_a_place_that_no_page_gave_is_not_found(town, visit, before):
    assert visit(town.solene).open(f"/notices?before={before}").status_code == 404


def test_without_notices_the_page_says_so(town, visit):
    assert len(Page(visit(town.solene).open("/notices")).all(look="empty")) == 1


def test_a_notice_is_told_in_the_reader_s_language(town, visit, run_jobs, thread):
    visit(town.karim).submit(f"{thread.path}/posts", body="Par une question.")
    run_jobs()

    page = Page(visit(town.solene, language="fr").open("/notices"))

    assert page.all("html")[0].attributes["lang"] == "fr"
    assert "Karim a répondu dans" in page.main
