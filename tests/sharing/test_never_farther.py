"""Whatever is done in whatever order, nobody sees a card farther than its authors agree."""

from secrets import token_hex

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from lti_social.cohorts.models import Cohort, CourseGroup, Role
from lti_social.cohorts.new import tell_of_cohort
from lti_social.core import jobs
from lti_social.core.wall import open_cohort, open_house
from lti_social.practices.changing import changed
from lti_social.practices.models import (
    Answered,
    Credit,
    Practice,
    PracticeHiding,
    PracticeVersion,
    State,
)
from lti_social.practices.seeing import is_shown
from lti_social.sharing.models import Reach
from tests.cards import CARD, practice
from tests.sharing.passing import agree, narrow, widen

COURSE, ORGANISATION = Reach
ACTS = (
    *((who, "agree", to) for who in ("author", "other") for to in ("cohort", *Reach)),
    *((who, "agree", ORGANISATION) for who in ("author", "other")),
    *(("trainer", "widen", COURSE), ("learner", "widen", COURSE)) * 2,
    *(("admin", "widen", ORGANISATION), ("trainer", "widen", ORGANISATION)) * 2,
    *((who, "narrow", to) for who in ("trainer", "admin") for to in ("cohort", COURSE)),
    *(("home", act, None) for act in ("joins", "leaves", "edit", "hide", "restore") * 2),
    *(("home", act, None) for act in ("archive", "publish")),
    *(("later", act, None) for act in ("work", "work", "a new cohort")),
)
UP = [
    ("author", "agree", ORGANISATION),
    *(("trainer", "widen", COURSE), ("admin", "widen", ORGANISATION)),
    *(("later", "a new cohort", None), ("later", "work", None)),
]
SENT = {"agree": agree, "widen": widen, "narrow": narrow}


class Card:
    """One card of a new course and all that happens to it; beside it, in plain words, what
    its people agreed to."""

    def __init__(self, town, visit):
        self.town = town
        self.home = town.cohort(f"Relation client {token_hex(4)}")
        people = {"author": Role.learner, "other": Role.learner, "learner": Role.learner}
        people |= {"trainer": Role.instructor, "admin": Role.admin}
        self.members = {
            who: town.member(self.home, f"{who} {self.home.id}", role)
            for who, role in people.items()
        }
        self.visitors = {who: visit(member) for who, member in self.members.items()}
        self.card = practice(town, self.members["author"], why="1")
        self.near, self.far = [], [town.vente.id, town.managers.id]
        self.agreed = {"author": None, "other": None}
        self.authors = {"author"}
        self.passed_on, self.never_again = set(), set()
        self.words, self.is_hidden, self.is_archived = "1", False, False

    def do(self, who, act, to):
        if act == "work":
            jobs.run_all(self.town.engine)
        elif act == "a new cohort":
            self.near.append(self.a_new_cohort())
        elif act not in SENT:
            self.at_home(act)
        elif SENT[act](self.visitors[who], self.card, to) == 200:
            self.heard(who, act, to)

    def heard(self, who, act, to):
        if act == "agree":
            self.agreed[who] = None if to == "cohort" else to
        if act == "widen":
            assert (who, to) in {("trainer", COURSE), ("admin", ORGANISATION)}
            self.passed_on.add(to)
        elif to == "cohort":
            self.passed_on.clear()
        else:
            self.passed_on = {one for one in self.passed_on if to.covers(one)}

    def at_home(self, act):
        """What verbs of other features do, and that they say so."""
        with open_cohort(self.town.engine, self.home.id) as db, db.begin():
            card = db.get_one(Practice, self.card.id)
            getattr(self, act)(db, card)
            changed(db, card)

    def edit(self, db, card):
        card.version += 1
        card.why = self.words = str(card.version)
        known = {"number": card.version, "member_id": card.author_id}
        db.add(PracticeVersion(practice_id=card.id, **known, **CARD | {"why": card.why}))

    def hide(self, db, card):
        if not self.is_hidden:
            db.add(PracticeHiding(practice_id=card.id))
            self.is_hidden = True
            self.never_again.add(self.words)

    def restore(self, db, card):
        db.execute(delete(PracticeHiding).where(PracticeHiding.practice_id == card.id))
        self.is_hidden = False
        self.never_again.discard(self.words)

    def archive(self, db, card):
        card.state, self.is_archived = State.archived, True

    def publish(self, db, card):
        card.state, self.is_archived = State.published, False

    def joins(self, db, card):
        if "other" not in self.authors:
            known = {"practice_id": card.id, "member_id": self.members["other"].id}
            db.add(Credit(**known, writes=True, answered=Answered.agreed))
            self.authors.add("other")

    def leaves(self, db, card):
        theirs = Credit.member_id == self.members["other"].id
        db.execute(delete(Credit).where(theirs))
        self.authors.discard("other")

    def a_new_cohort(self):
        with open_house(self.town.engine) as db, db.begin():
            known = {"course_id": self.home.course_id}
            db.add(group := CourseGroup(**known, lms_id=str(len(self.near))))
            db.flush()
            db.add(cohort := Cohort(**known, group_id=group.id))
            db.flush()
            tell_of_cohort(db, cohort.id)
            return cohort.id

    def may_be_seen(self, reach):
        says = [self.agreed[who] for who in self.authors]
        agreed = all(said is not None and said.covers(reach) for said in says)
        is_out = self.is_hidden or self.is_archived
        return agreed and reach in self.passed_on and not is_out

    def seen(self, cohort_id):
        """What a cohort has of it that it did not write itself, and shows."""
        with open_cohort(self.town.engine, cohort_id) as db:
            shown = select(Practice).where(is_shown(Practice), Practice.author_id.is_(None))
            key = self.town.again(self.card).copied_as
            return [one.why for one in db.scalars(shown) if key and one.copied_as == key]

    def check(self, *, is_settled=False):
        assert self.seen(self.home.id) == []
        for cohorts, reach in ((self.near, COURSE), (self.far, ORGANISATION)):
            for seen in map(self.seen, cohorts):
                assert not set(seen) & self.never_again
                if is_settled or not self.may_be_seen(reach):
                    assert seen == ([self.words] if self.may_be_seen(reach) else [])


@example(way=UP, acts=[("home", act, None) for act in ("hide", "edit", "restore")])
@example(way=UP, acts=[("home", "joins", None), ("later", "work", None)])
@given(
    way=st.sampled_from([UP, []]),
    acts=st.lists(st.sampled_from(ACTS), min_size=5, max_size=20),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_visibility_never_exceeds_consent(town, visit, way, acts):
    """It is checked after each act, whether or not later work has been done; and once all
    is done, everybody who may see it does."""
    card = Card(town, visit)
    for act in (*way, *acts):
        card.do(*act)
        card.check()
    jobs.run_all(town.engine)
    card.check(is_settled=True)
