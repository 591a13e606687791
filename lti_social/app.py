"""The application, put together."""

from collections.abc import Iterator
from contextlib import contextmanager

import anyio
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from lti_social import __version__
from lti_social.admin.entering import router as admin_link
from lti_social.admin.reaching import doors as reaching
from lti_social.admin.registering import doors as admin_registering
from lti_social.admin.routes import doors as admin
from lti_social.admin.testing import doors as testing
from lti_social.admin.watching import doors as watching
from lti_social.challenges.routes import doors as challenges
from lti_social.challenges.steps import doors as steps_of_challenges
from lti_social.challenges.teaming import doors as teaming
from lti_social.cohorts.entering import entering
from lti_social.cohorts.members import doors as members
from lti_social.cohorts.routes import doors as cohorts
from lti_social.cohorts.setting import doors as setting
from lti_social.core.config import Settings
from lti_social.core.engines import connect, reading
from lti_social.core.errors import Problem
from lti_social.core.files import files_at
from lti_social.core.jobs import state_of_jobs
from lti_social.core.mail import Mailer
from lti_social.core.migrate import migrate
from lti_social.core.wall import open_house
from lti_social.course.keeping import doors as keeping
from lti_social.course.routes import doors as course
from lti_social.files.routes import doors as files
from lti_social.grades.routes import doors as grades
from lti_social.home.routes import doors as home
from lti_social.library.gathering import doors as gathering
from lti_social.library.routes import doors as library
from lti_social.lti.dynamic.failures import RegistrationFailed
from lti_social.lti.dynamic.routes import failed
from lti_social.lti.dynamic.routes import router as registering
from lti_social.lti.keys import ensure_key
from lti_social.lti.reasons import LaunchRefused
from lti_social.lti.routes import refused
from lti_social.lti.routes import router as lti
from lti_social.lti.tool import Tool
from lti_social.moderation.routes import doors as moderation
from lti_social.notifications.choosing import doors as choosing
from lti_social.notifications.routes import doors as notifications
from lti_social.notifications.stopping import router as stopping
from lti_social.placements.arriving import onward
from lti_social.placements.routes import doors as placements
from lti_social.practices.choosing import doors as choosing_cards
from lti_social.practices.marking import doors as marking_cards
from lti_social.practices.routes import doors as practices
from lti_social.recalls.routes import doors as recalls
from lti_social.reviews.adjusting import doors as adjusting
from lti_social.reviews.routes import doors as reviews
from lti_social.running.aiming import doors as aiming
from lti_social.running.debriefing import doors as debriefing
from lti_social.running.routes import doors as running
from lti_social.running.watching import doors as monitoring
from lti_social.search.routes import doors as search
from lti_social.sharing.routes import doors as sharing
from lti_social.submissions.routes import doors as submissions
from lti_social.threads.marking import doors as marking
from lti_social.threads.routes import doors as threads
from lti_social.trials.routes import doors as trials
from lti_social.web.edge import Edge
from lti_social.web.hop import Ask, hop
from lti_social.web.kept import Kept
from lti_social.web.problems import explain
from lti_social.web.render import STATIC
from lti_social.web.turns import Turns

ADMIN = (admin, admin_registering, testing, reaching, watching)
DOORS = (
    *(home, threads, marking, files, notifications, choosing, grades, moderation),
    *(debriefing, monitoring, aiming),
    *(practices, marking_cards, choosing_cards, trials, library, sharing, recalls),
    *(gathering, search, challenges, steps_of_challenges, teaming, submissions),
    *(adjusting, reviews, running),
    *(placements, course, keeping, cohorts, members, setting),
)
ROUTERS = (
    lti,
    registering,
    entering(onward),
    admin_link,
    stopping,
    *(doors.router for doors in (*DOORS, *ADMIN)),
)
# Flat: in routers within a router, finding one would take twice as long, and what stands
# behind each would be worked out for every application anew.
ROUTES = [route for router in ROUTERS for route in router.routes]

TOO_SHORT = "LTI_SOCIAL_SECRET is needed: at least 32 characters that nobody can guess."


@contextmanager
def house(settings: Settings) -> Iterator[tuple[Engine, Tool]]:
    """The database, up to date, and the tool with its keys: what a process stands on."""
    secret = settings.secret.get_secret_value() if settings.secret else ""
    try:
        files = files_at(settings.files)
        mailer = Mailer.of(settings.smtp_url, settings.mail_from)
        tool = Tool.at(settings.url, secret, files=files, mailer=mailer)
    except ValueError as error:
        raise SystemExit(TOO_SHORT) from error
    engine = connect(settings.database, pool_size=settings.threads + 2)
    migrate(engine)
    with open_house(engine) as db, db.begin():
        ensure_key(db, tool.seal)
    try:
        yield engine, tool
    finally:
        tool.close()
        engine.dispose()


def create_app(settings: Settings, engine: Engine, tool: Tool) -> FastAPI:
    app = FastAPI(
        openapi_url=None,
        redirect_slashes=False,  # it would send people to whatever Host they named
        routes=[*ROUTES],
    )
    app.state.settings = settings
    app.state.engine, app.state.reads = engine, reading(engine)
    app.state.lti = tool
    app.state.turns = Turns(settings.threads)
    app.state.darkroom = anyio.CapacityLimiter(1)  # see files.taking
    app.add_api_route("/health", hop(health), methods=["GET"])
    app.mount("/static", Kept(directory=STATIC, check_dir=False))
    for error in (Problem, HTTPException):
        app.add_exception_handler(error, explain)
    app.add_exception_handler(LaunchRefused, refused)
    app.add_exception_handler(RegistrationFailed, failed)
    app.add_middleware(Edge, explain=explain)
    return app


def health(ask: Ask) -> JSONResponse:
    """Whether this process and its database work, for whoever watches over them."""
    well = {"status": "ok", "version": __version__, "database": "ok"}
    try:
        with open_house(ask.reads) as db:
            return JSONResponse(well | {"jobs": state_of_jobs(db)})
    except SQLAlchemyError:
        ill = {"status": "failing", "database": "unreachable", "jobs": None}
        return JSONResponse(well | ill, 503)
