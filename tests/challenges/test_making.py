"""A challenge from its first words to its announcement."""

import pytest

from lti_social.challenges.models import (
    Challenge,
    ChallengeStep,
    Criterion,
    Format,
    Standing,
    Step,
    Told,
)
from lti_social.challenges.patterns import patterns
from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Role
from lti_social.notifications.models import Kind, Notice
from lti_social.resources.models import Anchor
from tests.challenges.asked import ASKED, days
from tests.contests import challenge
from tests.pages import Page


def test_a_draft_needs_a_title_and_no_more(town, visit):
    claire = visit(town.claire)
    refused = claire.submit("/challenges", title=" ", worth="On propose trop tôt.")
    assert refused.status_code == 422
    assert "On propose trop tôt." in Page(refused).texts("textarea")

    answer = claire.submit("/challenges", title="Se taire")

    (draft,) = town.rows(town.vente, Challenge)
    assert (draft.standing, draft.blind, draft.rule) == (
        *(Standing.draft, False),
        ["submitted"],
    )
    page = Page(answer)
    assert "The draft is kept. Only the team sees it." in page.main
    assert "Before it can be announced" in page.main
    assert "What is to be done, in a sentence: say in a sentence" in page.main
    assert "It opens, Handed in by, Reviews by, Revised by, The debrief ends: say" in (
        page.main
    )


def test_a_draft_says_all_of_it(town, visit, make):
    guide = town.resource(town.vente, "Le guide du vendeur")
    draft = make(visit(town.claire), **{f"about-{guide.id}": "page 4"})

    assert (draft.format, draft.told, draft.wanted, draft.needed) == (
        *(Format.mission, Told.completion),
        *(2, 2),
    )
    assert draft.rule == ["submitted", "reviewed"]
    assert draft.brief == "<p>Dix minutes, pas plus.</p>"
    assert [(c.position, c.title) for c in town.rows(town.vente, Criterion)] == [
        (0, "Questions ouvertes"),
        (1, "Reformulation"),
    ]
    (anchor,) = town.rows(town.vente, Anchor)
    assert (anchor.challenge_id, anchor.place) == (draft.id, "page 4")
    page = Page(visit(town.claire).open(draft.path))
    for said in ("Le guide du vendeur", "page 4", "la personne parle plus", "Claire"):
        assert said in page.main
    assert "It is ready to be announced" in page.main


def test_a_draft_is_there_for_the_team_and_for_nobody_else(town, visit, make):
    draft = make(visit(town.claire))
    assert visit(town.aurore).open(draft.path).status_code == 200
    for other in (town.solene, town.michel):
        for page in ("", "/edit", "/example", "/teams", "/extend", "/cancel"):
            assert visit(other).open(f"{draft.path}{page}").status_code == 404, page
        for page in ("/edit", "/announce", "/example", "/cancel", "/archive", "/accept"):
            said = ASKED | {"reason": "Non."}
            answer = visit(other).submit(f"{draft.path}{page}", **said)
            assert answer.status_code in (403, 404), page
    assert town.again(draft).standing is Standing.draft


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"criterion-2-title": ""}, "What is looked at: say in a word or two"),
        ({"criterion-1-there": "x" * 301}, "It is there when…: this is too long."),
        ({"submit_by": "tomorrow"}, "Handed in by: this is not a date and an hour."),
        ({"submit_by": "2026-01-01T10:00Z"}, "Handed in by: this is not a date"),
        ({"closes_at": "2999-01-01T10:00"}, "this is more than two years away."),
        (days(5, 4, 15, 18, 20), "Handed in by: this must come after the date before it."),
        ({"wanted": "0"}, "this is not one of the choices."),
        ({"told": "rank"}, "this is not one of the choices."),
        ({"maximum": "nan"}, "this is not one of the choices."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written_is_lost(town, visit, said, sentence):
    answer = visit(town.claire).submit("/challenges", **(ASKED | days() | said))

    assert answer.status_code == 422
    page = Page(answer)
    assert sentence in " ".join(page.texts())
    kept = page.texts("textarea")
    for name in ("worth", "objective", "criterion-1-not_yet"):
        assert ASKED[name] in kept
    hidden = {e.attributes["name"]: e.attributes["value"] for e in page.all("input")}
    assert hidden["shape"] == "mission"
    assert hidden["rule-reviewed"] == "1"
    assert town.rows(town.vente, Challenge) == []


def test_a_draft_becomes_another_and_its_criteria_stay_who_they_are(town, visit, make):
    claire = visit(town.claire)
    draft = make(claire)
    first, second = town.rows(town.vente, Criterion)
    page = Page(claire.open(f"{draft.path}/edit"))
    assert page.the("criterion-2-title").attributes["value"] == "Reformulation"
    assert page.the("submit_by").attributes["value"] == days()["submit_by"]
    gone = {f"criterion-1-{part}": "" for part in ("title", "there", "not_yet")}
    more = {"criterion-3-title": "Suite proposée", "title": "En dix minutes"}

    claire.submit(f"{draft.path}/edit", **(ASKED | days() | gone | more))

    assert town.again(draft).title == "En dix minutes"
    criteria = {row.id: row.position for row in town.rows(town.vente, Criterion)}
    assert first.id not in criteria
    assert criteria.pop(second.id) == 1
    assert list(criteria.values()) == [2]


def test_of_two_who_change_it_at_once_the_second_is_told(town, visit, make):
    claire = visit(town.claire)
    draft = make(claire)
    seen = Page(claire.open(f"{draft.path}/edit")).all("input")
    stamp = {e.attributes["name"]: e.attributes.get("value") for e in seen}["seen"]
    changed = ASKED | days() | {"seen": stamp, "title": "Autre titre"}
    assert visit(town.aurore).submit(f"{draft.path}/edit", **changed).status_code == 200

    answer = claire.submit(f"{draft.path}/edit", **(changed | {"title": "Mon titre"}))

    assert answer.status_code == 409
    assert "Mon titre" in Page(answer).texts("textarea")
    assert town.again(draft).title == "Autre titre"


def test_it_is_announced_and_everybody_is_told(town, visit, make, run_jobs):
    draft = make(visit(town.claire))

    answer = visit(town.claire).submit(f"{draft.path}/announce")
    visit(town.aurore).submit(f"{draft.path}/announce")
    run_jobs()

    assert "It is announced, and everybody is told." in answer.text
    assert town.again(draft).standing is Standing.announced
    (step,) = town.rows(town.vente, ChallengeStep)
    assert (step.step, step.member_id) == (Step.announced, town.claire.id)
    told = {n.member_id for n in town.rows(town.vente, Notice, kind=Kind.challenge)}
    people = (town.solene, town.karim, town.maelle, town.aurore)
    assert told == {one.id for one in people}
    page = Page(visit(town.solene).open(draft.path))
    assert "Announced, Claire" in page.main
    assert "Hand" in page.texts("li")[0] or "from" in page.main


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"objective": ""}, "say in a sentence what is to be done"),
        ({"body": " "}, "say how it is done"),
        ({"criterion-2-there": ""}, "It is there when…: say both when it is there"),
        ({"revise_by": ""}, "Revised by: say when, before it can be announced."),
        (days(-3, -1, 15, 18, 20), "Handed in by: this date has passed"),
    ],
)
def test_a_half_written_one_is_not_announced(town, visit, make, said, sentence):
    draft = make(visit(town.claire), **said)

    answer = visit(town.claire).submit(f"{draft.path}/announce")

    assert answer.status_code == 422
    assert sentence in " ".join(Page(answer).texts())
    assert town.again(draft).standing is Standing.draft
    assert town.rows(town.vente, ChallengeStep) == []


def test_it_is_saved_and_announced_in_one_step(town, visit, make):
    draft = make(visit(town.claire), objective="")
    said = ASKED | days() | {"announce": "1"}

    visit(town.claire).submit(f"{draft.path}/edit", **said)

    assert town.again(draft).standing is Standing.announced


def test_what_is_announced_can_be_said_better_and_stays_whole(town, visit):
    asked = challenge(town, town.claire, Phase.open)
    claire = visit(town.claire)
    assert "opens_at" not in claire.open(f"{asked.path}/edit").text
    words = {name: said for name, said in ASKED.items() if name != "body"}

    refused = claire.submit(f"{asked.path}/edit", **(words | {"body": ""}))
    better = words | {"body": "Une page.", "wanted": "3"}
    accepted = claire.submit(f"{asked.path}/edit", **better)

    assert (refused.status_code, accepted.status_code) == (422, 200)
    changed = town.again(asked)
    assert changed.brief == "<p>Une page.</p>"
    assert (changed.wanted, changed.needed) == (3, 3)
    assert changed.submit_by == asked.submit_by


def test_criteria_are_fixed_by_the_first_submission(town, visit, make):
    asked = challenge(town, town.claire, Phase.open)
    claire, solene = visit(town.claire), visit(town.solene)
    before = town.rows(town.vente, Criterion)
    solene.submit(
        f"{asked.path}/hand-in", title="La chambre", body="Dix minutes.", send="1"
    )
    assert town.again(asked).locked_at

    late = claire.submit(f"{asked.path}/edit", **ASKED)
    page = Page(claire.open(f"{asked.path}/edit"))
    words = {"title": "Dix minutes", "objective": "Écoutez.", "body": "Une page."}
    better = claire.submit(f"{asked.path}/edit", fixed="1", **words)
    example = claire.submit(f"{asked.path}/example", text="Un exemple.")

    assert (late.status_code, better.status_code, example.status_code) == (409, 200, 409)
    assert "the criteria, and what counts, stay as they are" in page.main
    assert not [e for e in page.all("input") if "criterion" in str(e.attributes)]
    assert town.again(asked).title == "Dix minutes"
    after = town.rows(town.vente, Criterion)
    assert [row.title for row in after] == [row.title for row in before]
    assert "Criteria fixed by the first submission" in Page(claire.open(asked.path)).main


def test_what_is_over_changes_no_more(town, visit):
    for phase in (Phase.closed, Phase.cancelled, Phase.archived):
        asked = challenge(town, town.claire, phase)
        assert visit(town.claire).open(f"{asked.path}/edit").status_code == 403
        answer = visit(town.claire).submit(f"{asked.path}/edit", **ASKED)
        assert answer.status_code == 403


@pytest.mark.parametrize("language", ["fr", "en"])
def test_there_are_challenges_to_begin_with(town, visit, language):
    claire = visit(town.claire, language=language)
    page = Page(claire.open("/challenges/new"))
    offers = patterns(language).values()
    assert len(offers) >= 5
    for one in offers:
        (link,) = page.links(one.title)
        form = Page(claire.get(link))
        assert form.the("title").attributes["value"] == one.title
        assert form.the("criterion-3-title").attributes["value"] == one.rubric[2].title
        assert form.the("opens_at").attributes["value"].endswith("T09:00")


def test_one_brings_its_example_along(town, visit, make):
    made = patterns("fr")["interview"]
    rubric = {
        f"criterion-{number}-{part}": words
        for number, line in enumerate(made.rubric, 1)
        for part, words in line._asdict().items()
    }

    draft = make(visit(town.claire), pattern="fr/interview", **rubric)

    criteria = town.rows(town.vente, Criterion)
    assert draft.example["text"].startswith("J’ai reçu une cliente")
    found = draft.example["found"]
    assert [found[str(row.id)]["there"] for row in criteria] == [True, True, False]
    page = Page(visit(town.claire).open(f"{draft.path}/example"))
    assert page.the("text").text.startswith("J’ai reçu une cliente")


def test_an_example_is_written_and_taken_away(town, visit, make):
    claire = visit(town.claire)
    draft = make(claire)
    first, second = town.rows(town.vente, Criterion)
    said = {f"found-{first.id}": "there", f"because-{first.id}": "Elle parle."}
    said |= {f"found-{second.id}": "not_yet", "found-99999": "there"}

    claire.submit(f"{draft.path}/example", text="Un récit.", **said)
    kept = town.again(draft).example
    claire.submit(f"{draft.path}/example", text=" ", **said)

    assert kept == {
        "text": "Un récit.",
        "found": {
            str(first.id): {"there": True, "why": "Elle parle."},
            str(second.id): {"there": False, "why": ""},
        },
    }
    assert town.again(draft).example is None


def test_a_content_developer_writes_and_the_team_announces(town, visit, make):
    luc = town.member(town.vente, "Luc", Role.designer)
    draft = make(visit(luc))
    assert draft.standing is Standing.draft

    refused = visit(luc).submit(f"{draft.path}/announce")
    better = visit(luc).submit(
        f"{draft.path}/edit", **(ASKED | days() | {"title": "Mieux"})
    )
    visit(town.claire).submit(f"{draft.path}/announce")

    assert (refused.status_code, better.status_code) == (403, 200)
    assert town.again(draft).standing is Standing.announced
    assert visit(luc).open(f"{draft.path}/edit").status_code == 403


def test_what_the_lms_is_told_the_trainer_says(town, visit, make):
    aurore = visit(town.aurore)
    assert "What goes to the LMS" not in aurore.open("/challenges/new?pattern=blank").text

    draft = make(aurore, told="completion", maximum="20")
    assert (draft.told, draft.maximum) == (Told.nothing, 1)

    draft = make(visit(town.claire), told="completion")
    assert draft.told is Told.completion
