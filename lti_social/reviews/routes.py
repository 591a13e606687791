"""The doors of reviewing: calibrate, read, say, decline; answer what was said."""

from lti_social.cohorts.doors import Doors

doors = Doors()
