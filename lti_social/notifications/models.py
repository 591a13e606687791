"""What a member has been told, and how far they want to be told."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from lti_social.core.clock import now
from lti_social.core.db import Base, CohortOwned, Moment
from lti_social.core.errors import N_


class Kind(StrEnum):
    replied = "replied"
    accepted = "accepted"
    endorsed = "endorsed"
    hidden = "hidden"
    hidden_at_once = "hidden_at_once"
    removed = "removed"
    edit_asked = "edit_asked"
    published = "published"
    refused = "refused"
    restored = "restored"
    upheld = "upheld"
    decided = "decided"
    outcome = "outcome"
    waits = "waits"
    reported = "reported"
    appealed = "appealed"
    handed_on = "handed_on"
    changed = "changed"
    vanished = "vanished"
    credited = "credited"
    card_waits = "card_waits"
    card_published = "card_published"
    card_returned = "card_returned"
    tried = "tried"
    matured = "matured"
    due = "due"
    needs_update = "needs_update"
    unowned = "unowned"
    may_share = "may_share"
    to_review = "to_review"
    review_due = "review_due"
    feedback = "feedback"
    answered = "answered"
    stalled = "stalled"
    challenge = "challenge"
    proposed = "proposed"
    proposal_decided = "proposal_decided"
    shared = "shared"
    unshared = "unshared"

    @property
    def words(self) -> str:
        return WORDS[self]


WORDS = {
    Kind.replied: N_("%(who)s replied in “%(title)s”"),
    Kind.accepted: N_("%(who)s accepted your answer in “%(title)s”"),
    Kind.endorsed: N_("%(who)s endorsed your answer in “%(title)s”"),
    Kind.hidden: N_("%(who)s hid what you wrote in “%(title)s”: read why"),
    Kind.hidden_at_once: N_(
        "What you wrote in “%(title)s” waits until the team has looked at it"
    ),
    Kind.removed: N_("%(who)s removed what you wrote in “%(title)s”: read why"),
    Kind.edit_asked: N_(
        "%(who)s asks you to edit what you wrote in “%(title)s”: read what"
    ),
    Kind.published: N_("Your post in “%(title)s” is there for everybody now"),
    Kind.refused: N_("%(who)s did not publish your post in “%(title)s”: read why"),
    Kind.restored: N_("What you wrote in “%(title)s” is shown again"),
    Kind.upheld: N_("Your appeal in “%(title)s” was decided: read the reasons"),
    Kind.decided: N_("%(who)s decided the appeal against your decision in “%(title)s”"),
    Kind.outcome: N_("The team looked at what you reported in “%(title)s”"),
    Kind.waits: N_("A post in “%(title)s” waits for you to read it"),
    Kind.reported: N_("Something was reported in “%(title)s”"),
    Kind.appealed: N_("Somebody appeals in “%(title)s”: it is yours to decide"),
    Kind.handed_on: N_("%(who)s asks you to decide about something in “%(title)s”"),
    Kind.changed: N_("What “%(title)s” is about has changed in the course"),
    Kind.vanished: N_("What “%(title)s” is about is no longer in the course"),
    Kind.credited: N_("%(who)s credits you in the practice “%(title)s”: read it first"),
    Kind.card_waits: N_("The practice “%(title)s” waits for you to read it"),
    Kind.card_published: N_("Your practice “%(title)s” is there for everybody now"),
    Kind.card_returned: N_("%(who)s sends your practice “%(title)s” back: read why"),
    Kind.tried: N_("%(who)s tried “%(title)s” and tells what happened"),
    Kind.matured: N_("The maturity of “%(title)s” has changed"),
    Kind.due: N_("You wanted to try “%(title)s”: what happened?"),
    Kind.needs_update: N_("The practice “%(title)s” needs an update: see why"),
    Kind.unowned: N_("The practice “%(title)s” looks for somebody who answers for it"),
    Kind.to_review: N_("A work of the challenge “%(title)s” waits for your review"),
    Kind.review_due: N_("Your review in “%(title)s” is due tomorrow"),
    Kind.feedback: N_("The reviews of your work in “%(title)s” are there"),
    Kind.answered: N_("Your review in “%(title)s” was answered"),
    Kind.stalled: N_("Somebody waits for a review in “%(title)s”"),
    Kind.challenge: N_("The challenge “%(title)s”: see what is new"),
    Kind.proposed: N_("%(who)s proposes the challenge “%(title)s”"),
    Kind.proposal_decided: N_("The team has decided about your challenge “%(title)s”"),
    Kind.may_share: N_("May “%(title)s” be shown outside the cohort? It is yours to say"),
    Kind.shared: N_("“%(title)s” is shown outside the cohort now"),
    Kind.unshared: N_("“%(title)s” is no longer shown outside the cohort"),
}
LABELS = {  # where a member chooses how far each reaches them
    Kind.replied: N_("Somebody writes in a thread that I follow"),
    Kind.accepted: N_("My answer is accepted"),
    Kind.endorsed: N_("The team endorses my answer"),
    Kind.hidden: N_("The team decides about something I wrote"),
    Kind.outcome: N_("The team looked at what I reported"),
    Kind.changed: N_("What a thread of mine is about changes in the course"),
    Kind.tried: N_("Somebody tries a practice of mine, or one that builds on it"),
    Kind.credited: N_("A practice of mine: credits, publication, where it is shown"),
    Kind.needs_update: N_("A practice of mine needs an update"),
    Kind.due: N_("The day has come to try what I planned"),
    Kind.challenge: N_("Challenges: what is new, what I review, what others say"),
    Kind.reported: N_("Something waits for the team: a report, an appeal, a text to read"),
}
WITH = {  # what is chosen together with one of these
    Kind.hidden: (
        *(Kind.hidden_at_once, Kind.removed, Kind.edit_asked, Kind.published),
        *(Kind.refused, Kind.restored, Kind.upheld),
    ),
    Kind.reported: (
        *(Kind.waits, Kind.appealed, Kind.handed_on, Kind.decided, Kind.card_waits),
        *(Kind.unowned, Kind.proposed, Kind.stalled),
    ),
    Kind.challenge: (
        *(Kind.to_review, Kind.review_due, Kind.feedback, Kind.proposal_decided),
        Kind.answered,
    ),
    Kind.changed: (Kind.vanished,),
    Kind.tried: (Kind.matured,),
    Kind.credited: (
        *(Kind.card_published, Kind.card_returned, Kind.may_share, Kind.shared),
        Kind.unshared,
    ),
}
OF_TEAM = {Kind.reported}
# In the tool at least: nothing is hidden in silence.
ALWAYS = {
    kind for chosen in (Kind.hidden, Kind.reported) for kind in (chosen, *WITH[chosen])
}


class Reach(StrEnum):
    """How far a kind of notice goes."""

    digest = "digest"  # in the tool and in the digest by e-mail
    tool = "tool"
    nowhere = "nowhere"


class Notice(CohortOwned, Base):
    """`path` is where it leads within the cohort, `subject` the page of what it is about.

    `title` is what that was called when it was told; empty once it is no longer shown.
    `mailed_at` is when a digest was about to be sent that says it, or leaves it out.
    """

    __tablename__ = "notice"
    points_at = {"member_id": "member"}
    also = (
        Index("ix_notice_member", "cohort_id", "member_id", "id"),
        Index("ix_notice_subject", "cohort_id", "subject"),
        Index("ix_notice_unread", "cohort_id", "path", "kind"),
        Index("ix_notice_to_mail", "mailed_at", "read_at", "told_at"),
    )

    member_id: Mapped[int]
    kind: Mapped[Kind]
    who: Mapped[str]
    title: Mapped[str]
    path: Mapped[str]
    subject: Mapped[str]
    told_at: Mapped[datetime] = mapped_column(Moment, default=now)
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    mailed_at: Mapped[datetime | None] = mapped_column(Moment)


class Preference(CohortOwned, Base):
    """A member chose how far notices of one kind reach them: else as far as the digest."""

    __tablename__ = "preference"
    points_at = {"member_id": "member"}
    one_per = ("member_id", "kind")

    member_id: Mapped[int]
    kind: Mapped[Kind]
    reach: Mapped[Reach]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Mute(CohortOwned, Base):
    """A member wants to hear nothing of one subject, whatever their part in it."""

    __tablename__ = "mute"
    points_at = {"member_id": "member"}
    one_per = ("member_id", "subject")

    member_id: Mapped[int]
    subject: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Rhythm(CohortOwned, Base):
    """A trainer said when the cohort's digest goes out; the latest row is in force."""

    __tablename__ = "rhythm"
    points_at = {"by_id": "member"}

    by_id: Mapped[int]
    days: Mapped[str]  # of the week, Monday is 1: "25"; none at all: no digest
    hour: Mapped[int]  # as the clock of each reader says
    at: Mapped[datetime] = mapped_column(Moment, default=now)
