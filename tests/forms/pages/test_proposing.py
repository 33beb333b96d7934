"""A draft is proposed by one person and published by another."""

from flask.testing import FlaskClient

from tests.forms.pages.boards import Board, begun, proposed, published


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
    assert f'href="/studio/forms/{board.name}"' in admin.get(proposal.location).text
    assert f'href="/studio/forms/{board.name}"' not in other.get(proposal.location).text
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


def test_a_form_that_names_a_register_there_is_not_cannot_be_proposed(admin: FlaskClient) -> None:
    board = begun(admin)
    name = board.added("choice")
    assert board.set(name, register="studio.absent").status_code == 303

    refused = proposed(board)

    assert refused.status_code == 422
    told = refused.text.split('role="alert"')[1].split("</ul>")[0]
    assert f'data-at="{name}"' in told
    assert "没有选项登记册“studio.absent”" in told
    assert "sections[" not in told


def test_where_two_people_changed_the_same_the_places_are_told(
    admin: FlaskClient, other: FlaskClient
) -> None:
    board = begun(admin)
    name = board.added("text")
    assert published(other, proposed(board).location).status_code == 302
    theirs = Board(other, board.name, "sysadmin")
    board.set(name, title__zh="甲", title__en="A")
    theirs.set(name, title__zh="乙", title__en="B")
    assert published(admin, proposed(theirs).location).status_code == 302
    merged = board.act("merge")
    assert merged.status_code == 200
    told = merged.text.split("请核对")[1].split("</ul>")[0]
    assert "甲 › 名称" in told
    assert "sections[" not in told
    assert board.body(name)["title"]["zh"] == "甲"


def test_a_draft_is_called_otherwise_until_somebody_may_publish_it(
    admin: FlaskClient, other: FlaskClient
) -> None:
    board, taken = begun(admin), begun(admin)
    board.added("text")
    number = f"{board.name.removeprefix('studio.')}_anew"

    for wrong, status in (("Not A Name", 422), (taken.name.removeprefix("studio."), 409)):
        refused = board.act("rename", id=wrong)
        assert (refused.status_code, f'value="{wrong}"' in refused.text) == (status, True)
    assert board.act("rename", id=number, seen="old.1.0").status_code == 409
    renamed = board.act("rename", id=number)
    assert (renamed.status_code, renamed.location) == (303, f"/studio/forms/studio.{number}")
    assert admin.get(f"/studio/forms/{board.name}").status_code == 404
    now = Board(admin, f"studio.{number}")
    assert len(now.nodes) == 2

    proposal = proposed(now)
    assert now.act("rename", id=f"{number}_b").status_code == 409
    assert published(other, proposal.location).status_code == 302
    assert now.act("rename", id=f"{number}_b").status_code == 422
    assert f"/studio/definitions/{now.name}/retire" in now.page
