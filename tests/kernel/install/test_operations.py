"""Operations: refused ones are on record as failed, interrupted ones are settled, nobody's run is touched."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from kernel.db import session_factory, transaction
from kernel.errors import InstallBusy, NotFound
from kernel.install.lock import install_lock, is_busy
from kernel.install.operations import START_PATIENCE, progress, settle_interrupted
from kernel.models import Plugin, PluginOperation
from kernel.models.plugins import OperationState
from tests.conftest import TODAY
from tests.kernel.install.house import House
from tests.kernel.install.portraits import differing, dump
from tests.kernel.install.workshop import Workshop
from tests.plugins.variants import edited, with_version

ABSENT = 4711


def settled(house: House) -> list[int]:
    """What the Apps page and the start of the servers do."""
    found: list[int] = house.act_in(lambda session: settle_interrupted(session, house.site))
    return found


def set_state(house: House, number: int, state: OperationState) -> None:
    """As if the process had been at it, or had died over it."""
    with transaction(house.engine) as session:
        session.execute(
            update(PluginOperation).where(PluginOperation.id == number).values(state=state, error=None)
        )


def told(house: House, number: int) -> dict[str, Any]:
    """The error on record."""
    operation = house.operation(number)
    assert operation.state == OperationState.FAILED
    assert operation.finished_at == TODAY
    assert operation.error is not None
    return operation.error


def test_a_plan_in_the_way_of_which_something_stands_is_not_queued(ground: House):
    before = ground.read(select(PluginOperation.id))
    plan = ground.plan("uninstall", "forms")

    error = ground.refused(lambda: ground.queue(plan))

    assert (error["code"], error["place"]) == ("conflict", "forms")

    assert ground.read(select(PluginOperation.id)) == before


def test_an_operation_nobody_queued_is_refused(ground: House):
    with pytest.raises(NotFound) as refusal:
        ground.carry_out(ABSENT)

    assert refusal.value.place == str(ABSENT)


def test_a_stale_plan_fails_on_record(ground: House):
    number = ground.queued("install", "beta")
    with_version(ground.addons, "beta", "1.0.1")

    error = ground.refused(lambda: ground.carry_out(number))

    assert error["code"] == "stale_plan"
    assert told(ground, number) == error
    assert ground.read("SELECT name FROM plugin ORDER BY name") == ["approvals", "forms"]


def test_a_plugin_that_was_installed_meanwhile_fails_on_record(ground: House):
    first, second = ground.queued("install", "beta"), ground.queued("install", "beta")
    ground.carry_out(first)
    before = dump(ground.engine)

    error = ground.refused(lambda: ground.carry_out(second))

    assert (error["code"], error["place"]) == ("conflict", "beta")
    assert told(ground, second) == error
    assert differing(dump(ground.engine), before) == []


def test_a_clash_that_arose_meanwhile_fails_on_record(with_alpha: House):
    from tests.kernel.install.test_studio import changed, newer

    newer(with_alpha, phone="电话号码")
    number = with_alpha.queued("upgrade", "alpha")
    changed(with_alpha, phone="手机")

    error = with_alpha.refused(lambda: with_alpha.carry_out(number))

    assert error["code"] == "merge_conflict"
    assert told(with_alpha, number) == error


def test_a_folder_that_went_meanwhile_fails_on_record(ground: House):
    number = ground.queued("install", "beta")
    (ground.addons / "beta/__manifest__.py").unlink()

    error = ground.refused(lambda: ground.carry_out(number))

    assert (error["code"], error["place"]) == ("not_found", "beta")
    assert told(ground, number) == error


def test_an_error_of_ours_fails_on_record_and_is_raised(ground: House, monkeypatch: pytest.MonkeyPatch):
    def explode(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("inside")

    number = ground.queued("install", "alpha")
    before = dump(ground.engine)
    monkeypatch.setattr("kernel.audit.record", explode)

    with pytest.raises(ZeroDivisionError):
        ground.carry_out(number)

    error = told(ground, number)
    assert (error["code"], error["place"]) == ("internal", "")
    assert "ZeroDivisionError: inside" in error["zh"]
    assert "ZeroDivisionError: inside" in error["en"]
    assert differing(dump(ground.engine), before) == []
    assert [line["en"] for line in ground.operation(number).log][-1] == "Writing the audit log"


def test_leaving_the_process_fails_on_record(ground: House, monkeypatch: pytest.MonkeyPatch):
    def leave(*_: Any) -> None:
        raise SystemExit(1)

    number = ground.queued("install", "alpha")
    before = dump(ground.engine)
    monkeypatch.setattr("kernel.install.operations.plan_of", leave)

    with pytest.raises(SystemExit):
        ground.carry_out(number)

    assert told(ground, number)["code"] == "internal"
    assert differing(dump(ground.engine), before) == []


def test_new_code_that_does_not_load_marks_the_installed_plugin_broken(with_alpha: House, workshop: Workshop):
    edited(
        with_version(with_alpha.addons, "alpha", "1.1.0"), "alpha/models.py", '"""Units', '1 / 0\n"""Units'
    )
    number = with_alpha.queued("upgrade", "alpha")

    assert workshop.carried_out(with_alpha, number) == 1

    alpha = with_alpha.plugin("alpha")
    assert alpha is not None
    assert (alpha.version, alpha.state) == ("1.0.0", "installed")
    assert "ZeroDivisionError" in (alpha.broken or "")
    assert told(with_alpha, number)["code"] == "broken_plugin"

    edited(with_alpha.addons, "alpha/models.py", '1 / 0\n"""Units', '"""Units')
    assert workshop.carried_out(with_alpha, with_alpha.queued("upgrade", "alpha")) == 0
    assert with_alpha.read(select(Plugin.broken).where(Plugin.name == "alpha")) == [None]


def test_a_plugin_is_not_called_broken_for_another_that_is(with_alpha: House, workshop: Workshop):
    with_alpha.install("beta")
    edited(with_alpha.addons, "alpha/models.py", '"""Units', '1 / 0\n"""Units')
    number = with_alpha.queued("upgrade", "beta")

    assert workshop.carried_out(with_alpha, number) == 1

    assert told(with_alpha, number)["place"] == "addons.alpha.models"
    assert with_alpha.read(select(Plugin.broken).where(Plugin.broken.is_not(None))) == []


def test_an_operation_whose_process_died_is_settled(ground: House):
    number = ground.queued("install", "alpha")
    set_state(ground, number, OperationState.RUNNING)

    assert settled(ground) == [number]

    operation = ground.operation(number)
    assert (operation.state, operation.finished_at) == (OperationState.INTERRUPTED, TODAY)
    assert settled(ground) == []


def test_an_operation_that_never_began_is_settled_after_a_while(ground: House):
    number = ground.queued("install", "alpha")

    assert settled(ground) == []
    ground.clock.advance(seconds=(START_PATIENCE + timedelta(seconds=1)).total_seconds())
    assert settled(ground) == [number]

    error = ground.refused(lambda: ground.carry_out(number))
    assert error["code"] == "conflict"
    assert ground.operation(number).state == OperationState.INTERRUPTED


def test_ended_operations_are_left_alone(with_alpha: House):
    before = with_alpha.read(select(PluginOperation.state))

    assert settled(with_alpha) == []

    assert with_alpha.read(select(PluginOperation.state)) == before


def test_nothing_is_settled_while_somebody_is_at_work(ground: House):
    number = ground.queued("install", "alpha")
    set_state(ground, number, OperationState.RUNNING)

    with install_lock(ground.site):
        assert is_busy(ground.site)
        assert settled(ground) == []

    assert not is_busy(ground.site)
    assert ground.operation(number).state == OperationState.RUNNING


def test_while_an_install_runs_no_other_is_queued(ground: House):
    with install_lock(ground.site):
        error = ground.refusal("install", "alpha")

    assert error["code"] == "install_busy"


def test_a_second_process_does_not_touch_the_run_of_the_first(ground: House):
    number = ground.queued("install", "alpha")
    set_state(ground, number, OperationState.RUNNING)

    with install_lock(ground.site), pytest.raises(InstallBusy):
        ground.carry_out(number)

    assert ground.operation(number).state == OperationState.RUNNING


def test_an_operation_that_finds_another_at_work_fails_on_record(ground: House):
    number = ground.queued("install", "alpha")

    with install_lock(ground.site):
        error = ground.refused(lambda: ground.carry_out(number))

    assert error["code"] == "install_busy"
    assert told(ground, number) == error


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_line_half_written_is_not_told_yet(ground: House):
    path = ground.site.operations / "9.jsonl"
    path.write_text('{"at": "1", "zh": "一", "en": "one"}\n{"at": "2", "zh"', "utf-8")

    assert [line["en"] for line in progress(ground.site, 9)] == ["one"]
    assert progress(ground.site, 10) == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_choices_and_actor_are_kept_with_the_operation(with_alpha: House):
    choices: dict[str, Any] = {"alpha.request": {}}

    number = with_alpha.queued("install", "beta", choices)

    with session_factory(with_alpha.engine)() as session:
        operation = session.get_one(PluginOperation, number)
        assert (operation.choices, operation.actor) == (choices, "wang.admin")
        assert operation.state == OperationState.QUEUED
