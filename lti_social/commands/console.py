"""`lti-social admin link` and `lti-social doctor`: into the console, and is all well?"""

import sys
from urllib.parse import urlencode

import click

from lti_social.admin.doctor import look_over
from lti_social.admin.links import LIFETIME, make_link
from lti_social.commands.opening import database, read_settings


@click.group("admin")
def console() -> None:
    """The console, where registrations are kept."""


@console.command()
def link() -> None:
    """A way into the console that sees every LMS: good once, for fifteen minutes."""
    settings = read_settings()
    with database() as db:
        token = make_link(db)
    click.echo("Open this in a browser:\n")
    click.echo(f"    {settings.url}/admin/link?{urlencode({'token': token})}\n")
    minutes = int(LIFETIME.total_seconds()) // 60
    click.echo(f"It is good once, for {minutes} minutes. Keep it to yourself.")


@click.command()
def doctor() -> None:
    """Whether all is well, registrations included; ends with 1 where something is not."""
    is_well = True
    for remark in look_over(read_settings()):
        is_well &= remark.is_well
        click.echo(f"{'ok  ' if remark.is_well else 'ILL '} {remark.said}")
    sys.exit(0 if is_well else 1)
