"""E-mail: one message, handed to the operator's server, and what came of that.

What the server took is sent; what it refused is not. Only where the connection breaks after
the message was on its way does nobody know: `MaybeSent`.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple, Self
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

TIMEOUT = 20  # seconds of silence
PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
LETTER = SMTP.clone(max_line_length=500)  # or a long link in a header would be encoded

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(
    rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*"
    rf"@{_LABEL}(?:\.{_LABEL})+"
)


class NotSent(Exception):
    """The server did not take it. `of_address`: it will not take mail to this address;
    otherwise `for_good` tells whether asking again is of no use."""

    def __init__(
        self, said: str, *, of_address: bool = False, for_good: bool = False
    ) -> None:
        super().__init__(said)
        self.of_address, self.for_good = of_address, for_good


class MaybeSent(Exception):
    """The server fell silent with the message in its hands."""


class Server(NamedTuple):
    scheme: str
    host: str
    port: int
    user: str
    password: str


def server_at(url: str) -> Server:
    """What an address of a mail server says; ValueError where it is none."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/"):
        raise ValueError("an address such as starttls://user:password@mail.example.org")
    if parts.scheme == "smtp" and parts.username:
        raise ValueError("a password needs starttls:// or smtps://")
    return Server(
        parts.scheme,
        parts.hostname,
        parts.port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )


def sender_in(said: str) -> Address:
    """The one sender that `Name <address>` names; ValueError where it does not."""
    header = SMTP.header_factory("From", said)
    found: tuple[Address, ...] = getattr(header, "addresses", ())
    if len(found) != 1 or not is_address(found[0].addr_spec):
        raise ValueError("an address such as lti-social <social@example.org>")
    return found[0]


def is_address(said: str) -> bool:
    """Whether mail can go there: nothing but one plain address, so that a header or a
    command that holds it says nothing else."""
    return len(said) <= 254 and _ADDRESS.fullmatch(said) is not None


class Mailer:
    """Sends by one server, from one sender."""

    def __init__(self, server: Server, sender: Address) -> None:
        self._server, self.sender = server, sender

    @classmethod
    def of(cls, url: SecretStr | None, sender: str | None) -> Self | None:
        """As the settings say; None where they name no server."""
        if url is None or sender is None:
            return None
        return cls(server_at(url.get_secret_value()), sender_in(sender))

    def send(self, message: EmailMessage, address: str) -> None:
        try:
            smtp = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(_said(error)) from error
        try:
            self._hand_over(smtp, message, address)
        finally:
            with suppress(OSError, smtplib.SMTPException):  # it has taken it, or not
                smtp.quit()
            smtp.close()

    def check(self) -> None:
        """Greet the server and log in; NotSent where that fails."""
        try:
            self._connect().quit()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(_said(error)) from error

    def _connect(self) -> smtplib.SMTP:
        server, name = self._server, self.sender.domain
        where = (server.host, server.port, name)
        if server.scheme == "smtps":
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=TIMEOUT, context=context)
        else:
            smtp = smtplib.SMTP(*where, timeout=TIMEOUT)
        try:
            if server.scheme == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if server.user:
                smtp.login(server.user, server.password)
            smtp.ehlo_or_helo_if_needed()
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _hand_over(self, smtp: smtplib.SMTP, message: EmailMessage, to: str) -> None:
        try:
            _require(smtp.mail(self.sender.addr_spec))
            _require(smtp.rcpt(to), of_address=True)
            smtp.putcmd("data")
            _require(smtp.getreply(), wanted=354)
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(_said(error)) from error
        try:
            smtp.send(_as_data(message))
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise MaybeSent(_said(error)) from error
        _require(answer)


def _require(
    answer: tuple[int, bytes], *, wanted: int = 0, of_address: bool = False
) -> None:
    code, words = answer
    if code == wanted or (not wanted and code // 100 == 2):
        return
    for_good = code // 100 == 5 and not (of_address and _is_about_us(code, words))
    said = f"{code} {words.decode(errors='replace')}"[:300]
    raise NotSent(said, for_good=for_good, of_address=of_address and for_good)


def _is_about_us(code: int, words: bytes) -> bool:
    """Not the address is wrong, but who sends: no login, no leave to relay, a policy. The
    operator can mend that, and no address may pay for it."""
    return code == 530 or words.startswith(b"5.7.") or b"relay" in words.lower()


def _as_data(message: EmailMessage) -> bytes:
    """The message as it goes over the wire: a line of one dot would end it."""
    lines = message.as_bytes(policy=LETTER).rstrip(b"\r\n")
    return re.sub(rb"(?m)^\.", b"..", lines) + b"\r\n.\r\n"


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
