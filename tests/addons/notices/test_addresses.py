"""An address is one account's alone, also when two prove it at the same moment."""

import pytest

from addons.notices.addresses import ask, confirm, confirmed_address, token_of
from addons.notices.models import Address
from kernel.accounts import add_account
from kernel.db import session_factory, transaction
from kernel.errors import Conflict
from kernel.keys import Key, KeyRing, Purpose

KEYS = KeyRing({Purpose.SIGNING: (Key("key-1", b"s" * 40),)})
SHARED = "window@example.org"


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_of_two_who_prove_one_address_at_once_one_is_told_why_not(house, clock):
    tokens = {}
    with transaction(house.engine) as session:
        for name in ("zhang", "li"):
            user = add_account(session, name, name=name, password="")
            ask(session, user, SHARED, now=clock.now())
            tokens[user] = token_of(KEYS, session.get_one(Address, user))
    first, second = tokens

    def confirmed(session, user):
        return confirm(
            session, user, tokens[user], keys=KEYS, actor="test", now=clock.now(), address="127.0.0.1"
        )

    with session_factory(house.engine)() as late:
        # it looks before the other one has written
        late.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        late.get(Address, second)
        with transaction(house.engine) as session:
            assert confirmed(session, first) == SHARED
        with pytest.raises(Conflict, match="另一个账户"):
            confirmed(late, second)
    with session_factory(house.engine)() as session:
        assert confirmed_address(session, first) == SHARED
        assert confirmed_address(session, second) is None
