"""Handing a message to a server: over what it is said, and what its answers mean."""

import datetime
import ssl
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID
from pydantic import SecretStr, ValidationError

from lti_social.core.config import Settings
from lti_social.core.mail import LETTER, Mailer, MaybeSent, NotSent, is_address
from tests.notifications.postoffice import SENDER, open_office

TO = "solene@lms.test"
LONG = "https://tool.test/" + "x" * 400


@pytest.fixture
def office():
    with open_office() as office:
        yield office


def message(body: str = "Bonjour.\n") -> EmailMessage:
    made = EmailMessage(policy=LETTER)
    made["Subject"] = "Récapitulatif · " + "é" * 120
    made["List-Unsubscribe"] = f"<{LONG}>"
    made.set_content(body)
    return made


def test_a_message_arrives_as_it_was(office):
    office.mailer.send(message("Été.\n.\n..deux\n"), TO)

    (got,) = office.delivered
    assert got.part("plain").replace("\r\n", "\n") == "Été.\n.\n..deux\n"
    assert got.message["Subject"] == "Récapitulatif · " + "é" * 120
    assert got.message["List-Unsubscribe"] == f"<{LONG}>"


@pytest.mark.parametrize(
    ("at", "answer", "of_address", "for_good"),
    [
        ("rcpt", "550 unknown", True, True),
        ("rcpt", "450 later", False, False),
        ("rcpt", "530 5.7.0 Authentication required", False, False),
        ("rcpt", "554 5.7.1 Access denied", False, False),
        ("rcpt", "550 relay not permitted", False, False),
        ("data", "554 spam", False, True),
        ("data", "451 later", False, False),
    ],
)
def test_what_a_refusal_means(office, at, answer, of_address, for_good):
    if at == "rcpt":
        office.refuses[TO] = answer
    else:
        office.answers = answer
    with pytest.raises(NotSent) as refused:
        office.mailer.send(message(), TO)

    assert (refused.value.of_address, refused.value.for_good) == (of_address, for_good)
    assert str(refused.value) == answer


def test_a_server_that_falls_silent_may_have_it(office):
    def leave() -> None:
        raise ConnectionResetError

    office.then = leave
    office.answers = "421 bye"
    with pytest.raises((MaybeSent, NotSent)):
        office.mailer.send(message(), TO)


def test_nobody_listening_is_not_sent():
    mailer = Mailer.of(SecretStr("smtp://127.0.0.1:1"), SENDER)
    for attempt in (lambda: mailer.send(message(), TO), mailer.check):
        with pytest.raises(NotSent) as failed:
            attempt()
        assert not failed.value.of_address


@pytest.fixture
def certified(tmp_path, monkeypatch) -> ssl.SSLContext:
    """A server's certificate for localhost, which this process trusts."""
    key, name = ec.generate_private_key(ec.SECP256R1()), "localhost"
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    pem = tmp_path / "server.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem.write_bytes(secret + made.public_bytes(Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_starttls_is_demanded_and_the_password_goes_over_it(certified):
    given = []

    def check(server, session, envelope, mechanism, data):
        given.append((session.ssl is not None, data.login, data.password))
        return AuthResult(success=True)

    with open_office(
        tls_context=certified, require_starttls=True, authenticator=check
    ) as o:
        url = SecretStr(f"starttls://me%40x:p%3Ass@localhost:{o.port}")
        Mailer.of(url, SENDER).send(message(), TO)
        assert len(o.to(TO)) == 1
    assert given == [(True, b"me@x", b"p:ss")]


def test_without_starttls_nothing_is_sent(office):
    mailer = Mailer.of(SecretStr(f"starttls://127.0.0.1:{office.port}"), SENDER)

    with pytest.raises(NotSent):
        mailer.send(message(), TO)
    assert office.delivered == []


@pytest.mark.parametrize(
    "given",
    [
        {"smtp_url": "http://mail.test", "mail_from": SENDER},
        {"smtp_url": "smtp://", "mail_from": SENDER},
        {"smtp_url": "smtp://me:pass@mail.test", "mail_from": SENDER},
        {"smtp_url": "smtp://mail.test:port", "mail_from": SENDER},
        {"smtp_url": "smtp://mail.test"},
        {"smtp_url": "smtp://mail.test", "mail_from": "lti-social"},
        {"mail_from": "a@b.fr, c@d.fr"},
    ],
    ids=str,
)
def test_settings_that_cannot_work_are_refused(given):
    with pytest.raises(ValidationError) as refused:
        Settings(**given)

    assert refused.value.errors()[0]["loc"]


def test_settings_keep_the_password_to_themselves():
    settings = Settings(smtp_url="smtps://me:hush@mail.test", mail_from=SENDER)

    assert "hush" not in repr(settings)
    assert Mailer.of(settings.smtp_url, settings.mail_from) is not None
    assert Mailer.of(None, None) is None


@pytest.mark.parametrize("address", ["a@b.fr", "a.b+c@x-y.example.org"])
def test_an_address(address):
    assert is_address(address)
