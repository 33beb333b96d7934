"""kernel.effects: rows of data carried out once, tried dry, refused by name."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from kernel.db import session_factory, transaction
from kernel.effects import Change, Effect, cause_of, perform, previewed, problems_of
from kernel.effects.rows import Row
from kernel.errors import ExpressionError, Invalid, RegistryError
from kernel.expressions import Function
from kernel.models import EffectRun, Workday
from kernel.seams import effect, function
from kernel.text import Text
from tests.kernel.snapshots import registry_with

DAY = date(2026, 5, 4)
FACTS = {"day": DAY, "reason": "五一", "approved": True}
GIVEN = {"day": "day", "name": "reason"}
ROW: Row = {"when": "approved", "effect": "toy.close", "with": GIVEN}


@effect("toy.close")
class Close(Effect):
    """Makes a day a day off."""

    title = Text("放假", "Close")

    @dataclass(frozen=True)
    class Parameters:
        """Which day and why."""

        day: date
        name: str
        pay: Decimal = Decimal(1)

    def dry_run(self, session, parameters):
        row = session.scalar(select(Workday).where(Workday.day == parameters.day))
        return Change(row and {"name": row.name}, {"name": parameters.name})

    def apply(self, session, parameters):
        change = self.dry_run(session, parameters)
        session.add(Workday(day=parameters.day, kind="off", name=parameters.name))
        return change


@function("twice")
def twice():
    """A rule function of a plugin."""
    return Function("doubled", (), Text("二", "two"), lambda: 2)


REGISTRY = registry_with(Close, twice)


def performed(engine, clock, *rows, facts=FACTS, key="case:1:3"):
    with transaction(engine) as session:
        return perform(session, REGISTRY, rows, facts, key=key, now=clock.now())


def runs(engine):
    with session_factory(engine)() as session:
        return list(session.scalars(select(EffectRun).order_by(EffectRun.id)))


def days(engine):
    with session_factory(engine)() as session:
        return list(session.scalars(select(Workday.day)))


def test_an_effect_is_carried_out_and_recorded_with_before_and_after(engine, clock):
    (one,) = performed(engine, clock, ROW)
    assert (one.key, one.effect, one.repeated) == ("case:1:3:0", "toy.close", False)
    assert days(engine) == [DAY]
    (run,) = runs(engine)
    assert (run.key, run.before, run.after) == ("case:1:3:0", None, {"name": "五一"})
    assert run.parameters == {"day": "2026-05-04", "name": "五一", "pay": "1"}


def test_the_same_key_does_it_once_and_tells_what_was_done(engine, clock):
    performed(engine, clock, ROW)
    (again,) = performed(engine, clock, ROW)
    assert again.repeated
    assert again.change == Change(None, {"name": "五一"})
    assert len(days(engine)) == len(runs(engine)) == 1


@effect("toy.cause")
class Cause(Effect):
    """Tells for what it is carried out."""

    title = Text("缘由", "Cause")

    @dataclass(frozen=True)
    class Parameters:
        """None."""

    def dry_run(self, session, parameters):
        return Change(None, {"cause": cause_of(session)})

    apply = dry_run


def test_an_effect_may_ask_for_the_key_under_which_it_is_carried_out(engine, clock):
    offered = registry_with(Cause)
    with transaction(engine) as session:
        (one,) = perform(session, offered, [{"effect": "toy.cause"}], {}, key="case:1:3", now=clock.now())
        assert one.change.after == {"cause": "case:1:3:0"}
        assert cause_of(session) is None


def test_rows_are_numbered_by_their_place_whether_or_not_they_apply(engine, clock):
    skipped = {**ROW, "when": "not approved"}
    done = performed(engine, clock, skipped, ROW, {**ROW, "with": {**GIVEN, "day": "'2026-05-05'"}})
    assert [one.key for one in done] == ["case:1:3:1", "case:1:3:2"]
    assert days(engine) == [DAY, date(2026, 5, 5)]


def test_a_row_without_when_always_applies(engine, clock):
    assert len(performed(engine, clock, {name: ROW[name] for name in ("effect", "with")})) == 1


def test_the_dry_run_writes_nothing(engine, clock):
    with transaction(engine) as session:
        (one,) = previewed(session, REGISTRY, [ROW], FACTS)
    assert one.change == Change(None, {"name": "五一"})
    assert one.parameters["day"] == DAY
    assert days(engine) == runs(engine) == []


def test_functions_of_plugins_may_be_used(engine, clock):
    performed(engine, clock, {**ROW, "with": {**GIVEN, "pay": "doubled()"}})
    assert runs(engine)[0].parameters["pay"] == "2"


def test_nothing_is_done_when_a_later_row_cannot_be_decided(engine, clock):
    broken = {**ROW, "with": {"day": "nowhere", "name": "reason"}}
    with pytest.raises(ExpressionError) as refusal:
        performed(engine, clock, ROW, broken)
    assert refusal.value.place == "effects[1].with.day"
    assert days(engine) == runs(engine) == []


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"name": "reason"}, "effects[0].with.day"),
        ({"day": "day", "name": "reason", "colour": "1"}, "effects[0].with.colour"),
        ({"day": "approved", "name": "reason"}, "effects[0].with.day"),
        ({"day": "'2026-02-30'", "name": "reason"}, "effects[0].with.day"),
        ({"day": "day", "name": 7}, "effects[0].with.name"),
        ({"day": "day", "name": "reason", "pay": True}, "effects[0].with.pay"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_by_name(engine, clock, given, place):
    with pytest.raises(Invalid) as refusal:
        performed(engine, clock, {**ROW, "with": given})
    assert refusal.value.place == place


def test_an_effect_that_is_not_installed_is_refused(engine, clock):
    with pytest.raises(RegistryError, match=r"没有名为“toy\.closed”的效果"):
        performed(engine, clock, {**ROW, "effect": "toy.closed"})


def test_rows_are_checked_before_they_ever_run():
    rows: list[Row] = [
        ROW,
        {**ROW, "effect": "toy.closed"},
        {**ROW, "with": {"day": "day"}},
        {**ROW, "when": "approved and"},
        {**ROW, "when": "wish"},
        {"effect": 3},
        {**ROW, "then": "x"},
    ]
    found = problems_of(REGISTRY, rows, names=FACTS, path="steps[end].effects")
    assert [one.path for one in found] == [
        "steps[end].effects[1]",
        "steps[end].effects[2].with.name",
        "steps[end].effects[3]",
        "steps[end].effects[4]",
        "steps[end].effects[5]",
        "steps[end].effects[6]",
    ]
    assert all(one.what.zh and one.remedy.en for one in found)
