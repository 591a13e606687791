"""What certification asks of deep linking, as named tests, by the doors browsers use."""

import secrets

from lti_social.lti.claims import DEPLOYMENT, MESSAGE_TYPE, VERSION
from lti_social.placements.models import Placement
from tests.cohorts.launching import rows, says
from tests.placements.placing import DATA, ITEMS, MESSAGE, RETURN, through


def test_1_a_deep_linking_request_is_answered_with_a_page_to_choose_on(desk):
    page = desk.ask()

    assert page.status_code == 200
    assert says(page.text, "What shall people find in your course?")


def test_2_one_item_comes_back_in_a_signed_response(desk):
    desk.ask()
    desk.choose("home")
    sent = desk.send()

    claims = sent.claims
    assert sent.address == RETURN
    assert claims[MESSAGE_TYPE] == "LtiDeepLinkingResponse"
    assert (claims[VERSION], claims[DEPLOYMENT]) == ("1.3.0", "1")
    assert claims["nonce"]
    assert 0 < claims["exp"] - claims["iat"] <= 600
    (item,) = sent.items
    assert item["type"] == "ltiResourceLink"
    assert item["url"] == "https://tool.test/lti/launch"
    assert item["title"] == "Vente conseil"
    assert "lineItem" not in item


def test_3_several_items_come_back_where_several_are_accepted(desk):
    desk.ask()
    desk.choose("home")
    titles = [desk.write(title).title for title in ("Se présenter", "Ce qui a marché")]
    items = desk.send().items

    assert [item["title"] for item in items] == ["Vente conseil", *titles]
    keys = {item["custom"]["place"] for item in items}
    assert keys == {placement.key for placement in rows(desk.engine, Placement)}
    assert len(keys) == 3


def test_4_only_one_comes_back_where_only_one_is_accepted(desk):
    desk.ask(accept_multiple=False)
    desk.write("Se présenter")
    desk.choose("home")

    assert [item["title"] for item in desk.send().items] == ["Vente conseil"]


def test_5_an_item_brings_a_line_item_along(desk):
    desk.ask(accept_lineitem=True)
    desk.write("Se présenter")
    asked = {"title": "Présentez-vous", "text": "Avant mardi.", "graded": "1"}
    desk.do("/picks/1", **asked, label="Participation", maximum="20")
    (item,) = desk.send().items

    assert (item["title"], item["text"]) == ("Présentez-vous", "Avant mardi.")
    column = item["lineItem"]
    assert (column["label"], column["scoreMaximum"]) == ("Participation", 20)
    assert column["resourceId"] == item["custom"]["place"]
    assert column["tag"] == "thread"


def test_6_data_is_echoed_to_the_letter_and_absent_where_there_is_none(desk):
    data = f'csrf:{secrets.token_hex(8)} "ü" &<é>\n'
    desk.ask(data=data)
    desk.choose("home")
    assert desk.send().claims[DATA] == data

    desk.ask()
    desk.choose("home")
    assert DATA not in desk.send().claims


def test_7_who_changes_their_mind_goes_back_with_nothing(desk):
    desk.ask(data="d")
    sent = type(desk.send())(desk.do("/cancel"), desk.browser)

    assert (sent.claims[ITEMS], sent.claims[DATA]) == ([], "d")
    assert sent.claims[MESSAGE]
    assert rows(desk.engine, Placement) == []


def test_and_the_item_opens_what_was_placed(desk, another, lms):
    desk.ask()
    thread = desk.write("Se présenter")
    (item,) = desk.send().items

    landed = another().launch(lms, through(item))

    assert landed.headers["location"] == f"/c/{thread.cohort_id}{thread.path}"
