"""The acts of the designer over HTTP, each saved at once."""

from html import unescape

from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict

from kernel.differences import differences
from tests.app.offices import token
from tests.forms.pages.boards import begun


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


def test_english_that_stays_behind_a_new_chinese_title_is_said_beside_it(admin: FlaskClient) -> None:
    board = begun(admin)
    field, section = board.added("text"), "section_1"

    def sheet(at: str) -> str:
        return admin.get(f"/studio/forms/{board.name}?at={at}").text

    for at in (field, section):
        usual = board.body(at)["title"]["en"]
        assert "英文名称仍是" not in sheet(at)
        assert board.set(at, title__zh="姓名", title__en=usual).status_code == 303, "it is saved"
        assert f"英文名称仍是“{usual}”，请一并修改。" in sheet(at)
        board.set(at, title__zh="姓名", title__en="Full name")
        assert "英文名称仍是" not in sheet(at)


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


SHEETS = (
    "text",
    "choice",
    "file",
    "rows",
    "materials",
    "decimal",
    "date",
    "year_month",
    "formatted",
)
"""Types on whose sheets every kind of entry stands."""


def test_a_sheet_that_is_posted_as_it_was_drawn_changes_nothing(admin: FlaskClient) -> None:
    board = begun(admin)
    names = [board.added(type_name) for type_name in SHEETS]
    board.set(names[0], visible_when=f'{names[1]} == "a"', required_when=f"not {names[1]} == None and 1 < 2")
    before = board.work
    for at in ("", "section_1", *names):
        page = admin.get(f"/studio/forms/{board.name}", query_string={"at": at})
        (sheet,) = html.document_fromstring(page.get_data()).xpath("//form[@data-set]")
        posted = MultiDict(sheet.form_values())
        assert posted["act"] == "set"
        assert len(posted.getlist("_has")) > 2
        answer = admin.post(f"/studio/forms/{board.name}/act", data=posted)
        assert answer.status_code == 303, answer.text
        assert differences(before.body, board.work.body) == (), at
        assert board.work.token == before.token, at
    assert board.work.body == before.body
