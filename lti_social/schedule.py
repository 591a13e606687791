"""Every recurring job, in one list."""

from datetime import timedelta

from lti_social.admin.jobs import forget_links
from lti_social.cohorts.jobs import forget_sessions, refresh_rosters
from lti_social.core.jobs import Recurring
from lti_social.files.jobs import forget_drafts, forget_unnamed
from lti_social.lti.jobs import forget_nonces, renew_keys
from lti_social.notifications.jobs import forget_mails, promise_digests
from lti_social.recalls.jobs import look_after_cards
from lti_social.resources.jobs import sync_courses_in_use, sync_new_courses
from lti_social.reviews.jobs import keep_deadlines, promise_reminders
from lti_social.running.jobs import judge_all
from lti_social.sharing.upkeep import look_at_copies
from lti_social.trials.jobs import look_after_plans

SCHEDULE = (
    Recurring("forget spent nonces", timedelta(hours=1), forget_nonces),
    Recurring("renew our keys", timedelta(days=1), renew_keys),  # every 90 days in truth
    Recurring("forget ended sessions", timedelta(hours=1), forget_sessions),
    Recurring("forget drafts of files", timedelta(hours=1), forget_drafts),
    Recurring("forget bytes of no file", timedelta(days=1), forget_unnamed),
    Recurring("refresh rosters", timedelta(hours=1), refresh_rosters),
    Recurring("send digests", timedelta(hours=1), promise_digests),
    Recurring("forget sent mails", timedelta(days=1), forget_mails),
    Recurring("forget links to the console", timedelta(hours=1), forget_links),
    Recurring("look after practices", timedelta(days=1), look_after_cards),
    Recurring("read new courses", timedelta(minutes=1), sync_new_courses),
    Recurring("read courses in use", timedelta(days=1), sync_courses_in_use),
    Recurring("look at what was passed on", timedelta(days=1), look_at_copies),
    Recurring("look after plans to try", timedelta(hours=1), look_after_plans),
    Recurring("keep the dates of challenges", timedelta(minutes=1), keep_deadlines),
    Recurring("remind of reviews", timedelta(hours=1), promise_reminders),
    Recurring("look at who completed", timedelta(minutes=10), judge_all),
)
