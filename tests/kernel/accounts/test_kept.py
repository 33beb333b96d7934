"""What was typed is kept for its account and page only, closed up, for a day; on both kinds of database."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from kernel.accounts import add_account, kept
from kernel.clock import FixedClock
from kernel.db import transaction
from kernel.keys import KeyRing, Purpose, ensure_keys, rotated
from kernel.models import KeptPage

PAGE = "/my/applications/1/fill/employment"
TYPED = [("phone", "19900000009"), ("tick", "a"), ("tick", "b")]


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A transaction of a database with two accounts, 1 and 2."""
    with transaction(engine) as session:
        add_account(session, "wang", name="王芳", password="")
        add_account(session, "li", name="李四", password="")
        yield session


@pytest.fixture
def keys(tmp_path: Path) -> KeyRing:
    """The keys of an installation."""
    return ensure_keys(tmp_path / "keys.json")


def test_page_comes_back_as_it_was_typed(session: Session, keys: KeyRing, clock: FixedClock) -> None:
    assert kept.keep(session, 1, PAGE, [("phone", "1")], keys=keys, now=clock.now())
    assert kept.keep(session, 1, PAGE, TYPED, keys=keys, now=clock.now())
    assert kept.kept(session, 1, PAGE, keys=keys, now=clock.now()) == TYPED
    assert kept.kept(session, 2, PAGE, keys=keys, now=clock.now()) is None
    assert kept.kept(session, 1, f"{PAGE}2", keys=keys, now=clock.now()) is None
    kept.keep(session, 1, "/my/applications/11/fill", TYPED, keys=keys, now=clock.now())
    kept.forget_below(session, 1, "/my/applications/1")
    assert kept.kept(session, 1, "/my/applications/11/fill", keys=keys, now=clock.now()) == TYPED
    assert kept.kept(session, 1, PAGE, keys=keys, now=clock.now()) is None
    kept.keep(session, 1, PAGE, TYPED, keys=keys, now=clock.now())
    kept.forget(session, 1, PAGE)
    assert kept.kept(session, 1, PAGE, keys=keys, now=clock.now()) is None


def test_nothing_of_it_can_be_read_in_the_database(
    session: Session, keys: KeyRing, clock: FixedClock, tmp_path: Path
) -> None:
    kept.keep(session, 1, PAGE, TYPED, keys=keys, now=clock.now())
    row = session.scalars(select(KeptPage)).one()
    assert b"19900000009" not in row.content
    row.user_id = 2
    session.flush()
    assert kept.kept(session, 2, PAGE, keys=keys, now=clock.now()) is None
    row.user_id = 1
    session.flush()
    newer = rotated(tmp_path / "keys.json", Purpose.ENCRYPTION)
    assert kept.kept(session, 1, PAGE, keys=newer, now=clock.now()) == TYPED


def test_it_lasts_for_a_day_and_is_then_forgotten(session: Session, keys: KeyRing, clock: FixedClock) -> None:
    kept.keep(session, 1, PAGE, TYPED, keys=keys, now=clock.now())
    late = clock.now() + kept.LASTING + timedelta(seconds=1)
    assert kept.kept(session, 1, PAGE, keys=keys, now=late) is None
    assert kept.forget_old(session, before=late - kept.LASTING) == 1


def test_neither_one_page_nor_their_number_grows_without_end(
    session: Session, keys: KeyRing, clock: FixedClock
) -> None:
    assert not kept.keep(session, 1, PAGE, [("text", "字" * kept.MOST)], keys=keys, now=clock.now())
    assert not kept.keep(session, 1, "/" * 400, TYPED, keys=keys, now=clock.now())
    for number in range(kept.PAGES + 3):
        clock.advance(seconds=1)
        kept.keep(session, 1, f"/{number}", TYPED, keys=keys, now=clock.now())
    left = session.scalars(select(KeptPage.path).order_by(KeptPage.id)).all()
    assert left == [f"/{number}" for number in range(3, kept.PAGES + 3)]
