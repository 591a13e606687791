"""French says all that English says: every sentence, every placeholder, well typeset."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from lti_social.web.i18n import CATALOGUES

ROOT = Path(__file__).parents[2]
EXTRACT = (
    "--quiet extract --mapping=pyproject.toml --no-location --omit-header --keywords=N_"
    " --keywords=say --ignore-dirs=demo --ignore-dirs=assets --ignore-dirs=static"
)  # `say` looks up the words of dates; the demo LMS speaks for itself
PLACEHOLDER = re.compile(r"%(?:\(\w+\)[a-z])?")  # a stray percent sign too
ILL_SET = {
    "a straight apostrophe": r"\w'\w",
    "English quotation marks": r"[“”\"]",
    "three dots": r"\.\.\.",
    "no no-break space before : ; ? !": r"(?<![\u00a0\u202f])[:;?!](?!//|mm)",
    "no no-break space inside « »": r"«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»",
}


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Catalog:
    """What the code and the templates say now."""
    template = tmp_path_factory.mktemp("words") / "messages.pot"
    arguments = [*EXTRACT.split(), f"--output-file={template}", "lti_social"]
    pybabel = [sys.executable, "-m", "babel.messages.frontend"]
    subprocess.run([*pybabel, *arguments], cwd=ROOT, check=True)
    with template.open("rb") as words:
        return read_po(words)


@pytest.fixture(scope="module")
def french() -> Catalog:
    with (CATALOGUES / "fr/LC_MESSAGES/messages.po").open("rb") as words:
        return read_po(words, locale="fr")


def forms(said: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """One form, or a singular and a plural."""
    return (said,) if isinstance(said, str) else tuple(said)


def sentences(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)  # the header has no id


def test_french_says_all_of_it_and_nothing_else(source, french):
    assert {m.id for m in sentences(french)} == {m.id for m in sentences(source)}
    assert not french.obsolete


def test_no_sentence_is_empty_or_a_guess(french):
    assert not [m.id for m in sentences(french) if m.fuzzy or not all(forms(m.string))]


def test_each_form_keeps_its_placeholders(french):
    for message in sentences(french):
        ours, theirs = (
            [sorted(PLACEHOLDER.findall(form)) for form in forms(said)]
            for said in (message.id, message.string)
        )
        assert ours == theirs, message.id


@pytest.mark.parametrize(("fault", "pattern"), ILL_SET.items(), ids=ILL_SET)
def test_french_is_well_set(french, fault, pattern):
    said = [form for message in sentences(french) for form in forms(message.string)]

    assert not [form for form in said if re.search(pattern, form)], fault
