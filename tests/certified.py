"""The list of 1EdTech's certification guide for tools, and where each item is tested.

A file, and a test in it; tests/test_owed.py says which is missing.
"""

KNOWN_BAD = (
    "no kid in the header",
    "a wrong kid in the header",
    "a wrong LTI version",
    "no LTI version",
    "no message of LTI 1.3",
    "claims missing",
    "timestamps incorrect",
    "no message type",
    "no roles",
    "no deployment id",
    "no resource link id",
    "no sub",
)
VALID = (
    "teacher: plain",
    "teacher: several roles",
    "teacher: a short role",
    "teacher: an unknown role",
    "teacher: no role, as []",
    "teacher: e-mail only",
    "teacher: names only",
    "teacher: no personal data",
    "teacher: e-mail without context",
    "student: plain",
    "student: several roles",
    "student: a short role",
    "student: an unknown role",
    "student: no role, as ['']",
    "student: e-mail only",
    "student: names only",
    "student: no personal data",
    "student: e-mail without context",
)

_CORE, _SERVICES = "cohorts/test_certification.py", "lti/test_certification_of_services.py"
_PLACING = "placements/test_certification.py"

CERTIFICATION = {
    "core, known bad": (f"{_CORE}::test_a_known_bad_launch_is_refused_with_its_reason",),
    "core, valid": (f"{_CORE}::test_a_valid_launch_lands_in_its_cohort",),
    "deep linking 1, the request": (
        f"{_PLACING}::test_1_a_deep_linking_request_is_answered_with_a_page_to_choose_on",
    ),
    "deep linking 2, one item": (
        f"{_PLACING}::test_2_one_item_comes_back_in_a_signed_response",
    ),
    "deep linking 3, several": (
        f"{_PLACING}::test_3_several_items_come_back_where_several_are_accepted",
    ),
    "deep linking 4, one at most": (
        f"{_PLACING}::test_4_only_one_comes_back_where_only_one_is_accepted",
    ),
    "deep linking 5, a line item": (
        f"{_PLACING}::test_5_an_item_brings_a_line_item_along",
    ),
    "deep linking 6, data": (
        f"{_PLACING}::test_6_data_is_echoed_to_the_letter_and_absent_where_there_is_none",
    ),
    "deep linking 7, nothing": (
        f"{_PLACING}::test_7_who_changes_their_mind_goes_back_with_nothing",
    ),
    "deep linking, its launch": (f"{_PLACING}::test_and_the_item_opens_what_was_placed",),
    "names and roles 1, launch": (f"{_SERVICES}::test_names_and_roles_core_launch",),
    "names and roles 2, request": (
        f"{_SERVICES}::test_names_and_roles_received_service_request",
    ),
    "names and roles 3, header": (
        f"{_SERVICES}::test_names_and_roles_verify_request_header",
    ),
    "names and roles 4, token": (f"{_SERVICES}::test_names_and_roles_verify_oauth2_token",),
    "names and roles 5, scopes": (
        f"{_SERVICES}::test_names_and_roles_verify_oauth2_scopes",
    ),
    "grades, launch": (f"{_SERVICES}::test_assignments_and_grades_core_launch",),
    "grades, line item, score, result": (
        f"{_SERVICES}::test_assignments_and_grades_the_whole_round",
    ),
}
