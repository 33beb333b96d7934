"""The designer over HTTP, as a browser without scripts uses it."""

from html import unescape
from itertools import count
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms.designing.nodes import place_of, places
from forms.designing.working import Working, working
from kernel.db import transaction
from tests.app.offices import entered, platform_of, token
from tests.app.plugin_office import FORM, post

NUMBERS = count(1)


class Board:
    """A form in one person's designer."""

    def __init__(self, client: FlaskClient, name: str, owner: str = "admin") -> None:
        self.client, self.name, self.owner = client, name, owner

    @property
    def page(self) -> str:
        return self.client.get(f"/studio/forms/{self.name}").text

    @property
    def work(self) -> Working:
        """The form as the visitor of this browser has it."""
        with transaction(platform_of(self.client.application).database.engine) as session:
            return working(session, self.name, self.owner)

    @property
    def seen(self) -> str:
        return self.work.token

    @property
    def nodes(self) -> list[str]:
        """The names of what is on the board."""
        return [place.node["name"] for place in places(self.work.body)]

    def body(self, at: str) -> dict[str, Any]:
        """What the draft says of a node."""
        return dict(place_of(self.work.body, at).node)

    def act(self, word: str, at: str = "", *, seen: str = "", **fields: Any) -> TestResponse:
        """What the designer answers to a button."""
        posted = {"act": word, "at": at, "_seen": seen or self.seen, **fields}
        return post(self.client, f"/studio/forms/{self.name}/act", posted, page="/studio/")

    def added(self, type_name: str, at: str = "") -> str:
        """The name of a field that was added."""
        answer = self.act("add", at, type=type_name)
        assert answer.status_code == 303
        return answer.location.partition("#node-")[2]

    def set(self, at: str, **values: Any) -> TestResponse:
        """The property sheet posted with these inputs; dots are written as two underscores."""
        inputs = {f"p.{key.replace('__', '.')}": value for key, value in values.items()}
        keys = {name.split(".")[1] for name in inputs}
        return self.act("set", at, _has=sorted(keys), **inputs)


def begun(client: FlaskClient) -> Board:
    """A new form of the visitor's."""
    number = f"form_{next(NUMBERS)}"
    made = post(
        client, "/studio/forms/new", {"title.zh": "新表", "title.en": "New", "id": number}, page="/studio/"
    )
    assert made.status_code == 303, made.text
    return Board(client, f"studio.{number}")


@pytest.fixture(scope="module")
def admin(studio_office: Flask) -> FlaskClient:
    return entered(studio_office, "admin")


@pytest.fixture(scope="module")
def other(studio_office: Flask) -> FlaskClient:
    return entered(studio_office, "sysadmin")


def test_a_form_of_a_plugin_opens_with_all_its_fields(admin: FlaskClient) -> None:
    page = Board(admin, FORM).page
    assert "node-enterprise_name" in page
    assert "企业名称" in page


def test_a_new_form_takes_fields_in_the_order_in_which_they_are_added(admin: FlaskClient) -> None:
    board = begun(admin)
    first = board.added("text")
    second = board.added("date", first)
    between = board.added("phone", first)
    assert board.nodes == ["section_1", first, between, second]
    shown = [board.page.index(f'id="node-{name}"') for name in board.nodes]
    assert shown == sorted(shown)


def test_what_was_done_is_undone_and_done_again(admin: FlaskClient) -> None:
    board = begun(admin)
    first = board.added("text")
    board.added("date")
    after = board.nodes
    assert board.act("undo").status_code == 303
    assert board.nodes == ["section_1", first]
    board.act("undo")
    assert board.nodes == ["section_1"]
    assert board.act("undo").status_code == 422
    board.act("redo")
    board.act("redo")
    assert board.nodes == after
    board.act("undo")
    board.act("remove", first)
    assert board.act("redo").status_code == 422


def test_a_field_is_moved_copied_and_removed(admin: FlaskClient) -> None:
    board = begun(admin)
    one, two = board.added("text"), board.added("integer")
    board.act("add_section")
    board.act("up", two)
    assert board.nodes == ["section_1", two, one, "section_2"]
    board.act("move", one, into="section_2")
    board.act("copy", two)
    assert board.nodes == ["section_1", two, "integer_2", "section_2", one]
    board.act("remove", two)
    assert board.nodes == ["section_1", "integer_2", "section_2", one]


def test_the_sheet_sets_what_is_posted_and_leaves_the_rest(admin: FlaskClient) -> None:
    board = begun(admin)
    name = board.added("text")
    answer = board.set(name, title__zh="姓名", title__en="Name", max_length="50", required="1")
    assert answer.status_code == 303
    board.set(name, help__zh="与身份证一致", help__en="")
    body = board.body(name)
    assert body == {
        "name": name,
        "type": "text",
        "title": {"zh": "姓名", "en": "Name"},
        "max_length": 50,
        "required": True,
        "help": "与身份证一致",
    }
    board.act("set", name, _has=["required", "max_length"])
    assert board.body(name) == {key: body[key] for key in ("name", "type", "title", "help")}


def test_options_are_rows_and_an_empty_row_is_none(admin: FlaskClient) -> None:
    board = begun(admin)
    name = board.added("choice")
    inputs = {
        "options.0.value": "a",
        "options.0.title.zh": "甲",
        "options.0.title.en": "A",
        "options.3.value": "b",
        "options.3.title.zh": "乙",
    }
    board.act("set", name, _has="options", **{f"p.{key}": value for key, value in inputs.items()})
    assert board.body(name)["options"] == [
        {"value": "a", "title": {"zh": "甲", "en": "A"}},
        {"value": "b", "title": "乙"},
    ]


def test_what_cannot_be_taken_is_kept_on_the_sheet_and_told_at_its_input(admin: FlaskClient) -> None:
    board = begun(admin)
    name = board.added("text")
    answer = board.set(name, title__zh="已改", max_length="五十")
    assert answer.status_code == 422
    assert "“五十”用不了" in unescape(answer.text)
    assert 'value="已改"' in answer.text
    assert "max_length" not in board.body(name)
    for wrong in ("section_1", "Name", "today"):
        answer = board.set(name, name=wrong)
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.text
    assert name in board.nodes


def test_a_new_name_is_followed_by_the_rules(admin: FlaskClient) -> None:
    board = begun(admin)
    asked, shown = board.added("yes_no"), board.added("text")
    board.set(shown, visible_when=f"{asked} == True")
    board.set(asked, name="urgent")
    assert board.body(shown)["visible_when"] == "urgent == True"


def test_a_condition_built_of_rows_is_an_expression(admin: FlaskClient) -> None:
    board = begun(admin)
    asked, shown = board.added("yes_no"), board.added("text")
    rows = {"mode": "rows", "join": "all", "0-field": asked, "0-op": "is", "0-value": "yes", "0-group": "0"}
    inputs = {f"p.visible_when-{key}": value for key, value in rows.items()}
    assert board.act("set", shown, _has="visible_when", **inputs).status_code == 303
    assert board.body(shown)["visible_when"] == f"{asked} == True"


def test_a_table_takes_columns_of_its_own(admin: FlaskClient) -> None:
    board = begun(admin)
    table = board.added("rows")
    assert board.act("add", table, type="date", into=table).status_code == 303
    columns = [one["name"] for one in board.body(table)["fields"]]
    assert columns[-1] == "date_1"
    assert board.act("add", table, type="rows", into=table).status_code == 422
    board.act("remove", columns[0])
    assert [one["name"] for one in board.body(table)["fields"]] == columns[1:]


def test_a_field_becomes_one_of_another_type(admin: FlaskClient) -> None:
    board = begun(admin)
    name, table = board.added("text"), board.added("rows")
    board.set(name, title__zh="简介", title__en="About", required="1")
    assert board.act("retype", name, type="long_text").status_code == 303
    assert board.body(name) == {
        "name": name,
        "type": "long_text",
        "title": {"zh": "简介", "en": "About"},
        "required": True,
    }
    column = board.body(table)["fields"][0]["name"]
    for at, kind in ((column, "rows"), (name, "nothing")):
        assert board.act("retype", at, type=kind).status_code == 422


def test_two_tabs_do_not_overwrite_each_other(admin: FlaskClient) -> None:
    board = begun(admin)
    seen = board.seen
    name = board.added("text")
    answer = board.act("add", seen=seen, type="date")
    assert answer.status_code == 409
    assert "在别的窗口里改过了" in answer.text
    assert f'id="node-{name}"' in answer.text
    assert board.nodes == ["section_1", name]


def test_everybody_has_a_board_of_their_own_and_sees_who_else_is_at_it(
    admin: FlaskClient, other: FlaskClient
) -> None:
    mine, theirs = Board(admin, FORM), Board(other, FORM, "sysadmin")
    name = mine.added("text", "enterprise_name")
    assert name not in theirs.nodes
    assert "也在改这份表单" in theirs.page
    theirs.added("date", "enterprise_name")
    assert name in mine.nodes
    for board in (mine, theirs):
        assert board.act("discard").location == f"/studio/forms/{FORM}"
    assert "也在改这份表单" not in mine.page


def test_a_form_that_is_not_published_is_its_maker_s_alone(admin: FlaskClient, other: FlaskClient) -> None:
    board = begun(admin)
    assert other.get(f"/studio/forms/{board.name}").status_code == 404
    assert board.name in other.get("/studio/forms/").text
    number = board.name.removeprefix("studio.")
    answer = post(other, "/studio/forms/new", {"title.zh": "抢", "id": number}, page="/studio/")
    assert answer.status_code == 409
    assert 'value="抢"' in answer.text
    assert board.act("discard").location == "/studio/forms/"
    assert admin.get(f"/studio/forms/{board.name}").status_code == 404


def test_who_may_only_read_sees_the_form_and_no_button(studio_office: Flask, admin: FlaskClient) -> None:
    onlooker = entered(studio_office, "onlooker")
    page = onlooker.get(f"/studio/forms/{FORM}").text
    assert "企业名称" in page
    for word in ("add", "remove", "discard"):
        assert f'value="{word}"' not in page
    answer = post(onlooker, f"/studio/forms/{FORM}/act", {"act": "add", "type": "text"}, page="/studio/")
    assert answer.status_code == 403


def test_an_act_nobody_knows_is_refused_and_a_page_of_parts_is_answered_in_parts(admin: FlaskClient) -> None:
    board = begun(admin)
    assert board.act("explode").status_code == 422
    assert board.act("add", type="nothing").status_code == 422
    assert board.act("remove", "nothing").status_code == 404
    data = {"act": "add", "type": "text", "_seen": board.seen, "csrf_token": token(admin, "/studio/")}
    answer = admin.post(f"/studio/forms/{board.name}/act", data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'data-part="canvas"' in answer.text


def test_a_form_is_drawn_for_phone_desk_and_paper(admin: FlaskClient) -> None:
    board = begun(admin)
    name = board.added("text")
    for width in ("phone", "pc", "print"):
        page = admin.get(f"/studio/forms/{board.name}/preview?width={width}&filled=1")
        assert page.status_code == 200
        assert admin.get(f"/studio/forms/{board.name}?view={width}").status_code == 200
    assert f'name="{name}"' in admin.get(f"/studio/forms/{board.name}/preview?width=pc").text
    board.act("remove", name)
    assert "是空的" in admin.get(f"/studio/forms/{board.name}/preview?width=pc").text


def proposed(board: Board, reason: str = "新的规定") -> TestResponse:
    """The draft handed to a second person."""
    fields = {"_seen": board.seen, "reason": reason}
    return post(board.client, f"/studio/forms/{board.name}/propose", fields, page="/studio/")


def published(client: FlaskClient, proposal: str) -> TestResponse:
    return post(client, f"{proposal}/publish", {}, page="/studio/")


def test_a_new_form_is_published_by_a_second_person_and_changed_again(
    admin: FlaskClient, other: FlaskClient
) -> None:
    board = begun(admin)
    assert proposed(board).status_code == 422
    name = board.added("text")
    assert proposed(board, reason=" ").status_code == 422
    proposal = proposed(board)
    assert proposal.location.startswith("/studio/proposals/")
    assert "等人审核" in board.page
    assert published(admin, proposal.location).status_code == 403
    assert published(other, proposal.location).status_code == 302
    assert (board.work.number, board.work.changed, board.work.seen) == (1, False, 1)
    theirs = Board(other, board.name, "sysadmin")
    assert theirs.nodes == ["section_1", name]
    theirs.set(name, title__zh="姓名", title__en="Name")
    board.added("date")
    assert published(admin, proposed(theirs).location).status_code == 302
    assert "已发布第 2 版" in board.page
    assert proposed(board).status_code == 409
    assert board.act("merge").status_code == 303
    assert board.body(name)["title"] == {"zh": "姓名", "en": "Name"}
    assert published(other, proposed(board).location).status_code == 302
    assert board.work.number == 3


def test_where_two_people_changed_the_same_the_places_are_told(
    admin: FlaskClient, other: FlaskClient
) -> None:
    board, theirs = Board(admin, FORM), Board(other, FORM, "sysadmin")
    board.set("enterprise_name", title__zh="甲", title__en="A")
    theirs.set("enterprise_name", title__zh="乙", title__en="B")
    assert published(admin, proposed(theirs).location).status_code == 302
    merged = board.act("merge")
    assert merged.status_code == 200
    assert "sections[enterprise].fields[enterprise_name].title.zh" in merged.text
    board.act("discard")


def test_what_is_looked_for_in_the_form_is_listed(admin: FlaskClient) -> None:
    page = admin.get(f"/studio/forms/{FORM}", query_string={"q": "enterprise_name"})
    assert page.status_code == 200
    found = admin.get("/studio/forms/", query_string={"q": "COMMITMENT"}).text
    assert f'href="/studio/forms/{FORM}"' in found
    assert "没有符合条件的表单" in admin.get("/studio/forms/", query_string={"q": "没有这个"}).text


def test_the_pages_of_the_studio_lead_to_the_board(admin: FlaskClient) -> None:
    assert 'href="/studio/forms/"' in admin.get("/studio/").text
    assert f'href="/studio/forms/{FORM}"' in admin.get(f"/studio/definitions/{FORM}").text
    chain = admin.get("/studio/definitions/pack_sample.approval").text
    assert "/studio/forms/pack_sample.approval" not in chain
    assert admin.get("/studio/forms/pack_sample.approval").status_code == 404
