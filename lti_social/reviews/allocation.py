"""Which peers read which work: from plain values to plain values, the same each time.

What is guaranteed, whatever the situation:

- Nobody gets their own work or their team's, one they had a hand in before they changed
  teams, one of somebody they are kept apart from, or one that they have, had or declined
  before. Only the works of the situation are given.
- What was given before stays as it is.
- Every work gets as many peers as are `needed`, or all who may read it. One more where that
  gives nobody more than their share, so that one who does not come leaves no hole.
- Everybody who handed in gets to read: up to their share, as long as something is left that
  they may read and that does not have twice as many readers as needed.
- Loads are as even as they can be: no chain of moves of what is newly given, from one who
  has more to one who has at least two fewer, is left. Without teams, and with nobody kept
  apart, a first allocation gives everybody the same.
- `needed` is what was wanted, or as many peers as the work with the fewest has who had no
  hand in it. Of one work alone, its authors review it themselves, and one of the team does.
- The same situation and seed give the same plan, in whatever order things are listed.

Cost: n log n in the reviews to give, but for the evening out, of which there is little to
do: a seeded circle, each reading those who come next, is even to begin with.
"""

from collections import deque
from functools import partial
from hashlib import blake2b

from lti_social.reviews.board import Board, Turns
from lti_social.reviews.evening import even_out
from lti_social.reviews.models import By
from lti_social.reviews.situation import New, Plan, Situation, Why


def allocate(it: Situation) -> Plan:
    board = Board(it)
    if len(board.works) < 2:
        return _alone(it, board)
    needed = max(1, min(it.wanted, *map(board.outsiders, board.works)))
    aimed = {work: min(needed + 1, board.outsiders(work)) for work in board.works}
    share = max(1, sum(aimed.values()) // len(board.peers)) if board.peers else 0
    people = sorted(board.peers, key=partial(_shuffled, it.seed))
    _fill(board, people, aimed, needed, share)
    even_out(board)
    _let_everybody_read(board, people, 2 * needed + 1, share)
    even_out(board)
    return Plan(board.decided(), needed, Why.few if needed < it.wanted else None)


def _alone(it: Situation, board: Board) -> Plan:
    """One work or none."""
    had = {(given.work, given.who) for given in it.given}
    new = tuple(
        New(work.id, who, By.oneself)
        for work in board.works.values()
        for who in sorted(work.authors & board.load.keys())
        if (work.id, who) not in had
    )
    return Plan(new, min(1, it.wanted), Why.alone) if board.works else Plan((), it.wanted)


def _shuffled(seed: int, who: int) -> bytes:
    """A key of sorting that says nothing of anybody, and says the same everywhere."""
    return blake2b(b"%d/%d" % (seed, who), digest_size=8).digest()


def _fill(
    board: Board, people: list[int], aimed: dict[int, int], needed: int, share: int
) -> None:
    """A reader more for each work in each round. The works go round against the people, so
    that each reads those who come next in the circle."""
    place = {who: at for at, who in enumerate(people)}
    works = deque(sorted(board.works, key=lambda work: _first(board, work, place)))
    turns = Turns(board.load, people[1:] + people[:1])
    for nth in range(needed + 1):
        for work in works:
            if len(board.readers[work]) <= nth < aimed[work]:
                below = share if nth >= needed else None
                who = turns.take(partial(board.may_read, work), below)
                if who is not None:
                    board.give(work, who)
        works.rotate(1)


def _first(board: Board, work: int, place: dict[int, int]) -> tuple[int, int]:
    authors = board.works[work].authors
    return min((place[one] for one in authors if one in place), default=len(place)), work


def _let_everybody_read(board: Board, people: list[int], most: int, share: int) -> None:
    """Who has less than their share, one at a time: a latecomer, or one of a large team."""
    read = {work: len(readers) for work, readers in board.readers.items()}
    works = Turns(read)
    below = [who for who in people if board.load[who] < share]
    waiting = deque(sorted(below, key=board.load.__getitem__))
    while waiting:
        who = waiting.popleft()
        work = works.take(partial(board.may_read, who=who), most)
        if work is not None:
            board.give(work, who)
            if board.load[who] < share:
                waiting.append(who)
