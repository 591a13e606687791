"""`lti-social admin link` and `lti-social doctor`, as an operator types them."""

import re

import pytest

from lti_social.admin.models import AdminLink
from lti_social.core.clock import now
from lti_social.core.engines import connect
from lti_social.core.jobs import Job, Slot
from lti_social.core.wall import open_house
from lti_social.lti.models import Platform
from tests.prompt import at_the_prompt

SECRET = "a secret of at least thirty-two letters"
ADDRESS = "https://social.example.org"


@pytest.fixture
def operator(tmp_path):
    with at_the_prompt(tmp_path) as operator:
        operator.environment |= {
            "LTI_SOCIAL_SECRET": SECRET,
            "LTI_SOCIAL_URL": ADDRESS,
        }
        yield operator


@pytest.fixture
def house(operator):
    """Where `serve` and a worker were started, a moment ago."""
    operator.types("keys", "rotate")  # a key is there
    engine = connect(operator.url)
    with open_house(engine) as db, db.begin():
        db.add(Slot(name="forget spent nonces", starts_at=now()))
    yield engine
    engine.dispose()


def ill(said: str) -> list[str]:
    return [line.partition(":")[0] for line in said.splitlines() if line.startswith("ILL")]


def test_a_link_is_told_and_only_its_hash_is_kept(operator):
    told = operator.types("admin", "link")

    assert told.exit_code == 0, told.output
    found = re.search(rf"{ADDRESS}/admin/link\?token=([\w-]{{22}})\n", told.output)
    assert found
    (link,) = operator.finds(AdminLink)
    assert found[1] not in link.token_hash


def test_a_doctor_finds_a_new_house_well(operator, house):
    found = operator.types("doctor")

    assert ill(found.output) in ([], ["ILL  assets"])  # which may not be built here
    for said in ("address", "secret", "database", "worker", "failed work: 0"):
        assert f"ok   {said}" in found.output
    assert found.exit_code == len(ill(found.output))


def test_without_settings_it_says_what_is_missing(operator, house):
    found = operator.types(
        "doctor", LTI_SOCIAL_SECRET="short", LTI_SOCIAL_URL="http://social.example.org"
    )

    assert {"ILL  address", "ILL  secret"} <= set(ill(found.output))
    assert found.exit_code == 1
    assert "short" not in found.output.replace("too short", "")


def test_a_database_that_is_not_there_or_not_up_to_date(operator):
    found = operator.types("doctor")
    assert "ILL  database: not up to date: lti-social migrate" in found.output
    assert found.exit_code == 1

    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    found = operator.types("doctor", LTI_SOCIAL_DATABASE=nowhere)
    assert "ILL  database: cannot be used" in found.output
    assert "Traceback" not in found.output


def test_a_mail_server_that_does_not_answer_is_ill(operator, house):
    assert "ok   mail: none is sent" in operator.types("doctor").output

    server = {"LTI_SOCIAL_SMTP_URL": "smtp://127.0.0.1:1", "LTI_SOCIAL_MAIL_FROM": "a@b.fr"}
    assert "ILL  mail: the server" in operator.types("doctor", **server).output


def test_no_worker_and_failed_work_are_ill(operator, house):
    with open_house(house) as db, db.begin():
        db.query(Slot).delete()
        db.add(Job(name="x", arguments={}, dead_at=now()))
    found = operator.types("doctor")

    assert {"ILL  worker", "ILL  failed work"} <= set(ill(found.output))


def test_each_registration_is_tried(operator, house):
    operator.adds("--name", "Campus", "--deployment", "1", jwks_url="http://127.0.0.1:1/j")
    found = operator.types("doctor")

    assert "ILL  Campus: The LMS’s public keys cannot be fetched." in found.output
    assert "Whoever runs this tool" in found.output
    assert len(operator.finds(Platform)) == 1
