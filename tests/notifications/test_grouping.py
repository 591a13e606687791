"""Replies in one thread are one notice, counted; reading the thread is reading it."""

import pytest

from lti_social.notifications.models import Mute, Notice, Preference, Reach
from lti_social.threads.models import Follow
from tests.pages import Page

TITLE = "Comment ouvrir un rendez-vous ?"


@pytest.fixture
def thread(town):
    """A question by Solène, who follows it."""
    thread = town.question(town.solene, TITLE)
    town.mark(Follow, thread, by=town.solene)
    return thread


@pytest.fixture
def reply(visit, run_jobs, thread):
    """Somebody answers, and everybody who is to hear of it does."""

    def post(member, body="Par une question.") -> None:
        visit(member).submit(f"{thread.path}/posts", body=body)
        run_jobs()

    return post


def notices(visitor) -> Page:
    return Page(visitor.open("/notices"))


def waiting(town, member) -> int:
    return town.again(member).waiting


def test_three_replies_are_one_notice_that_leads_to_the_first(town, visit, reply):
    for member in (town.karim, town.maelle, town.claire):
        reply(member, f"Par {member.name}.")
    assert waiting(town, town.solene) == 1
    solene = visit(town.solene)

    page = notices(solene)

    (link,) = page.links(f"3 replies in “{TITLE}”, the latest by Claire")
    (first,) = {n.path for n in town.rows(town.vente, Notice)[:1]}
    assert link.endswith(first)
    assert "Par Karim." in solene.get(link).text


def test_what_comes_after_reading_is_counted_anew(town, visit, reply):
    for member in (town.karim, town.maelle):
        reply(member)
    solene = visit(town.solene)
    notices(solene)
    reply(town.claire)
    assert waiting(town, town.solene) == 1

    page = notices(solene)

    assert "Claire replied in" in page.main
    assert "2 replies in" in page.main
    assert page.main.count("new") == 1


def test_who_reads_the_thread_has_read_of_it(town, visit, reply, thread):
    for member in (town.karim, town.maelle):
        reply(member)
    solene = visit(town.solene)
    solene.open(thread.path)

    assert waiting(town, town.solene) == 0
    assert "new" not in notices(solene).texts("span", "new")


@pytest.mark.parametrize("how", ["delete", "hide"])
def test_what_is_gone_is_no_news(town, visit, reply, how):
    reply(town.maelle)
    reply(town.karim, "Trop vite.")
    post = town.rows(town.vente, Notice)[-1].path
    if how == "delete":
        visit(town.karim).submit(f"{post}/delete")
    else:
        visit(town.claire).submit(f"{post}/hide", reason="Un nom.")

    assert waiting(town, town.solene) == 1
    page = notices(visit(town.solene))
    assert "Maëlle replied in" in page.main
    assert "Karim" not in page.main


def test_a_muted_thread_tells_nobody_anything_even_its_author(town, visit, reply, thread):
    solene = visit(town.solene)
    assert "Muted" in solene.submit(f"{thread.path}/mute", on="1").text
    reply(town.karim)
    solene.submit(f"{thread.path}/posts", body="Merci.")  # which follows no more
    reply(town.maelle)

    assert waiting(town, town.solene) == 0
    assert town.rows(town.vente, Follow, member_id=town.solene.id) == []
    solene.submit(f"{thread.path}/follow", on="1")
    assert town.rows(town.vente, Mute) == []
    reply(town.karim)
    assert waiting(town, town.solene) == 1


def test_who_is_hidden_hears_of_it_whatever_they_muted(town, visit, run_jobs, thread):
    visit(town.solene).submit(f"{thread.path}/mute", on="1")
    post = town.opening(thread)
    visit(town.claire).submit(f"{post.path}/hide", reason="Un nom y figure.")
    run_jobs()

    assert "Claire hid what you wrote" in notices(visit(town.solene)).main


def test_a_kind_that_somebody_does_not_want_is_not_told(town, visit, run_jobs, reply):
    solene = visit(town.solene)
    answer = solene.submit(
        "/me/notices", mail="1", to_replied="nowhere", to_accepted="tool"
    )
    assert "Saved." in answer.text
    chosen = {p.kind.value: p.reach for p in town.rows(town.vente, Preference)}
    assert chosen == {"replied": Reach.nowhere, "accepted": Reach.tool}
    reply(town.karim)
    assert waiting(town, town.solene) == 0

    solene.submit("/me/notices", mail="1", to_replied="tool")
    reply(town.maelle)
    assert waiting(town, town.solene) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"to_hidden": "nowhere"},
        {"to_reported": "nowhere"},
        {"to_replied": "everywhere"},
        {"to_replied": ""},
        {"mail": "perhaps"},
        {"mail": ""},
    ],
    ids=str,
)
def test_what_is_no_choice_is_refused(town, visit, wrong):
    refused = visit(town.solene).submit("/me/notices", **{"mail": "1", **wrong})

    assert refused.status_code == 422
    assert town.rows(town.vente, Preference) == []


def test_the_choice_about_reports_is_the_team_s(town, visit):
    for who, shown in ((town.claire, True), (town.solene, False)):
        page = Page(visit(who).open("/me/notices"))
        names = [one.attributes["name"] for one in page.all("select")]
        assert ("to_reported" in names) is shown
        assert {"to_replied", "to_accepted", "to_endorsed", "to_hidden"} <= set(names)
