"""The settings, each an environment variable that begins with LTI_SOCIAL_."""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from lti_social.core import mail

MEGABYTE = 1_000_000


def _origin_and_path(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address such as https://social.example.org")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("scheme and host only: the tool lives at the root of its host")
    return url.rstrip("/")


def _mail_server(url: SecretStr) -> SecretStr:
    mail.server_at(url.get_secret_value())
    return url


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="LTI_SOCIAL_", extra="ignore")

    url: Annotated[str, AfterValidator(_origin_and_path)] = Field(
        default="http://localhost:8000",
        description="Where browsers and the LMS reach the tool. Links are made from it.",
    )
    database: str = Field(
        default="sqlite:///lti-social.db",
        description="A SQLAlchemy URL: sqlite:///file or postgresql+psycopg://…",
    )
    secret: SecretStr | None = Field(
        default=None,
        description="Seals states and stored keys; at least 32 characters. "
        "Several, separated by commas: the first seals, all of them open.",
    )
    files: str = Field(
        default="lti-social-files",
        description="Where files are kept: a folder, or `s3://bucket/prefix` "
        "(the extra `s3`; keys from the usual `AWS_…` variables).",
    )
    file_size: int = Field(
        default=20, ge=1, le=200, description="Megabytes that one file may have."
    )
    files_per_cohort: int = Field(
        default=1000,
        ge=1,
        description="Megabytes that all files of one cohort may have together.",
    )
    host: str = Field(default="127.0.0.1", description="The address `serve` listens on.")
    port: int = Field(default=8000, description="The port `serve` listens on.")
    threads: int = Field(
        default=4,
        ge=1,
        le=32,
        description="Requests one process has under way at once.",
    )
    workers_inline: bool = Field(
        default=False,
        description="Do the later work inside `serve`, as `serve --workers-inline` does; "
        "otherwise start `lti-social worker`.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="DEBUG, INFO, WARNING or ERROR."
    )
    smtp_url: Annotated[SecretStr, AfterValidator(_mail_server)] | None = Field(
        default=None,
        description="The server that takes e-mail: starttls://user:password@host, "
        "smtps://… or, without a password, smtp://host. Without it no e-mail is sent.",
    )
    mail_from: str | None = Field(
        default=None,
        validate_default=True,
        description="The sender of e-mail, as Name <address>; needed with the server.",
    )

    @field_validator("mail_from")
    @classmethod
    def _a_sender(cls, sender: str | None, info: ValidationInfo) -> str | None:
        if sender is None and info.data.get("smtp_url"):
            raise ValueError("needed, as LTI_SOCIAL_SMTP_URL is set")
        if sender is not None:
            mail.sender_in(sender)
        return sender

    @property
    def file_bytes(self) -> int:
        return self.file_size * MEGABYTE

    @property
    def cohort_bytes(self) -> int:
        return self.files_per_cohort * MEGABYTE
