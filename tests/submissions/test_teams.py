"""Teams hand in together: each of them may change it, and their files."""

import pytest

from lti_social.cohorts.models import Member
from lti_social.files.models import Attachment
from lti_social.submissions.models import Submission
from lti_social.web.session import FORM_KEY
from tests.cards import practice
from tests.contests import challenge
from tests.files.samples import image
from tests.pages import Page
from tests.submissions.conftest import WORK, seen, sent, team


@pytest.fixture
def asked(town):
    return challenge(town, town.claire, format="team", blind=False)


def with_file(visitor, asked, name: str = "plan.png", **said: str):
    form = {FORM_KEY: visitor.form_key, "send": "1", "seen": seen(visitor, asked)}
    form |= WORK | said
    files = {"file1": (name, image())}
    return visitor.post(f"{visitor.path}{asked.path}/hand-in", data=form, files=files)


def test_one_of_them_begins_and_another_hands_in(town, visit, asked, hand_in):
    bleus = team(town, asked, town.solene, town.karim)
    solene, karim = visit(town.solene), visit(town.karim)
    draft = hand_in(solene, send="0")
    assert "For your team, “Les Bleus”" in Page(karim.open(f"{asked.path}/hand-in")).main

    work = hand_in(karim, body="À deux.")

    assert (work.id, work.team_id) == (draft.id, bleus.id)
    assert len(town.rows(town.vente, Submission)) == 1
    assert "Solène, Karim" in Page(visit(town.claire).open(work.path)).main
    assert visit(town.maelle).open(work.path).status_code == 404


def test_of_two_at_once_the_second_looks_again(town, visit, asked, hand_in):
    team(town, asked, town.solene, town.karim)
    solene, karim = visit(town.solene), visit(town.karim)
    draft = hand_in(solene, send="0")
    before = seen(karim, asked)
    hand_in(solene, send="0", body="Solène, entre-temps.")

    answer = sent(karim, asked, seen=before, body="Karim, sans l’avoir vu.")

    assert answer.status_code == 409
    assert "Somebody of your team changed it meanwhile" in answer.text
    assert "Karim, sans l’avoir vu." in answer.text
    assert town.again(draft).body == "<p>Solène, entre-temps.</p>"


def test_of_two_who_begin_at_once_neither_loses_a_word(town, visit, asked):
    team(town, asked, town.solene, town.karim)
    solene, karim = visit(town.solene), visit(town.karim)
    empty = [seen(one, asked) for one in (solene, karim)]

    first = sent(solene, asked, seen=empty[0], send="0", body="Trois pages.")
    second = sent(karim, asked, seen=empty[1], send="0", body="Une ligne.")

    assert empty == ["none", "none"]
    assert (first.status_code, second.status_code) == (200, 409)
    assert "Une ligne." in second.text
    assert [w.body for w in town.rows(asked, Submission)] == ["<p>Trois pages.</p>"]
    assert sent(karim, asked, seen="", body="Une ligne.").status_code == 409


def test_a_card_or_a_file_of_the_other_is_seen_first_too(town, visit, asked, hand_in):
    team(town, asked, town.solene, town.karim)
    card = practice(town, town.solene)
    solene, karim = visit(town.solene), visit(town.karim)
    hand_in(solene, send="0")
    before = seen(karim, asked)

    hand_in(solene, send="0", practice=str(card.id))
    assert sent(karim, asked, seen=before, send="0").status_code == 409
    before = seen(karim, asked)
    with_file(solene, asked, practice=str(card.id), send="0")
    chosen = {"practice": str(card.id), "send": "0"}
    assert sent(karim, asked, seen=before, **chosen).status_code == 409
    assert sent(karim, asked, **chosen).status_code == 200


def test_who_is_in_no_team_hears_so(town, visit, asked):
    maelle = visit(town.maelle)

    assert "you are in none yet" in Page(maelle.open(f"{asked.path}/hand-in")).main
    answer = sent(maelle, asked)
    assert answer.status_code == 422
    assert WORK["title"] in answer.text
    assert town.rows(town.vente, Submission) == []


def test_a_file_of_one_is_kept_or_taken_off_by_the_other(town, visit, asked, hand_in):
    team(town, asked, town.solene, town.karim)
    assert with_file(visit(town.solene), asked).status_code == 200
    (file,) = town.rows(town.vente, Attachment)

    work = hand_in(visit(town.karim), **{f"file-{file.id}": "Le plan"})

    assert town.again(file).shows == "Le plan"
    path = f"/files/{file.id}/{file.name}"
    statuses = {m.name: visit(m).open(path).status_code for m in _all(town)}
    assert statuses == {"Solène": 200, "Karim": 200, "Maëlle": 404, "Claire": 200}
    hand_in(visit(town.karim), **{f"file-{file.id}": "", f"drop-{file.id}": "1"})
    assert town.again(file) is None
    assert town.again(work).version == 3


def test_nobody_hangs_another_s_draft_on_theirs(town, visit, asked):
    team(town, asked, town.solene)
    theirs = town.add(
        town.karim,
        Attachment(
            member_id=town.karim.id, key="k", name="a.pdf", kind="pdf", size=1, shows=""
        ),
    )

    answer = sent(visit(town.solene), asked, **{f"file-{theirs.id}": ""})

    assert answer.status_code == 409
    assert town.again(theirs).submission_id is None


def _all(town) -> list[Member]:
    return [town.solene, town.karim, town.maelle, town.claire]
