"""The words of an office: every event with its own, changed in the browser, in force when a second person says so."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from addons.licensing.events import GRANTED, RETURNED, told_of
from addons.licensing.seams import EVENTS
from addons.licensing.telling import Message, message_of
from addons.notices.definition import read_template
from addons.notices.kinds import NoticeTemplateKind
from addons.notices.models import Notice
from addons.notices.wordings import events_of, reworded
from kernel.db import session_factory
from kernel.errors import TongbanError
from kernel.registry import Registry
from kernel.text import Text
from tests.addons.notices.mailroom import tell
from tests.addons.notices.office import notice_office, person
from tests.app.offices import entered, platform_of, submit

WORDS = {
    "matter": Text("延续", "Renewal"),
    "number": Text("22-1", "22-1"),
    "outcome": Text("已办结", "granted"),
}
BODY = {
    "title": {"zh": "准予", "en": "granted"},
    "event": "granted",
    "subject": {"zh": "{matter}办好了", "en": "{matter} is done"},
    "text": {"zh": "办件 {number}[，{holder}]。", "en": "Case {number}[, {holder}]."},
}


@pytest.fixture
def app(tmp_path: Path, clock) -> Iterator[Flask]:
    """The application with notices."""
    with notice_office(tmp_path, clock) as found:
        yield found


@pytest.fixture
def registry(app: Flask) -> Registry:
    """What the plugins offer."""
    return platform_of(app).registry


def granted(clock) -> Message:
    """Zhang is granted something."""
    return message_of(GRANTED, WORDS, key="k", to=(person(1),), link="/my", at=clock.now())


def test_every_event_is_worded_with_names_that_it_gives(registry: Registry):
    known = events_of(registry)
    assert len(known) == sum(len(entry.thing()) for entry in registry.entries(EVENTS)) >= len(told_of())
    for event in known.values():
        body = {
            "title": {"zh": event.title.zh, "en": event.title.en},
            "event": event.name,
            "subject": {"zh": event.subject.zh, "en": event.subject.en},
            "text": {"zh": event.text.zh, "en": event.text.en},
        }
        assert NoticeTemplateKind.check(body, registry) == [], event.name


def test_what_a_template_may_not_say_is_told_with_its_place(registry: Registry):
    wrong = {**BODY, "text": {"zh": "{nummer}", "en": "Case {number"}, "subject": {"zh": " ", "en": "x"}}
    problems = NoticeTemplateKind.check(wrong, registry)
    assert {one.path for one in problems} == {"subject.zh", "text.zh", "text.en"}
    assert "{number}" in next(one for one in problems if one.path == "text.zh").remedy.zh
    [unknown] = NoticeTemplateKind.check({**BODY, "event": "born"}, registry)
    assert unknown.path == "event"
    with pytest.raises(TongbanError):
        read_template({"title": "x"})


def test_words_changed_in_the_browser_hold_when_a_second_person_publishes_them(app: Flask, clock):
    designer, admin = entered(app, "designer"), entered(app, "admin")
    assert "准予" in designer.get("/studio/wordings").text
    page = "/studio/wordings/granted"
    form = {
        "seen": "0",
        "reason": "说得短一些",
        "subject.zh": "{matter}办好了",
        "subject.en": "{matter} is done",
    }
    form |= {"text.zh": "办件 {number}。", "text.en": "Case {number}."}

    wrong = submit(designer, page, {**form, "text.zh": "办件 {nummer}。"}, page=page)
    assert wrong.status_code == 422
    assert "没有这样的名称：{nummer}" in wrong.text
    assert "{nummer}" in wrong.text
    long = submit(designer, page, {**form, "text.zh": "长" * 4_001}, page=page)
    assert long.status_code == 422
    assert "有 4001 字，超过了 4000 字。" in long.text
    assert "长" * 4_001 in long.text
    shown = submit(designer, page, {**form, "preview": "yes"}, page=page)
    assert "安全生产考核合格证书延续办好了" in shown.text

    asked = submit(designer, page, form, page=page)
    assert asked.status_code == 302
    here = platform_of(app)
    with session_factory(here.database.engine)() as session:
        assert reworded(session, granted(clock)).title.zh == "申请已办结"
    proposal = asked.headers["Location"]
    assert submit(admin, f"{proposal}/publish", {}, page=proposal).status_code == 302
    with session_factory(here.database.engine)() as session:
        told = reworded(session, granted(clock))
    assert (told.title, told.body) == (
        Text("延续办好了", "Renewal is done"),
        Text("办件 22-1。", "Case 22-1."),
    )
    assert "{matter}办好了" in designer.get(page).text
    assert "本单位措辞" in designer.get("/studio/wordings").text


def test_applicants_do_not_come_to_the_templates(app: Flask):
    zhang = entered(app, "zhang")
    assert zhang.get("/studio/wordings").status_code == 403
    assert submit(zhang, "/studio/wordings/granted", {}, page="/notices").status_code == 403
    assert entered(app, "designer").get("/studio/wordings/born").status_code == 404


def test_a_message_without_an_event_is_told_as_it_is(app: Flask):
    tell(app, person(1), key="plain")
    with session_factory(platform_of(app).database.engine)() as session:
        assert session.query(Notice.title_zh).all() == [("申请已受理",)]
    assert RETURNED.group == "correction"
