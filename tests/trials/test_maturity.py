"""How mature a card is: a pure function of what others told, its ground, and the day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_social.practices.models import Maturity
from lti_social.trials.maturity import (
    NEEDS_SAYING,
    Evidence,
    Ground,
    Lack,
    Told,
    confirmed,
    earned,
    shown,
    tally,
    wilson,
)
from lti_social.trials.models import Outcome

TODAY = date(2026, 11, 24)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)

PEOPLE = st.integers(1, 6)
TRIALS = st.lists(
    st.builds(
        Told,
        who=PEOPLE,
        outcome=st.sampled_from(Outcome),
        context=st.sampled_from(["", "Orléans", "orleans ", "ORLÉANS", "Le Mans", "Tours"]),
        happened_on=st.dates(date(2026, 10, 1), TODAY),
        told_at=st.integers(0, 60).map(lambda minutes: BEGAN + timedelta(minutes=minutes)),
    ),
    max_size=12,
)
EVIDENCE = st.builds(
    Evidence,
    told=TRIALS,
    authors=st.sets(PEOPLE, max_size=2),
    grounds=st.lists(st.sampled_from(Ground), max_size=2),
    has_curator=st.booleans(),
    has_owner=st.booleans(),
    review_on=st.none() | st.dates(TODAY - timedelta(3), TODAY + timedelta(3)),
)


def told(who: int, outcome: Outcome = Outcome.worked, context: str = "Orléans") -> Told:
    return Told(who, outcome, context, TODAY)


PROVEN = (told(1), told(2, Outcome.adapted, "Le Mans"), told(3))


@given(EVIDENCE, st.randoms())
def test_the_order_in_which_it_was_told_changes_nothing(evidence, chance):
    other = list(evidence.told)
    chance.shuffle(other)
    shuffled = Evidence(**{**vars(evidence), "told": other})

    assert earned(shuffled, TODAY) == earned(evidence, TODAY)
    assert tally(shuffled) == tally(evidence)


@given(EVIDENCE, st.lists(st.tuples(st.integers(0, 11), st.sampled_from(Outcome))))
def test_only_what_is_told_in_the_end_matters(evidence, edits):
    """Whatever was told, edited and withdrawn before: it is asked anew each time."""
    first, reports = earned(evidence, TODAY), list(evidence.told)
    for place, outcome in edits:
        if place < len(reports):
            old = reports[place]
            reports[place] = Told(old.who, outcome, old.context, old.happened_on)
            earned(Evidence(**{**vars(evidence), "told": reports}), TODAY)

    assert earned(Evidence(**vars(evidence)), TODAY) == first


@given(EVIDENCE, TRIALS)
def test_what_its_authors_tell_never_counts(evidence, more):
    by_authors = [
        Told(who, one.outcome, one.context, one.happened_on)
        for one in more
        for who in evidence.authors
    ]
    with_theirs = Evidence(**{**vars(evidence), "told": [*evidence.told, *by_authors]})

    assert earned(with_theirs, TODAY) == earned(evidence, TODAY)


@given(EVIDENCE, TRIALS)
def test_that_somebody_could_not_try_never_counts(evidence, more):
    nothing = [Told(one.who, Outcome.not_tried, "Ici", one.happened_on) for one in more]
    with_them = Evidence(**{**vars(evidence), "told": [*evidence.told, *nothing]})

    assert earned(with_them, TODAY) == earned(evidence, TODAY)


@given(st.sampled_from(Maturity), st.sets(st.sampled_from(NEEDS_SAYING)))
def test_what_is_shown_is_the_lesser_of_earned_and_confirmed(deserved, in_force):
    said = confirmed(in_force)
    assert shown(deserved, said).rank == min(deserved.rank, said.rank)
    assert said.rank >= Maturity.promising.rank


@given(EVIDENCE)
def test_the_rules_as_they_are_written(evidence):
    found, got = tally(evidence), earned(evidence, TODAY).maturity
    if not found.successes:
        assert got is Maturity.idea
    elif got.rank >= Maturity.proven.rank:
        assert found.people >= 3
        assert found.contexts >= 2
        assert found.successes >= 0.6 * found.trials
        assert set(evidence.grounds) <= {Ground.firm}
    if got is Maturity.standard:
        assert evidence.has_curator
        assert evidence.has_owner
        assert evidence.review_on > TODAY


@pytest.mark.parametrize(
    ("trials", "maturity", "why"),
    [
        ((), Maturity.idea, (Lack.success,)),
        ((told(1, Outcome.failed),), Maturity.idea, (Lack.success,)),
        ((told(1),), Maturity.promising, (Lack.people, Lack.contexts)),
        ((told(1), told(2), told(3)), Maturity.promising, (Lack.contexts,)),
        ((told(1), told(1, context="Tours"), told(2)), Maturity.promising, (Lack.people,)),
        (PROVEN, Maturity.proven, (Lack.curator, Lack.owner, Lack.review)),
        (
            (*PROVEN, told(4, Outcome.failed), told(5, Outcome.failed)),
            Maturity.proven,
            (Lack.curator, Lack.owner, Lack.review),
        ),
        (
            (*PROVEN, *(told(n, Outcome.failed) for n in (4, 5, 6))),
            Maturity.promising,
            (Lack.ratio,),
        ),
    ],
)
def test_each_step(trials, maturity, why):
    got = earned(Evidence(told=trials), TODAY)
    assert (got.maturity, got.why) == (maturity, why)


@pytest.mark.parametrize(
    ("lacks", "why"),
    [
        ({}, None),
        ({"has_curator": False}, Lack.curator),
        ({"has_owner": False}, Lack.owner),
        ({"review_on": None}, Lack.review),
        ({"review_on": TODAY}, Lack.review),
    ],
)
def test_a_standard_is_curated_answered_for_and_read_again(lacks, why):
    whole = {"has_curator": True, "has_owner": True, "review_on": TODAY + timedelta(1)}
    got = earned(Evidence(told=PROVEN, **(whole | lacks)), TODAY)

    assert got.maturity is (Maturity.proven if why else Maturity.standard)
    assert got.why == ((why,) if why else ())


@pytest.mark.parametrize("ground", [Ground.changed, Ground.vanished])
def test_on_ground_that_moved_it_is_promising_at_most(ground):
    got = earned(Evidence(told=PROVEN, grounds=[Ground.firm, ground]), TODAY)
    assert (got.maturity, got.why) == (Maturity.promising, (Lack.ground,))


def test_of_one_person_in_one_place_the_last_trial_counts():
    before = Told(1, Outcome.worked, "Orléans", TODAY - timedelta(1))
    found = tally(Evidence(told=[told(1, Outcome.failed, " orleans"), before]))
    assert (found.trials, found.successes) == (1, 0)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_ratio(counts):
    successes, trials = counts
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials + 1e-9
    assert successes / trials - 1e-9 <= high <= 1


def test_the_interval_as_the_books_have_it():
    """Wilson (1927): six of eight."""
    low, high = wilson(6, 8)
    assert (round(low, 3), round(high, 3)) == (0.409, 0.929)
    assert tally(Evidence(told=PROVEN[:2])).interval is None
