"""`lti-social keys`: the key pairs with which the tool signs."""

import click

from lti_social.app import house
from lti_social.commands.opening import database, read_settings
from lti_social.core.clock import now
from lti_social.core.wall import open_house
from lti_social.lti.keys import list_keys, rotate
from lti_social.lti.models import ToolKey


@click.group()
def keys() -> None:
    """The tool's own key pairs, which LMSs check its requests with."""


@keys.command("list")
def list_() -> None:
    """Which keys LMSs can fetch, and when each signs."""
    with database() as db:
        for key in list_keys(db):
            click.echo(f"{key.kid}\t{_when(key)}")


@keys.command("rotate")
def rotate_() -> None:
    """Make a new key: published now, it signs a day from now in place of the others."""
    with house(read_settings()) as (engine, tool), open_house(engine) as db, db.begin():
        fresh = rotate(db, tool.seal)
    click.echo(f"{fresh.kid}\t{_when(fresh)}")


def _when(key: ToolKey) -> str:
    if key.signs_from > now():
        return f"signs from {key.signs_from:%Y-%m-%d %H:%M} UTC"
    if key.retired_at is None:
        return f"signs since {key.signs_from:%Y-%m-%d %H:%M} UTC"
    verb = "signed" if key.retired_at <= now() else "signs"
    return f"{verb} until {key.retired_at:%Y-%m-%d %H:%M} UTC"
