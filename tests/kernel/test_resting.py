"""kernel.resting: connections that stay taken out, and not more of them than are wanted."""

from contextlib import closing
from typing import cast

from sqlalchemy import QueuePool

from kernel.db import Database
from kernel.resting import Resting


def test_no_more_connections_rest_than_are_wanted(migrated_url: str) -> None:
    with closing(Database(migrated_url)) as database:
        rests, pool = Resting(database.engine, 2), cast(QueuePool, database.engine.pool)
        taken = [rests.take() for _ in range(3)]
        for connection in taken:
            rests.give_back(connection)
        assert [connection.closed for connection in taken] == [False, False, True]
        assert rests.take() is taken[1]
        rests.give_back(taken[1])
        rests.close()
        assert pool.checkedout() == 0
