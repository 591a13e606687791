"""Who sees what, by the rules that a teacher chose in Moodle."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_social.resources.sources.moodle_outline import UNKNOWN
from lti_social.resources.visibility import Chosen, Reader, Sight, sight, within

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
IN_A = {"type": "group", "id": 7}
ANY_GROUP = {"type": "group"}
BEGUN = {"type": "date", "d": ">=", "t": int(NOW.timestamp()) - 60}
LATER = {"type": "date", "d": ">=", "t": int(NOW.timestamp()) + 60}
NOT_OVER = {"type": "date", "d": "<", "t": int(NOW.timestamp()) + 60}
GRADED = {"type": "grade", "id": 3, "min": 50}


def by(rule, groups=frozenset({"7"}), now=NOW):
    chosen = Chosen(visible=True, on_page=True, rule=rule)
    return sight(chosen, Reader(teaches=False, now=now, groups=groups))


def every(*conditions, showc=None, op="&"):
    shows = [True] * len(conditions) if showc is None else showc
    return {"op": op, "c": list(conditions), "showc": shows}


def some(*conditions, show=True, op="|"):
    return {"op": op, "c": list(conditions), "show": show}


def test_without_a_rule_what_is_visible_is_open():
    assert by(None) is Sight.open


@pytest.mark.parametrize(("visible", "on_page"), [(False, True), (True, False)])
def test_what_is_hidden_is_absent(visible, on_page):
    chosen = Chosen(visible=visible, on_page=on_page, rule=None)

    assert sight(chosen, Reader(teaches=False, now=NOW)) is Sight.absent


MET = [
    every(IN_A),
    every(IN_A, BEGUN, NOT_OVER),
    every(ANY_GROUP),
    every(),
    some(LATER, IN_A),
    some(GRADED, IN_A),  # whatever the grade
    some(IN_A, LATER, op="!&"),
    every(LATER, op="!|"),
    every(some(LATER, every(IN_A, BEGUN))),
    every(every(op="&"), op="!|"),  # an empty tree is met, negated or not
]


@pytest.mark.parametrize("rule", MET, ids=str)
def test_who_meets_the_rule_sees_it(rule):
    assert by(rule) is Sight.open


GREYED = [
    every(LATER),
    every(IN_A, LATER, showc=[False, True]),
    some(LATER, LATER),
    some(IN_A, BEGUN, op="!&"),
    every(IN_A, op="!|"),
]


@pytest.mark.parametrize("rule", GREYED, ids=str)
def test_who_does_not_meet_it_is_told_where_the_teacher_wished(rule):
    assert by(rule) is Sight.greyed


ABSENT = [
    every(LATER, showc=[False]),
    every(LATER, LATER, showc=[True, False]),
    some(LATER, show=False),
    every(IN_A, op="!|", showc=[False]),
    every(GRADED),
    every(GRADED, op="!|"),
    every(LATER, GRADED, showc=[True, False]),  # the grade may be what hides it
    every(IN_A, GRADED),
    UNKNOWN,
    {},
    {"op": "&"},
    {"op": "xor", "c": [], "showc": []},
    {"op": "&", "c": [LATER], "showc": []},
    {"op": "&", "c": "LATER", "showc": [True]},
    {"op": "&", "c": [3], "showc": [True]},
    every({"type": ["group"], "id": 7}),
    every({"type": "date", "d": ">", "t": 3}),
    every({"type": "date", "d": ">=", "t": "3"}),
]


@pytest.mark.parametrize("rule", ABSENT, ids=str)
def test_what_they_are_not_told_or_nobody_can_judge_is_absent(rule):
    assert by(rule) is Sight.absent


def test_where_groups_are_not_known_nobody_is_in_one_or_out_of_one():
    for rule in (every(IN_A), every(IN_A, op="!|"), every(ANY_GROUP)):
        assert by(rule, groups=None) is Sight.absent
    assert by(every(IN_A), groups=frozenset()) is Sight.greyed
    assert by(every(ANY_GROUP), groups=frozenset()) is Sight.greyed


def test_a_rule_beyond_all_depth_is_absent():
    rule = every(BEGUN)
    for _ in range(500):
        rule = every(rule)

    assert by(rule) is Sight.absent


def test_what_lies_in_something_closed_is_absent():
    assert within(Sight.open, Sight.greyed) is Sight.absent
    assert within(Sight.open, Sight.absent) is Sight.absent
    assert within(Sight.greyed, Sight.open) is Sight.greyed


GROUPS = ("1", "2", "3")
conditions = st.one_of(
    st.builds(lambda id_: {"type": "group", "id": int(id_)}, st.sampled_from(GROUPS)),
    st.builds(
        lambda d, hours: {
            "type": "date",
            "d": d,
            "t": int((NOW + timedelta(hours=hours)).timestamp()),
        },
        st.sampled_from((">=", "<")),
        st.integers(-2, 2),
    ),
)
unknown = st.builds(lambda id_: {"type": "grade", "id": id_}, st.integers(0, 1))


def trees(leaves):
    inner = st.recursive(
        leaves,
        lambda below: st.builds(
            lambda op, c: {"op": op, "c": c},
            st.sampled_from(("&", "|", "!&", "!|")),
            st.lists(below, min_size=1, max_size=3),
        ),
        max_leaves=6,
    )

    def rooted(op, c, shows):
        told = {"showc": shows[: len(c)]} if op in ("&", "!|") else {"show": shows[0]}
        return {"op": op, "c": c, **told}

    return st.builds(
        rooted,
        st.sampled_from(("&", "|", "!&", "!|")),
        st.lists(inner, min_size=1, max_size=3),
        st.lists(st.booleans(), min_size=3, max_size=3),
    )


def plainly(node, groups, grades):
    """The same by the words of the operators alone, where everything is known."""
    if "type" not in node:
        met = [plainly(one, groups, grades) for one in node["c"]]
        holds = all(met) if node["op"].endswith("&") else any(met)
        return holds is not node["op"].startswith("!")
    if node["type"] == "group":
        return str(node["id"]) in groups
    if node["type"] == "grade":
        return grades[node["id"]]
    begun = NOW.timestamp() >= node["t"]
    return begun if node["d"] == ">=" else not begun


@given(trees(conditions), st.frozensets(st.sampled_from(GROUPS)))
def test_operators_mean_what_they_say(rule, groups):
    assert (by(rule, groups) is Sight.open) is plainly(rule, groups, {})


@given(trees(st.one_of(conditions, unknown)), st.frozensets(st.sampled_from(GROUPS)))
def test_what_is_open_would_be_open_whatever_is_not_known(rule, groups):
    seen = by(rule, groups)
    worlds = [
        plainly(rule, groups, grades)
        for grades in itertools.product([True, False], repeat=2)
    ]

    if seen is Sight.open:
        assert all(worlds)
    elif seen is Sight.greyed:
        assert not any(worlds)
    elif all(worlds):
        assert "grade" in str(rule)  # only what cannot be judged is kept back


@given(trees(st.one_of(conditions, unknown)))
def test_a_reader_whose_groups_are_unknown_sees_no_more_than_anybody_does(rule):
    if by(rule, groups=None) is Sight.open:
        for size in range(len(GROUPS) + 1):
            for groups in itertools.combinations(GROUPS, size):
                assert plainly(rule, groups, (True, True))
