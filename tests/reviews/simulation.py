"""A challenge lived by people who come, come late, leave, decline, forget and help.

Time goes in steps. Whoever is diligent does all of their part; the others, as it happens.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from lti_social.reviews.allocation import allocate
from lti_social.reviews.completion import Asked, Part, Reading, Times, left_to_do
from lti_social.reviews.models import By, State
from lti_social.reviews.rescue import rescue
from lti_social.reviews.situation import COMING, Given, Plan, Situation, Work
from tests.reviews.people import helpers, pairs, units
from tests.reviews.rightness import is_as_even_as_can_be, is_enough, is_even, is_right

STEPS = 4  # in which reviews are written
RULE = tuple(Asked)


@dataclass
class Chances:
    """Of each to happen, in one run."""

    no_show: float
    late: float
    leaves: float
    withdraws: float
    declines: float
    diligent: float


class Challenge:
    """One run, from the first hand-in to who has completed."""

    def __init__(self, size: int, seed: int) -> None:
        self.random = random = Random(seed * 1009 + size)
        self.size, self.seed = size, seed
        self.wanted = random.choice((1, 2, 2, 3))
        self.chances = Chances(
            no_show=random.uniform(0, 0.9),
            late=random.choice((0, 0.1, 0.5)),
            leaves=random.choice((0, 0, 0.05)),
            withdraws=random.choice((0, 0, 0.05)),
            declines=random.choice((0, 0, 0.1)),
            diligent=random.uniform(0.1, 1),
        )
        self.units = units(random, size, in_teams=random.random() < 0.3)
        self.diligent = {who for who in range(size) if self._happens("diligent")}
        self.apart = pairs(random, size) if random.random() < 0.3 else []
        self.helpers = helpers(random, size)
        self.works: dict[int, Work] = {}
        self.gone: set[int] = set()
        self.given: dict[tuple[int, int], Given] = {}
        self.needed = self.wanted

    def live(self) -> "Challenge":
        waiting = self._hand_in()
        self._find(allocate, first=True)
        for _ in range(STEPS):
            waiting = self._come_late(waiting)
            self._leave_and_withdraw()
            self._find(allocate)
            self._review(0.5)
        self._review(1)
        while self._is_rescued():  # at the deadline, and at those of who was asked then
            self._review(1)
        self._conclude()
        return self

    # What happens

    def _hand_in(self) -> list[frozenset[int]]:
        """Who did not is left: some of them come late."""
        waiting = []
        for unit in self.units:
            if self._happens("no_show"):
                waiting.append(unit)
            else:
                self._add(unit)
        return waiting

    def _come_late(self, waiting: list[frozenset[int]]) -> list[frozenset[int]]:
        late = [unit for unit in waiting if self._happens("late")]
        for unit in late:
            self._add(unit)
        return [unit for unit in waiting if unit not in late]

    def _add(self, unit: frozenset[int]) -> None:
        number = self.size + len(self.works) * 3 + self.random.randrange(3)
        self.works[number] = Work(number, unit)

    def _leave_and_withdraw(self) -> None:
        for number, work in list(self.works.items()):
            if self._happens("withdraws"):
                del self.works[number]
            elif self._happens("leaves"):
                self.gone |= work.authors
                for key, one in self.given.items():
                    if one.who in work.authors and one.state in COMING:
                        self.given[key] = one._replace(state=State.expired)

    def _review(self, chance: float) -> None:
        """Some of it, or at last all that the diligent were given."""
        for key, one in self.given.items():
            if one.state not in COMING or one.work not in self.works:
                continue
            does = one.who in self.diligent or one.who >= self.size
            if self._happens("declines"):
                self.given[key] = one._replace(state=State.declined)
            elif does and self.random.random() < chance:
                self.given[key] = one._replace(state=State.sent)
            elif one.state is State.assigned and self.random.random() < 0.3:
                self.given[key] = one._replace(state=State.started)

    def _is_rescued(self) -> bool:
        """Whether anybody was asked for what did not come."""
        for key, one in self.given.items():
            if one.state in COMING:
                self.given[key] = one._replace(state=State.expired)
        return bool(self._find(lambda it: rescue(it, self.helpers, self.needed)).new)

    # What is decided, and checked

    def _find(self, find: Callable[[Situation], Plan], *, first: bool = False) -> Plan:
        it = self.situation()
        plan = find(it)
        is_right(it, plan)
        if find is allocate:
            is_enough(it, plan)
            is_even(it, plan)
        if self.size <= 30 and self.random.random() < 0.2:
            assert find(self._in_another_order(it)) == plan
        if first and len(it.works) > 1 and not self.apart and len(self.units) == self.size:
            peers = {who: at for at, who in enumerate(sorted(it.peers))}
            renamed = tuple(new._replace(who=peers[new.who]) for new in plan.new)
            is_as_even_as_can_be(replace(plan, new=renamed), len(peers))
        for new in plan.new:
            self.given[new.work, new.who] = Given(*new)
        self.needed = plan.needed
        return plan

    def situation(self) -> Situation:
        works = [w for w in self.works.values() if not w.authors <= self.gone]
        peers = {who for work in works for who in work.authors} - self.gone
        given = tuple(self.given.values())
        return Situation(works, peers, self.wanted, given, self.apart, self.seed)

    def _in_another_order(self, it: Situation) -> Situation:
        works, given, apart = list(it.works), list(it.given), list(it.apart)
        for one in (works, given, apart):
            self.random.shuffle(one)
        return replace(it, works=works, given=given, apart=apart)

    def _conclude(self) -> None:
        """Everybody who did their part completes, and what is promised was kept."""
        times = Times(self.needed, True, True, debrief_offered=True, over=True)
        part = self.part_of
        for work in self.situation().works:
            sent = [g for g in self.given.values() if g.work == work.id]
            others = [g for g in sent if g.state is State.sent and g.by is not By.oneself]
            assert len(others) >= self.needed
            for who in work.authors & self.diligent - self.gone:
                assert left_to_do(RULE, part(who), times) == [], (who, part(who))
        idle = set(range(self.size)) - {a for w in self.works.values() for a in w.authors}
        for who in idle:
            assert Asked.submitted in left_to_do(RULE, part(who), times)

    def part_of(self, who: int) -> Part:
        mine = [given for given in self.given.values() if given.who == who]
        return Part(
            handed_in=any(who in work.authors for work in self.works.values()),
            readings=[Reading(g.by, g.state, g.work in self.works) for g in mine],
            is_final=False,
            debriefed=True,
        )

    def _happens(self, what: str) -> bool:
        return self.random.random() < getattr(self.chances, what)
