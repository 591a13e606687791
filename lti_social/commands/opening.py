"""What every command begins with: the settings, and the database that they name."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from pydantic import ValidationError

from lti_social.core.config import Settings
from lti_social.core.engines import connect
from lti_social.core.migrate import migrate
from lti_social.core.wall import Database, open_house
from lti_social.lti.registering import BadRegistration


def read_settings() -> Settings:
    """What the environment says, or in a sentence each what is wrong with it."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [(str(e["loc"][0]).upper(), e["msg"]) for e in error.errors()]
        said = [f"LTI_SOCIAL_{name}: {why}." for name, why in wrong]
        raise click.ClickException("\n".join(said)) from error


@contextmanager
def database() -> Iterator[Database]:
    """Up to date; what was typed wrongly is said in one sentence."""
    engine = connect(read_settings().database)
    migrate(engine)
    try:
        with open_house(engine) as db, db.begin():
            yield db
    except BadRegistration as error:
        raise click.ClickException(str(error)) from error
