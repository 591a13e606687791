"""Evening out what was newly given, along chains of people who hand on one work each."""

from collections import deque

from lti_social.reviews.board import Board

Came = dict[int, tuple[int, int] | None]  # by person: from whom they get which work


def even_out(board: Board) -> None:
    """Until no chain leads from one who has more to one who has at least two fewer."""
    if not board.load:
        return
    level = max(board.load.values())
    while level >= min(board.load.values()) + 2:
        if not _hand_on(board, level):
            level -= 1


def _hand_on(board: Board, level: int) -> bool:
    """One chain from somebody with that load, if there is one: the shortest."""
    came: Came = {who: None for who in board.peers if board.load[who] == level}
    left = [who for who in board.peers if who not in came]
    left.sort(key=board.load.__getitem__)
    handing = deque(came)
    while handing:
        who = handing.popleft()
        for work in board.new.get(who, ()):
            for to in left:
                if board.may_read(work, to):
                    came[to] = (who, work)
                    if board.load[to] <= level - 2:
                        _move_along(board, came, to)
                        return True
                    handing.append(to)
            left = [one for one in left if one not in came]
    return False


def _move_along(board: Board, came: Came, to: int) -> None:
    while (step := came[to]) is not None:
        who, work = step
        board.move(work, who, to)
        to = who
