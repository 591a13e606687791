"""Who else reads what was handed in: features above say, once, how they know."""

from collections.abc import Callable

from lti_social.cohorts.here import Here
from lti_social.submissions.models import Submission

Reads = Callable[[Here, Submission], bool]

_READING: list[Reads] = []


def also_read_by(reads: Reads) -> Reads:
    """Whether the reader is one of those whom a feature asks to read it."""
    _READING.append(reads)
    return reads


def is_also_read(here: Here, submission: Submission) -> bool:
    return any(reads(here, submission) for reads in _READING)
