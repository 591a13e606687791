"""What a trainer sets: name, language, dates, and in which phase the cohort is."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lti_social.cohorts.models import Phase
from lti_social.cohorts.records import PhaseChange
from tests.pages import Page

SETTINGS = {"name": "", "language": "", "zone": "Europe/Paris", "champions": "0"}
THREAD = {"kind": "question", "title": "Comment conclure ?", "body": "Je cherche."}
EVENING = datetime(2026, 11, 3, 21, 30, tzinfo=UTC)


def test_a_trainer_names_the_cohort_and_unnames_it(town, visit):
    claire = visit(town.claire)

    answer = claire.submit("/settings", **SETTINGS | {"name": " Les  vendeurs "})
    assert answer.history[0].status_code == 303
    assert "Saved." in answer.text
    assert 'place__name">Les vendeurs<' in visit(town.karim).open().text
    claire.submit("/settings", **SETTINGS)
    assert 'place__name">Vente conseil en agence<' in visit(town.karim).open().text


def test_dates_are_said_as_where_the_cohort_lives(town, visit):
    with time_machine.travel(EVENING, tick=False) as clock:
        thread = town.question(town.solene)
        clock.shift(timedelta(hours=2))
        karim, pages = visit(town.karim), ("/threads", thread.path, "")
        in_paris = [karim.open(path).text for path in pages]
        visit(town.claire).submit("/settings", **SETTINGS | {"zone": "Indian/Reunion"})
        far_away = [karim.open(path).text for path in pages]

    assert ["yesterday" in page for page in in_paris] == [True] * 3
    assert ["yesterday" in page for page in far_away] == [False] * 3
    assert "yesterday at 10:30" in in_paris[1]
    assert "today at 1:30" in far_away[1]
    assert "November 4, 2026" in far_away[1]


def test_a_language_is_for_those_for_whom_nobody_chose_one(town, visit):
    visit(town.claire).submit("/settings", **SETTINGS | {"language": "fr"})

    assert '<html lang="fr"' in visit(town.karim, language=None).open().text
    assert '<html lang="en"' in visit(town.karim, language="en").open().text


@pytest.mark.parametrize(
    "wrong",
    [
        {"zone": "Europe/Trantor"},
        {"zone": "../../etc/passwd"},
        {"zone": ""},
        {"language": "de"},
        {"champions": "maybe"},
        {"name": "x" * 121},
    ],
    ids=str,
)
def test_what_is_no_choice_is_refused_with_the_rest_kept(town, visit, wrong):
    refused = visit(town.claire).submit(
        "/settings", **{**SETTINGS, "name": "Nord", **wrong}
    )

    assert refused.status_code == 422
    assert "Nord" in refused.text or "name" in wrong
    assert "Vente conseil en agence" in visit(town.karim).open().text


def test_a_phase_is_shown_to_all_and_on_record(town, visit):
    claire = visit(town.claire)
    for phase in ("deployment", "deployment", "generalisation"):
        answer = claire.submit("/settings/phase", phase=phase)

    assert "Generalisation, said by Claire today" in Page(answer).main
    assert "Generalisation" in visit(town.karim).open().text
    changes = [(one.member_id, one.phase) for one in town.rows(town.vente, PhaseChange)]
    assert changes == [
        (town.claire.id, Phase.deployment),
        (town.claire.id, Phase.generalisation),
    ]
    assert claire.submit("/settings/phase", phase="party").status_code == 422


def test_alumni_read_and_answer_and_open_nothing(town, visit):
    thread = town.question(town.solene)
    post = town.answer(thread, town.maelle)
    karim = visit(town.karim)
    visit(town.claire).submit("/settings/phase", phase="closed")

    page = karim.open("/threads")
    assert "This cohort has ended" in page.text
    assert "Open a thread" not in page.text
    assert karim.open("/threads/new").status_code == 403
    assert karim.submit("/threads", **THREAD).status_code == 403
    assert karim.submit(f"{thread.path}/posts", body="Comme ceci.").status_code == 200
    thanks = karim.submit(f"/posts/{post.id}/react/thanks", on=1)
    assert thanks.status_code == 200


def test_an_archive_is_read_and_nothing_is_added(town, visit):
    thread = town.question(town.solene)
    post = town.answer(thread, town.maelle)
    karim, claire = visit(town.karim), visit(town.claire)
    claire.submit("/settings/phase", phase="archived")

    page = karim.open(thread.path)
    assert "This cohort is archived" in page.text
    assert 'id="composer"' not in page.text
    for who in (karim, claire):
        assert who.submit(f"{thread.path}/posts", body="Encore.").status_code == 403
        assert who.submit(f"/posts/{post.id}/react/thanks", on=1).status_code == 403
    assert claire.submit(f"{thread.path}/lock", on=1).status_code == 403
    assert claire.submit(f"/posts/{post.id}/endorse", on=1).status_code == 403
    assert visit(town.maelle).submit(f"/posts/{post.id}/delete").status_code == 200
    claire.submit("/settings/phase", phase="experimentation")
    assert karim.submit(f"{thread.path}/posts", body="Encore.").status_code == 200
