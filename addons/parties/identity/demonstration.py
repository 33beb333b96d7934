"""What a demo shows of identities: a short roster, and an account that waits at the window."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from addons.parties.identity import claims, roster, service
from addons.parties.identity.proving import Claimed, claimed
from addons.parties.identity.queries import identity_of
from addons.parties.identity.words import Verdict
from addons.parties.words import DocumentType
from kernel.access import Actor
from kernel.accounts import account_id
from kernel.clock import local_day
from kernel.datafiles.table import read_table
from kernel.keys import KeyRing
from kernel.registry import Registry

ACTOR = "demo"
Cells = Mapping[str, str]


def load(
    session: Session, folders: Mapping[str, Path], *, registry: Registry, keys: KeyRing, now: datetime
) -> None:
    """The roster of every demo/roster.csv, and the accounts of every demo/identities.csv have said who they are."""
    for _, cells in _rows(folders, "roster"):
        vouched = _claimed(cells, now)
        if roster.on_roster(session, vouched, keys=keys) is None:
            roster.enrolled(session, vouched, source=cells["source"], actor=ACTOR, keys=keys, now=now)
    for username, cells in _rows(folders, "identities"):
        user_id = account_id(session, username)
        if user_id is not None and identity_of(session, user_id) is None:
            actor = Actor(user_id, username, frozenset())
            _say(session, actor, cells, registry=registry, keys=keys, now=now)


def _say(
    session: Session, actor: Actor, cells: Cells, *, registry: Registry, keys: KeyRing, now: datetime
) -> None:
    wanted = _claimed(cells, now)
    identity = service.begun(
        session, actor.user_id or 0, name=wanted.name, mobile=wanted.mobile, keys=keys, now=now
    )
    service.declare(
        session,
        identity,
        wanted,
        verdict=Verdict.UNKNOWN,
        actor=actor,
        registry=registry,
        keys=keys,
        now=now,
    )
    if cells["credit_code"]:
        claims.claim(
            session,
            actor,
            credit_code=cells["credit_code"],
            name=cells["enterprise"],
            office=cells["office"],
            registry=registry,
            now=now,
        )


def _claimed(cells: Cells, now: datetime) -> Claimed:
    kind = DocumentType(cells["document_type"])
    return claimed(kind, cells["document"], name=cells["name"], phone=cells["mobile"], on=local_day(now))


def _rows(folders: Mapping[str, Path], table: str) -> Iterator[tuple[str, Cells]]:
    for plugin, folder in folders.items():
        path = folder / "demo" / f"{table}.csv"
        if path.is_file():
            for row in read_table(path, file=f"{plugin}/demo/{table}.csv").rows:
                yield row.id, row.values
