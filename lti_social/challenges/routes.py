"""The doors of making a challenge: builder, rubric, dates, teams, proposals."""

from lti_social.cohorts.doors import Doors

doors = Doors()
