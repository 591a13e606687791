"""A digest as an e-mail: in HTML and in plain text, in the reader's language.

It holds titles and who wrote, not what they wrote: a mailbox is not the cohort. Names and
titles are hostile here too: one line each in headers and text, escaped in HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from lti_social.core.clock import now
from lti_social.core.errors import N_
from lti_social.core.mail import LETTER
from lti_social.core.rows import AnyRow
from lti_social.core.text import one_line
from lti_social.notifications.saying import sentence
from lti_social.web.i18n import words
from lti_social.web.render import templates

HOW = N_(
    "These links lead to the tool in your course. If it does not know you at that moment, "
    "it shows you the way by your LMS, and the bell there shows the same."
)


@dataclass(frozen=True)
class Part:
    """The news of one cohort."""

    cohort_id: int
    name: str
    lines: Sequence[AnyRow]
    more: bool


@dataclass(frozen=True)
class Letter:
    """`token` is what its link for stopping all mail carries."""

    tool_url: str
    language: str
    parts: Sequence[Part]
    message_id: str
    token: str

    @property
    def stop_url(self) -> str:
        return f"{self.tool_url}/mail/stop?token={self.token}"

    @property
    def how(self) -> str:
        return words(self.language).gettext(HOW)

    def settings_url(self, part: Part) -> str:
        return f"{self.url_of(part)}/me/notices"

    def url_of(self, part: Part) -> str:
        return f"{self.tool_url}/c/{part.cohort_id}"

    def say(self, notice: AnyRow) -> str:
        return one_line(sentence(notice, self.language))


def written(letter: Letter, sender: Address, to: str) -> EmailMessage:
    message = EmailMessage(policy=LETTER)
    message["From"] = sender
    message["To"] = Address(addr_spec=to)
    message["Subject"] = subject(letter)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{letter.stop_url}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message.set_content(plain(letter), cte="quoted-printable")
    page = templates(letter.language).get_template("notifications/digest.html")
    html = page.render(letter=letter, subject=subject(letter))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def subject(letter: Letter) -> str:
    """`3 news: Vente conseil en agence`, or of how many cohorts."""
    said, places = words(letter.language), letter.parts
    count = sum(len(part.lines) for part in places)
    told = said.ngettext("%(num)d piece of news", "%(num)d pieces of news", count)
    where = said.ngettext("%(num)d cohort", "%(num)d cohorts", len(places))
    of = places[0].name if len(places) == 1 else where % {"num": len(places)}
    told = f"{told % {'num': count}} · {of}"
    return one_line(told).replace("=?", "= ?")[:150]  # or it would be read as encoded


def plain(letter: Letter) -> str:
    say = words(letter.language).gettext
    lines: list[str] = []
    for part in letter.parts:
        lines += [part.name, ""]
        for notice in part.lines:
            lines += [f"- {letter.say(notice)}", f"  {letter.url_of(part)}{notice.path}"]
        if part.more:
            lines += [say("- and more, in the tool"), f"  {letter.url_of(part)}/notices"]
        lines.append("")
    first = letter.parts[0]
    return "\n".join(
        [
            *lines,
            letter.how,
            "",
            say("Choose what reaches you, and how:"),
            letter.settings_url(first),
            say("No e-mail any more, in one click and without login:"),
            letter.stop_url,
            "",
        ]
    )
