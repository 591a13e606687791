"""Any other LMS that keeps to the standard."""

from lti_social.lti.profiles.profile import Profile

PLAIN = Profile(key="plain", name="LTI 1.3")
