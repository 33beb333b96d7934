"""One of many words as a single parameter, alike on both databases."""

import pytest
from sqlalchemy import literal, select, union_all

from kernel.db import session_factory
from kernel.prepared import Among, Prepared

WORDS = ["li", "wang's", '"sun"', "张建国", "a,b", "{c}", "\\", "NULL", ""]
TABLE = union_all(*(select(literal(word).label("word")) for word in WORDS)).subquery()
FOUND = Prepared(select(TABLE.c.word).where(Among(TABLE.c.word, "words")))


@pytest.mark.parametrize(
    "wanted", [[], ["nobody"], ["li"], WORDS, frozenset(WORDS[1:3]), ["x"] * 60 + ["li"]], ids=len
)
def test_any_number_of_words_is_one_parameter(engine, wanted):
    with session_factory(engine)() as session:
        rows = FOUND.rows(session.connection(), {"words": wanted})
    assert sorted(row[0] for row in rows) == sorted(set(wanted) & set(WORDS))
