"""Two processes do the same at once: one row comes of it, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import func, select

from addons.parties.models import Employment, NamePart, Person
from kernel.db import transaction
from kernel.errors import Conflict
from tests.addons.parties.oracles import make_identity
from tests.addons.parties.town import LONG_AGO, Town
from tests.kernel.install.house import House

NUMBER = make_identity(date(1985, 3, 12))
WORKERS = 4


def at_once(house: House, act):
    """What came of the act done by several at the same moment: results and refusals."""
    barrier = Barrier(WORKERS)

    def one(_):
        barrier.wait(timeout=30)
        try:
            with transaction(house.engine) as session:
                return act(Town(session, house.clock.now()))
        except Conflict as refusal:
            return refusal

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(one, range(WORKERS)))


def test_one_document_registered_at_once_is_one_person(house: House):
    found = at_once(house, lambda town: town.register(NUMBER).id)
    assert len(set(found)) == 1
    assert house.read(select(func.count()).select_from(Person)) == [1]
    assert len(house.read(select(NamePart.part))) == len({"张小", "小山", "zx", "xs"})


def test_one_employment_begun_at_once_begins_once(house: House):
    with transaction(house.engine) as session:
        town = Town(session, house.clock.now())
        person, firm = town.person(), town.enterprise()
    found = at_once(house, lambda town: town.employ(person, firm, LONG_AGO).id)
    assert sum(isinstance(one, Conflict) for one in found) == WORKERS - 1
    assert house.read(select(func.count()).select_from(Employment)) == [1]


def test_a_refused_act_leaves_the_transaction_usable(house: House):
    with transaction(house.engine) as session:
        town = Town(session, house.clock.now())
        person, firm = town.person(), town.enterprise()
        town.employ(person, firm)
        with pytest.raises(Conflict):
            town.employ(person, firm)
        town.person("李安娜")
    assert house.read(select(func.count()).select_from(Person)) == [2]
