"""A companion model works in every process that has loaded its plugin."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.loading import registry_of
from kernel.registry import Registry
from kernel.seams import REGISTER
from tests.kernel.install.house import House
from tests.plugins.loading import manifests
from tests.plugins.variants import copied

NAME = "长春市第一建筑公司"


def unit_of(registry: Registry):
    """The model that alpha offers and gamma extends."""
    return registry.thing(REGISTER, "alpha_unit")


def test_a_loaded_companion_is_written_found_and_deleted_with_its_base(with_alpha: House):
    copied(with_alpha.addons, "gamma")
    with_alpha.install("gamma")
    unit = unit_of(with_alpha.registry)

    def added(session: Session) -> None:
        session.add_all([unit(name=NAME, level="city", phone="0431-82752527"), unit(name="乙", level="city")])

    with_alpha.act_in(added)

    assert with_alpha.read(select(unit.name).where(unit.phone == "0431-82752527")) == [NAME]
    with_alpha.act_in(
        lambda session: session.delete(session.scalars(select(unit).filter_by(name=NAME)).one())
    )
    assert with_alpha.read("SELECT count(*) FROM gamma_contact") == [0]


def test_a_trial_of_the_code_wires_it_as_well(with_alpha: House):
    known = manifests(copied(with_alpha.addons, "gamma"))

    registry = registry_of([known[name] for name in ("forms", "approvals", "alpha", "gamma")], shell={})

    assert {"contact", "phone"} <= set(dir(unit_of(registry)))
