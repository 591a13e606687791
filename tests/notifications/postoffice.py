"""A mail server of the tests, on a real port, and what it was handed."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import SecretStr

from lti_social.core.clock import now
from lti_social.core.mail import Mailer

SENDER = "Le récap <lti-social@tool.test>"


class Delivered(NamedTuple):
    at: datetime
    to: str
    message: EmailMessage

    def part(self, kind: str) -> str:
        """The text or the HTML of it."""
        found = self.message.get_body((kind,))
        assert found is not None
        return str(found.get_content())

    @property
    def stop(self) -> str:
        """Path and query of its link against all mail."""
        return (
            self.message["List-Unsubscribe"].strip("<>").removeprefix("https://tool.test")
        )


@dataclass
class PostOffice:
    """`refuses` answers for addresses; `first` happens when somebody begins to send,
    `then` when mail is taken, before it is acknowledged."""

    port: int = 0
    delivered: list[Delivered] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    answers: str = "250 taken"
    first: Callable[[], None] = lambda: None
    then: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mailer(self) -> Mailer:
        made = Mailer.of(SecretStr(self.url), SENDER)
        assert made is not None
        return made

    def to(self, address: str) -> list[Delivered]:
        return [one for one in self.delivered if one.to == address]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _: Any
    ) -> str:
        self.first()
        envelope.rcpt_tos.append(address)
        return self.refuses.get(address, "250 known")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answers.startswith("2"):
            message = message_from_bytes(envelope.content, policy=default)
            (to,) = envelope.rcpt_tos
            self.delivered.append(Delivered(now(), to, message))
        self.then()
        return self.answers


@contextmanager
def open_office(**how: Any) -> Iterator[PostOffice]:
    """`how` goes to the SMTP server, as `tls_context`."""
    office = PostOffice()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        office.port = listening.getsockname()[1]
        controller = _Controller(office, listening, how)
        controller.start()
        try:
            yield office
        finally:
            controller.stop()


class _Controller(Controller):
    """On a socket that is bound already, so that no port has to be guessed."""

    def __init__(self, office: PostOffice, listening: socket.socket, how: Any) -> None:
        super().__init__(office, "127.0.0.1", office.port, **how)
        self._listening = listening

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._listening)
