"""Names of files lose those of their authors, and nothing else."""

import pytest

from lti_social.submissions.nameless import without_names


@pytest.mark.parametrize(
    ("file", "left"),
    [
        ("Rapport_Solène.docx", "Rapport.docx"),
        ("SOLENE-ROY entretien.pdf", "entretien.pdf"),
        ("entretien (Solène Roy) v2.pdf", "entretien v2.pdf"),
        ("Solène.png", "document.png"),
        ("royaume.pdf", "royaume.pdf"),
        ("SolèneRoy.v1.odt", "v1.odt"),
        ("plan.pdf", "plan.pdf"),
    ],
)
def test_a_file_does_not_say_whose_it_is(file, left):
    assert without_names(file, ["Solène Roy"]) == left


def test_who_has_no_name_yet_loses_nothing():
    assert without_names("plan.pdf", [""]) == "plan.pdf"
    assert without_names("plan.pdf", []) == "plan.pdf"
