"""The doors of the one box."""

from lti_social.cohorts.doors import Doors

doors = Doors()
