"""forms.versions: a version is read once in a process, and is never taken for another."""

import pytest
from sqlalchemy import func, select

from forms import versions
from forms.versions import form_at
from kernel.db import session_factory
from kernel.models import DefinitionVersion
from tests.forms.counter import Counter
from tests.forms.samples import make_field, make_form, make_section

LATEST = select(func.max(DefinitionVersion.id))
OTHER = make_form(make_section(make_field("street")))


def test_the_body_of_a_version_is_read_once(counter: Counter, monkeypatch: pytest.MonkeyPatch):
    with session_factory(counter.engine)() as session:
        number = counter.row(session).version_id
        first = form_at(session, number, counter.registry)
        monkeypatch.setattr(versions, "BODY", None)
        assert form_at(session, number, counter.registry) is first


def test_an_id_that_was_given_again_is_the_version_that_has_it_now(counter: Counter):
    fields = []
    for body in (OTHER, make_form(make_section(make_field("village")))):
        with session_factory(counter.engine)() as session:
            counter.publish(session, body)
            [number] = session.scalars(LATEST)
            fields.append((number, list(form_at(session, number, counter.registry).fields)))
            session.rollback()
    (first, street), (second, village) = fields
    assert (street, village) == (["street"], ["village"])
    assert counter.engine.dialect.name != "sqlite" or first == second


def test_each_language_has_its_form(counter: Counter):
    with session_factory(counter.engine)() as session:
        number = counter.row(session).version_id
        zh, en = (form_at(session, number, counter.registry, locale=one) for one in ("zh", "en"))
    assert (zh.locale, en.locale) == ("zh", "en")
