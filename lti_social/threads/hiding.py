"""Taking a post out of sight and bringing it back: moderation decides, this does it."""

from lti_social.cohorts.models import Member
from lti_social.core.clock import now
from lti_social.core.jobs import later
from lti_social.core.wall import Database, upsert
from lti_social.grades.owing import took_part
from lti_social.threads import jobs, queries
from lti_social.threads.models import NEVER_SHOWN, Hiding, Out, Post, Thread


def hold(db: Database, post: Post) -> None:
    """Until the team has read it; nobody else is told."""
    db.add(Hiding(post_id=post.id, how=Out.pending))
    later(db, jobs.tell_team, post_id=post.id)


def take_out(
    db: Database, post: Post, how: Out, *, by: int | None, reason: str = ""
) -> None:
    """`by` nobody: reported as grave, and out of sight until somebody decides."""
    mark = {"post_id": post.id, "how": how, "member_id": by, "reason": reason}
    new = ["how", "member_id", "reason", "at"]
    upsert(db, Hiding, [mark | {"at": now()}], key=Hiding.one_per, update=new)
    queries.unmark(db, post)
    queries.recount(db, db.get_one(Thread, post.thread_id))


def bring_back(db: Database, post: Post) -> None:
    """To everybody, as it says now: what it said before is its author's and the team's."""
    hiding = queries.hiding_of(db, post)
    if hiding is None:
        return
    db.delete(hiding)
    thread = db.get_one(Thread, post.thread_id)
    if hiding.how in NEVER_SHOWN:
        _publish(db, thread, post)
    queries.recount(db, thread)


def cover(post: Post) -> None:
    """What it says until now is nobody's to read once it says something else."""
    post.covered_at = now()


def _publish(db: Database, thread: Thread, post: Post) -> None:
    """What others read for the first time is new now, whenever it was written."""
    post.written_at = post.covered_at = now()
    post.edited_at = None
    if post.opens:
        thread.opened_at = post.written_at
    else:
        later(db, jobs.tell_followers, post_id=post.id)
    took_part(db, db.get_one(Member, post.author_id))
