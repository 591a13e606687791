"""Who reads what, in situations small enough to be seen whole."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lti_social.reviews.allocation import allocate
from lti_social.reviews.models import By, State
from lti_social.reviews.situation import Given, New, Situation, Why, Work
from tests.reviews.rightness import is_enough, is_even, is_right, no_chain_is_left


def alone(people: int, wanted: int = 2, **more) -> Situation:
    """Everybody handed in something of their own; works are numbered from 100."""
    works = [Work(100 + who, frozenset({who})) for who in range(people)]
    return Situation(works, range(people), wanted, **more)


def in_teams(*teams: set[int], wanted: int = 2, **more) -> Situation:
    works = [Work(100 + at, frozenset(team)) for at, team in enumerate(teams)]
    return Situation(works, set().union(*teams), wanted, **more)


def loads(plan) -> list[int]:
    return sorted(Counter(new.who for new in plan.new).values())


def then(it: Situation, plan, **more) -> Situation:
    """What is known next, when `more` has come."""
    given = (*it.given, *(Given(*new) for new in plan.new))
    return Situation(**{**vars(it), "given": given} | more)


def test_nobody_handed_in():
    plan = allocate(alone(0))

    assert (plan.new, plan.needed, plan.why) == ((), 2, None)


def test_one_alone_reviews_themselves():
    plan = allocate(alone(1))

    assert plan.new == (New(100, 0, By.oneself),)
    assert (plan.needed, plan.why) == (1, Why.alone)
    assert allocate(then(alone(1), plan)).new == ()


def test_a_team_alone_reviews_itself():
    plan = allocate(in_teams({1, 2, 3}))

    assert [(new.who, new.by) for new in plan.new] == [(w, By.oneself) for w in (1, 2, 3)]


@pytest.mark.parametrize(
    ("people", "wanted", "needed", "each"),
    [(2, 2, 1, 1), (3, 2, 2, 2), (3, 3, 2, 2), (6, 2, 2, 3), (30, 3, 3, 4)],
)
def test_everybody_reads_the_same_and_one_more_than_needed(people, wanted, needed, each):
    plan = allocate(alone(people, wanted))

    assert loads(plan) == [each] * people
    assert set(Counter(new.work for new in plan.new).values()) == {each}
    assert plan.needed == needed
    assert plan.why is (Why.few if needed < wanted else None)


def test_a_first_allocation_pairs_few_with_each_other():
    plan = allocate(alone(30))

    pairs = {(new.who, new.work - 100) for new in plan.new}
    assert len([pair for pair in pairs if pair[::-1] in pairs]) == 0


def test_another_seed_gives_other_readers():
    plans = {allocate(alone(30, seed=seed)).new for seed in range(5)}

    assert len(plans) == 5


def test_teams_read_each_other_and_never_themselves():
    it = in_teams({1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {10})

    plan = allocate(it)

    is_right(it, plan)
    assert loads(plan)[-1] - loads(plan)[0] <= 1
    assert {new.who for new in plan.new} == set(range(1, 11))


def test_a_large_team_does_not_drown_a_small_one():
    plan = allocate(in_teams(set(range(1, 30)), {30}))

    read = Counter(new.work for new in plan.new)
    assert read == {100: 1, 101: 3}
    assert (plan.needed, plan.why) == (1, Why.few)


def test_who_declined_is_not_asked_again_and_reads_something_else():
    it = alone(6)
    first = allocate(it)
    refused = first.new[0]
    given = [Given(*new) for new in first.new]
    given[0] = given[0]._replace(state=State.declined)

    again = allocate(alone(6, given=given))

    ((work, who, _),) = again.new
    assert who == refused.who
    assert work != refused.work


def test_what_too_few_are_left_to_read_gets_somebody_else():
    it = alone(6)
    given = [Given(*new) for new in allocate(it).new]
    given = [
        one._replace(state=State.declined) if one.work == 100 else one for one in given
    ]

    again = allocate(alone(6, given=given))

    assert len([new for new in again.new if new.work == 100]) == 2


def test_a_latecomer_reads_and_is_read_and_nothing_else_changes():
    it = alone(6)
    first = allocate(it)
    late = then(
        it, first, works=[*it.works, Work(200, frozenset({9}))], peers=[*range(6), 9]
    )

    plan = allocate(late)

    assert {new.work for new in plan.new if new.who != 9} == {200}
    assert len([new for new in plan.new if new.who == 9]) == 3
    assert allocate(then(late, plan)).new == ()


def test_however_many_come_late_one_by_one_nobody_drowns():
    it = alone(1)
    for people in range(2, 60):
        it = then(it, allocate(it), works=alone(people).works, peers=range(people))
    final = then(it, allocate(it))

    asked = Counter(one.who for one in final.given if one.by is By.peer)
    assert max(asked.values()) <= 2 * 2 + 3
    assert min(asked[who] for who in range(59)) >= 2


def test_what_was_withdrawn_is_no_load_unless_it_was_done():
    given = [Given(300, 0, state=State.sent), Given(301, 1), Given(302, 1)]

    plan = allocate(alone(4, given=given))

    asked = Counter(new.who for new in plan.new)
    assert asked[0] < asked[1]


def test_where_few_may_read_a_work_the_others_leave_it_to_them():
    """Of a team of three, two are kept apart from 1: they can read 0's work alone."""
    for seed in range(20):
        kept = {"apart": [(1, 2), (1, 4)], "seed": seed}
        it = in_teams({0}, {1}, {2, 3, 4}, wanted=1, **kept)
        no_chain_is_left(it, allocate(it))


def test_who_had_a_hand_in_a_work_does_not_read_it():
    ours = Work(100, frozenset({1}), hands=frozenset({2, 3}))
    theirs = (Work(101, frozenset({2})), Work(102, frozenset({3, 4})))
    it = Situation((ours, *theirs), (1, 2, 3, 4), wanted=2)

    plan = allocate(it)

    assert {new.who for new in plan.new if new.work == 100} == {4}
    assert (plan.needed, plan.why) == (1, Why.few)


@st.composite
def situations(draw) -> Situation:
    """Few people in teams of any size; many are kept apart, were asked before, or had a
    hand in what is another team's now."""
    size, number = draw(st.integers(1, 9)), st.integers(0, 8)
    cut = draw(st.lists(st.integers(1, 5), min_size=9, max_size=9))
    people, works = list(range(size)), []
    while people:
        many = cut[len(works)]
        team = frozenset(people[:many])
        hands = draw(st.frozensets(number, max_size=2)) - team
        works.append(Work(100 + len(works), team, hands))
        people = people[many:]
    pairs = draw(st.lists(st.tuples(number, number), max_size=12))
    apart = [(one, other) for one, other in pairs if one != other]
    asked = draw(st.dictionaries(st.tuples(number, number), st.sampled_from(State)))
    given = [Given(100 + work, who, By.peer, state) for (work, who), state in asked.items()]
    wanted = draw(st.integers(1, 4))
    return Situation(works, range(size), wanted, given, apart, draw(st.integers(0, 9)))


@settings(max_examples=300, deadline=None)
@given(situations())
def test_whatever_the_situation_the_plan_is_right(it):
    plan = allocate(it)

    is_right(it, plan)
    is_enough(it, plan)
    is_even(it, plan)
    no_chain_is_left(it, plan)
    assert allocate(it) == plan
