"""What the database undid is done again; what fails by itself is not."""

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from lti_social.core.again import TIMES, until_done
from lti_social.core.errors import Conflict


class Undone(Exception):
    """As a driver says it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def work_that_fails(*errors: BaseException):
    """With each of these, and then no more; what was done is counted."""
    waiting = list(errors)

    def work() -> str:
        work.times += 1
        if waiting:
            raise waiting.pop(0)
        return "done"

    work.times = 0
    return work


def undone(sqlstate: str) -> OperationalError:
    return OperationalError("UPDATE …", {}, Undone(sqlstate))


@pytest.mark.parametrize("sqlstate", ["40P01", "40001"])
@pytest.mark.parametrize("times", range(TIMES))
def test_it_is_done_again_until_it_is_done(sqlstate, times):
    work = work_that_fails(*[undone(sqlstate)] * times)

    assert until_done(work) == "done"
    assert work.times == times + 1


def test_not_for_ever():
    work = work_that_fails(*[undone("40P01")] * TIMES)

    with pytest.raises(OperationalError):
        until_done(work)
    assert work.times == TIMES


@pytest.mark.parametrize(
    "error",
    [
        undone("57014"),  # a statement that took too long
        undone("08006"),  # the connection is lost: it may have been done
        OperationalError("UPDATE …", {}, Exception("database is locked")),
        IntegrityError("INSERT …", {}, Undone("23505")),
        Conflict("Somebody changed it meanwhile."),
        RuntimeError("ours"),
    ],
    ids=lambda error: f"{type(error).__name__} {getattr(error, 'orig', '')!r}",
)
def test_what_fails_otherwise_fails_at_once(error):
    work = work_that_fails(error)

    with pytest.raises(type(error)):
        until_done(work)
    assert work.times == 1
