"""Ways to pages outside a cohort: launches, mail, the console, a registration."""

import re
import secrets
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
from tests.browser.shown import Steps

WAITING = select(Deployment.platform_id, Deployment.id).where(Deployment.lms_id == WAITS)


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
