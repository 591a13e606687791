"""Every door into a cohort, as the application lists them: who gets in, who learns nothing.

Each test tries all doors in one town and says what each answered.
"""

import re

import pytest
from fastapi.testclient import TestClient

from lti_social.challenges.models import Criterion
from lti_social.challenges.phases import Phase
from lti_social.cohorts.models import Role
from lti_social.cohorts.records import AdminReading
from lti_social.library.models import Collected, Collection
from lti_social.moderation.things import What
from lti_social.placements.models import Former, Picking
from lti_social.running.models import Counted, Goal
from lti_social.sharing.models import Consent, Reach
from lti_social.threads.models import Gesture
from lti_social.web.session import COOKIE, FORM_KEY, form_value
from tests.cards import intention, practice, trial
from tests.contests import challenge, review, submission
from tests.divided import a_group
from tests.doors import (
    CONSOLE,
    INSIDE,
    OUTSIDE,
    READS,
    ROUTES,
    WHOLE_COHORT,
    WRITES,
    Knock,
    ask,
    below,
    every,
    knocking,
)
from tests.visitor import URL

KEEPING = {
    ("POST", "/outline/read"),
    ("GET", "/outline/new"),
    ("POST", "/outline/new"),
    ("GET", "/outline/{resource_id}/edit"),
    ("POST", "/outline/{resource_id}/edit"),
    ("GET", "/outline/{resource_id}/remove"),
    ("POST", "/outline/{resource_id}/remove"),
    ("GET", "/outline/cartridge"),
    ("POST", "/outline/cartridge"),
}
INSTRUCTORS_ONLY = {
    ("POST", "/practices/{practice_id}/confirm"),
    ("GET", "/shared"),
    ("GET", "/practices/{practice_id}/widen"),
    ("POST", "/practices/{practice_id}/widen"),
    ("POST", "/practices/{practice_id}/narrow"),
    ("GET", "/purpose"),
    ("POST", "/purpose"),
    ("GET", "/settings"),
    ("POST", "/settings"),
    ("GET", "/settings/phase"),
    ("POST", "/settings/phase"),
    ("GET", "/settings/posting"),
    ("POST", "/settings/posting"),
    ("POST", "/settings/pause"),
    ("GET", "/settings/groups"),
    ("POST", "/settings/groups"),
    ("POST", "/settings/groups/{group_id}"),
    ("GET", "/settings/practices"),
    ("POST", "/settings/practices"),
    ("GET", "/settings/digest"),
    ("POST", "/settings/digest"),
    ("GET", "/roles"),
    ("POST", "/roles"),
    ("POST", "/roles/{member_id}/end"),
    ("POST", "/members/read"),
    ("GET", "/grades"),
    ("POST", "/grades/links/{link_id}"),
    ("POST", "/grades/line-items/{line_item_id}/try-again"),
    ("GET", "/former"),
    ("GET", "/members/{member_id}/posts"),
    ("POST", "/challenges/{challenge_id}/told"),
    ("POST", "/challenges/{challenge_id}/scores"),
    *KEEPING,
}
MAKING = {  # of a challenge that is announced
    ("GET", "/challenges/{challenge_id}/edit"),
    ("POST", "/challenges/{challenge_id}/edit"),
    ("GET", "/challenges/{challenge_id}/example"),
    ("POST", "/challenges/{challenge_id}/example"),
    ("GET", "/challenges/{challenge_id}/teams"),
    ("POST", "/challenges/{challenge_id}/teams"),
    ("POST", "/challenges/{challenge_id}/teams/groups"),
    ("POST", "/challenges/{challenge_id}/announce"),
    ("GET", "/challenges/{challenge_id}/extend"),
    ("POST", "/challenges/{challenge_id}/extend"),
    ("GET", "/challenges/{challenge_id}/cancel"),
    ("POST", "/challenges/{challenge_id}/cancel"),
    ("POST", "/challenges/{challenge_id}/archive"),
    ("POST", "/challenges/{challenge_id}/accept"),
    ("GET", "/challenges/{challenge_id}/decline"),
    ("POST", "/challenges/{challenge_id}/decline"),
}
TEAM_ONLY = INSTRUCTORS_ONLY | {
    *MAKING,
    ("GET", "/challenges/{challenge_id}/monitor"),
    ("GET", "/challenges/{challenge_id}/monitor.csv"),
    ("POST", "/challenges/{challenge_id}/message"),
    ("GET", "/goals"),
    ("POST", "/goals"),
    ("POST", "/goals/{goal_id}/end"),
    ("GET", "/trials/{trial_id}/merge"),
    ("POST", "/trials/{trial_id}/merge"),
    ("POST", "/trials/{trial_id}/unmerge"),
    ("POST", "/practices/{practice_id}/ask"),
    ("GET", "/{what}/{content_id}/hide"),
    ("POST", "/{what}/{content_id}/hide"),
    ("GET", "/{what}/{content_id}/case"),
    ("POST", "/{what}/{content_id}/hand-on"),
    ("POST", "/{what}/{content_id}/decide"),
    ("POST", "/posts/{post_id}/endorse"),
    ("POST", "/threads/{thread_id}/pin"),
    ("POST", "/threads/{thread_id}/lock"),
    ("GET", "/practices/waiting"),
    ("POST", "/practices/{practice_id}/read"),
    ("POST", "/practices/{practice_id}/archive"),
    ("GET", "/files"),
    ("GET", "/reports"),
    ("GET", "/members"),
    ("POST", "/resources/{resource_id}/move"),
    ("POST", "/practices/{practice_id}/care"),
    ("POST", "/practices/{practice_id}/review"),
    ("POST", "/practices/{practice_id}/holds"),
    ("GET", "/collections/{collection_id}/delete"),
    ("POST", "/collections/{collection_id}/delete"),
    ("GET", "/challenges/{challenge_id}/reviewers"),
    ("POST", "/challenges/{challenge_id}/reviewers"),
    ("GET", "/challenges/{challenge_id}/dry-run"),
    ("POST", "/challenges/{challenge_id}/apart"),
    ("POST", "/challenges/{challenge_id}/rescue"),
    ("POST", "/reviews/{review_id}/move"),
}
LEARNERS_ONLY = {
    ("GET", "/challenges/{challenge_id}/hand-in"),
    ("POST", "/challenges/{challenge_id}/hand-in"),
}
BLIND = {  # of these not even members learn anything, but for whom they concern
    ("GET", "/reviews/{review_id}"),
    ("POST", "/reviews/{review_id}"),
    ("POST", "/reviews/{review_id}/decline"),
    ("POST", "/reviews/{review_id}/longer"),
    ("POST", "/reviews/{review_id}/rate"),
}
OF_A_WORK = {  # nor learners of another's work before it is shown
    ("GET", "/submissions/{submission_id}"),
    ("GET", "/submissions/{submission_id}/changes"),
    ("GET", "/submissions/{submission_id}/reviews"),
    ("POST", "/submissions/{submission_id}/withdraw"),
    ("POST", "/submissions/{submission_id}/keep"),
    ("POST", "/submissions/{submission_id}/showcase"),
}
AUTHOR_ONLY = {
    ("GET", "/collections/{collection_id}/edit"),
    ("POST", "/collections/{collection_id}/edit"),
    ("POST", "/collections/{collection_id}/cards/{practice_id}"),
    ("POST", "/collections/{collection_id}/cards/{practice_id}/move"),
    ("POST", "/collections/{collection_id}/cards/{practice_id}/take-out"),
    ("POST", "/intentions/{intention_id}"),
    ("POST", "/intentions/{intention_id}/let-go"),
    ("POST", "/challenges/{challenge_id}/delete"),
    ("GET", "/trials/{trial_id}/edit"),
    ("POST", "/trials/{trial_id}/edit"),
    ("GET", "/trials/{trial_id}/withdraw"),
    ("POST", "/trials/{trial_id}/withdraw"),
    ("GET", "/practices/{practice_id}/consent"),
    ("POST", "/practices/{practice_id}/consent"),
    ("GET", "/posts/{post_id}/edit"),
    ("POST", "/posts/{post_id}/edit"),
    ("GET", "/posts/{post_id}/delete"),
    ("POST", "/posts/{post_id}/delete"),
    ("POST", "/posts/{post_id}/accept"),
    ("POST", "/{what}/{content_id}/appeal"),
    ("GET", "/practices/{practice_id}/edit"),
    ("POST", "/practices/{practice_id}/edit"),
    ("GET", "/practices/{practice_id}/delete"),
    ("POST", "/practices/{practice_id}/delete"),
    ("POST", "/practices/{practice_id}/publish"),
    ("POST", "/practices/{practice_id}/credit"),
    ("GET", "/place/{picking_id}"),
    ("POST", "/place/{picking_id}/picks"),
    ("GET", "/place/{picking_id}/new"),
    ("POST", "/place/{picking_id}/threads"),
    ("GET", "/place/{picking_id}/picks/{number}"),
    ("POST", "/place/{picking_id}/picks/{number}"),
    ("POST", "/place/{picking_id}/picks/{number}/drop"),
    ("POST", "/place/{picking_id}/send"),
    ("POST", "/place/{picking_id}/cancel"),
    ("POST", "/former/{former_id}"),  # of whoever teaches in both courses
    *(door for door in OF_A_WORK if door[0] == "POST"),
}
ADMINS_ONLY = {("POST", "/chair")}
SECRETS = (
    "Comment ouvrir",
    "plan.pdf",
    "What the file says",
    "Par une question ouverte",
    "On le reconnaît",
    "Vente conseil",
    "Le guide du vendeur",
    "Reformuler la situation",
    "Un couple qui achète",
    "Pour bien débuter",
    "La chambre du petit",
)
EXAMPLE = {"text": "Un exemple.", "found": {}}
OF_THINGS = [door for door in INSIDE if "{what}" in door[1]]


@pytest.fixture
def ids(town, app) -> dict[str, int | str]:
    """What stands behind the doors of `vente`: a thread, an answer with a file, a report, a
    group, a
    column of the gradebook, a choice that Luc began to make, a former course."""
    thread = town.question(town.solene)
    post = town.answer(thread, town.karim)
    town.report(post, town.solene)
    item = town.reports(town.vente)
    file = town.file(app.state.lti.files, post, "plan.pdf")
    known = {"cohort_id": town.vente.id, "thread_id": thread.id, "post_id": post.id}
    known |= {"file_id": file.id, "name": file.name}
    known |= {"link_id": item.resource_link_id, "line_item_id": item.id}
    known |= {"member_id": town.karim.id, "group_id": a_group(town, town.vente, "11").id}
    goal = Goal(title="Ensemble", counted=Counted.posts, target=9, member_id=post.author_id)
    known["goal_id"] = town.add(post, goal).id
    known |= {"what": What.posts.value, "content_id": post.id}
    luc = town.member(town.vente, "Luc", Role.designer)
    picking = town.add(luc, Picking(member_id=luc.id, sealed=b""))
    former = town.add(luc, Former(course_id=town.managers.course_id))
    known |= {"picking_id": picking.id, "number": 1, "former_id": former.id}
    card = practice(town, town.solene, owner_id=town.solene.id)
    about = {"practice_id": card.id, "member_id": town.solene.id}
    town.add(card, Consent(**about, reach=Reach.course))
    tried = trial(town, card, town.karim, words="Un couple qui achète.")
    for member in (luc, town.claire):  # with Karim's it is proven
        trial(town, card, member, context="Tours")
    planned = intention(town, card, town.karim)
    known |= {"practice_id": card.id, "trial_id": tried.id, "intention_id": planned.id}
    made = {"member_id": town.solene.id, "title": "Pour bien débuter"}
    collection = town.add(card, Collection(**made))
    place = {"collection_id": collection.id, "practice_id": card.id, "position": 1}
    town.add(card, Collected(**place))
    known["collection_id"] = collection.id
    known |= {"challenge_id": challenge(town, town.claire).id}
    known |= {"resource_id": town.resource(town.vente, "Le guide du vendeur").id}
    goal = Goal(title="Ensemble", counted=Counted.posts, target=9, member_id=luc.id)
    known["goal_id"] = town.add(luc, goal).id
    asked = challenge(town, town.claire, Phase.revising, example=EXAMPLE)
    work, other = (submission(town, asked, who) for who in (town.solene, town.karim))
    known |= {"challenge_id": asked.id, "submission_id": work.id, "other_work": other.id}
    known |= {"review_id": review(town, work, town.karim).id, "maelle": town.maelle.id}
    return {**known, "kind": Gesture.thanks.value}


@pytest.fixture
def knock(town, ids) -> Knock:
    usual = {"member": str(ids["member_id"]), "onto": str(ids["resource_id"])}
    usual |= {"submission": str(ids["other_work"]), "reader": str(ids["maelle"])}
    usual |= {"other": usual["reader"], f"with-{ids['maelle']}": "1"}
    usual |= {f"there-{row.id}": "1" for row in town.rows(town.vente, Criterion)}
    return knocking(ids, SECRETS, **usual)


def test_every_route_of_a_cohort_is_a_door_and_no_other_route_is():
    kept = {(m, r.path) for m, r in ROUTES if getattr(r.endpoint, "is_door", False)}

    assert kept == set(INSIDE)
    others = {(method, route.path) for method, route in ROUTES} - kept
    assert others == OUTSIDE | set(CONSOLE)
    assert len(READS) > 10
    assert len(WRITES) > 10


def test_the_application_has_no_routes_besides_these(app):
    paths = {route.path for route in app.routes}

    assert paths - {route.path for _, route in ROUTES} == {"/health", "/static"}


@pytest.mark.parametrize("key", ["none", "their own", "another"])
def test_a_stranger_learns_nothing(town, visit, knock, key):
    nadia = visit(town.nadia)
    form = {"none": {}, "their own": {FORM_KEY: nadia.form_key}, "another": {FORM_KEY: "x"}}

    answers = knock(nadia, INSIDE, hush=True, **form[key])

    expected = every(READS, 404) | every(WRITES, 409 if key == "another" else 404)
    assert answers == expected


def test_a_stranger_s_own_cohort_has_nothing_of_another(town, visit, knock, ids):
    nadia = visit(town.nadia)
    ids["cohort_id"] = town.managers.id
    pointing = [door for door in INSIDE if "_id}" in door[1].removeprefix(WHOLE_COHORT)]

    answers = knock(nadia, pointing, hush=True, **{FORM_KEY: nadia.form_key})

    refusable = TEAM_ONLY | INSTRUCTORS_ONLY
    team_only = {door for door in pointing if below(door) in refusable}
    assert set(answers.values()) <= {404, 403}
    assert {door for door, status in answers.items() if status == 403} <= team_only


def test_a_trainer_next_door_finds_nothing_either(town, visit, knock, ids):
    paul = visit(town.member(town.managers, "Paul", Role.instructor))
    ids["cohort_id"] = town.managers.id
    pointing = [door for door in INSIDE if "_id}" in door[1].removeprefix(WHOLE_COHORT)]

    answers = knock(paul, pointing, hush=True, **{FORM_KEY: paul.form_key})

    assert answers == every(pointing, 404)


@pytest.mark.parametrize("cookie", [None, "", "Ã©"])
def test_nobody_is_told_that_the_visit_has_ended(app, knock, cookie):
    form = {}
    with TestClient(app, base_url=URL) as browser:
        if cookie is not None:
            browser.headers = {b"cookie": f"{COOKIE}={cookie}".encode("latin-1")}
            form = {FORM_KEY: form_value(cookie)}

        assert knock(browser, INSIDE, hush=True, **form) == every(INSIDE, 401)


@pytest.mark.parametrize("form", [{}, {FORM_KEY: ""}, {FORM_KEY: "é"}])
def test_a_form_without_the_key_of_this_visit_changes_nothing(town, visit, knock, form):
    answers = knock(visit(town.claire), WRITES, **form)

    assert answers == every(WRITES, 409)


def test_learners_are_refused_what_is_the_team_s_and_the_author_s(town, visit, knock):
    maelle = visit(town.maelle)

    unseen = [door for door in INSIDE if below(door) in BLIND | OF_A_WORK]
    others = [door for door in INSIDE if door not in unseen]
    assert knock(maelle, unseen, **{FORM_KEY: maelle.form_key}) == every(unseen, 404)

    answers = knock(maelle, others, **{FORM_KEY: maelle.form_key})

    refused = {below(door) for door, status in answers.items() if status == 403}
    expected = TEAM_ONLY | INSTRUCTORS_ONLY | AUTHOR_ONLY | ADMINS_ONLY
    assert refused == expected - OF_A_WORK
    assert set(answers.values()) <= {200, 303, 403}, answers


@pytest.mark.parametrize(
    ("what", "named"),
    [(What.posts, "post_id"), (What.practices, "practice_id"), (What.trials, "trial_id")],
)
def test_whatever_can_be_reported_is_behind_the_same_doors(
    town, visit, knock, ids, what, named
):
    ids |= {"what": what.value, "content_id": ids[named]}
    nadia, maelle, claire = map(visit, (town.nadia, town.maelle, town.claire))

    strange = knock(nadia, OF_THINGS, hush=True, **{FORM_KEY: nadia.form_key})
    learner = knock(maelle, OF_THINGS, **{FORM_KEY: maelle.form_key})
    trainer = knock(claire, OF_THINGS, **{FORM_KEY: claire.form_key})

    assert strange == every(OF_THINGS, 404)
    for answers, refused in ((learner, TEAM_ONLY | AUTHOR_ONLY), (trainer, AUTHOR_ONLY)):
        refusing = {door for door in OF_THINGS if below(door) in refused}
        assert {door for door, status in answers.items() if status == 403} == refusing
        assert set(answers.values()) <= {200, 303, 403}, answers


@pytest.mark.parametrize("who", ["claire", "aurore"])
def test_the_team_is_refused_what_is_the_author_s(town, visit, knock, who):
    trainer = visit(getattr(town, who))

    unseen = [door for door in INSIDE if below(door) in BLIND]
    others = [door for door in INSIDE if door not in unseen]
    assert knock(trainer, unseen, **{FORM_KEY: trainer.form_key}) == every(unseen, 404)

    answers = knock(trainer, others, **{FORM_KEY: trainer.form_key})

    of_instructors = INSTRUCTORS_ONLY if who == "aurore" else set()
    refused = {below(door) for door, status in answers.items() if status == 403}

    assert refused == AUTHOR_ONLY | ADMINS_ONLY | LEARNERS_ONLY | of_instructors
    assert set(answers.values()) <= {200, 303, 403}, answers


def test_what_an_administrator_reads_is_on_record(town, visit, knock, ids):
    knock(visit(town.michel), READS)

    recorded = [reading.path for reading in town.rows(town.vente, AdminReading)]
    assert recorded == [path.format(**ids) for _, path in READS]
    assert {reading.member_id for reading in town.rows(town.vente, AdminReading)} == {
        town.michel.id
    }


def test_an_administrator_writes_in_their_own_corner_keeps_the_outline_and_takes_back(
    town, visit, knock
):
    michel = visit(town.michel)
    corner = {("POST", "/me"), ("POST", "/me/notices"), ("POST", "/chair")} | KEEPING
    corner.add(("POST", "/practices/{practice_id}/narrow"))
    theirs = [door for door in WRITES if below(door) in corner]
    unseen = [door for door in WRITES if below(door) in BLIND | OF_A_WORK]
    others = [door for door in WRITES if door not in theirs and door not in unseen]

    assert knock(michel, unseen, **{FORM_KEY: michel.form_key}) == every(unseen, 404)
    assert knock(michel, others, **{FORM_KEY: michel.form_key}) == every(others, 403)
    assert knock(michel, theirs, **{FORM_KEY: michel.form_key}) == every(theirs, 303)


@pytest.mark.parametrize("number", ["0", "2147483648", "1.5", "%00"])
def test_a_number_that_nothing_has_is_not_found(town, visit, ids, number):
    claire = visit(town.claire)
    for method, path in INSIDE:
        for name in re.findall(r"{(\w+_id)}", path):
            form = {FORM_KEY: claire.form_key}
            there = path.format(**ids | {name: number})
            assert ask(claire, method, there, form).status_code == 404, there
