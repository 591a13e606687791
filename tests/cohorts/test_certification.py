"""The launches of the 1EdTech certification guide, by the door that browsers use."""

import pytest

from lti_social.cohorts.models import Cohort, Course, Member, Visit
from lti_social.lti.models import SpentNonce
from lti_social.lti.sentences import REFUSALS
from lti_social.web.i18n import words
from tests.cohorts.launching import rows, says
from tests.lti.certification import KNOWN_BAD, VALID

bad = pytest.mark.parametrize(
    ("change", "reason"), [pytest.param(*row[1:], id=row[0]) for row in KNOWN_BAD]
)
valid = pytest.mark.parametrize(
    ("name", "change", "role"), [pytest.param(*row, id=row[0]) for row in VALID]
)
PERSONAL = ("u-101", "Solène", "Abadie", "solene@example.test", "Vente conseil")


@bad
def test_a_known_bad_launch_is_refused_with_its_reason(
    engine, browser, lms, caplog, change, reason
):
    asked = browser.asked(lms)
    form = browser.form(asked, lms, change)
    refusal = REFUSALS[reason]

    for language in ("fr", "en"):
        caplog.clear()
        refused = browser.post(
            "/lti/launch", data=form, headers={"accept-language": language}
        )

        assert refused.status_code == refusal.status
        assert f'<html lang="{language}"' in refused.text
        for sentence in (refusal.happened, refusal.to_do, refusal.who):
            assert says(refused.text, sentence)
        (logged,) = [record for record in caplog.records if hasattr(record, "reason")]
        assert logged.reason == reason
        assert len(logged.support_id) == 8
        assert logged.support_id in refused.text
        assert logged.request_id == refused.headers["x-request-id"]
        _keeps_quiet(str([vars(record) for record in caplog.records]), form)
        _keeps_quiet(refused.text, form)

    assert "__Host-lti-social" not in browser.cookies
    for table in (Course, Member, Visit, SpentNonce):
        assert rows(engine, table) == []


def _keeps_quiet(said: str, form: dict[str, str]) -> None:
    header, body, signature = form["id_token"].split(".")
    for secret in (header, body, signature, form["state"], *PERSONAL):
        assert secret not in said


@valid
def test_a_valid_launch_lands_in_its_cohort(engine, browser, lms, name, change, role):
    landed = browser.launch(lms, change)

    (course,), (cohort,) = rows(engine, Course), rows(engine, Cohort)
    (member,), (visit,) = rows(engine, Member), rows(engine, Visit)
    nameless = "e-mail" in name or "no personal data" in name
    assert landed.status_code == 303
    assert member.role == visit.role == role
    assert (member.cohort_id, member.name) == (
        cohort.id,
        "" if nameless else "Solène Abadie",
    )
    if "without context" in name:
        assert (course.lms_id, course.title) == ("link:link-1", "")
    else:
        assert (course.lms_id, course.title) == ("course-5", "Vente conseil")
    welcome = "/me?welcome=1" if nameless else ""
    assert landed.headers["location"] == f"/c/{cohort.id}{welcome}"
    assert browser.follow(landed).status_code == 200


@pytest.mark.parametrize("reason", REFUSALS)
def test_every_refusal_is_said_in_french_too(reason):
    french = words("fr").gettext

    for sentence in REFUSALS[reason][1:]:
        assert french(sentence) != sentence
