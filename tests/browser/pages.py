"""Every page a person may come across, in the states it may be in."""

import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeAlias
from urllib.parse import urlencode

from playwright.sync_api import expect
from sqlalchemy import select

from lti_social.admin.links import make_link
from lti_social.core.wall import open_house
from lti_social.demo.lms import registration as demo_registration
from lti_social.lti.invites import address_of, issue
from lti_social.lti.models import Deployment
from lti_social.notifications.mails import Mail
from lti_social.web.session import hashed
from tests.browser.planted import WAITS
from tests.browser.reader import Reader
from tests.browser.reviewed import NOT_YET
from tests.browser.story import Story
from tests.files import samples

WAITING = select(Deployment.platform_id, Deployment.id).where(Deployment.lms_id == WAITS)

Steps: TypeAlias = Callable[[Reader], None]


@dataclass(frozen=True)
class Shown:
    """One page: who looks at it, where it is, what they did there, and its status."""

    name: str
    who: str
    path: str = ""
    then: Steps | None = None
    status: int = 200

    def __str__(self) -> str:
        return self.name

    def open(self, reader: Reader, story: Story) -> None:
        if self.status != 200:
            reader.forgive(f"status of {self.status}")
        reader.open(self.path.format(**asdict(story)))
        if self.then:
            self.then(reader)
        for expected in (
            "status of 404",
            "status of 409",
            "status of 422",
            "status of 403",
        ):
            reader.forgive(expected)


def my_menu(reader: Reader) -> None:
    reader.view.locator("[popovertarget=mine]").click()
    expect(reader.view.locator("#mine")).to_be_visible()


def post_menu(reader: Reader) -> None:
    reader.view.locator("#posts [popovertarget]").nth(1).click()
    expect(reader.view.locator("#posts .pop:popover-open")).to_be_visible()


def editor(reader: Reader) -> None:
    reader.view.locator("#body").focus()
    expect(reader.editor).to_be_focused()


def hand_on(reader: Reader) -> None:
    reader.view.locator("summary").click()
    expect(reader.view.locator("#note")).to_be_visible()


def care(reader: Reader) -> None:
    reader.view.locator("#t-care ~ details summary").click()
    expect(reader.view.locator("#review_on")).to_be_visible()


def other_day(reader: Reader) -> None:
    reader.view.locator(".plan ~ fieldset .react").last.click()
    expect(reader.view.locator("[name=by][value=other]")).to_be_checked()


def how_it_came(reader: Reader) -> None:
    reader.view.locator("#t-standing ~ details summary").click()
    expect(reader.view.locator("#t-standing ~ details li").first).to_be_visible()


def another_day(reader: Reader) -> None:
    reader.view.locator("main details summary").first.click()
    expect(reader.view.locator("main details fieldset").first).to_be_visible()


def picker(reader: Reader) -> None:
    search = reader.view.get_by_role("combobox")
    search.click()
    search.press("ArrowDown")
    expect(reader.view.get_by_role("option", selected=True)).to_be_visible()


def search_box(reader: Reader) -> None:
    reader.view.locator("[popovertarget=find]").click()
    expect(reader.view.locator("#find-q")).to_be_focused()


def asked_already(reader: Reader) -> None:
    """What is found as the title of a question is written."""
    reader.field("Title").press_sequentially("Un client veut réfléchir")
    expect(reader.view.locator("#similar [formaction]").first).to_be_visible()
    expect(reader.field("Title")).to_be_focused()


def all_of_a_challenge(reader: Reader) -> None:
    reader.view.locator(".step:not([open]) > summary").last.click()
    expect(reader.view.locator("#wanted")).to_be_visible()


def all_steps(reader: Reader) -> None:
    closed = reader.view.locator(".step:not([open]) > summary")
    while closed.count():
        closed.first.click()
    expect(reader.view.locator("#skills")).to_be_visible()


def file_at_hand(reader: Reader) -> None:
    image = {"name": "tableau.png", "mimeType": "", "buffer": samples.image()}
    program = {"name": "jeu.exe", "mimeType": "", "buffer": b"MZ"}
    reader.view.locator("[data-files] > [type=file]").set_input_files([image, program])
    expect(reader.view.locator("[data-files] > [role=alert]")).to_be_visible()


def without_files_script(reader: Reader) -> None:
    """The plain places for files, as they stand where no script runs."""
    reader.page.route(
        "**/app-*.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    reader.page.reload()
    reader.view.locator("details", has=reader.view.locator("[name=file1]")).locator(
        "summary"
    ).click()
    expect(reader.view.locator("[name=file1]")).to_be_visible()


def link_row(reader: Reader) -> None:
    reader.write("Your answer", "https")
    reader.button("Link").click()
    reader.button("Set the link").click()
    expect(reader.view.locator(".editor__link [role=alert]")).to_be_visible()


def send_nothing(reader: Reader) -> None:
    editor(reader)
    reader.button("Publish the answer").click()
    expect(reader.problem).to_contain_text(reader.words("Write a few words first."))


def send_nothing_without_script(reader: Reader) -> None:
    reader.field("Title").fill("Un titre seul")
    _submit(reader)
    expect(reader.view.get_by_role("textbox", name=reader.words("Title"))).to_be_visible()


def send_from_an_earlier_visit(reader: Reader) -> None:
    reader.view.locator("main [name=form_key]").evaluate("key => key.value = 'older'")
    _submit(reader)
    expect(reader.problem).to_contain_text("visite précédente")


def _submit(reader: Reader) -> None:
    """As a browser without script does: the form goes, and the answer is a page."""
    with reader.page.expect_navigation():
        reader.view.locator("main form").first.evaluate("form => form.submit()")


def refused_launch(reader: Reader) -> None:
    reader.page.goto(f"{reader.place.url}/lti/login")


def new_tab(reader: Reader) -> None:
    """The page for a browser that kept no cookie, by the address it is sent to."""
    known = demo_registration(reader.place.lms_url)
    said = {
        "iss": known["issuer"],
        "client_id": known["client_id"],
        "login_hint": "solene",
        "target_link_uri": f"{reader.place.url}/lti/launch",
    }
    login = f"{reader.place.url}/lti/login?{urlencode(said)}"
    answer = reader.page.context.request.get(login, max_redirects=0)
    reader.page.context.clear_cookies()
    reader.page.goto(answer.headers["location"])
    link = reader.page.get_by_role("link", name=re.compile("onglet"))
    expect(link).to_be_visible()


def registration(reader: Reader) -> None:
    """What an administrator sees in their LMS, here by the demo LMS's description."""
    place = reader.place
    with open_house(place.town.engine) as db, db.begin():
        token = issue(db, by="operator", name="Campus")
    described = f"{place.lms_url}/.well-known/openid-configuration"
    reader.page.goto(
        f"{address_of(place.url, token)}&{urlencode({'openid_configuration': described})}"
    )
    expect(reader.button("Register")).to_be_visible()


def registration_refused(reader: Reader) -> None:
    """By the LMS, which gave no leave."""
    registration(reader)
    reader.button("Register").click()
    expect(reader.view.get_by_role("heading", level=1)).to_contain_text(
        "pas été enregistré"
    )


def from_an_email(reader: Reader) -> None:
    """By the link that ends all mail."""
    token = secrets.token_urlsafe(16)
    row = {"day": token, "message_id": token, "token_hash": hashed(token)}
    town = reader.place.town
    with open_house(town.engine) as db, db.begin():
        db.add(Mail(person_id=town.karim.person_id, **row))
    reader.page.goto(f"{reader.place.url}/mail/stop?token={token}")


def stopping_mail(reader: Reader) -> None:
    from_an_email(reader)
    reader.page.get_by_role("button").click()
    expect(reader.page.get_by_role("button")).to_have_count(0)


def console(path: str = "") -> Steps:
    """A page of the console, as who runs the LMS sees it."""
    return lambda reader: _console(reader, path)


def as_operator(path: str = "") -> Steps:
    """The same for who runs the tool, by a new link from the prompt."""

    def steps(reader: Reader) -> None:
        with open_house(reader.place.town.engine) as db, db.begin():
            link = make_link(db)
        reader.page.goto(f"{reader.place.url}/admin/link?token={link}")
        reader.button("Open the console").click()
        reader.page.wait_for_url("**/admin")
        _console(reader, path)

    return steps


def invited(reader: Reader) -> None:
    _console(reader, "/invites")
    reader.button("Issue an invite").click()
    expect(reader.view.locator("#address")).to_be_visible()


def _console(reader: Reader, path: str) -> None:
    with open_house(reader.place.town.engine) as db:
        platform_id, deployment_id = db.execute(WAITING).one()
    ids = {"platform": platform_id, "deployment": deployment_id}
    reader.page.goto(f"{reader.place.url}/admin{path.format(**ids)}")
    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()


def calibrate(reader: Reader) -> None:
    see = reader.button("See what a good look finds")
    if see.count():  # once for each of us
        for choice in reader.view.locator(".row--chips").all():
            choice.locator(".react").last.click()
        see.click()
    expect(reader.view.locator("#t-found")).to_be_visible()
    expect(reader.view.locator("main .rows")).to_contain_text(NOT_YET)


PAGES = (
    Shown("home", "solene"),
    Shown("home of a trainer", "claire"),
    Shown("home of an admin", "michel"),
    Shown("my menu", "solene", "", my_menu),
    Shown("list", "solene", "/threads"),
    Shown("list unanswered", "solene", "/threads?show=unanswered"),
    Shown("list unread", "claire", "/threads?show=unread"),
    Shown("list followed", "ines", "/threads?show=followed"),
    Shown("thread", "solene", "/threads/{thread}"),
    Shown("thread of a trainer", "claire", "/threads/{thread}"),
    Shown("thread of an admin", "michel", "/threads/{thread}"),
    Shown("post menu", "solene", "/threads/{thread}", post_menu),
    Shown("post menu of a trainer", "claire", "/threads/{thread}", post_menu),
    Shown("editor", "solene", "/threads/{thread}", editor),
    Shown("bad link", "solene", "/threads/{thread}", link_row),
    Shown("file at hand", "solene", "/threads/{thread}", file_at_hand),
    Shown("plain places for files", "solene", "/threads/new", without_files_script),
    Shown("refused text", "solene", "/threads/{thread}", send_nothing, 422),
    Shown("locked thread", "theo", "/threads/{locked}"),
    Shown("long thread", "karim", "/threads/{long}"),
    Shown("new", "solene", "/threads/new"),
    Shown("search box", "solene", "", search_box),
    Shown("search", "solene", "/search?q=client"),
    Shown("search of some words", "solene", "/search?q=client licorne"),
    Shown("search of nothing", "solene", "/search?q=licorne&what=question"),
    Shown("similar", "solene", "/search/similar?title=Un client veut réfléchir"),
    Shown("asked already", "solene", "/threads/new", asked_already),
    Shown("reply", "solene", "/posts/{answer}/reply"),
    Shown("edit with files", "karim", "/posts/{answer}/edit", editor),
    Shown("edit", "solene", "/posts/{own}/edit", editor),
    Shown("delete", "solene", "/posts/{own}/delete"),
    Shown("history", "solene", "/posts/{answer}/history"),
    Shown("hide", "claire", "/posts/{answer}/hide"),
    Shown("report", "solene", "/posts/{answer}/report"),
    Shown("reported", "fatou", "/posts/{answer}/my-report?said=reported"),
    Shown("room for files", "claire", "/files"),
    Shown("resources", "solene", "/resources"),
    Shown("resources of a trainer", "claire", "/resources"),
    Shown("resources not found", "solene", "/resources?q=rien"),
    Shown("resource", "solene", "/resources/{resource}"),
    Shown("resource that is gone", "claire", "/resources/{gone}"),
    Shown("resource by hand", "claire", "/outline/new"),
    Shown("resource removed", "claire", "/outline/{resource}/remove"),
    Shown("cartridge", "claire", "/outline/cartridge"),
    Shown("new with a resource", "solene", "/threads/new?about={resource}", picker),
    Shown("practice", "solene", "/practices/{card}"),
    Shown("practice that credits", "karim", "/practices/{draft}"),
    Shown("writing a practice", "maelle", "/practices/new?from_post={answer}", all_steps),
    Shown("versions of a practice", "theo", "/practices/{card}/history"),
    Shown("challenges", "claire", "/challenges"),
    Shown("challenges of a learner", "ines", "/challenges"),
    Shown("challenge of the team", "claire", "/challenges/{contest}"),
    Shown("begin a challenge", "claire", "/challenges/new"),
    Shown(
        "make a challenge", "claire", "/challenges/new?pattern=blank", all_of_a_challenge
    ),
    Shown("propose a challenge", "ines", "/challenges/new?pattern=blank"),
    Shown("change a challenge", "claire", "/challenges/{contest}/edit"),
    Shown("example of a challenge", "claire", "/challenges/{example}/example"),
    Shown("dates put off", "claire", "/challenges/{contest}/extend"),
    Shown("challenge cancelled", "claire", "/challenges/{contest}/cancel"),
    Shown("challenge deleted", "claire", "/challenges/{early}/delete"),
    Shown("dry run", "claire", "/challenges/{contest}/dry-run"),
    Shown("who reviews what", "claire", "/challenges/{contest}/reviewers"),
    Shown("monitor", "claire", "/challenges/{contest}/monitor"),
    Shown("debrief", "solene", "/challenges/{contest}/debrief"),
    Shown("goals", "claire", "/goals"),
    Shown("library", "claire", "/practices"),
    Shown("library, nothing found", "solene", "/practices?maturity=standard&saved=1"),
    Shown("collections, none", "ines", "/collections"),
    Shown("new collection", "solene", "/collections/new"),
    Shown("filters of the library", "solene", "/practices/filters"),
    Shown("practice to try", "fatou", "/practices/{card}", other_day),
    Shown("practice tried", "claire", "/practices/{tried}", how_it_came),
    Shown("practice to try again", "solene", "/practices/{tried}"),
    Shown("reports of trials", "karim", "/practices/{tried}/trials"),
    Shown("report of a trial", "solene", "/practices/{tried}/trials/new"),
    Shown("report edited", "karim", "/trials/{failed}/edit"),
    Shown("report withdrawn", "karim", "/trials/{failed}/withdraw"),
    Shown("report taken in", "maelle", "/trials/{failed}/merge"),
    Shown("my trials", "solene", "/me/trials", another_day),
    Shown("my trials, none", "ines", "/me/trials"),
    Shown("practice passed on", "claire", "/practices/{shared}"),
    Shown("how far a practice may go", "solene", "/practices/{shared}/consent"),
    Shown("practices beyond the cohort", "claire", "/shared"),
    Shown("practice looked after", "theo", "/practices/{cared}", care),
    Shown("coming back", "solene", "/me/recalls"),
    Shown("case of a practice", "claire", "/practices/{cared}/case"),
    Shown("reports", "claire", "/reports"),
    Shown("reports of an admin", "michel", "/reports"),
    Shown("case", "claire", "/posts/{answer}/case", hand_on),
    Shown("case that waits", "claire", "/posts/{pending}/case"),
    Shown("case of its author", "theo", "/posts/{hidden}/case"),
    Shown("case appealed", "aurore", "/posts/{appealed}/case"),
    Shown("case of who decided", "claire", "/posts/{appealed}/case"),
    Shown("thread with what waits", "theo", "/threads/{thread}"),
    Shown("notices", "claire", "/notices"),
    Shown("notices empty", "ines", "/notices"),
    Shown("notice choices", "solene", "/me/notices"),
    Shown("notice choices of a trainer", "claire", "/me/notices"),
    Shown("digest settings", "claire", "/settings/digest"),
    Shown("stop mail", "solene", "", from_an_email),
    Shown("mail stopped", "solene", "", stopping_mail),
    Shown("corner", "solene", "/me"),
    Shown("welcome", "fatou", "/me?welcome=1"),
    Shown("purpose", "claire", "/purpose"),
    Shown("settings", "claire", "/settings"),
    Shown("phase", "claire", "/settings/phase"),
    Shown("posting", "claire", "/settings/posting"),
    Shown("groups", "claire", "/settings/groups"),
    Shown("roles", "claire", "/roles"),
    Shown("cohorts of the course", "claire", "/cohorts"),
    Shown("members", "claire", "/members"),
    Shown("completion", "claire", "/grades"),
    Shown("who sees what", "solene", "/who-sees-what"),
    Shown("404", "solene", "/threads/999999", status=404),
    Shown("403", "solene", "/purpose", status=403),
    Shown("409", "solene", "/me", send_from_an_earlier_visit, 409),
    Shown("422", "solene", "/threads/new", send_nothing_without_script, 422),
    Shown("launch refused", "solene", "", refused_launch, 400),
    Shown("new tab", "solene", "", new_tab),
    Shown("console", "michel", "", console()),
    Shown("console platform", "michel", "", console("/platforms/{platform}")),
    Shown("console self-test", "michel", "", console("/platforms/{platform}/test")),
    Shown("console roles", "michel", "", console("/platforms/{platform}/roles")),
    Shown("console outline", "michel", "", console("/platforms/{platform}/web-services")),
    Shown("console edit", "michel", "", console("/platforms/{platform}/edit")),
    Shown(
        "console decline",
        "michel",
        "",
        console("/platforms/{platform}/deployments/{deployment}/decline"),
    ),
    Shown("console invites", "michel", "", invited),
    Shown("console journal", "michel", "", console("/journal")),
    Shown("console setup", "michel", "", console("/setup/moodle")),
    Shown("console of the operator", "solene", "", as_operator()),
    Shown("console new", "solene", "", as_operator("/new?lms=moodle")),
    Shown("console kinds", "solene", "", as_operator("/setup")),
    Shown("console jobs", "solene", "", as_operator("/jobs")),
    Shown("console remove", "solene", "", as_operator("/platforms/{platform}/remove")),
    Shown("hand in", "maelle", "/challenges/{contest}/hand-in"),
    Shown("challenge", "solene", "/challenges/{contest}"),
    Shown("my work", "solene", "/submissions/{work}"),
    Shown("work for the team", "claire", "/submissions/{work}"),
    Shown("received", "solene", "/submissions/{work}/reviews"),
    Shown("reviews for the team", "claire", "/submissions/{work}/reviews"),
    Shown("review", "solene", "/reviews/{review}"),
    Shown("calibration", "solene", "/challenges/{example}/calibrate"),
    Shown("calibrated", "solene", "/challenges/{example}/calibrate", calibrate),
    Shown("reviewers", "claire", "/challenges/{contest}/reviewers"),
    Shown("practice from a work", "solene", "/practices/new?from_submission={work}"),
    Shown("registration", "michel", "", registration),
    Shown("registration refused", "michel", "", registration_refused, 502),
)
