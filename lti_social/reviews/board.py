"""Who reads what, while reviewers are being found: kept up to date as they are."""

from collections import defaultdict
from collections.abc import Callable
from heapq import heapify, heappop, heappush

from lti_social.reviews.models import By, State
from lti_social.reviews.situation import LIVE, Given, New, Situation


class Board:
    """`readers` tells by work who else reviews it, or did; `load` by peer how much they
    have or had to read; `new` by person what was given them here."""

    def __init__(self, it: Situation) -> None:
        self.works = {work.id: work for work in sorted(it.works)}
        self.peers = sorted(set(it.peers))
        self.readers: dict[int, set[int]] = {work: set() for work in self.works}
        self.load = dict.fromkeys(self.peers, 0)
        self.new: dict[int, list[int]] = defaultdict(list)
        self._shut = self._shut_out(it)
        for given in it.given:
            reviews = given.state in LIVE and given.by is not By.oneself
            self._note(given.work, given.who, is_live=reviews)
            if given.who in self.load:
                self.load[given.who] += self._is_laden_with(given)

    def may_read(self, work: int, who: int) -> bool:
        """Neither their own nor of somebody they are kept apart from, and not twice."""
        return who not in self._shut[work]

    def outsiders(self, work: int) -> int:
        """How many peers did not write it."""
        it = self.works[work]
        return len(self.peers) - sum(p in self.load for p in it.authors | it.hands)

    def give(self, work: int, who: int) -> None:
        self._note(work, who, is_live=True)
        self.new[who].append(work)
        if who in self.load:
            self.load[who] += 1

    def move(self, work: int, who: int, to: int) -> None:
        """What was given here."""
        self.new[who].remove(work)
        self.readers[work].discard(who)
        self._shut[work].discard(who)
        self.load[who] -= 1
        self.give(work, to)

    def decided(self) -> tuple[New, ...]:
        given = ((work, who) for who, works in self.new.items() for work in works)
        return tuple(New(work, who) for work, who in sorted(given))

    def _note(self, work: int, who: int, *, is_live: bool) -> None:
        if work in self.works:
            self._shut[work].add(who)
            if is_live:
                self.readers[work].add(who)

    def _is_laden_with(self, given: Given) -> bool:
        """As a peer: not what they declined, nor what was withdrawn too early."""
        stands = given.work in self.works or given.state is State.sent
        return given.by is By.peer and stands and given.state is not State.declined

    def _shut_out(self, it: Situation) -> dict[int, set[int]]:
        """By work: whoever wrote of it, and those who are kept apart from an author."""
        apart: dict[int, set[int]] = defaultdict(set)
        for one, other in it.apart:
            apart[one].add(other)
            apart[other].add(one)
        shut = {work.id: {*work.authors, *work.hands} for work in self.works.values()}
        for work in self.works.values() if apart else ():
            for author in work.authors & apart.keys():
                shut[work.id] |= apart[author]
        return shut


class Turns:
    """People or works in turn: the least laden first, and then who waited longest."""

    def __init__(self, laden: dict[int, int], order: list[int] | None = None) -> None:
        order = sorted(laden) if order is None else order
        self._heap = [(laden[one], place, one) for place, one in enumerate(order)]
        self._place = len(order)
        heapify(self._heap)

    def take(self, fits: Callable[[int], bool], below: int | None = None) -> int | None:
        """The first that fits, if it is laden less than `below`; it is laden more now."""
        aside, found = [], None
        while self._heap and (below is None or self._heap[0][0] < below):
            laden, place, one = heappop(self._heap)
            if fits(one):
                found, self._place = one, self._place + 1
                aside.append((laden + 1, self._place, one))
                break
            aside.append((laden, place, one))
        for entry in aside:
            heappush(self._heap, entry)
        return found
