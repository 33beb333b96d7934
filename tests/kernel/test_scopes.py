"""kernel.scopes: all rows, none, one's own."""

import pytest
from sqlalchemy import false, true
from sqlalchemy.orm import Mapped, mapped_column, registry

from kernel import scopes
from kernel.access import Actor
from kernel.errors import RegistryError
from kernel.models import OutboxItem

ACTOR = Actor(7, "wang", frozenset({1}))
mapping = registry()


def model(**columns):
    body = {name: mapped_column() for name in columns}
    notes = {"id": Mapped[int], **dict.fromkeys(columns, Mapped[int])}
    owner = {"__owner__": "clerk"} if "clerk" in columns else {}
    table = f"kept_{'_'.join(columns)}"
    key = {"id": mapped_column(primary_key=True)}
    return mapping.mapped(
        type("Kept", (), {"__tablename__": table, "__annotations__": notes, **key, **body, **owner})
    )


@pytest.mark.parametrize(
    ("columns", "owner"),
    [
        (("owner_id",), "owner_id"),
        (("created_by_fk",), "created_by_fk"),
        (("created_by_fk", "owner_id"), "owner_id"),
        (("owner_id", "clerk"), "clerk"),
    ],
)
def test_the_owner_is_the_column_the_model_names_or_the_usual_one(columns, owner):
    kept = model(**dict.fromkeys(columns))
    assert scopes.own_rows(ACTOR, kept).compare(getattr(kept, owner) == 7)
    mapping.dispose()
    mapping.metadata.clear()


def test_all_and_none_are_what_they_say():
    assert scopes.every_row(ACTOR, OutboxItem).compare(true())
    assert scopes.no_row(ACTOR, OutboxItem).compare(false())


def test_nobody_owns_nothing():
    assert scopes.own_rows(Actor(None, "", frozenset()), OutboxItem).compare(false())


def test_rows_without_an_owner_are_refused():
    with pytest.raises(RegistryError, match="没有所有者") as refusal:
        scopes.own_rows(ACTOR, OutboxItem)
    assert refusal.value.place == "outbox_item"
