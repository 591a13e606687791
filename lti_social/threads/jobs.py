"""What threads do after the answer has gone out."""

from sqlalchemy import and_, exists, select

from lti_social.cohorts.models import Cohort, Member
from lti_social.cohorts.queries import team
from lti_social.core.jobs import job
from lti_social.core.wall import ALL_COHORTS, Database
from lti_social.notifications.actions import About, tell
from lti_social.notifications.models import Kind
from lti_social.resources.jobs import is_told_of_changes
from lti_social.resources.models import Anchor
from lti_social.threads.models import Acceptance, Endorsement, Post, Thread
from lti_social.threads.queries import followers, hiding_of, is_hidden
from lti_social.threads.seeing import is_shown


@job
def tell_followers(db: Database, post_id: int) -> None:
    # Locked, or it might go while we tell of it, and nobody would take that back.
    post = db.get(Post, post_id, with_for_update={"key_share": True})
    if post is None or post.deleted_at or hiding_of(db, post):  # gone before we got here
        return
    readers = followers(db, post.thread_id, besides=post.author_id)
    thread = db.get_one(Thread, post.thread_id)
    if is_hidden(db, thread):
        readers = [reader for reader in readers if reader == thread.author_id]
    _tell(db, Kind.replied, readers, post, by=post.author_id)


@job
def tell_accepted(db: Database, post_id: int, by: int) -> None:
    _tell_author(db, Kind.accepted, Acceptance, post_id, by)


@job
def tell_endorsed(db: Database, post_id: int, by: int) -> None:
    _tell_author(db, Kind.endorsed, Endorsement, post_id, by)


@job
def tell_team(db: Database, post_id: int) -> None:
    """That something waits to be read."""
    post = db.get(Post, post_id)
    if post is None or post.deleted_at or hiding_of(db, post) is None:
        return
    thread = db.get_one(Thread, post.thread_id)
    about = About("/reports", thread.path, thread.title)
    tell(db, Kind.waits, team(db), about)


@is_told_of_changes
@job
def tell_of_resources(
    db: Database, course_id: int, renewed: list[int], vanished: list[int]
) -> None:
    """Those who opened a thread on a resource that changed, or is no longer there."""
    cohorts = select(Cohort.id).where(Cohort.course_id == course_id).order_by(Cohort.id)
    for cohort_id in db.scalars(cohorts, execution_options=ALL_COHORTS).all():
        with db.within(cohort_id) as inside:
            _tell_openers(inside, Kind.changed, renewed)
            _tell_openers(inside, Kind.vanished, vanished)


def _tell_openers(db: Database, kind: Kind, resources: list[int]) -> None:
    hangs = Anchor.thread_id == Thread.id
    standing = (
        select(Thread)
        .join(Post, and_(Post.thread_id == Thread.id, Post.opens))
        .where(
            exists().where(hangs, Anchor.resource_id.in_(resources)),
            is_shown(Post),
        )
        .order_by(Thread.id)
    )
    for thread in db.scalars(standing):
        tell(db, kind, [thread.author_id], About(thread.path, thread.path, thread.title))


def _tell_author(
    db: Database, kind: Kind, mark: type[Acceptance | Endorsement], post_id: int, by: int
) -> None:
    """Where the mark still stands, and somebody else made it."""
    post = db.get(Post, post_id)
    stands = db.scalar(select(mark.id).where(mark.post_id == post_id))
    if post and stands and post.author_id != by:
        _tell(db, kind, [post.author_id], post, by=by)


def _tell(db: Database, kind: Kind, readers: list[int], post: Post, *, by: int) -> None:
    thread, who = db.get_one(Thread, post.thread_id), db.get_one(Member, by)
    about = About(post.path, thread.path, thread.title)
    tell(db, kind, readers, about, who=who.name)
