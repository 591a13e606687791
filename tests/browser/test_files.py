"""A file and an image are added, in both ways: with script and without."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from lti_social.threads.models import Thread
from tests.browser.reader import Reader
from tests.browser.serving import Place
from tests.browser.visits import Visit
from tests.files import pdfs, samples

PHOTO: FilePayload = {
    "name": "tableau.jpg",
    "mimeType": "image/jpeg",
    "buffer": samples.image("JPEG", (800, 400)),
}
PLAN: FilePayload = {"name": "plan.pdf", "mimeType": "", "buffer": pdfs.pdf()}
PROGRAM: FilePayload = {"name": "jeu.exe", "mimeType": "", "buffer": b"MZ\0\0"}

# What the system hands over when somebody pastes or drops a file.
BRING = """(target, [kind, name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
    : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
}"""


@pytest.fixture
def thread(place: Place) -> Thread:
    return place.town.question(place.town.karim, "Qui a une photo du tableau ?")


def picker(reader: Reader) -> Locator:
    return reader.view.locator("#composer [data-files] > [type=file]")


def items(reader: Reader) -> Locator:
    return reader.view.locator("#composer .files__item")


def bring(reader: Reader, kind: str, file: FilePayload) -> None:
    encoded = base64.b64encode(file["buffer"]).decode()
    reader.editor.evaluate(BRING, [kind, file["name"], encoded])


def sees_both(reader: Reader) -> None:
    image = reader.view.get_by_role("img", name="Le tableau de vendredi")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.complete && image.naturalWidth") == 800
    with reader.page.expect_download() as download:
        reader.view.get_by_role("link", name="plan.pdf").click()
    assert pdfs.says(Path(download.value.path()).read_bytes()) == [pdfs.SAYS]
    assert download.value.suggested_filename == "plan.pdf"


def test_by_the_button_and_by_pasting(visit: Visit, thread: Thread):
    solene = visit("solene")
    solene.open(thread.path)
    solene.write("Your answer", "La voici.")
    bring(solene, "paste", PHOTO)
    expect(items(solene)).to_have_count(1)
    with solene.page.expect_file_chooser() as chooser:
        solene.button("Add files or images").click()
    chooser.value.set_files(PLAN)
    expect(items(solene)).to_have_count(2)
    solene.field("What does this image show?").fill("Le tableau de vendredi")
    solene.button("Publish the answer").click()

    expect(solene.view.locator(".hanging")).to_contain_text("plan.pdf")
    expect(items(solene)).to_have_count(0)
    solene.view.locator(".hanging img").scroll_into_view_if_needed()
    maelle = visit("maelle")
    maelle.open(thread.path)
    sees_both(maelle)


def test_by_dropping_and_thinking_better_of_it(visit: Visit, thread: Thread):
    solene = visit("solene")
    solene.open(thread.path)
    solene.write("Your answer", "Sans image.")
    bring(solene, "drop", PHOTO)
    bring(solene, "drop", PLAN)
    expect(items(solene)).to_have_count(2)
    items(solene).first.get_by_role("button").click()
    expect(items(solene)).to_have_count(1)
    expect(solene.button("Add files or images")).to_be_focused()
    solene.button("Publish the answer").click()

    expect(solene.view.locator(".hanging")).to_contain_text("plan.pdf")
    expect(solene.view.locator(".hanging img")).to_have_count(0)


def test_what_is_refused_is_said_beside_it_and_the_text_stays(visit: Visit, thread: Thread):
    solene = visit("solene")
    solene.open(thread.path)
    solene.write("Your answer", "Essayez ceci.")
    picker(solene).set_input_files([PROGRAM, PLAN])

    said = solene.view.locator("#composer [data-files] > [role=alert]")
    expect(said).to_contain_text("jeu.exe")
    expect(items(solene)).to_have_count(1)
    expect(solene.editor).to_have_text("Essayez ceci.")
    solene.forgive("status of 422")


def test_a_connection_that_breaks_off_costs_no_text(visit: Visit, thread: Thread):
    solene = visit("solene")
    solene.open(thread.path)
    solene.write("Your answer", "Dans le train.")
    solene.page.route("**/files", lambda route: route.abort())
    picker(solene).set_input_files([PLAN])

    said = solene.view.locator("#composer [data-files] > [role=alert]")
    expect(said).to_contain_text("plan.pdf")
    solene.page.unroute("**/files")
    picker(solene).set_input_files([PLAN])
    expect(items(solene)).to_have_count(1)
    expect(said).to_be_hidden()
    solene.button("Publish the answer").click()
    expect(solene.view.locator("#posts")).to_contain_text("Dans le train.")
    expect(solene.view.locator(".hanging")).to_contain_text("plan.pdf")
    solene.forgive("net::ERR_FAILED")


def test_pasted_words_with_a_picture_beside_them_are_words(visit: Visit, thread: Thread):
    solene = visit("solene")
    solene.open(thread.path)
    solene.write("Your answer", "")
    solene.editor.evaluate(
        """(target) => {
          const data = new DataTransfer();
          data.setData("text/plain", "Copié de Word");
          data.items.add(new File(["x"], "image.png", { type: "image/png" }));
          const how = { clipboardData: data, bubbles: true, cancelable: true };
          target.dispatchEvent(new ClipboardEvent("paste", how));
        }"""
    )

    expect(solene.editor).to_have_text("Copié de Word")
    expect(items(solene)).to_have_count(0)


def test_without_script_by_a_plain_form(visit: Visit, thread: Thread):
    solene = visit("solene", java_script_enabled=False)
    solene.open(thread.path)
    solene.field("Your answer").fill("Les voici.")
    solene.view.locator("summary").click()
    solene.view.get_by_label("Fichier 1").set_input_files(PHOTO)
    solene.field("If it is an image: what does it show?").first.fill(
        "Le tableau de vendredi"
    )
    solene.view.get_by_label("Fichier 2").set_input_files(PLAN)
    solene.button("Publish the answer").click()
    sees_both_plainly(solene)

    solene.view.locator("[popovertarget^=menu-]").last.click()
    solene.link("Edit").click()
    expect(solene.field("What does this image show?")).to_have_value(
        "Le tableau de vendredi"
    )
    solene.view.get_by_role("checkbox", name="plan.pdf").check()
    solene.button("Save").click()
    expect(solene.view.locator(".hanging")).not_to_contain_text("plan.pdf")
    expect(solene.view.get_by_role("img", name="Le tableau de vendredi")).to_be_visible()


def sees_both_plainly(reader: Reader) -> None:
    expect(reader.view.get_by_role("img", name="Le tableau de vendredi")).to_be_visible()
    expect(reader.view.get_by_role("link", name="plan.pdf")).to_be_visible()


def test_without_script_what_is_refused_comes_back_with_the_rest(
    visit: Visit, thread: Thread
):
    solene = visit("solene", java_script_enabled=False)
    solene.open(thread.path)
    solene.field("Your answer").fill("Les voici.")
    solene.view.locator("summary").click()
    solene.view.get_by_label("Fichier 1").set_input_files(PROGRAM)
    solene.view.get_by_label("Fichier 2").set_input_files(PLAN)
    solene.button("Publish the answer").click()
    expect(solene.problem).to_contain_text("jeu.exe")
    expect(solene.field("Your text")).to_have_value("Les voici.")
    solene.button("Send again").click()

    expect(solene.view.locator(".hanging")).to_contain_text("plan.pdf")
    solene.forgive("status of 422")
