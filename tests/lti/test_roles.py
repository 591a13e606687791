import pytest

from lti_social.lti.roles import (
    LmsRole,
    administers,
    is_test_user,
    roles_in,
    strongest,
)

LIS = "http://purl.imsglobal.org/vocab/lis/v2/"
CANVAS_TEACHER_WHO_LEARNS_HERE = [
    f"{LIS}institution/person#Instructor",
    f"{LIS}membership#Learner",
    f"{LIS}system/person#User",
]
MOODLE_ADMIN = [
    f"{LIS}institution/person#Administrator",
    f"{LIS}membership#Instructor",
    f"{LIS}system/person#Administrator",
]
CANVAS_ASSISTANT = [
    f"{LIS}membership#Instructor",
    f"{LIS}membership/Instructor#TeachingAssistant",
]
LEAD_WHO_ASSISTS = [*CANVAS_ASSISTANT, f"{LIS}membership/Instructor#PrimaryInstructor"]

SAID = [
    ([f"{LIS}membership#Learner"], {"learner"}),
    ([f"{LIS}membership#Instructor"], {"instructor"}),
    ([f"{LIS}membership#Mentor"], {"mentor"}),
    ([f"{LIS}membership#ContentDeveloper"], {"designer"}),
    ([f"{LIS}membership#Administrator"], {"admin"}),
    *(
        ([f"{LIS}membership#{role}"], {"learner"})
        for role in ("Learner", "Manager", "Member", "Officer", "Nobody")
    ),
    ([f"{LIS}membership#TeachingAssistant"], {"assistant"}),
    ([f"{LIS}membership/Instructor#TeachingAssistant"], {"assistant"}),
    *(
        ([f"{LIS}membership/{role}"], {meant})
        for role, meant in {
            "Instructor#TeachingAssistantGroup": "assistant",
            "Instructor#TeachingAssistantOffering": "assistant",
            "Instructor#TeachingAssistantSection": "assistant",
            "Instructor#TeachingAssistantTemplate": "assistant",
            "Instructor#Grader": "assistant",
            "Instructor#PrimaryInstructor": "instructor",
            "Instructor#SecondaryInstructor": "instructor",
            "Instructor#GuestInstructor": "instructor",
            "Instructor#Lecturer": "instructor",
            "Learner#NonCreditLearner": "learner",
            "Learner#Instructor": "learner",  # the vocabulary has it: it learns
            "Mentor#Tutor": "mentor",
            "Mentor#Advisor": "mentor",
            "ContentDeveloper#Librarian": "designer",
            "Administrator#SystemAdministrator": "admin",
            "Manager#CourseCoordinator": "learner",
        }.items()
    ),
    (CANVAS_ASSISTANT, {"assistant"}),
    (LEAD_WHO_ASSISTS, {"assistant", "instructor"}),
    (CANVAS_TEACHER_WHO_LEARNS_HERE, {"learner"}),
    (MOODLE_ADMIN, {"admin", "instructor"}),
    ([f"{LIS}institution/person#Administrator"], {"admin"}),
    ([f"{LIS}institution#Administrator"], {"admin"}),
    ([f"{LIS}system/person#SysAdmin"], {"admin"}),
    ([f"{LIS}system/person#AccountAdmin"], {"admin"}),
    ([f"{LIS}person#Administrator"], {"admin"}),
    ([f"{LIS}person#Instructor"], {"learner"}),
    *(([f"{LIS}system/person#{r}"], {"learner"}) for r in ("User", "SysSupport", "None")),
    *(
        ([f"{LIS}institution/person#{role}"], {"learner"})
        for role in ("Faculty", "Instructor", "Staff", "Guest", "Mentor", "Alumni")
    ),
    ([f"{LIS}institution/person#Faculty", f"{LIS}membership#Learner"], {"learner"}),
    ([f"{LIS}institution/person#Student"], {"learner"}),
    # Bare words, as a roster says them
    (["Learner"], {"learner"}),
    (["Administrator"], {"admin"}),
    (["ContentDeveloper"], {"designer"}),
    (["Instructor#TeachingAssistant"], {"assistant"}),
    (["Learner/Instructor"], {"learner"}),
    (["Instructor"], {"instructor"}),
    (["Learner", "Mentor"], {"learner", "mentor"}),
    (["TeachingAssistant"], {"assistant"}),
    (["Instructor/TeachingAssistant"], {"assistant"}),
    (["urn:lti:role:ims/lis/Instructor"], {"instructor"}),
    (["urn:lti:role:ims/lis/Instructor/TeachingAssistant"], {"assistant"}),
    (["urn:lti:role:ims/lis/Administrator"], {"admin"}),
    (["urn:lti:role:ims/lis/Learner/NonCreditLearner"], {"learner"}),
    (["urn:lti:sysrole:ims/lis/Administrator"], {"admin"}),
    (["urn:lti:sysrole:ims/lis/SysAdmin"], {"admin"}),
    (["urn:lti:instrole:ims/lis/Administrator"], {"admin"}),
    (["urn:lti:instrole:ims/lis/Instructor"], {"learner"}),
    ([], {"learner"}),
    ([""], {"learner"}),
    ([None, 7, {"role": "Instructor"}], {"learner"}),
    (["https://evil.test/membership#Instructor"], {"learner"}),
    ([f"{LIS}membership#Instructor#Learner"], {"learner"}),
    ([f" {LIS}membership#Instructor"], {"learner"}),
    (["instructor", "INSTRUCTOR", "Instructor\n"], {"learner"}),
]


@pytest.mark.parametrize(("said", "meant"), SAID)
def test_roles_are_read_as_lmss_write_them(said, meant):
    assert roles_in(said) == {LmsRole(role) for role in meant}


def test_the_strongest_of_several_roles():
    assert strongest(roles_in(MOODLE_ADMIN)) is LmsRole.admin
    assert (
        strongest([LmsRole.learner, LmsRole.instructor, LmsRole.mentor])
        is LmsRole.instructor
    )
    assert strongest(roles_in([])) is LmsRole.learner


def test_a_preview_user_is_told_apart():
    preview = ["http://purl.imsglobal.org/vocab/lti/system/person#TestUser", "Learner"]
    assert is_test_user(preview)
    assert not is_test_user(["Learner"])
    assert roles_in(preview) == {LmsRole.learner}


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ([f"{LIS}institution/person#Administrator"], True),
        ([f"{LIS}system/person#SysAdmin"], True),
        (["urn:lti:sysrole:ims/lis/Administrator"], True),
        (MOODLE_ADMIN, True),
        ([f"{LIS}membership#Administrator"], False),  # of one course
        (["Administrator"], False),
        (["urn:lti:role:ims/lis/Administrator"], False),
        ([f"{LIS}institution/person#Instructor"], False),
        ([f"{LIS}system/person#User", None, 7], False),
        ([], False),
    ],
)
def test_only_who_runs_the_lms_itself_administers_it(said, is_one):
    assert administers(said) is is_one


@pytest.mark.parametrize(
    ("overrides", "said", "meant"),
    [
        ({"Mentor": "assistant"}, [f"{LIS}membership#Mentor"], {"assistant"}),
        ({f"{LIS}membership#Mentor": "assistant"}, ["Mentor"], {"assistant"}),
        (
            {"Instructor": "mentor"},
            [f"{LIS}membership#Instructor", f"{LIS}membership#Learner"],
            {"mentor", "learner"},
        ),
        (
            {"https://lms.test/roles#Coach": "mentor"},
            ["https://lms.test/roles#Coach"],
            {"mentor"},
        ),
        # The plain word that goes with a sub-role says nothing more, overridden or not.
        ({"Instructor/TeachingAssistant": "learner"}, CANVAS_ASSISTANT, {"learner"}),
        ({"Instructor/TeachingAssistant": "instructor"}, CANVAS_ASSISTANT, {"instructor"}),
        (
            {"Instructor/TeachingAssistant": "mentor"},
            LEAD_WHO_ASSISTS,
            {"mentor", "instructor"},
        ),
        ({"Instructor": "learner"}, MOODLE_ADMIN, {"admin", "learner"}),
        ({"Coach": "mentor"}, [f"{LIS}membership#Learner"], {"learner"}),
    ],
)
def test_a_registration_may_read_a_role_in_another_way(overrides, said, meant):
    assert roles_in(said, overrides) == {LmsRole(role) for role in meant}


def test_an_administrator_s_role_may_be_read_as_less():
    less = {f"{LIS}institution/person#Administrator": "learner"}
    said = [f"{LIS}institution/person#Administrator"]

    assert roles_in(said, less) == {LmsRole.learner}
    assert not administers(said, less)
