"""The work page: who may, what it shows, what it queues, what it says of bad input."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from kernel.clock import FixedClock
from kernel.jobs import last_runs, run_due
from kernel.models import AuditEntry, JobRun, OutboxItem
from kernel.outbox import drain
from kernel.surroundings import Surroundings
from tests.app.admin.rights import allow
from tests.app.offices import platform_of, submit

PAGE = "/admin/work/"
RUN = f"{PAGE}jobs/audit_seal/run"
ERROR = "短信网关拒绝。请报备签名。\nThe gateway refused. Register the signature."


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    return submit(client, path, fields, page="/profile")


def words(answer: TestResponse) -> str:
    """The page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def around(app: Flask) -> Surroundings:
    here = platform_of(app)
    return Surroundings(here.registry, here.clock, here.keys)


def scheduled(app: Flask) -> None:
    """What a scheduler does in one tick."""
    here = platform_of(app)
    run_due(here.database.engine, here.registry, here.clock, surroundings=around(app))


def drained(app: Flask) -> None:
    """What a scheduler does about deferred work."""
    here = platform_of(app)
    drain(here.database.engine, here.registry, clock=here.clock, worker="w", surroundings=around(app))


def given_up(app: Flask, *, number: int = 1) -> list[int]:
    """Dead letters, and their numbers."""
    here = platform_of(app)
    now = here.clock.now()
    with here.database.transaction() as session:
        items = [
            OutboxItem(
                topic="notices.sms",
                payload={"phone": "13900000000"},
                state="dead",
                attempts=10,
                due_at=now,
                created_at=now,
                error=ERROR,
            )
            for _ in range(number)
        ]
        session.add_all(items)
        session.flush()
        return [item.id for item in items]


def acts(app: Flask) -> list[tuple[str, str, str, str]]:
    with platform_of(app).database.transaction() as session:
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.action.in_(("job.run", "outbox.revive")))
        )
        return [(one.action, one.thing, one.actor, one.address) for one in entries]


def runs(app: Flask, job: str) -> list[JobRun]:
    with platform_of(app).database.transaction() as session:
        return list(last_runs(session, job))


def test_every_job_shows_its_schedule_and_its_next_run(admin: FlaskClient) -> None:
    page = words(admin.get(PAGE))
    assert "调度心跳 heartbeat 每 5 分钟 2026-03-10 10:05 还没有运行过" in page
    assert "封存审计日志 audit_seal 每分钟" in page
    assert "导出审计链头 audit_head 每小时第 5 分" in page
    assert "清理已完成的工作 work_cleaning 每天 03:30" in page


def test_a_silent_scheduler_is_told(app: Flask, admin: FlaskClient, clock: FixedClock) -> None:
    assert "调度程序还没有运行过" in admin.get(PAGE).text
    scheduled(app)
    clock.advance(minutes=6)
    scheduled(app)
    assert "调度程序在运行" in admin.get(PAGE).text
    clock.advance(minutes=16)
    assert "调度程序自 2026-03-10 10:06 起没有动静" in admin.get(PAGE).text


def test_the_last_run_shows_its_report_or_its_error(
    app: Flask, admin: FlaskClient, clock: FixedClock
) -> None:
    scheduled(app)
    clock.advance(minutes=6)
    scheduled(app)
    page = words(admin.get(PAGE))
    assert "成功 2026-03-10 10:06 sealed" in page
    assert "失败，将自动再试 2026-03-10 10:06 DATA_DIR: 没有可以导出链头的数据目录" in page
    assert "There is no data folder" not in page


def test_a_job_is_queued_and_run_outside_of_the_request(app: Flask, admin: FlaskClient) -> None:
    answer = post(admin, RUN)
    assert (answer.status_code, answer.location) == (302, PAGE)
    assert runs(app, "audit_seal") == []
    assert "“封存审计日志”已排队" in admin.get(PAGE).text
    assert words(admin.get(f"{PAGE}jobs/audit_seal")).count("已排队") == 1

    drained(app)

    [run] = runs(app, "audit_seal")
    assert (run.error, run.due_at) == (None, None)
    assert "手动 2026-03-10 10:00 不到 1 秒 1 次 成功 sealed" in words(admin.get(f"{PAGE}jobs/audit_seal"))
    assert acts(app) == [("job.run", "job:audit_seal", "admin", "127.0.0.1")]


def test_a_second_click_queues_nothing_more(app: Flask, admin: FlaskClient) -> None:
    post(admin, RUN)
    assert post(admin, RUN, next=f"{PAGE}jobs/audit_seal").location == f"{PAGE}jobs/audit_seal"
    assert "已经在排队，不用再点" in admin.get(PAGE).text
    assert len(acts(app)) == 1


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:x"])
def test_nobody_is_led_away(admin: FlaskClient, target: str) -> None:
    assert post(admin, RUN, next=target).location == PAGE


def test_the_last_twenty_runs_are_listed(app: Flask, admin: FlaskClient, clock: FixedClock) -> None:
    with platform_of(app).database.transaction() as session:
        for number in range(21):
            at = clock.now() - timedelta(minutes=number)
            ended = at + timedelta(seconds=65)
            session.add(JobRun(job="heartbeat", slot=f"slot-{number}-", due_at=at, started_at=at,
                               finished_at=ended, report={}))  # fmt: skip
    page = words(admin.get(f"{PAGE}jobs/heartbeat"))
    assert ("slot-0-" in page, "slot-19-" in page, "slot-20-" in page) == (True, True, False)
    assert "1 分 5 秒" in page


def test_a_dead_letter_shows_its_error_and_not_its_payload(app: Flask, admin: FlaskClient) -> None:
    [number] = given_up(app)
    page = words(admin.get(PAGE))
    assert f"notices.sms #{number} 2026-03-10 10:00 10 次 短信网关拒绝。请报备签名。 重新排队" in page
    assert "13900000000" not in page


def test_a_dead_letter_is_queued_again_on_record(app: Flask, admin: FlaskClient) -> None:
    [number] = given_up(app)
    assert post(admin, f"{PAGE}items/{number}/revive").location == PAGE
    page = words(admin.get(PAGE))
    assert f"第 {number} 项已重新排队" in page
    assert "没有被放弃的工作" in page
    assert "等待再试 2026-03-10 10:00 0 次 短信网关拒绝" in page
    assert acts(app) == [("outbox.revive", f"outbox:{number}", "admin", "127.0.0.1")]


def test_what_is_no_dead_letter_is_not_queued_again(app: Flask, admin: FlaskClient) -> None:
    [number] = given_up(app)
    post(admin, f"{PAGE}items/{number}/revive")
    twice = post(admin, f"{PAGE}items/{number}/revive")
    assert (twice.status_code, f"延后工作 {number} 没有被放弃" in twice.text) == (409, True)
    absent = post(admin, f"{PAGE}items/999/revive")
    assert (absent.status_code, "没有编号为 999 的延后工作" in absent.text) == (404, True)
    assert len(acts(app)) == 1


def test_too_many_are_counted_and_not_listed(app: Flask, admin: FlaskClient) -> None:
    given_up(app, number=52)
    page = admin.get(PAGE).text
    assert page.count("重新排队") == 50
    assert "还有 2 项" in page


@pytest.mark.parametrize("path", [f"{PAGE}jobs/nothing", f"{PAGE}jobs/nothing/run"])
def test_a_job_nobody_offers_is_not_found(admin: FlaskClient, path: str) -> None:
    answer = post(admin, path) if path.endswith("run") else admin.get(path)
    assert answer.status_code == 404
    assert "没有名为“nothing”的作业" in answer.text


def test_nobody_else_may(app: Flask, client: FlaskClient, clerk: FlaskClient) -> None:
    [number] = given_up(app)
    assert client.get(PAGE).status_code == 302
    assert (clerk.get(PAGE).status_code, clerk.get(f"{PAGE}jobs/heartbeat").status_code) == (403, 403)
    assert (post(clerk, RUN).status_code, post(clerk, f"{PAGE}items/{number}/revive").status_code) == (
        403,
        403,
    )
    assert acts(app) == []


def test_who_may_only_look_finds_no_buttons(app: Flask, clerk: FlaskClient) -> None:
    given_up(app)
    allow(app, "can_read", "Work")
    page = clerk.get(PAGE)
    assert page.status_code == 200
    assert "立即运行" not in page.text
    assert "重新排队" not in page.text
    assert post(clerk, RUN).status_code == 403


def test_it_speaks_english(app: Flask, admin: FlaskClient) -> None:
    given_up(app)
    submit(admin, "/language", {"locale": "en"}, page="/")
    page = words(admin.get(PAGE))
    assert "Scheduler heartbeat heartbeat every 5 minutes" in page
    assert "The gateway refused. Register the signature. Queue again" in page
    assert "短信网关" not in page
