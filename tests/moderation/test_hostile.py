"""Three hundred hostile texts through every door: each page stays what it was.

The parser here is not a browser's; tests/browser/test_hostile.py looks with one.
"""

import re

from tests.hostile import HOSTILE, packed
from tests.pages import Element, Page
from tests.threads.test_hostile import assert_harmless

PAGE = 30
OURS = re.compile(r"^(/|#|\?|https://tool\.test/|data:,$)")  # where our own elements lead
WRITERS = 12  # whose names are hostile


def assert_ours(page: Page) -> None:
    """Nothing on it acts by itself or leads away, in what people wrote or beside it."""
    assert_harmless(page)
    for element in page.elements:
        for name, value in element.attributes.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name not in ("style", "srcdoc", "srcset", "ping", "background"), name
            if name in ("href", "src", "action", "formaction", "data", "poster"):
                assert _is_ours(element, value or ""), (element.tag, value)
    assert all(one.inside.tag == "head" for one in page.all("script"))
    assert not page.all("iframe") + page.all("object") + page.all("base") + page.all("img")


def _is_ours(element: Element, value: str) -> bool:
    if element.tag == "a" and element.is_within("prose"):
        return value.startswith(("https://", "http://", "mailto:"))
    return bool(OURS.match(value))


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 300


def test_as_bodies_of_posts(town, visit):
    karim, solene = visit(town.karim), visit(town.solene)
    for start in range(0, len(HOSTILE), PAGE):
        thread, payloads = town.question(town.solene), HOSTILE[start : start + PAGE]
        for payload in payloads:
            sent = {"body": f"<p>mot</p>{payload}", "format": "html"}
            answer = karim.submit_by_script(f"{thread.path}/posts", **sent)
            assert answer.status_code == 303, payload
        page = Page(solene.open(thread.path))
        assert_ours(page)
        assert len(page.all(look="post")) == len(payloads)


def test_as_plain_text_titles_and_excerpts(town, visit):
    """What is pasted into a field without script is read as it was written."""
    karim, solene = visit(town.karim), visit(town.solene)
    bodies = packed(6000)
    for number, title in enumerate(packed(200)):
        body = bodies[number % len(bodies)]
        sent = {"kind": "question", "title": title, "body": body, "format": "text"}
        assert karim.submit_by_script("/threads", **sent).status_code == 200, title
    page = Page(solene.open("/threads?show=unanswered"))
    for at in ("", "/threads", "/threads?show=unanswered", "/threads/1", "/threads/2"):
        assert_ours(Page(solene.open(at)))
    assert page.texts("h3")


def test_as_names(town, visit):
    names = packed(80)
    thread = town.question(town.solene)
    step = len(names) // WRITERS
    for number in range(WRITERS):
        member = town.member(town.vente, f"Personne {number}")
        visitor = visit(member)
        visitor.submit_by_script("/me", name=names[number * step], appearance="device")
        visitor.submit_by_script(f"{thread.path}/posts", body="mot")
    claire = visit(town.claire)
    for path in (thread.path, "", "/members", "/roles"):
        page = Page(claire.open(path))
        assert_ours(page)
    assert "window.__ran" in page.main


def test_as_reasons_of_reports_decisions_and_appeals(town, visit, run_jobs):
    """Each case says as many of them as it may, on every page that shows it."""
    maelle, claire = visit(town.maelle), visit(town.claire)
    karim, aurore = visit(town.karim), visit(town.aurore)
    thread, words = town.question(town.solene, packed(200)[3]), packed(1000)
    paths = [f"/posts/{town.answer(thread, town.karim).id}" for _ in words]

    def say(who, door: str, **form: str) -> None:
        for path, said in zip(paths, words, strict=True):
            sent = who.submit_by_script(f"{path}/{door}", **form, reason=said)
            assert sent.is_success, sent.text

    def look(who, *pages: str) -> None:
        for page in pages:
            assert_ours(Page(who.open(page)))

    say(maelle, "report", matter="other")
    say(claire, "hand-on", to=str(town.aurore.id))
    look(claire, "/reports", f"{paths[0]}/case")
    say(aurore, "decide", act="removed")
    look(maelle, thread.path, *(f"{path}/my-report" for path in paths))
    say(karim, "appeal")
    look(claire, "/reports")
    say(claire, "decide", act="upheld")
    for who in (claire, karim):
        look(who, thread.path, *(f"{path}/case" for path in paths))
    run_jobs()
    for who in (claire, karim, maelle, aurore):
        look(who, "/notices")


def test_as_the_sentence_of_a_pause_and_the_purpose(town, visit):
    claire, karim = visit(town.claire), visit(town.karim)
    for said in packed(240)[::3]:
        claire.submit_by_script("/settings/pause", on="1", sentence=said)
        claire.submit_by_script("/purpose", purpose=said)
        assert_ours(Page(karim.open("")))
