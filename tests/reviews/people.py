"""Who lives a simulated challenge: people by number, in teams or alone, and who helps."""

from random import Random

from lti_social.reviews.models import By
from lti_social.reviews.situation import Helper


def units(random: Random, size: int, *, in_teams: bool) -> list[frozenset[int]]:
    """Who hands in together."""
    people, found = list(range(size)), []
    while people:
        many = random.randint(1, 4) if in_teams else 1
        found.append(frozenset(people[:many]))
        people = people[many:]
    return found


def pairs(random: Random, size: int) -> list[tuple[int, int]]:
    """Who are kept apart."""
    found = []
    for _ in range(1 + size // 10):
        one, other = random.randrange(size), random.randrange(size)
        if one != other:
            found.append((one, other))
    return found


def helpers(random: Random, size: int) -> list[Helper]:
    """Volunteers are of the cohort; who is not, does what is asked of them."""
    found = [Helper(who, By.volunteer) for who in range(size) if who % 7 == 3]
    if random.random() < 0.5:
        found.append(Helper(size, By.champion))
        found.append(Helper(size + 1, By.mentor, frozenset({0})))
    if random.random() < 0.9:
        found.append(Helper(size + 2, By.facilitator))
    return found
