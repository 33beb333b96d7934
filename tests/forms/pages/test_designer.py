"""The board of a form over HTTP: who sees what, how it is drawn, what is found in it."""

from flask import Flask
from flask.testing import FlaskClient

from forms.service import draft
from tests.app.offices import entered, platform_of
from tests.app.plugin_office import FORM, post
from tests.forms.pages.boards import Board, begun


def test_a_form_of_a_plugin_opens_with_all_its_fields(admin: FlaskClient) -> None:
    page = Board(admin, FORM).page
    assert "node-enterprise_name" in page
    assert "企业名称" in page


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


def test_a_draft_that_says_nothing_of_its_own_can_be_put_away(admin: FlaskClient) -> None:
    board = Board(admin, FORM)
    assert 'value="discard"' not in board.page
    board.added("text", "enterprise_name")
    board.act("undo")
    assert not board.work.changed
    assert 'value="discard"' in board.page
    assert board.act("discard").location == f"/studio/forms/{FORM}"
    assert 'value="discard"' not in board.page


def test_what_a_draft_changes_is_told_before_anybody_is_asked_to_publish_it(admin: FlaskClient) -> None:
    board = Board(admin, FORM)
    changes = f"/studio/forms/{FORM}?view=changes"
    assert changes not in board.page
    assert "草稿与现行版本相同" in admin.get(changes).text
    board.set(board.added("text", "enterprise_name"), title__zh="工号", title__en="Number")
    assert "view=changes" in board.page
    told = admin.get(changes).text
    assert "逐字段的差异" in told
    assert "工号" in told
    assert "单行文本，在“" in told
    board.act("discard")

    fresh = begun(admin)
    assert "没有可比的版本" in admin.get(f"/studio/forms/{fresh.name}?view=changes").text


def test_a_section_in_two_columns_is_drawn_so_on_the_board(admin: FlaskClient) -> None:
    board = begun(admin)
    board.added("text")
    assert board.set("section_1", columns="2").status_code == 303
    assert 'class="fd-list two"' in board.page
    assert board.body("section_1")["columns"] == 2


def test_a_long_list_of_options_is_text_one_a_line(admin: FlaskClient) -> None:
    board = begun(admin)
    name = board.added("choice")
    lines = "\n".join(f"v{number}|项{number}|Option {number}" for number in range(700))
    inputs = {"p.options-lines": lines}
    assert board.act("set", name, _has=["options"], **inputs).status_code == 303
    assert len(board.body(name)["options"]) == 700
    page = admin.get(f"/studio/forms/{board.name}?at={name}").text
    assert "v699|项699|Option 699</textarea>" in page
    assert 'name="p.options.0.value"' not in page
    wrong = board.act("set", name, _has=["options"], **{"p.options-lines": f"{lines}\nx|甲\x07"})
    assert wrong.status_code == 422
    assert "第 701 行" in wrong.text


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


def test_a_form_is_drawn_for_phone_desk_and_paper(admin: FlaskClient) -> None:
    board = begun(admin)
    name = board.added("text")
    shown = {
        width: admin.get(f"/studio/forms/{board.name}/preview?width={width}", follow_redirects=True).text
        for width in ("phone", "pc", "print", "poster")
    }
    assert all(f'name="{name}"' in shown[width] for width in ("phone", "pc", "poster"))
    assert "paper-t" in shown["print"]
    board.act("remove", name)
    assert "现在还画不出来" in admin.get(f"/studio/forms/{board.name}?view=phone").text


def test_a_new_field_says_which_drafts_of_applicants_do_not_have_it(
    studio_office: Flask, admin: FlaskClient
) -> None:
    here, board = platform_of(studio_office), Board(admin, FORM)
    with here.database.transaction() as session:
        draft(session, FORM, "person:1", here.clock.now())
    name = board.added("text", "enterprise_name")
    said = "份草稿没有这个字段"
    assert said in admin.get(f"/studio/forms/{FORM}", query_string={"at": name}).text
    assert said not in admin.get(f"/studio/forms/{FORM}", query_string={"at": "enterprise_name"}).text
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
    assert '<a href="/studio/" aria-current="page">' in Board(admin, FORM).page
    chain = admin.get("/studio/definitions/pack_sample.approval").text
    assert "/studio/forms/pack_sample.approval" not in chain
    assert admin.get("/studio/forms/pack_sample.approval").status_code == 404


def test_what_is_wrong_is_told_by_the_titles_of_the_sheet(admin: FlaskClient) -> None:
    board = begun(admin)
    name = board.added("hidden")
    assert board.set(name, compute="").status_code == 303
    page = board.page
    assert "隐藏字段没有人填。请写“算出”，或加上“由系统带入，不用填写”。" in page
    assert "given: true" not in page
