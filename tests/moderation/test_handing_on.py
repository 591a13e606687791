"""Somebody else decides: another of the team, or an administrator of the LMS."""

from lti_social.cohorts.models import Role
from lti_social.core.wall import open_house
from lti_social.lti.audit import AuditEntry, Event
from lti_social.moderation.models import Case
from tests.moderation.looking import WRITTEN, case, notices, queue
from tests.pages import Page

WHY = "Le nom de la cliente y figure."


def test_it_is_handed_on_to_somebody_of_the_team(town, visit, run_jobs, reported):
    claire, path = visit(town.claire), f"/posts/{reported.id}/hand-on"
    assert claire.submit(path, to=town.karim.id).status_code == 404
    assert (
        claire.submit(path, to=town.aurore.id, reason="Tu la connais.").status_code == 200
    )
    run_jobs()

    aurore = visit(town.aurore)
    assert "Claire asks you to decide" in notices(aurore)
    assert "Handed to Aurore" in queue(aurore)[0]
    assert "Tu la connais." in case(aurore, reported).main


def test_it_is_handed_on_to_the_lms_s_administrators(
    town, visit, run_jobs, reported, decide
):
    assert decide(town.michel, "left", "") == 403
    assert queue(visit(town.michel)) == []
    visit(town.claire).submit(f"/posts/{reported.id}/hand-on", to="")
    run_jobs()

    michel = visit(town.michel)
    assert len(queue(michel)) == 1
    assert "1 contribution waits for your decision" in Page(michel.open("")).main
    assert WRITTEN in case(michel, reported).main
    assert decide(town.michel, "hidden", WHY) == 200
    assert queue(michel) == []
    assert town.rows(town.vente, Case)[0].by_id == town.michel.id
    assert michel.open(f"/posts/{reported.id}/case").status_code == 404  # it is hidden


def test_a_post_of_the_only_trainer_is_for_the_lms_s_administrators(town, visit, run_jobs):
    paul, odile = (
        visit(town.member(town.managers, name, role))
        for name, role in (("Paul", Role.instructor), ("Odile", Role.admin))
    )
    post = town.answer(town.question(town.nadia), paul.member)
    nadia, path = visit(town.nadia), f"/posts/{post.id}"
    assert "administrators of the LMS decide" in Page(nadia.open(f"{path}/report")).main
    nadia.submit(f"{path}/report", matter="hurtful")
    run_jobs()

    assert "Something was reported" in notices(odile)
    assert len(queue(odile)) == 1
    assert queue(paul) == []
    assert odile.submit(f"{path}/decide", act="hidden", reason=WHY).status_code == 200
    run_jobs()
    assert "Odile hid what you wrote" in notices(paul)
    (entry,) = journal(town, Event.decided_as_admin)
    assert (entry.by, entry.cohort_id) == ("Odile (LMS)", town.managers.id)


def journal(town, event: Event) -> list[AuditEntry]:
    with open_house(town.engine) as db:
        return db.query(AuditEntry).filter_by(event=event).all()
