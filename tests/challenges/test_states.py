"""Whatever is tried, by whom and in which order: a challenge goes its way and no other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from lti_social.challenges.dates import NAMES, as_field
from lti_social.challenges.models import Challenge, ChallengeStep, Standing, Step
from lti_social.challenges.phases import RUNNING, Phase, phase
from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from tests.challenges.asked import ASKED, PARIS, days
from tests.contests import challenge

ON_THE_WAY = (Phase.scheduled, *RUNNING, Phase.closed)
STARTS = (Phase.draft, Phase.proposed, Phase.declined, Phase.cancelled, *ON_THE_WAY)
LEGAL = {
    (Standing.draft, Standing.announced): (Step.announced, ("claire", "aurore")),
    (Standing.proposed, Standing.draft): (Step.accepted, ("claire", "aurore")),
    (Standing.proposed, Standing.declined): (Step.declined, ("claire", "aurore")),
    (Standing.announced, Standing.cancelled): (Step.cancelled, ("claire", "aurore")),
    (Standing.announced, Standing.archived): (Step.archived, ("claire", "aurore")),
    (Standing.cancelled, Standing.archived): (Step.archived, ("claire", "aurore")),
}


def later(it: Challenge, by: float) -> dict[str, str]:
    """The form of other dates: so many days later or earlier."""
    known = {name: getattr(it, name) for name in NAMES if getattr(it, name)}
    move = timedelta(days=by)
    return {name: as_field(date + move, PARIS) for name, date in known.items()}


DOORS: dict[str, Callable[[Challenge, float], dict[str, str]]] = {
    "announce": lambda it, by: {},
    "edit": lambda it, by: ASKED | days() | ({"fixed": "1"} if it.locked_at else {}),
    "edit?and-announce": lambda it, by: ASKED | days() | {"announce": "1"},
    "example": lambda it, by: {"text": "Un récit."},
    "extend": later,
    "cancel": lambda it, by: {"reason": "Trop tôt."},
    "archive": lambda it, by: {},
    "accept": lambda it, by: {},
    "decline": lambda it, by: {"reason": "Nous en avons deux."},
}
moves = st.one_of(
    st.tuples(
        st.sampled_from(["claire", "claire", "aurore", "solene", "karim", "michel"]),
        st.sampled_from(sorted(DOORS)),
        st.floats(-10, 20),
    ),
    st.tuples(st.just("time"), st.just("passes"), st.floats(0.5, 9)),
)


BY_THE_TEAM = {
    (Phase.draft, "announce"): Standing.announced,
    (Phase.draft, "edit?and-announce"): Standing.announced,
    (Phase.proposed, "accept"): Standing.draft,
    (Phase.proposed, "decline"): Standing.declined,
    (Phase.closed, "archive"): Standing.archived,
    (Phase.cancelled, "archive"): Standing.archived,
    **{(at, "cancel"): Standing.cancelled for at in (Phase.scheduled, *RUNNING)},
}


def test_each_door_from_each_phase(town, visit):
    claire = visit(town.claire)
    for at in Phase:
        for door, form in DOORS.items():
            clear(town)
            asked = challenge(town, town.claire, at)
            if at is Phase.draft:
                claire.submit(f"{asked.path}/edit", **(ASKED | days()))
            before = seen(town, asked)

            claire.submit(f"{asked.path}/{door}", **form(town.again(asked), 1))

            after = seen(town, asked)
            becomes = BY_THE_TEAM.get((at, door), before["standing"])
            assert after["standing"] is becomes, (at, door)
            require_legal("claire", before, after)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(start=st.sampled_from(STARTS), tried=st.lists(moves, min_size=8, max_size=12))
def test_no_door_leads_off_the_way(town, visit, start, tried):
    clear(town)
    author = town.solene if start in (Phase.proposed, Phase.declined) else town.claire
    asked = challenge(town, author, start)
    for who, door, by in tried:
        before = seen(town, asked)
        if who == "time":
            pass_time(town, asked, by)
            assert seen(town, asked)["steps"] == before["steps"]
            continue
        form = DOORS[door](town.again(asked), by)
        visit(getattr(town, who)).submit(f"{asked.path}/{door}", **form)
        require_legal(who, before, seen(town, asked))


def require_legal(who: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    made = after["steps"][len(before["steps"]) :]
    if after["standing"] is before["standing"]:
        assert set(made) <= {Step.extended}
        if after["standing"] is Standing.announced:
            stays_on_its_way(before, after)
        return
    step, allowed = LEGAL[before["standing"], after["standing"]]
    assert made == [step]
    assert who in allowed
    if step is Step.archived:
        assert before["phase"] in (Phase.closed, Phase.cancelled)
    if step is Step.cancelled:
        assert before["phase"] in (Phase.scheduled, *RUNNING)


def stays_on_its_way(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Neither back, nor sooner."""
    way = ON_THE_WAY.index
    assert way(after["phase"]) >= way(before["phase"])
    assert list(after["dates"]) == sorted(set(after["dates"]))
    assert all(a >= b for a, b in zip(after["dates"], before["dates"], strict=True))


def seen(town, asked: Challenge) -> dict[str, Any]:
    it = town.again(asked)
    rows = town.rows(town.vente, ChallengeStep, challenge_id=asked.id)
    return {
        "standing": it.standing,
        "phase": phase(it, now()),
        "dates": [getattr(it, name) for name in NAMES],
        "steps": [row.step for row in rows],
    }


def pass_time(town, asked: Challenge, days: float) -> None:
    it, by = town.again(asked), timedelta(days=days)
    if it.opens_at:
        change(town, Challenge.id == asked.id, {n: getattr(it, n) - by for n in NAMES})


def clear(town) -> None:
    """Out of the way of the next, which must find room."""
    change(town, Challenge.id > 0, {"standing": Standing.archived})


def change(town, which, values) -> None:
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        db.execute(update(Challenge).where(which).values(**values))
