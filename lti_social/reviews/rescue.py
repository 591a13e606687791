"""Who reads what no peer has read: volunteers, champions, mentors, and then the team.

Works with the fewest reviews come first, so that each has one before any has two. Nobody
is asked for more than `MOST`. What nobody is left to read lowers the number needed, for
everybody and visibly.
"""

from collections.abc import Sequence
from functools import partial
from heapq import heapify, heappop, heappush

from lti_social.reviews.board import Board, Turns
from lti_social.reviews.models import By, State
from lti_social.reviews.situation import Helper, New, Plan, Situation, Why

MOST = {By.volunteer: 3, By.champion: 3, By.mentor: 5, By.facilitator: 12}  # in this order


def rescue(it: Situation, helpers: Sequence[Helper], needed: int) -> Plan:
    """As `it` is once what is overdue has expired; `needed` until now."""
    board = Board(it)
    help = _Help(it, helpers)
    read = {work: len(readers) for work, readers in board.readers.items()}
    short = [(count, work) for work, count in read.items() if count < needed]
    heapify(short)
    new = []
    while short:
        _, work = heappop(short)
        found = help.found_for(board, work)
        if found:
            new.append(found)
            read[work] += 1
            if read[work] < needed:
                heappush(short, (read[work], work))
    now_needed = min([needed, *read.values()])
    if len(read) == 1:
        return Plan(tuple(new), now_needed, Why.alone)
    return Plan(tuple(new), now_needed, Why.missing if now_needed < it.wanted else None)


class _Help:
    """Each kind in turn, and within one whoever is asked for least."""

    def __init__(self, it: Situation, helpers: Sequence[Helper]) -> None:
        asked = dict.fromkeys(((one.by, one.id) for one in helpers), 0)
        for given in it.given:
            if (given.by, given.who) in asked and given.state is not State.declined:
                asked[given.by, given.who] += 1
        self._of = {one.id: one.of for one in helpers if one.by is By.mentor}
        self._turns = {
            by: Turns({who: n for (as_, who), n in asked.items() if as_ is by})
            for by in MOST
        }

    def found_for(self, board: Board, work: int) -> New | None:
        for by, turns in self._turns.items():
            who = turns.take(partial(self._may, board, work, by), MOST[by])
            if who is not None:
                board.give(work, who)
                return New(work, who, by)
        return None

    def _may(self, board: Board, work: int, by: By, who: int) -> bool:
        if by is By.mentor:
            of = self._of[who]
            if of is not None and not of & board.works[work].authors:
                return False
        return board.may_read(work, who)
