"""Who follows what: what a verb does further up, and in which order, in one place."""

from collections.abc import Callable

import pytest

import lti_social.app  # noqa: F401  # which imports whoever follows
from lti_social.challenges import when as challenges
from lti_social.core.followers import Followers
from lti_social.practices import changing as practices
from lti_social.reviews import jobs as reviews
from lti_social.submissions import when as submissions
from lti_social.trials import telling as trials

FOLLOWED: list[tuple[str, Followers, list[str]]] = [
    ("a challenge is put off", challenges.put_off, ["reviews.jobs._wait_longer"]),
    (
        "people change teams",
        challenges.regrouped,
        ["reviews.jobs._look_again", "submissions.regrouping.follow"],
    ),
    (
        "a challenge is cancelled",
        challenges.cancelled,
        ["reviews.releasing.release_what_came"],
    ),
    (
        "a work is handed in",
        submissions.handed_in,
        ["reviews.jobs._settle_soon", "running.jobs._judge_of"],
    ),
    (
        "a work is withdrawn",
        submissions.withdrawn,
        ["reviews.jobs._settle_soon", "running.jobs._judge_of"],
    ),
    ("a work is revised", submissions.revised, ["running.jobs._judge_of"]),
    ("reviewers were looked for", reviews.settled, ["running.jobs.judge_soon"]),
    (
        "a card changes",
        practices.watches,
        [
            "trials.counting.follow",
            "recalls.needing.begin_to_care",
            "sharing.copying.keep_in_step",
        ],
    ),
    (
        "a draft of a card goes",
        practices.thrown_away,
        ["submissions.becoming._forget"],
    ),
    ("a trial is told", trials.heeds, ["recalls.coming.heed", "sharing.reporting.pass_on"]),
]


def name_of(follow: Callable) -> str:
    return f"{follow.__module__}.{follow.__qualname__}".removeprefix("lti_social.")


@pytest.mark.parametrize(
    ("followed", "by"),
    [(followed, by) for _, followed, by in FOLLOWED],
    ids=[what for what, *_ in FOLLOWED],
)
def test_who_follows_is_told_in_this_order(followed, by):
    assert [name_of(follow) for follow in followed.all] == by
