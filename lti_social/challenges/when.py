"""What may happen to a challenge that features further up follow."""

from collections.abc import Mapping
from datetime import datetime

from lti_social.challenges.models import Challenge
from lti_social.core.followers import Followers

Dates = Mapping[str, datetime | None]
Teams = Mapping[int, frozenset[int]]  # who (ids) is in which team

put_off = Followers[[Challenge, Dates]]()  # with the dates that it had before
regrouped = Followers[[Challenge, Teams]]()  # people, or the format; with the teams before
cancelled = Followers[[Challenge]]()
