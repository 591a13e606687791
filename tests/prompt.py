"""Somebody at a prompt, who types the command `lti-social`."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from lti_social.__main__ import main
from lti_social.core.engines import connect
from tests.cohorts.launching import rows

MOODLE = {
    "--issuer": "https://moodle.test",
    "--client-id": "c-1",
    "--auth-url": "https://moodle.test/mod/lti/auth.php",
    "--token-url": "https://moodle.test/mod/lti/token.php",
    "--jwks-url": "https://moodle.test/mod/lti/certs.php",
}


class Operator:
    """With a database of their own."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder}/own.db"
        self.environment = {"LTI_SOCIAL_DATABASE": self.url}

    def types(self, *words: str, **environment: str) -> Result:
        return CliRunner().invoke(main, words, env=self.environment | environment)

    def adds(self, *more: str, **changed: str) -> Result:
        typed = MOODLE | {f"--{k.replace('_', '-')}": v for k, v in changed.items()}
        return self.types("platform", "add", *sum(typed.items(), ()), *more)

    def finds(self, table: type[Any]) -> list[Any]:
        engine = connect(self.url)
        found = rows(engine, table)
        engine.dispose()
        return found


@contextmanager
def at_the_prompt(folder: Path) -> Iterator[Operator]:
    """`serve` and `worker` log in their own way: afterwards all is as it was."""
    everybody = logging.getLogger()
    before, level = everybody.handlers[:], everybody.level
    yield Operator(folder)
    everybody.handlers[:] = before
    everybody.setLevel(level)
