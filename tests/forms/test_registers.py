"""Registers of options in the database, and forms that draw from them."""

from typing import Any

import pytest

from forms import service
from forms.health import registers
from forms.registers import offered_registers, registers_of
from kernel.db import transaction
from kernel.definitions import Draft, publish
from kernel.health import HealthState
from kernel.text import Text
from tests.forms.counter import Counter
from tests.forms.samples import make_field, make_form, make_section

BODY = make_form(make_section(make_field("trade", type="choice", register="test.trades", required=True)))


def options(*values: str) -> dict[str, Any]:
    """A register of these options."""
    return {"title": "工种", "options": [{"value": value, "title": f"工种{value}"} for value in values]}


@pytest.fixture
def drawing(counter: Counter) -> Counter:
    """A counter whose form draws from a register, with a draft."""
    with transaction(counter.engine) as session:
        offer(counter, session, "a", "b")
        counter.publish(session, BODY)
        counter.id = service.draft(session, "test.form", "person:1", counter.clock.now()).id
    return counter


def offer(counter: Counter, session: Any, *values: str) -> None:
    """The register offers these from now on."""
    register = Draft("test.trades", "option_register", "test", options(*values))
    publish(session, [register], actor="a", reason="r", at=counter.clock.now())


def shown(counter: Counter) -> str:
    """The answers as they are read."""
    with transaction(counter.engine) as session:
        row = counter.row(session)
        form = service.form_of(session, row, counter.registry)
        return str(form.check_answers(row.answers, ["applicant"], today=counter.clock.now().date()))


def test_a_form_offers_what_its_register_has_now_and_keeps_the_words_of_what_was_chosen(drawing: Counter):
    assert "trade" in drawing.save({"trade": "c"}, seen=1).problems
    drawing.save({"trade": "b"}, seen=2)
    with transaction(drawing.engine) as session:
        offer(drawing, session, "a", "c")

    assert "工种b" in shown(drawing)
    saved = drawing.save({"trade": "b"}, seen=3)
    assert "停用" in saved.problems["trade"].what.zh
    assert drawing.save({"trade": "c"}, seen=4).problems == {}
    assert "工种c" in shown(drawing)


def test_a_register_that_there_is_not_offers_nothing(counter: Counter):
    with transaction(counter.engine) as session:
        counter.publish(session, BODY)
        counter.id = service.draft(session, "test.form", "person:1", counter.clock.now()).id

        assert registers_of(session, BODY) == {}
        assert offered_registers(session) == []
    assert "trade" in counter.save({"trade": "a"}, seen=1).problems


def test_a_form_whose_register_is_missing_is_reported(drawing: Counter):
    with transaction(drawing.engine) as session:
        assert registers(session).state is HealthState.OK
        stray = make_form(make_section(make_field(type="choice", register="test.nothing")))
        publish(
            session,
            [Draft("test.stray", "form", "test", stray)],
            actor="a",
            reason="r",
            at=drawing.clock.now(),
        )

        found = registers(session)

    assert found.state is HealthState.WARN
    assert "test.nothing" in found.what.zh
    assert "test.stray" in found.what.en


def test_registers_are_offered_by_their_titles(drawing: Counter):
    with transaction(drawing.engine) as session:
        assert offered_registers(session) == [("test.trades", Text("工种", "工种"))]
