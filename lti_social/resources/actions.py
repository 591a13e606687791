"""What may be done with the course's resources here."""

from secrets import token_hex

from lti_social.cohorts.here import Here, require
from lti_social.core.clock import now
from lti_social.core.errors import N_, Invalid
from lti_social.resources import policy
from lti_social.resources.jobs import promise_sync, tell_of
from lti_social.resources.models import Resource
from lti_social.resources.sources import by_hand
from lti_social.resources.sources.meta import Listing, Source
from lti_social.resources.state import note_success
from lti_social.resources.syncing import Changes, add_one, bring_in


def sync_now(here: Here) -> None:
    """Promised to a job: an LMS may take its time."""
    require(policy.may_keep(here.me))
    promise_sync(here.db)


def bring_in_cartridge(here: Here, listing: Listing) -> None:
    """In place of an earlier one. It was read before (forms.read_cartridge): that takes its
    time, and no transaction should wait for it."""
    require(policy.may_keep(here.me))
    tell_of(here.db, bring_in(here.db, Source.cartridge, listing))
    note_success(here.db, Source.cartridge, listing)


def write_by_hand(here: Here, title: str, url: str) -> int:
    """The id of the new resource."""
    require(policy.may_keep(here.me))
    return add_one(here.db, Source.by_hand, by_hand.entry(token_hex(8), title, url))


def change_by_hand(here: Here, resource: Resource, title: str, url: str) -> None:
    require(policy.may_keep(here.me))
    _refuse_others(resource)
    if (resource.title, resource.url) != (title, url):
        resource.title, resource.url, resource.changed_at = title, url, now()
        tell_of(here.db, Changes(renewed=(resource.id,)))


def remove_by_hand(here: Here, resource: Resource) -> None:
    """What stands on it stays readable."""
    require(policy.may_keep(here.me))
    _refuse_others(resource)
    if resource.vanished_at is None:
        resource.vanished_at = now()
        tell_of(here.db, Changes(vanished=(resource.id,)))


def _refuse_others(resource: Resource) -> None:
    if resource.source is not Source.by_hand:
        raise Invalid(N_("This comes from the LMS: change it there."))
