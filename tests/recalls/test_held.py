"""Whoever changes something of a card locks the card first: nobody is undone."""

from tests.held import undisturbed

SAID = {"words": "Il a raccroché.", "context": "Orléans", "when": "today"}


def test_somebody_tells_otherwise_while_they_ask_for_no_more(
    town, visit, engine, caplog, card, tells
):
    told = tells(town.karim, card)
    one, other = visit(town.karim), visit(town.karim)

    changed, stopped = undisturbed(
        engine,
        caplog,
        lambda: one.submit_by_script(f"{told.path}/edit", outcome="failed", **SAID),
        lambda: other.submit_by_script(f"/me/recalls/{card.id}/stop"),
    )

    assert changed.headers["HX-Redirect"]
    assert stopped.status_code == 303
