"""What is decided about a challenge: put off, cancelled, archived; proposals."""

from datetime import timedelta

import pytest

from lti_social.challenges.dates import NAMES, as_field
from lti_social.challenges.models import (
    Challenge,
    ChallengeStep,
    Criterion,
    Standing,
    Step,
)
from lti_social.challenges.phases import Phase, phase
from lti_social.cohorts.models import Phase as CohortPhase
from lti_social.core.clock import now
from lti_social.notifications.models import Kind, Notice
from lti_social.resources.models import Anchor
from lti_social.reviews.models import Review, State
from tests.challenges.asked import ASKED, PARIS, days
from tests.contests import challenge, review, submission
from tests.pages import Page


def fields(it: Challenge, days: float = 0) -> dict[str, str]:
    """The dates still to come, so many days later."""
    known = {name: getattr(it, name) for name in NAMES}
    return {
        name: as_field(date + timedelta(days=days), PARIS)
        for name, date in known.items()
        if date > now()
    }


def steps(town) -> list[tuple[Step, str]]:
    return [(row.step, row.reason) for row in town.rows(town.vente, ChallengeStep)]


def told(town, kind: Kind) -> set[int]:
    return {notice.member_id for notice in town.rows(town.vente, Notice, kind=kind)}


def test_dates_are_put_off_and_everybody_is_told(town, visit, run_jobs):
    asked = challenge(town, town.claire, Phase.open)
    claire = visit(town.claire)
    page = Page(claire.open(f"{asked.path}/extend"))
    inputs = [e.attributes for e in page.all("input", "input")]
    there = [e["name"] for e in inputs if e["name"] != "q"]  # the box of the search
    assert there == ["submit_by", "review_by", "revise_by", "closes_at"]
    assert "Europe/Paris" in page.main

    reason = "La neige a fermé l’agence."
    claire.submit(f"{asked.path}/extend", **fields(asked, 2), reason=reason)
    run_jobs()

    after = town.again(asked)
    assert after.opens_at == asked.opens_at
    assert timedelta(days=1.9) < after.closes_at - asked.closes_at < timedelta(days=2.1)
    assert steps(town) == [(Step.extended, reason)]
    assert town.solene.id in told(town, Kind.challenge)
    page = Page(visit(town.solene).open(asked.path))
    assert reason in page.main
    assert page.main.count("Handed in by:") == 1


def test_reviews_are_due_when_all_of_them_are(town, visit):
    asked = challenge(town, town.claire, Phase.reviewing)
    other = challenge(town, town.claire, Phase.reviewing)
    due = {}
    for it in (asked, other):
        work = submission(town, it, town.solene)
        due[it.id] = review(town, work, town.karim, due_at=it.review_by).id
        sent = review(town, work, town.maelle, due_at=it.review_by, state=State.sent)

    visit(town.claire).submit(f"{asked.path}/extend", **fields(asked, 2))

    reviews = {row.id: row.due_at for row in town.rows(town.vente, Review)}
    assert reviews[due[asked.id]] == town.again(asked).review_by > asked.review_by
    assert reviews[due[other.id]] == reviews[sent.id] == other.review_by


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda it: {"submit_by": as_field(it.submit_by - timedelta(1), PARIS)}, "put off"),
        (lambda it: {"submit_by": ""}, "an announced date can only be put off."),
        (lambda it: {"submit_by": as_field(it.closes_at, PARIS)}, "after the date before"),
        (lambda it: {"opens_at": as_field(it.submit_by, PARIS)}, "it stays as it was"),
        (lambda it: {"opens_at": ""}, "it stays as it was"),
        (lambda it: {"submit_by": "2026-13-01T10:00"}, "not a date and an hour"),
    ],
)
def test_dates_never_come_earlier(town, visit, change, sentence):
    asked = challenge(town, town.claire, Phase.open)

    said = fields(asked) | change(asked)
    answer = visit(town.claire).submit(f"{asked.path}/extend", **said)

    assert answer.status_code == 422
    assert sentence in " ".join(Page(answer).texts())
    assert steps(town) == []
    after = town.again(asked)
    assert [getattr(after, n) for n in NAMES] == [getattr(asked, n) for n in NAMES]


def test_the_same_dates_again_are_no_decision(town, visit):
    asked = challenge(town, town.claire, Phase.open)

    visit(town.claire).submit(f"{asked.path}/extend", **fields(asked))

    assert steps(town) == []
    assert town.again(asked).submit_by == asked.submit_by  # to the second


def test_a_challenge_is_cancelled_with_a_reason(town, visit, run_jobs):
    asked = challenge(town, town.claire, Phase.reviewing)
    aurore = visit(town.aurore)
    assert aurore.submit(f"{asked.path}/cancel", reason=" ").status_code == 422

    aurore.submit(f"{asked.path}/cancel", reason="Trop tôt.")
    aurore.submit(f"{asked.path}/cancel", reason="Vraiment.")
    run_jobs()

    assert town.again(asked).standing is Standing.cancelled
    assert steps(town) == [(Step.cancelled, "Trop tôt.")]
    assert town.karim.id in told(town, Kind.challenge)
    page = Page(visit(town.solene).open(asked.path))
    assert "Cancelled by Aurore: Trop tôt." in page.main


def test_what_is_over_or_cancelled_is_archived(town, visit):
    for at, becomes in (
        (Phase.draft, Standing.draft),
        (Phase.open, Standing.announced),
        (Phase.closed, Standing.archived),
        (Phase.cancelled, Standing.archived),
    ):
        asked = challenge(town, town.claire, at)
        visit(town.claire).submit(f"{asked.path}/archive")
        assert town.again(asked).standing is becomes, at


def test_a_question_that_does_not_arise_leads_back_to_the_challenge(town, visit):
    for at in (Phase.draft, Phase.closed):
        asked = challenge(town, town.claire, at)
        for page in ("extend", "cancel", "decline"):
            answer = visit(town.claire).open(f"{asked.path}/{page}")
            assert answer.url.path.endswith(asked.path)


def test_two_are_under_way_at_once_at_most(town, visit, make):
    for at in (Phase.open, Phase.debrief):
        challenge(town, town.claire, at)
    claire = visit(town.claire)
    third = make(claire)
    later = make(claire, **days(20, 22, 30, 31, 32))
    beside = make(claire, **days(25, 28, 33, 34, 36))
    last = make(claire, **days(21, 26, 30, 31, 32))

    answers = [claire.submit(f"{it.path}/announce") for it in (third, later, beside, last)]

    assert [answer.status_code for answer in answers] == [409, 200, 200, 409]
    assert "more than two at once is too much" in answers[0].text


def test_putting_off_makes_no_third(town, visit, make):
    """Two are under way later, while the first is over."""
    first = challenge(town, town.claire, Phase.debrief)
    claire = visit(town.claire)
    for _ in range(2):
        claire.submit(f"{make(claire, **days(5, 6, 7, 8, 9)).path}/announce")

    answer = claire.submit(f"{first.path}/extend", **fields(first, 6))

    assert answer.status_code == 409
    assert town.again(first).closes_at == first.closes_at


def test_a_learner_proposes_and_the_team_accepts(town, visit, make, run_jobs):
    solene, claire = visit(town.solene), visit(town.claire)
    page = Page(solene.open("/challenges/new?pattern=blank"))
    assert not [e for e in page.all("input") if e.attributes.get("name") == "opens_at"]

    proposed = make(solene, opens_at="tomorrow?")
    run_jobs()

    assert proposed.standing is Standing.proposed
    assert (proposed.opens_at, proposed.told.value) == (None, "nothing")
    assert told(town, Kind.proposed) == {town.claire.id, town.aurore.id}
    assert visit(town.karim).open(proposed.path).status_code == 404
    assert "Accept it" not in Page(solene.open(proposed.path)).main
    assert solene.submit(f"{proposed.path}/edit", **ASKED, opens_at="").status_code == 200

    claire.submit(f"{proposed.path}/accept")
    run_jobs()

    assert town.again(proposed).standing is Standing.draft
    assert told(town, Kind.proposal_decided) == {town.solene.id}
    assert solene.submit(f"{proposed.path}/edit", **ASKED).status_code == 403
    claire.submit(f"{proposed.path}/edit", **(ASKED | days()), announce="1")
    assert town.again(proposed).standing is Standing.announced
    made = [step for step, _ in steps(town)]
    assert made == [Step.proposed, Step.accepted, Step.announced]


def test_a_proposal_is_declined_with_a_reason(town, visit, make, run_jobs):
    proposed = make(visit(town.solene))
    aurore = visit(town.aurore)
    assert aurore.submit(f"{proposed.path}/decline", reason="").status_code == 422

    aurore.submit(f"{proposed.path}/decline", reason="Nous en avons deux.")
    aurore.submit(f"{proposed.path}/accept")
    run_jobs()

    assert town.again(proposed).standing is Standing.declined
    assert told(town, Kind.proposal_decided) == {town.solene.id}
    page = Page(visit(town.solene).open(proposed.path))
    assert "Declined by Aurore: Nous en avons deux." in page.main
    assert visit(town.karim).open(proposed.path).status_code == 404


def test_in_a_cohort_that_has_ended_nothing_new_begins(town, visit, make):
    draft = make(visit(town.claire))
    running = challenge(town, town.claire, Phase.reviewing)
    visit(town.claire).submit("/settings/phase", phase=CohortPhase.closed.value)

    for who in (town.claire, town.solene):
        assert visit(who).open("/challenges/new").status_code == 403
        assert visit(who).submit("/challenges", **ASKED).status_code == 403
    claire = visit(town.claire)
    assert claire.submit(f"{draft.path}/announce").status_code == 403
    assert claire.submit(f"{running.path}/extend", **fields(running, 1)).status_code == 200
    assert phase(town.again(running), now()) is Phase.reviewing


def test_a_draft_goes_with_all_that_stood_beside_it(town, visit, make):
    guide = town.resource(town.vente, "Le guide du vendeur")
    claire = visit(town.claire)
    draft = make(claire, **{f"about-{guide.id}": "page 4"})
    (link,) = Page(claire.open(draft.path)).links("Delete the draft")
    assert "It goes for good" in Page(claire.get(link)).main
    refused = visit(town.aurore).submit(f"{draft.path}/delete")
    assert refused.status_code == 403

    assert claire.submit(f"{draft.path}/delete").url.path == f"{claire.path}/challenges"

    assert claire.open(draft.path).status_code == 404
    for gone in (Challenge, Criterion, Anchor):
        assert town.rows(town.vente, gone) == []


def test_a_proposal_is_taken_back_and_the_team_reads_of_it_no_more(
    town, visit, make, run_jobs
):
    solene = visit(town.solene)
    proposed = make(solene)
    run_jobs()
    assert told(town, Kind.proposed)
    assert "Take it back" not in Page(visit(town.claire).open(proposed.path)).main

    solene.submit(f"{proposed.path}/delete")

    assert town.rows(town.vente, Challenge) == town.rows(town.vente, ChallengeStep) == []
    assert told(town, Kind.proposed) == set()


def test_what_the_team_accepted_or_announced_is_not_taken_back(town, visit, make):
    solene, claire = visit(town.solene), visit(town.claire)
    accepted = make(solene)
    claire.submit(f"{accepted.path}/accept")
    for it in (accepted, challenge(town, town.claire, Phase.open)):
        for who in (solene, claire):
            page = who.open(f"{it.path}/delete")
            assert page.url.path == f"{who.path}{it.path}"
            assert not Page(page).links("Delete the draft")
            assert who.submit(f"{it.path}/delete").status_code == 403
    assert len(town.rows(town.vente, Challenge)) == 2
