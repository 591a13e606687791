"""What nobody can reach any more is forgotten, and nothing else."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine

from lti_social.core.clock import now
from lti_social.core.files import fresh_key
from lti_social.core.jobs import later
from lti_social.core.wall import open_house
from lti_social.files.jobs import forget_drafts, forget_unnamed
from lti_social.files.models import Attachment
from tests.files.conftest import THREAD, post_with


@pytest.fixture
def tidy(engine, run_jobs):
    """Tidying, after so much time; then what is left of rows and bytes."""

    def after(wait: timedelta, *jobs) -> None:
        with time_machine.travel(now() + wait, tick=False):
            for job in jobs or (forget_drafts, forget_unnamed):
                with open_house(engine) as db, db.begin():
                    later(db, job)
            run_jobs()

    return after


def names(town, cohort=None):
    return [row.name for row in town.rows(cohort or town.vente, Attachment)]


def test_a_draft_is_forgotten_after_a_day_in_every_cohort(town, visit, app, tidy):
    solene, nadia = visit(town.solene), visit(town.nadia)
    for visitor in (solene, nadia):
        post_with(visitor, "/files", ("brouillon.txt", b"a"))
        post_with(visitor, "/threads", ("publié.txt", b"a"), **THREAD)

    tidy(timedelta(hours=23))
    assert names(town) == ["brouillon.txt", "publié.txt"]
    tidy(timedelta(hours=25))
    assert names(town) == names(town, town.managers) == ["publié.txt"]
    assert len(list(app.state.lti.files.all())) == 2


def test_bytes_that_no_row_names_go_after_a_day(town, visit, app, tidy):
    files = app.state.lti.files
    post_with(visit(town.solene), "/threads", ("publié.txt", b"a"), **THREAD)
    files.keep(fresh_key(town.vente.id), BytesIO(b"cut off"))

    tidy(timedelta(hours=23), forget_unnamed)
    assert len(list(files.all())) == 2
    tidy(timedelta(hours=25), forget_unnamed)
    assert [key for key, _ in files.all()] == [town.rows(town.vente, Attachment)[0].key]


def test_a_form_of_a_draft_that_is_gone_keeps_its_text(town, visit, tidy):
    solene = visit(town.solene)
    post_with(solene, "/files", ("brouillon.txt", b"a"))
    number = town.rows(town.vente, Attachment)[0].id
    tidy(timedelta(hours=25))

    answer = solene.submit("/threads", **THREAD, **{f"file-{number}": ""})
    assert answer.status_code == 409
    assert THREAD["body"] in answer.text
