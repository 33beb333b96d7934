"""The REST API of a register: the same rows, the same rights, JSON all the way."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.app.offices import token
from tests.kernel.web.registers.office import DAYS, Shelf

LIST = "/api/v1/days/"
SEARCH = f"{LIST}search"
OFF = DAYS - -(-DAYS // 3)


def search(client: FlaskClient, **asked: Any) -> Any:
    """What the search answers."""
    return client.post(SEARCH, json=asked, headers={"X-CSRFToken": token(client, "/profile")}).json


def test_a_page_of_rows_with_their_number(office: Shelf) -> None:
    answer = office.client("reader").get(f"{LIST}?size=2&order=day&page=2").json
    assert answer is not None
    assert (answer["count"], answer["page"], answer["size"]) == (DAYS, 2, 2)
    assert [row["day"] for row in answer["result"]] == ["2026-01-03", "2026-01-04"]
    assert set(answer["result"][0]) == {"id", "day", "kind", "name", "source"}
    assert answer["result"][0]["kind"] == "off"


def test_conditions_and_words_narrow_it(office: Shelf) -> None:
    client = office.client("reader")
    assert client.get(f"{LIST}?kind=off&size=200").json["count"] == OFF  # type: ignore[index]
    found = search(client, q="第3天")
    assert (found["count"], len(found["result"])) == (1, 1)
    assert search(client, kind=["off", "work"], size=3, page=2) == {
        **client.get(f"{LIST}?kind=off&kind=work&size=3&page=2").json,  # type: ignore[dict-item]
    }


def test_words_stand_in_no_address(office: Shelf) -> None:
    answer = office.client("reader").get(f"{LIST}?q=第3天")
    assert (answer.status_code, answer.json["place"]) == (422, "q")  # type: ignore[index]


def test_search_is_for_those_who_read_and_for_their_rows(office: Shelf) -> None:
    assert search(office.client("narrow"), size=200)["count"] == OFF
    for username, status in (("stranger", 403), ("", 401)):
        client = office.client(username)
        header = {"X-CSRFToken": token(client, "/login" if not username else "/profile")}
        assert client.post(SEARCH, json={}, headers=header).status_code == status
    assert office.client("reader").post(SEARCH, json={}).status_code == 400


@pytest.mark.parametrize(
    ("asked", "place"),
    [({"kind": {"a": 1}}, "kind"), ({"q": True}, "q"), ({"q": "第" * 101}, "q"), ({"page": [[]]}, "page")],
)
def test_odd_questions_are_refused(office: Shelf, asked: dict[str, Any], place: str) -> None:
    client = office.client("reader")
    header = {"X-CSRFToken": token(client, "/profile")}
    answer = client.post(SEARCH, json=asked, headers=header)
    assert (answer.status_code, answer.json["place"]) == (422, place)  # type: ignore[index]


def test_rows_of_others_are_not_there(office: Shelf) -> None:
    client = office.client("narrow")
    assert client.get(LIST).json["count"] == OFF  # type: ignore[index]
    assert client.get(f"{LIST}2").json["result"]["kind"] == "off"  # type: ignore[index]
    assert client.get(f"{LIST}1").status_code == client.get(f"{LIST}99999").status_code == 404


@pytest.mark.parametrize(
    ("username", "address", "status", "code"),
    [
        ("", LIST, 401, "not_signed_in"),
        ("stranger", LIST, 403, "not_allowed"),
        ("stranger", f"{LIST}2", 403, "not_allowed"),
        ("reader", f"{LIST}99999", 404, "not_found"),
        ("reader", f"{LIST}?order=cipher", 422, "invalid"),
        ("reader", f"{LIST}?size=0", 422, "invalid"),
        ("reader", f"{LIST}?size=201", 422, "invalid"),
        ("reader", f"{LIST}?kind=x", 422, "invalid"),
    ],
)
def test_refusals_are_told_in_json(
    office: Shelf, username: str, address: str, status: int, code: str
) -> None:
    answer = office.client(username).get(address)
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["code"] == code
    assert answer.json["message"]["zh"]
    assert answer.json["message"]["en"]


def test_what_is_not_written_cannot_be_written(office: Shelf) -> None:
    client = office.client("reader")
    assert client.post(LIST, json={}).status_code in {400, 405}
    header = {"X-CSRFToken": token(client, "/admin/days/list/")}
    for method in (client.post, client.delete, client.put):
        assert method(f"{LIST}2", json={"kind": "work"}, headers=header).status_code == 405


def test_a_document_describes_what_the_visitor_may_ask(office: Shelf) -> None:
    client = office.client("reader")
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    mine = {path for path in document["paths"] if "calendar-days" not in path}
    assert mine == {LIST, SEARCH, f"{LIST}{{pk}}"}
    assert document["components"]["schemas"]["Days"]["properties"]["day"]["format"] == "date"
    arguments = {one["name"] for one in document["paths"][LIST]["get"]["parameters"]}
    assert {"kind", "day.from", "day.to", "name.has", "page", "size", "order"} <= arguments
    assert set(document["components"]["schemas"]["DaysQuestion"]["properties"]) == {"q", *arguments}
    references = {part.split('"')[0] for part in json.dumps(document).split("#/components/schemas/")[1:]}
    assert references <= set(document["components"]["schemas"])
    assert office.client("stranger").get("/api/v1/openapi.json").json["paths"] == {}  # type: ignore[index]
    assert client.get("/api/v1/_openapi").json == document
    assert office.client("").get("/api/v1/openapi.json").status_code == 401


def test_people_read_the_same_on_a_page(office: Shelf) -> None:
    page = office.client("reader").get("/swagger/v1").text
    for words in (LIST, "day.from", "off = 放假"):
        assert words in page
    assert "<script>" not in page
    assert "没有可以通过接口读取的登记簿" in office.client("stranger").get("/swagger/v1").text
