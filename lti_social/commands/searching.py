"""`lti-social search`: what is found by its words."""

import click

from lti_social.commands.opening import database
from lti_social.search.jobs import rebuild


@click.group()
def search() -> None:
    """What people find by words."""


@search.command("rebuild")
def rebuild_() -> None:
    """Read all threads, practices and challenges anew; nobody has to stop meanwhile."""
    with database() as db:
        found = rebuild(db)
    click.echo(f"{found} threads, practices and challenges can be found.")
