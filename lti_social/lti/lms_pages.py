"""Addresses at which an LMS itself shows a course or an activity in it."""

from urllib.parse import quote, urlsplit

from lti_social.lti.claims import web_address
from lti_social.lti.platforms import Registration


def address_in_lms(
    registration: Registration, course: str, activity: str | None
) -> str | None:
    """Where to open the activity, else the course, else the LMS; None if nobody can tell.

    `course` and `activity` are the LMS's own numbers. Only Moodle's issuer is where Moodle
    is; another one is an address only if people sign in there too.
    """
    issuer = web_address(registration.issuer)
    if issuer is None:
        return None
    if registration.family != "moodle":
        lms, door = urlsplit(issuer), urlsplit(registration.auth_url)
        return f"{lms.scheme}://{lms.netloc}/" if lms.netloc == door.netloc else None
    if activity:
        return f"{issuer}/mod/lti/view.php?id={quote(activity, safe='')}"
    return f"{issuer}/course/view.php?id={quote(course, safe='')}"
