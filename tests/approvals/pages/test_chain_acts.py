"""The chain designer over HTTP, as browsers without scripts use it: each act saved at once, nothing lost."""

from html import unescape
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kernel.datafiles.writing import value_in
from kernel.nodes import same
from tests.app.offices import entered, platform_of
from tests.app.plugin_office import ONLOOKER, post
from tests.approvals.pages.chain_boards import Board, begun, sound


def test_a_chain_is_drawn_from_nothing_proposed_published_and_changed(
    admin: FlaskClient, other: FlaskClient
) -> None:
    board = sound(begun(admin))
    assert board.nodes == ["filing", "act_1"]
    assert board.body("act_1")["office"] == {"level": "city", "routing": "any"}
    other_board = Board(other, board.name, "sysadmin")
    assert other.get(f"/studio/chains/{board.name}").status_code == 404
    proposed = board.proposed()
    assert proposed.status_code == 303
    assert post(admin, f"{proposed.location}/publish", {}, page="/studio/").status_code == 403
    assert post(other, f"{proposed.location}/publish", {}, page="/studio/").status_code == 302
    assert (other_board.work.number, other_board.nodes) == (1, ["filing", "act_1"])
    assert not board.work.changed
    other_board.set("act_1", clock__days="10")
    assert "也在改这条审批链" in board.page
    assert other_board.body("act_1")["clock"]["days"] == 10
    assert board.body("act_1")["clock"]["days"] == 20


def test_one_wrong_value_of_the_sheet_holds_up_no_other(admin: FlaskClient) -> None:
    board = sound(begun(admin))
    answer = board.set("act_1", title__zh="市级审批", clock__days="很久")
    assert answer.status_code == 422
    assert "有 1 处没有保存" in answer.text
    assert "很久" in answer.text, "what is wrong stays as it was typed"
    assert "市级审批" in str(board.body("act_1")["title"])
    assert board.body("act_1")["clock"]["days"] == 20


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title__zh": "", "title__en": "Decision"}, "没有中文名称"),
        ({"title__zh": "长" * 201}, "名称有 201 字，最多 200 字"),
    ],
)
def test_step_has_a_chinese_name_and_no_paragraph_for_one(
    admin: FlaskClient, typed: dict[str, str], said: str
) -> None:
    board = sound(begun(admin))
    refused = board.set("act_1", **typed)
    assert (refused.status_code, said in refused.text) == (422, True)


def test_what_keeps_a_chain_from_being_published_is_shown_where_it_is(admin: FlaskClient) -> None:
    board = begun(admin)
    branch = board.added("branch", ".")
    page = unescape(board.page)
    assert "必改" in page
    assert "缺少“何时走这一支”" in page
    assert f'href="/studio/chains/{board.name}?at=case_1#node-case_1"' in page
    refused = board.proposed()
    assert refused.status_code == 422
    alert = unescape(refused.text).partition('role="alert"')[2].partition("</ul>")[0]
    assert 'data-at="case_1">条件分支 › 新的情形</a> 缺少“何时走这一支”。' in alert
    board.act("remove", branch)
    assert "必改" not in board.page


def test_steps_come_at_the_plus_move_and_go_back_by_undoing(admin: FlaskClient) -> None:
    board = begun(admin)
    group = board.added("parallel", ".", "filing")
    inner = board.added("act", "lane_1")
    second = board.added("fill", at="lane_2")
    assert board.nodes == [group, "lane_1", inner, "lane_2", second, "filing"]
    states = [board.work.body]
    for word, at, more in (
        ("move", "filing", {"into": "lane_2", "before": second}),
        ("up", second, {}),
        ("copy", inner, {}),
        ("wrap_branch", inner, {}),
        ("add_lane", group, {}),
        ("retype", inner, {"type": "confirm"}),
        ("remove", second, {}),
        ("dissolve", group, {}),
    ):
        assert board.act(word, at, **more).status_code == 303
        states.append(board.work.body)
    assert board.body(inner)["kind"] == "confirm"
    for state in reversed(states[:-1]):
        board.act("undo")
        assert same(board.work.body, state)
    for state in states[1:]:
        board.act("redo")
        assert same(board.work.body, state)


def test_a_stale_window_changes_nothing_and_says_so(admin: FlaskClient) -> None:
    board = begun(admin)
    seen = board.work.token
    board.added("act", ".")
    answer = board.act("add", type="auto", into=".", seen=seen)
    assert answer.status_code == 409
    assert "别的窗口" in answer.text
    assert board.nodes == ["filing", "act_1"]


@pytest.mark.parametrize(
    ("word", "fields"),
    [
        ("add", {"type": "nonsense"}),
        ("add", {"type": "act", "into": "filing"}),
        ("move", {"at": "filing", "before": "nobody"}),
        ("wrap_parallel", {"at": "nobody"}),
        ("dissolve", {"at": "filing"}),
        ("fly", {}),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_done_is_refused_with_the_remedy(
    admin: FlaskClient, word: str, fields: dict[str, str]
) -> None:
    board = begun(admin)
    answer = board.act(word, **fields)
    assert answer.status_code in (404, 422)
    assert 'role="alert"' in answer.text
    assert board.nodes == ["filing"]


def test_what_was_typed_is_kept_when_it_cannot_be_taken(admin: FlaskClient) -> None:
    board = sound(begun(admin))
    answer = board.set("act_1", clock__days="viele", role="chief")
    assert answer.status_code == 422
    assert 'value="viele"' in answer.text
    assert board.body("act_1")["clock"] == {"days": 20}
    assert board.set("act_1", name="granted").status_code == 422
    assert board.set("act_1", name="city").status_code == 303
    assert board.nodes == ["filing", "city"]


def test_every_path_is_listed_and_the_chain_leaves_as_it_is_written(admin: FlaskClient) -> None:
    board = sound(begun(admin))
    paths = admin.get(f"/studio/chains/{board.name}?view=paths")
    assert paths.status_code == 200
    assert paths.text.count("ch-path-h") == 3
    assert "发起人随时可以撤回" in paths.text
    assert "停在核验" not in paths.text
    yaml = admin.get(f"/studio/chains/{board.name}/chain.yaml")
    assert yaml.mimetype == "application/yaml"
    assert same(value_in(yaml.text, place="x"), board.work.body)


def test_who_only_looks_sees_the_chain_and_changes_nothing(studio: Flask, admin: FlaskClient) -> None:
    board = begun(admin)
    onlooker = entered(studio, ONLOOKER)
    assert onlooker.get("/studio/chains/").status_code == 200
    assert onlooker.get(f"/studio/chains/{board.name}").status_code == 404
    refused = post(onlooker, f"/studio/chains/{board.name}/act", {"act": "undo"}, page="/studio/")
    assert refused.status_code == 403
    assert studio.test_client().get("/studio/chains/").status_code == 302


def test_a_discarded_chain_is_gone_and_an_id_that_is_taken_is_refused(admin: FlaskClient) -> None:
    board = begun(admin)
    fields = {"title.zh": "同名", "title.en": "", "id": board.name.removeprefix("studio.")}
    taken = post(admin, "/studio/chains/new", fields, page="/studio/")
    assert taken.status_code == 409
    assert 'value="同名"' in taken.text
    assert board.act("discard").location == "/studio/chains/"
    assert admin.get(f"/studio/chains/{board.name}").status_code == 404


def test_what_is_wrong_leads_to_the_entry_that_mends_it(admin: FlaskClient) -> None:
    board = begun(admin)
    step = board.added("act", ".")
    board.set(step, title__zh="市级审核", office__level="city")
    page = unescape(board.page).partition('data-part="checks"')[2]
    assert "<b>市级审核</b>：缺少“由哪个机关受理”" in page, "which step it is about is said"
    assert f'data-at="{step}" data-entry-tab="basic" data-entry="p.office.routing"' in page
    assert (
        f'?at={step}&tab=clock#node-{step}" data-at="{step}" data-entry-tab="clock" data-entry="p.clock.days"'
        in page
    )
    board.set("", clock__days="5", clock__on_overdue="go_to")
    board.set(step, office__routing="any")
    page = unescape(board.page).partition('data-part="checks"')[2]
    assert 'tab=clock#sheet" data-at="" data-entry-tab="clock" data-entry="p.clock.on_overdue"' in page


def test_a_file_stands_on_the_board_in_place_of_the_draft(admin: FlaskClient) -> None:
    board = sound(begun(admin))
    leaves = admin.get(f"/studio/chains/{board.name}/chain.yaml").data
    copy = begun(admin)
    assert brought(admin, copy, leaves).status_code == 303
    assert same(copy.work.body, board.work.body)
    copy.act("undo")
    assert copy.nodes == ["filing"]
    before = copy.work.body
    for content, said in (
        (b"", "没有选文件"),
        (b"x" * (512 * 1024 + 1), "没有选文件，或文件超过 512 KB"),
        (b"- a\n- b\n", "文件里不是一条审批链"),
        (b"steps: [", "chain.yaml"),
        (b"\xff\xfe\x00", "UTF-8"),
        (leaves.replace(b"kind: act", b"kind: dance"), "steps[act_1].kind：没有“dance”这种步骤"),
    ):
        refused = brought(admin, copy, content)
        assert refused.status_code in (400, 422), content[:20]
        assert said in unescape(refused.text), content[:20]
    assert same(copy.work.body, before)


def brought(client: FlaskClient, board: Board, content: bytes) -> TestResponse:
    """What comes of a file that is sent to the board."""
    return post(
        client,
        f"/studio/chains/{board.name}/import",
        {
            "act": "import",
            "at": "",
            "view": "design",
            "tab": "",
            "_seen": board.work.token,
            "file": (BytesIO(content), "chain.yaml"),
        },
        page="/studio/",
    )


def test_who_may_not_draw_brings_no_file(studio: Flask, admin: FlaskClient) -> None:
    board = begun(admin)
    onlooker = entered(studio, ONLOOKER)
    assert brought(onlooker, board, b"title: x\n").status_code == 403


def test_who_publishes_a_chain_is_told_step_by_step(
    studio: Flask, admin: FlaskClient, other: FlaskClient
) -> None:
    assert "approvals.steps" in platform_of(studio).registry.names("definition_review")
    board = sound(begun(admin))
    assert post(other, f"{board.proposed().location}/publish", {}, page="/studio/").status_code == 302
    board.set("act_1", clock__days="30")
    board.added("wait", ".")
    board.set("wait_1", title__zh="等补充说明", lasts__days="5")
    page = unescape(other.get(board.proposed("多给些时间").location).text)
    assert "逐步骤的差异" in page
    assert "市级审批 · 法定时限" in page
    assert "等补充说明" in page.partition("逐步骤的差异")[2]
    assert "最长 5 个工作日 · 在“市级审批”之后" in page


def test_votes_set_on_a_page_that_shows_the_usual_verbs_still_leave_them_usual(admin: FlaskClient) -> None:
    board = sound(begun(admin))
    shown = ["approve", "reject", "return"]
    board.set("act_1", votes__need="count", verbs=shown)
    board.set("act_1", votes__of="2", verbs=shown)
    assert board.body("act_1")["votes"] == {"need": "count", "of": 2}
    assert "verbs" not in board.body("act_1")
    assert "必改" not in board.page
    board.set("act_1", verbs=["countersign", "return", "cc"])
    assert board.body("act_1")["verbs"] == ["countersign", "return", "cc"]
    board.set("act_1", votes__need="", verbs=["countersign", "return"])
    assert not {"votes", "verbs"} & set(board.body("act_1"))
    board.set("act_1", verbs=["approve", "return"])
    assert board.body("act_1")["verbs"] == ["approve", "return"]
