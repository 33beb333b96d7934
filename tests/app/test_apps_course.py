"""The course of an operation: what it says while it runs, how it ended, and the servers after it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.serve import renewal
from app.serve.renewal import RenewalState
from kernel.clock import FixedClock
from kernel.db import transaction
from kernel.install.lock import install_lock
from kernel.models import PlatformState, PluginOperation
from kernel.models.plugins import OperationState
from kernel.text import Text
from tests.app.offices import platform_of
from tests.app.packs import make_broken_plugin, make_pack
from tests.app.plugin_office import plugin_office, post, visitor_of
from tests.app.processes import until

ERROR = {
    "code": "broken",
    "zh": "插件 tryout 的代码无法载入。",
    "en": "The code of tryout does not load.",
    "remedy": {"zh": "请修正后重试。", "en": "Correct it and try again."},
    "place": "tryout/pages.py:1",
    "problems": [
        {
            "zh": "缺少字段。",
            "en": "A field is missing.",
            "remedy": {"zh": "请补上。", "en": "Add it."},
            "place": "a:2",
        }
    ],
}


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Flask]:
    """An office with the sample pack, on a clock that stands."""
    with plugin_office(tmp_path, clock=clock) as app:
        yield app


@pytest.fixture
def admin(office: Flask) -> FlaskClient:
    """The administrator, signed in."""
    return visitor_of(office, "admin")


def operation(app: Flask, state: OperationState, *, restart: bool = False, **more: Any) -> int:
    """An operation on record."""
    here = platform_of(app)
    members = [{"name": "tryout", "title": "试办事项", "act": "install", "before": None, "after": "1.0.0"}]
    with transaction(here.database.engine) as session:
        found = PluginOperation(
            action="install",
            plugin="tryout",
            state=state,
            actor="admin",
            plan={"members": members, "restart": restart},
            plan_digest="",
            choices={},
            **({"log": [], "created_at": here.clock.now()} | more),
        )
        session.add(found)
        session.flush()
        return found.id


def state_of(app: Flask, number: int) -> str:
    """The state on record."""
    with transaction(platform_of(app).database.engine) as session:
        return session.get_one(PluginOperation, number).state


def tell(app: Flask, number: int, *lines: str) -> None:
    """What the installing process has told so far."""
    site = platform_of(app).site
    told = [json.dumps({"at": site.clock.now().isoformat(), "zh": line, "en": line}) for line in lines]
    (site.operations / f"{number}.jsonl").write_text("\n".join(told) + '\n{"at": "half a li')


def test_a_running_operation_tells_its_lines_at_local_time(office: Flask, admin: FlaskClient) -> None:
    number = operation(office, OperationState.RUNNING)
    tell(office, number, "写入数据", "发布定义")
    with install_lock(platform_of(office).site):
        html = admin.get(f"/apps/operations/{number}").text
    assert "进行中" in html
    assert "10:00:00" in html
    assert html.index("写入数据") < html.index("发布定义")
    assert "试办事项" in html
    assert "hx-get" in html
    assert '<meta http-equiv="refresh"' in html


def test_nothing_is_sent_until_something_has_moved(office: Flask, admin: FlaskClient) -> None:
    number = operation(office, OperationState.RUNNING)
    course = f"/apps/operations/{number}/course"
    with install_lock(platform_of(office).site):
        tell(office, number, "写入数据")
        assert admin.get(course, query_string={"seen": "running-0-"}).status_code == 200
        assert admin.get(course, query_string={"seen": "running-1-"}).status_code == 204
        tell(office, number, "写入数据", "发布定义")
        moved = admin.get(course, query_string={"seen": "running-1-"})
    assert moved.status_code == 200
    assert "<html" not in moved.text
    assert 'hx-swap-oob="innerHTML:#course-said">发布定义' in moved.text


def test_an_operation_whose_process_died_is_called_interrupted(office: Flask, admin: FlaskClient) -> None:
    number = operation(office, OperationState.RUNNING)
    tell(office, number, "写入数据")
    html = admin.get(f"/apps/operations/{number}").text
    assert "中断，未留下改动" in html
    assert "写入数据" in html
    assert "/apps/tryout/plan/install" in html
    assert "hx-get" not in html
    assert state_of(office, number) == OperationState.INTERRUPTED


def test_an_operation_that_never_began_is_given_up_in_the_end(
    office: Flask, admin: FlaskClient, clock: FixedClock
) -> None:
    number = operation(office, OperationState.QUEUED)
    assert "正在启动" in admin.get(f"/apps/operations/{number}").text
    clock.moment += timedelta(minutes=3)
    assert "中断，未留下改动" in admin.get(f"/apps/operations/{number}").text


@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_a_failed_operation_says_why_in_both_languages(
    office: Flask, admin: FlaskClient, language: str
) -> None:
    number = operation(office, OperationState.FAILED, error=ERROR)
    post(admin, "/language", {"locale": language})
    html = admin.get(f"/apps/operations/{number}").text
    said = (
        ("插件 tryout 的代码无法载入。", "请修正后重试。", "缺少字段。", "失败，已全部撤销")
        if language == "zh_Hans_CN"
        else (
            "The code of tryout does not load.",
            "Correct it and try again.",
            "A field is missing.",
            "Failed",
        )
    )
    for words in (*said, "tryout/pages.py:1", "a:2"):
        assert words in html


@pytest.mark.parametrize(
    ("behind", "state", "words"),
    [
        (0, RenewalState.DONE, "新进程已接替"),
        (0, RenewalState.RUNNING, "正在换新进程"),
        (0, RenewalState.FAILED, "旧进程继续服务"),
        (1, RenewalState.DONE, "正在换新进程"),
    ],
)
def test_the_page_follows_the_servers_that_take_over(
    office: Flask, admin: FlaskClient, behind: int, state: RenewalState, words: str
) -> None:
    here = platform_of(office)
    number = operation(office, OperationState.DONE, restart=True, finished_at=here.clock.now())
    with transaction(here.database.engine) as session:
        wanted = session.scalars(select(PlatformState.code_version)).one()
    renewal.keep(
        here.site.folder, state, wanted - behind, at=here.clock.now(), error=Text("端口被占", "port taken")
    )

    html = admin.get(f"/apps/operations/{number}").text

    assert words in html
    assert ("hx-get" in html) == (words == "正在换新进程")
    assert ("端口被占" in html) == (state is RenewalState.FAILED)


def test_nobody_waits_for_servers_that_never_come(
    office: Flask, admin: FlaskClient, clock: FixedClock
) -> None:
    here = platform_of(office)
    number = operation(office, OperationState.DONE, restart=True, finished_at=clock.now())
    renewal.keep(here.site.folder, RenewalState.DONE, -1, at=clock.now(), error=Text("", ""))
    clock.moment += timedelta(minutes=3)
    assert "hx-get" not in admin.get(f"/apps/operations/{number}").text


def test_a_plugin_of_data_needs_no_new_servers(office: Flask, admin: FlaskClient) -> None:
    here = platform_of(office)
    number = operation(office, OperationState.DONE, finished_at=here.clock.now())
    renewal.keep(here.site.folder, RenewalState.DONE, 1, at=here.clock.now(), error=Text("", ""))
    assert "进程" not in admin.get(f"/apps/operations/{number}").text


def test_the_log_of_a_plugin_names_operations_that_brought_it_along(
    office: Flask, admin: FlaskClient
) -> None:
    html = admin.get("/apps/forms").text
    assert "随 approvals" in html


@pytest.mark.parametrize(("broken", "words"), [(False, "已完成"), (True, "this plugin does not load")])
def test_carrying_out_starts_a_process_whose_end_is_shown(
    office: Flask, admin: FlaskClient, tmp_path: Path, broken: bool, words: str
) -> None:
    (make_broken_plugin if broken else make_pack)(tmp_path / "addons", "tryout")
    plan = json.loads(admin.get("/apps/tryout/plan/install.json").text)

    answer = post(admin, "/apps/tryout/carry-out/install", {"digest": plan["digest"]})

    assert answer.status_code == 302
    number = int(answer.location.rsplit("/", 1)[1])
    assert until(lambda: state_of(office, number) in {OperationState.DONE, OperationState.FAILED})
    html = admin.get(answer.location).text
    assert words in html
    assert "hx-get" not in html
    assert ("重新生成计划" in html) == broken
