"""`lti-social platform` and `invite`: which LMSs may launch the tool."""

from datetime import timedelta
from typing import Any

import click

from lti_social.commands.opening import database, read_settings
from lti_social.lti.audit import OPERATOR
from lti_social.lti.deployments import accept_named, waiting
from lti_social.lti.invites import address_of, issue
from lti_social.lti.registering import (
    UNKNOWN,
    BadRegistration,
    Entry,
    add_platform,
    list_platforms,
    remove_platform,
    the_platform,
)


@click.group()
def platform() -> None:
    """The LMSs that may launch the tool."""


@platform.command("add")
@click.option("--issuer", required=True)
@click.option("--client-id", required=True)
@click.option("--auth-url", required=True, help="OIDC authorization endpoint.")
@click.option("--token-url", required=True)
@click.option("--jwks-url", required=True, help="Public keyset of the LMS.")
@click.option("--token-audience", help="Of token requests, if not --token-url.")
@click.option("--deployment", "deployments", multiple=True, help="One that is accepted.")
@click.option(
    "--accept-all/--ask-first",
    "accepts_all_deployments",
    default=None,
    help="Whether further deployments wait for a yes; at first, they do.",
)
@click.option("--frame-origin", "frame_origins", multiple=True, help="Where it frames us.")
@click.option("--name", default="", help="What to call this LMS.")
def add(**typed: Any) -> None:
    """Register an LMS, or change its registration."""
    typed["name"] = typed["name"] or typed["issuer"]
    entry = Entry(**typed)
    with database() as db:
        add_platform(db, entry)
    click.echo(f"Registered {entry.name}.")


@platform.command("list")
def list_() -> None:
    """Who is registered, and which of their deployments wait for a yes."""
    with database() as db:
        for row in list_platforms(db):
            click.echo(f"{row.name}\t{row.issuer}\t{row.client_id}")
            for one in waiting(db, row.id):
                click.echo(f"\twaits: {one.lms_id}\t{one.first_course or ''}")


@platform.command()
@click.option("--issuer", required=True)
@click.option("--client-id", required=True)
@click.option("--deployment", "deployments", multiple=True, required=True)
def accept(issuer: str, client_id: str, deployments: tuple[str, ...]) -> None:
    """Let people in from these deployments of an LMS."""
    with database() as db:
        accepting = the_platform(db, issuer, client_id)
        if accepting is None:
            raise BadRegistration(UNKNOWN)
        accept_named(db, accepting.id, deployments, by=OPERATOR)
    click.echo("Accepted.")


@platform.command()
@click.option("--issuer", required=True)
@click.option("--client-id", required=True)
def remove(issuer: str, client_id: str) -> None:
    """Forget an LMS that no cohort came from."""
    with database() as db:
        remove_platform(db, issuer=issuer, client_id=client_id)
    click.echo("Removed.")


@click.command()
@click.option("--name", default="", help="What to call the LMS.")
@click.option("--days", default=7, type=click.IntRange(1, 90), help="How long it is good.")
def invite(name: str, days: int) -> None:
    """An address with which an LMS registers itself, once."""
    settings = read_settings()
    with database() as db:
        token = issue(db, name=name, by=OPERATOR, lasting=timedelta(days=days))
    click.echo("Paste this in the LMS, where tools are added by their address:\n")
    click.echo(f"    {address_of(settings.url, token)}\n")
    click.echo(f"It is good for one registration, for {days} days. Keep it to yourself.")
