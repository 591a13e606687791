"""What must be true of every plan, worked out anew from the situation and nothing else."""

from collections import Counter

from lti_social.reviews.models import By, State
from lti_social.reviews.situation import LIVE, Plan, Situation


def is_right(it: Situation, plan: Plan) -> None:
    """Of reviewers who were found for works that were handed in."""
    authors = {work.id: work.authors for work in it.works}
    hands = {work.id: work.hands for work in it.works}
    apart = {frozenset(pair) for pair in it.apart}
    before = {(given.work, given.who) for given in it.given}
    for new in plan.new:
        theirs = authors[new.work]  # or it is no work that was handed in
        assert (new.who in theirs) == (new.by is By.oneself), new
        assert (new.work, new.who) not in before, new
        assert new.who not in hands[new.work], new
        kept = {frozenset({one, new.who}) for one in theirs} & apart
        assert new.by is By.oneself or not kept, new
    assert len({(new.work, new.who) for new in plan.new}) == len(plan.new)
    assert plan.needed <= it.wanted
    assert (plan.why is not None) == (plan.needed < it.wanted or len(it.works) == 1)


def is_enough(it: Situation, plan: Plan) -> None:
    """Each work has as many readers as needed, or all who may read it."""
    readers = _readers(it, plan)
    for work in it.works:
        if len(it.works) > 1 and len(readers[work.id]) < plan.needed:
            assert not any(_may_read(it, readers, work.id, who) for who in it.peers)


def is_even(it: Situation, plan: Plan) -> None:
    """No newly given work could go to somebody who has at least two fewer."""
    loads, readers = loads_of(it, plan), _readers(it, plan)
    least = min(loads.values(), default=0)
    for new in plan.new:
        if new.by is By.peer and loads[new.who] >= least + 2:
            for who, load in loads.items():
                if load <= loads[new.who] - 2:
                    assert not _may_read(it, readers, new.work, who), (new, who)


def is_as_even_as_can_be(plan: Plan, peers: int) -> None:
    """Of a first allocation where nobody is kept apart and all work alone."""
    loads = Counter(new.who for new in plan.new)
    assert max(loads.values()) - min(loads[who] for who in range(peers)) <= 1


def loads_of(it: Situation, plan: Plan) -> dict[int, int]:
    standing = {work.id for work in it.works}
    loads = dict.fromkeys(sorted(it.peers), 0)
    asked = [(new.who, new.by) for new in plan.new]
    for given in it.given:
        stands = given.work in standing or given.state is State.sent
        if given.state is not State.declined and stands:
            asked.append((given.who, given.by))
    for who, by in asked:
        if by is By.peer and who in loads:
            loads[who] += 1
    return loads


def _readers(it: Situation, plan: Plan) -> dict[int, set[int]]:
    readers: dict[int, set[int]] = {work.id: set() for work in it.works}
    for given in it.given:
        if given.state in LIVE and given.by is not By.oneself and given.work in readers:
            readers[given.work].add(given.who)
    for new in plan.new:
        readers[new.work].add(new.who)
    return readers


def _may_read(it: Situation, readers: dict[int, set[int]], work: int, who: int) -> bool:
    (its,) = (one for one in it.works if one.id == work)
    theirs = its.authors
    had = {given.who for given in it.given if given.work == work}
    kept = any({who, one} == set(pair) for pair in it.apart for one in theirs)
    return who not in theirs | its.hands | had | readers[work] and not kept


def no_chain_is_left(it: Situation, plan: Plan) -> None:
    """By which works newly given are handed on, from who has more to who has two fewer."""
    loads, readers = loads_of(it, plan), _readers(it, plan)
    onto = {
        who: {
            to
            for new in plan.new
            if new.who == who and new.by is By.peer
            for to in it.peers
            if _may_read(it, readers, new.work, to)
        }
        for who in it.peers
    }
    for who in it.peers:
        reached, at = {who}, [who]
        while at:
            at = [to for one in at for to in onto[one] if to not in reached]
            reached |= set(at)
        assert min(loads[one] for one in reached) >= loads[who] - 1, who
