"""What a launch, a session and a call to an LMS must withstand, and where it is tested.

A file, and a test in it; tests/test_owed.py says which is missing.
"""

SECURITY = {
    "RS256 only": ("lti/test_signature.py::test_no_algorithm_but_rs256",),
    "jwk, jku, x5u, x5c are never followed": (
        "lti/test_signature.py::test_a_key_that_the_message_brings_along_is_not_looked_at",
    ),
    "crit is not understood": (
        "lti/test_signature.py::test_what_a_message_calls_critical_is_not_understood",
    ),
    "the issuer is exact": (
        "lti/test_sender.py::test_the_issuer_is_right_to_the_letter",
        "lti/test_registering.py::test_the_issuer_is_kept_to_the_letter",
    ),
    "aud and azp, in both orders": (
        "lti/test_sender.py::test_a_message_for_us_alone_comes_in",
        "lti/test_sender.py::test_a_message_for_others_too_is_refused",
    ),
    "state is bound to issuer, client, target": (
        "lti/test_state.py::test_a_state_for_another_lms_client_or_target_is_of_no_use",
        "lti/test_content.py::test_the_target_is_the_one_the_login_named",
    ),
    "state is bound to its nonce": (
        "lti/test_content.py::test_a_nonce_of_another_attempt_is_refused",
        "lti/test_defects.py::test_a_token_is_not_replayed_under_another_state",
    ),
    "state lasts ten minutes": (
        "lti/test_state.py::test_a_state_is_good_for_ten_minutes",
        "lti/test_login.py::test_an_attempt_is_good_for_ten_minutes",
    ),
    "one use, of two at once too": (
        "lti/test_spending.py::test_a_launch_is_good_for_one_use",
        "lti/test_spending.py::test_of_two_uses_at_once_one_is_refused",
    ),
    "login CSRF: another browser's state": (
        "lti/test_state.py::test_a_launch_belongs_to_the_browser_that_began_it",
        "lti/test_defects.py::test_a_known_token_does_not_stand_in_for_the_cookie",
        "cohorts/test_cookie.py::test_a_cookie_chosen_by_somebody_else_is_never_taken_over",
    ),
    "open redirects": (
        "lti/test_targets.py::test_any_other_address_is_refused",
        "cohorts/test_framing.py::test_a_login_for_another_site_s_page_is_refused",
        "cohorts/test_framing.py::"
        "test_addresses_never_come_from_what_the_request_calls_its_host",
        "placements/test_permalinks.py::test_what_is_no_page_of_a_cohort_is_not_kept",
    ),
    "another tenant's deployment": (
        "lti/test_deployments.py::test_a_deployment_of_another_tenant_is_of_no_use",
    ),
    "another tenant's token": (
        "lti/test_tokens.py::test_two_client_ids_of_one_issuer_never_share_a_token",
    ),
    "SSRF: typed hosts may be private": (
        "lti/test_guard.py::test_a_private_address_is_reached_only_under_a_typed_name",
        "lti/test_http.py::test_the_name_of_another_host_does_not_open_a_private_address",
    ),
    "SSRF: link-local and metadata never": (
        "lti/test_guard.py::test_some_addresses_are_never_reached_even_when_typed",
        "lti/test_dynamic_refused.py::"
        "test_where_a_machine_keeps_its_secrets_nobody_is_asked",
    ),
    "SSRF: URLs of claims": ("lti/test_reach.py::test_no_other_place_sees_a_token",),
    "SSRF: DNS is pinned": (
        "lti/test_http.py::"
        "test_the_connection_goes_to_the_address_that_was_checked_under_the_host_s_name",
        "lti/test_http.py::test_a_name_is_looked_up_once",
    ),
    "SSRF: redirects": (
        "lti/test_http.py::test_what_is_not_a_plain_answer_is_a_failure",
        "lti/test_reach.py::test_a_token_follows_no_redirect",
    ),
    "SSRF: size and time": (
        "lti/test_http.py::test_an_endless_answer_is_cut_off",
        "lti/test_http.py::test_a_host_that_never_answers_costs_seconds_not_minutes",
    ),
    "CSRF on every write": (
        "test_doors.py::test_a_form_without_the_key_of_this_visit_changes_nothing",
        "admin/test_doors.py::test_a_form_without_the_key_of_this_visit_changes_nothing",
        "cohorts/test_one_browser.py::test_no_form_is_taken_without_the_key_of_this_session",
    ),
    "frame-ancestors are the tenant's": (
        "cohorts/test_framing.py::test_a_session_s_pages_are_framed_by_its_own_lms_only",
        "cohorts/test_framing.py::test_a_failure_may_be_shown_anywhere_for_it_holds_nothing",
        "lti/test_dynamic.py::"
        "test_only_that_lms_may_frame_the_pages_and_hears_that_we_are_done",
    ),
    "flags of the cookies": (
        "cohorts/test_cookie.py::test_the_cookie_lives_in_a_frame_and_nowhere_else",
        "cohorts/test_cookie.py::test_the_attempt_s_cookie_is_as_strict_and_is_forgotten",
        "admin/test_links.py::test_the_cookie_lives_at_the_top_alone",
    ),
    "no token in a URL": (
        "cohorts/test_cookie.py::test_nothing_of_a_session_stands_in_an_address",
        "lti/test_login.py::test_the_hints_travel_sealed",
    ),
    "no token in a log": (
        "web/test_edge.py::test_the_log_has_the_path_and_never_what_was_asked",
        "lti/test_signature.py::test_a_refusal_s_detail_holds_no_token_and_nobody_s_name",
        "lti/test_tokens.py::test_a_token_rests_sealed_and_is_never_logged",
        "lti/test_dynamic_refused.py::test_the_log_holds_no_token",
        "lti/test_failing.py::test_nothing_that_opens_a_door_is_repeated",
    ),
    "a capability link acts on POST": (
        "lti/test_dynamic.py::test_looking_changes_nothing_and_uses_nothing_up",
        "admin/test_links.py::test_a_look_at_the_link_uses_nothing_up",
    ),
    "a capability link is good once": (
        "lti/test_invites.py::test_two_at_once_with_one_invite_one_wins",
        "admin/test_links.py::test_it_is_good_once",
    ),
    "a capability link is long, hashed, expires": (
        "test_command.py::test_an_invite_is_printed_once_and_kept_as_a_hash",
        "lti/test_invites.py::test_without_a_good_invite_the_lms_is_not_even_asked",
        "test_command_console.py::test_a_link_is_told_and_only_its_hash_is_kept",
        "admin/test_links.py::test_it_is_good_for_fifteen_minutes",
    ),
    "no page tells its address": ("web/test_edge.py::test_every_answer_is_guarded",),
    "every claim is escaped": (
        "cohorts/test_hostile_claims.py::"
        "test_on_no_page_of_a_cohort_is_a_claim_more_than_text",
        "cohorts/test_hostile_claims.py::test_nor_on_any_of_the_console",
        "cohorts/test_hostile_claims.py::test_nor_where_a_trainer_chooses_what_to_place",
        "lti/test_login.py::test_a_hostile_login_is_refused_and_not_repeated",
    ),
    "two tabs": (
        "cohorts/test_one_browser.py::test_two_courses_in_two_tabs_are_both_readable",
        "cohorts/test_one_browser.py::"
        "test_a_form_of_the_first_tab_is_not_sent_by_the_second_launch",
    ),
    "two users in one browser": (
        "cohorts/test_one_browser.py::"
        "test_whoever_comes_second_ends_the_first_one_s_session",
        "cohorts/test_one_browser.py::"
        "test_the_second_one_sees_none_of_the_first_one_s_other_courses",
    ),
}
