"""Settings are declared, changed on record within their limits, and read again when their version moved on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select

from kernel.db import transaction
from kernel.errors import Invalid, NotFound
from kernel.models import AuditEntry, SettingValue
from kernel.seams import setting
from kernel.settings import Claim, Line, Setting, Whole, change, declared, restore, settings_of
from kernel.text import Text
from kernel.versions import versions_of
from tests.kernel.snapshots import registry_with

GROUP = Text("试", "toy")


@setting("toy_days")
def toy_days() -> Setting:
    """Days."""
    return Setting(Text("天数", "Days"), Whole(0, 365), 90, GROUP, order=2)


@setting("toy_name")
def toy_name() -> Setting:
    """A name."""
    return Setting(Text("名称", "Name"), Line(10, may_be_empty=False), "通办", GROUP, order=1)


@setting("toy_single")
def toy_single() -> Setting:
    """A claim."""
    return Setting(Text("单一", "Single"), Claim(), True, GROUP, order=3)


REGISTRY = registry_with(toy_days, toy_name, toy_single)


def changed(engine, clock, name, text):
    with transaction(engine) as session:
        return change(session, REGISTRY, name, text, actor="root", now=clock.now(), address="127.0.0.1")


def values(engine):
    with engine.connect() as connection:
        return dict(settings_of(connection, REGISTRY))


def test_what_nobody_changed_has_its_default(engine):
    assert values(engine) == {"toy_name": "通办", "toy_days": 90, "toy_single": True}
    assert list(declared(REGISTRY)) == ["toy_name", "toy_days", "toy_single"]


def test_a_change_is_kept_on_record_and_raises_the_version(engine, clock):
    assert changed(engine, clock, "toy_days", " 30 ")
    assert changed(engine, clock, "toy_single", "no")
    assert not changed(engine, clock, "toy_days", "30")
    assert values(engine) == {"toy_name": "通办", "toy_days": 30, "toy_single": False}
    with engine.connect() as connection:
        assert versions_of(connection, None).settings == 2
    with transaction(engine) as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id).limit(1)).one()
        assert (entry.action, entry.thing) == ("setting.changed", "setting:toy_days")
        assert entry.detail == {"before": 90, "after": 30}


def test_a_default_is_restored(engine, clock):
    changed(engine, clock, "toy_days", "30")
    with transaction(engine) as session:
        done = [
            restore(session, REGISTRY, "toy_days", actor="root", now=clock.now(), address="")
            for _ in range(2)
        ]
    assert done == [True, False]
    assert values(engine)["toy_days"] == 90


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("toy_days", "366"),
        ("toy_days", "-1"),
        ("toy_days", "９"),
        ("toy_days", ""),
        ("toy_days", "9" * 5000),
        ("toy_name", " "),
        ("toy_name", "一二三四五六七八九十甲"),
        ("toy_name", "a\nb"),
        ("toy_single", "perhaps"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(engine, clock, name, text):
    with pytest.raises(Invalid, match="请"):
        changed(engine, clock, name, text)
    assert values(engine)["toy_days"] == 90


def test_a_setting_nobody_declares_is_not_found(engine, clock):
    with pytest.raises(NotFound, match="没有名为“toy_other”的设置"):
        changed(engine, clock, "toy_other", "1")


def test_a_value_that_no_longer_fits_counts_as_never_changed(engine, clock):
    with transaction(engine) as session:
        session.add(SettingValue(name="toy_days", value=999, changed_at=clock.now(), changed_by="root"))
    assert values(engine)["toy_days"] == 90


def test_settings_are_read_once_for_each_version(engine):
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    with engine.connect() as connection:
        for version in (7, 7, 8):
            settings_of(connection, REGISTRY, version=version)
    assert len(statements) == 2


@given(st.integers(0, 365))
def test_a_number_within_the_limits_is_read(number):
    assert Whole(0, 365).read(str(number)) == number


@given(st.text(max_size=12))
def test_a_line_that_is_read_can_stand(text):
    line = Line(10)
    try:
        assert line.takes(line.read(text))
    except Invalid:
        assert len(text.strip()) > 10 or any(ord(letter) < 32 or ord(letter) == 127 for letter in text)
