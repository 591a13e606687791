"""A trainer gives each group its cohort, and two people of two groups do not meet."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.owed import found
from tests.browser.reader import Reader
from tests.browser.serving import Place


def test_cohorts_by_group_are_walled(own_place: Place, launch: Callable[[str], Reader]):
    solene, claire, theo = launch("solene"), launch("claire"), launch("theo")
    whole = claire.home
    assert solene.home == theo.home == whole
    give_each_group_its_cohort(claire)

    solene, theo, claire = launch("solene"), launch("theo"), launch("claire")
    assert len({whole, solene.home, theo.home}) == 3
    ask(solene, "Qui a essayé le silence ?")
    theo.open("/threads")
    expect(theo.view.get_by_role("link", name="Qui a essayé")).to_have_count(0)
    answer = theo.page.goto(f"{own_place.url}{solene.home}/threads")
    assert answer
    assert answer.status == 404

    expect(claire.view.get_by_role("heading", level=1)).to_have_text(
        "Vos cohortes dans ce cours"
    )
    assert found(claire) == []
    claire.view.get_by_role("link", name="Touraine").click()
    claire.link("Threads").click()
    expect(claire.view.get_by_role("link", name="Qui a essayé")).to_be_visible()
    claire.link("Change cohort").first.click()
    claire.view.locator(f"main a[href='{whole}']").click()
    expect(claire.view.locator("main .notice").first).to_contain_text(
        "Chaque groupe du cours"
    )
    assert found(claire) == []


def give_each_group_its_cohort(claire: Reader) -> None:
    claire.open("/settings/groups")
    claire.view.get_by_label("Nom du groupe 11").fill("Touraine")
    claire.view.get_by_role("button", name="le nom du groupe 11").click()
    expect(claire.view.get_by_label("Nom du groupe 11")).to_have_value("Touraine")
    claire.button("Give each group its cohort").click()
    expect(claire.button("Go back to one cohort")).to_be_visible()
    assert found(claire) == []


def ask(reader: Reader, title: str) -> None:
    reader.open("/threads/new")
    reader.field("Title").fill(title)
    reader.write("Your text", "Au dernier rendez-vous, rien ne venait.")
    reader.button("Publish").click()
    expect(reader.view.get_by_role("heading", level=1)).to_have_text(title)
