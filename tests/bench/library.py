"""What the list of practices costs, of a hundred and of a thousand of them.

Beside a bare handler in the same run, as in pages; what grows with the library is what the
longer list costs more than the shorter one.
"""

from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

from lti_social.core.clock import now
from lti_social.core.wall import open_cohort
from lti_social.practices.models import Answered, Credit, Practice, Skill, State
from lti_social.resources.models import Anchor
from tests.bench.pages import YARDSTICK, measured, ratio
from tests.cards import CARD
from tests.town import Town

FEW, MANY = 100, 1000
SKILLS = [f"Savoir-faire {n}" for n in range(12)]
GOAL = 1.15  # times the shorter list


def table(folder: Path) -> str:
    few, many = (
        measured(folder / str(size), partial(_shelf, size)) for size in (FEW, MANY)
    )
    lines = [
        f"| List of practices | CPU per request, {FEW} | {MANY:,} | Growth | Ratio |"
        "\n|---|---:|---:|---:|---:|"
    ]
    for name, spent in many.items():
        shorter, longer = median(few[name]), median(spent)
        growth, beside = longer / shorter, ratio(spent, many[YARDSTICK])
        lines.append(
            f"| {name} | {shorter:.2f} ms | {longer:.2f} ms | {growth:.2f} | {beside:.2f} |"
        )
    lines.append(f"\nThe goal: of {MANY:,} at most {GOAL} times what {FEW} cost.")
    return "\n".join(lines)


def _shelf(size: int, town: Town) -> str:
    """By two each, with two skills, on one of three resources."""
    parts = [town.resource(town.vente, f"Partie {n}") for n in range(3)]
    by, also = town.karim.id, town.maelle.id
    agreed = {"writes": True, "answered": Answered.agreed}
    with open_cohort(town.engine, town.vente.id) as db, db.begin():
        cards = [
            Practice(
                author_id=by,
                state=State.published,
                version=1,
                published_at=now() - timedelta(days=20, minutes=n),
                **CARD | {"title": f"Pratique numéro {n}"},
            )
            for n in range(size)
        ]
        db.add_all(cards)
        db.flush()
        for n, card in enumerate(cards):
            for member in (by, also):
                db.add(Credit(practice_id=card.id, member_id=member, **agreed))
            for words in (SKILLS[n % 12], SKILLS[(n + 5) % 12]):
                db.add(Skill(practice_id=card.id, key=words.casefold(), words=words))
            about = {"resource_id": parts[n % 3].id, "member_id": by, "place": ""}
            db.add(Anchor(practice_id=card.id, **about))
    return "/practices"
