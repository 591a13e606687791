"""The command `lti-social`, as an operator types it."""

import re
from datetime import timedelta

import pytest

from lti_social.cohorts.models import Course
from lti_social.core.engines import connect
from lti_social.core.wall import open_house
from lti_social.lti.deployments import let_wait
from lti_social.lti.models import Deployment, Invite, Platform
from tests.prompt import at_the_prompt


@pytest.fixture
def operator(tmp_path):
    with at_the_prompt(tmp_path) as operator:
        yield operator


def test_help_names_every_command(operator):
    said = operator.types("--help").output

    commands = ("serve", "worker", "migrate", "demo", "platform", "invite", "keys")
    commands += ("admin", "doctor")
    for command in commands:
        assert command in said


def test_migrate_may_be_typed_twice(operator):
    for _ in range(2):
        done = operator.types("migrate")
        assert (done.exit_code, done.output) == (0, "The database is up to date.\n")
    assert operator.finds(Platform) == []


def test_a_platform_is_added_listed_and_removed(operator):
    added = operator.adds("--deployment", "1", "--deployment", "2", "--name", "Campus")
    assert (added.exit_code, added.output) == (0, "Registered Campus.\n")
    (platform,) = operator.finds(Platform)
    assert (platform.issuer, platform.client_id) == ("https://moodle.test", "c-1")
    assert platform.frame_origins == ["https://moodle.test"]
    assert not platform.accepts_all_deployments
    assert [row.lms_id for row in operator.finds(Deployment)] == ["1", "2"]

    listed = operator.types("platform", "list")
    assert listed.output == "Campus\thttps://moodle.test\tc-1\n"

    which = ["--issuer", "https://moodle.test", "--client-id", "c-1"]
    removed = operator.types("platform", "remove", *which)
    assert (removed.exit_code, removed.output) == (0, "Removed.\n")
    assert operator.types("platform", "list").output == ""


def test_adding_again_corrects(operator):
    operator.adds("--deployment", "1")
    operator.adds(
        "--name",
        "Campus",
        "--frame-origin",
        "https://portal.test",
        token_url="https://moodle.test/t",
    )

    (platform,) = operator.finds(Platform)
    assert (platform.name, platform.token_url) == ("Campus", "https://moodle.test/t")
    assert platform.frame_origins == ["https://portal.test"]


def test_without_a_name_the_issuer_is_it_and_deployments_wait(operator):
    assert operator.adds().output == "Registered https://moodle.test.\n"
    assert not operator.finds(Platform)[0].accepts_all_deployments


def test_all_deployments_are_accepted_where_that_is_said_until_it_is_unsaid(operator):
    for typed, accepts in (("--accept-all", True), (None, True), ("--ask-first", False)):
        operator.adds(*filter(None, [typed]))
        assert operator.finds(Platform)[0].accepts_all_deployments is accepts


def test_a_deployment_that_waits_is_listed_and_accepted(operator):
    operator.adds()
    engine = connect(operator.url)
    with open_house(engine) as db, db.begin():
        let_wait(db, 1, "3", "Vente (copie)")
    engine.dispose()
    assert "\twaits: 3\tVente (copie)\n" in operator.types("platform", "list").output
    which = ["--issuer", "https://moodle.test", "--client-id", "c-1", "--deployment", "3"]
    assert operator.types("platform", "accept", *which).output == "Accepted.\n"
    (accepted,) = operator.finds(Deployment)
    assert accepted.accepted_by == "operator"
    assert "waits" not in operator.types("platform", "list").output
    which[1] = "https://nobody.test"
    assert operator.types("platform", "accept", *which).exit_code == 1


def test_an_invite_is_printed_once_and_kept_as_a_hash(operator):
    said = operator.types("invite", "--name", "Campus", "--days", "2").output
    token = re.search(r"http://localhost:8000/lti/register\?invite=([\w-]{22})\n", said)[1]
    assert "for 2 days" in said
    (invite,) = operator.finds(Invite)
    assert (invite.name, invite.created_by) == ("Campus", "operator")
    assert invite.expires_at - invite.created_at < timedelta(days=2, seconds=5)
    assert token not in str(vars(invite))
    assert operator.types("invite", "--days", "0").exit_code == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"issuer": " "}, "An issuer and a client id are needed."),
        (
            {"auth_url": "moodle.test/auth"},
            "auth_url moodle.test/auth: this is not an address.",
        ),
        (
            {"jwks_url": "javascript:alert(1)"},
            "jwks_url javascript:alert(1): this is not an address.",
        ),
        (
            {"token_url": "http://moodle.example.org/t"},
            "token_url http://moodle.example.org/t: an address on the internet must "
            "begin with https.",
        ),
        (
            {"frame_origin": "moodle"},
            "frame_origins moodle: this is not an origin, such as https://lms.example.org.",
        ),
    ],
)
def test_what_cannot_be_right_is_said_in_a_sentence(operator, typed, sentence):
    refused = operator.adds(**typed)

    assert refused.exit_code == 1
    assert refused.output == f"Error: {sentence}\n"
    assert operator.finds(Platform) == []


def test_what_is_missing_is_named(operator):
    refused = operator.types("platform", "add", "--issuer", "https://moodle.test")

    assert refused.exit_code == 2
    assert "Missing option '--client-id'" in refused.output


def test_a_platform_that_nobody_knows_cannot_be_removed(operator):
    which = ["--issuer", "https://moodle.test", "--client-id", "c-1"]
    refused = operator.types("platform", "remove", *which)

    assert refused.exit_code == 1
    assert refused.output == "Error: No platform has this issuer and client id.\n"


def test_a_platform_with_courses_cannot_be_removed(operator):
    operator.adds("--deployment", "1")
    engine = connect(operator.url)
    with open_house(engine) as db, db.begin():
        db.add(Course(deployment_id=1, lms_id="5", title="Vente"))
    engine.dispose()
    which = ["--issuer", "https://moodle.test", "--client-id", "c-1"]
    refused = operator.types("platform", "remove", *which)

    assert refused.exit_code == 1
    assert refused.output == "Error: It has courses here, which would be lost with it.\n"
    assert len(operator.finds(Platform)) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL", "social.example.org"),
        ("URL", "https://example.org/social"),
        ("THREADS", "0"),
        ("PORT", "many"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_a_setting_that_cannot_be_right_is_named(operator, name, value):
    refused = operator.types("migrate", **{f"LTI_SOCIAL_{name}": value})

    assert refused.exit_code == 1
    assert refused.output.startswith(f"Error: LTI_SOCIAL_{name}: ")
    assert "Traceback" not in refused.output
