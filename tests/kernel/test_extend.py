"""kernel.extend: a plugin's own columns on another's model, in a table beside it."""

import itertools

import pytest
from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, configure_mappers, mapped_column, registry

from kernel.db import session_factory, transaction
from kernel.errors import RegistryError
from kernel.extend import extend, wire
from tests.kernel.snapshots import registry_with

numbers = itertools.count()


def make_models(*, companions=1, columns=("hours",), ondelete="CASCADE"):
    """A fresh base, and companions whose columns start with the names given."""
    mapping = registry()
    number = next(numbers)

    @mapping.mapped
    class Certificate:
        __tablename__ = f"certificate_{number}"
        id: Mapped[int] = mapped_column(primary_key=True)
        holder: Mapped[str]

    def companion(at):
        key = ForeignKey(f"certificate_{number}.id", ondelete=ondelete)
        body = {
            "__tablename__": f"training_{number}_{at}",
            "__annotations__": {"id": Mapped[int], **dict.fromkeys(columns, Mapped[int | None])},
            "id": mapped_column(key, primary_key=True),
        }
        return mapping.mapped(type(f"Training{at}", (), body))

    made = [companion(at) for at in range(companions)]
    return mapping, Certificate, *made


@pytest.fixture
def models(engine):
    mapping, certificate, training = make_models()
    extend(certificate, attribute="training")(training)
    wire(registry_with(training))
    mapping.metadata.create_all(engine)
    return certificate, training


def test_the_base_shows_the_companions_columns_as_its_own(engine, models):
    certificate, training = models
    with transaction(engine) as session:
        session.add(certificate(holder="王", hours=32))
        session.add(certificate(holder="李"))
    with session_factory(engine)() as session:
        found = session.scalars(select(certificate).order_by(certificate.id)).all()
        assert [(one.holder, one.hours) for one in found] == [("王", 32), ("李", None)]
        assert [type(one.training) for one in found] == [training, type(None)]


def test_a_column_can_be_set_and_searched_for(engine, models):
    certificate, _ = models
    with transaction(engine) as session:
        session.add_all([certificate(holder="王"), certificate(holder="李", hours=8)])
    with transaction(engine) as session:
        session.scalars(select(certificate).where(certificate.holder == "王")).one().hours = 16
    with session_factory(engine)() as session:
        assert session.scalars(select(certificate.holder).where(certificate.hours == 16)).all() == ["王"]


def test_the_companion_goes_with_its_base(engine, models):
    certificate, training = models
    with transaction(engine) as session:
        session.add(certificate(holder="王", hours=32))
    with transaction(engine) as session:
        session.delete(session.scalars(select(certificate)).one())
    with session_factory(engine)() as session:
        assert session.scalar(select(func.count()).select_from(training)) == 0


def test_no_column_comes_onto_the_base_itself(models):
    certificate, _ = models
    assert set(certificate.__table__.c.keys()) == {"id", "holder"}


def test_wiring_twice_changes_nothing(engine, models):
    certificate, training = models
    before = certificate.__dict__["hours"]
    wire(registry_with(training))
    configure_mappers()
    assert certificate.__dict__["hours"] is before


def test_two_plugins_extend_one_model():
    _, certificate, first, second = make_models(companions=2, columns=())
    extend(certificate, attribute="training")(first)
    extend(certificate, attribute="photo")(second)
    wire(registry_with(first, second))
    assert certificate.training.property.mapper.class_ is first
    assert certificate.photo.property.mapper.class_ is second


def test_a_name_that_is_taken_is_refused():
    _, certificate, first, second = make_models(companions=2)
    extend(certificate, attribute="training")(first)
    extend(certificate, attribute="photo")(second)
    with pytest.raises(RegistryError, match="Certificate 已有属性 hours"):
        wire(registry_with(first, second))
    assert not hasattr(certificate, "photo")


def test_an_attribute_the_base_has_is_refused():
    _, certificate, training = make_models()
    extend(certificate, attribute="holder")(training)
    with pytest.raises(RegistryError, match="已有属性 holder"):
        wire(registry_with(training))


def test_a_companion_that_would_outlive_its_base_is_refused():
    _, certificate, training = make_models(ondelete="SET NULL")
    with pytest.raises(RegistryError, match="随之删除的外键") as refusal:
        extend(certificate, attribute="training")(training)
    assert "Training0" in refusal.value.place


def test_a_companion_of_another_model_is_refused():
    _, _, training = make_models()
    _, other, _ = make_models()
    with pytest.raises(RegistryError, match="随之删除的外键"):
        extend(other, attribute="training")(training)


@pytest.mark.parametrize("companion", [dict, object])
def test_a_class_that_is_not_mapped_is_refused(companion):
    _, certificate, _ = make_models()
    with pytest.raises(RegistryError, match="不是映射类"):
        extend(certificate, attribute="training")(companion)


def test_a_class_cannot_be_its_own_companion():
    _, certificate, _ = make_models()
    with pytest.raises(RegistryError, match="主键"):
        extend(certificate, attribute="training")(certificate)
