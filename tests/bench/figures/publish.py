"""A definition under ten layers resolved and published, beside a deep copy of its body, one INSERT and a commit."""

import copy
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, insert, select

from kernel.db import transaction
from kernel.definitions import Draft, digest_of, publish
from kernel.layers import Layer, LayerMode, resolved
from kernel.models import Definition, DefinitionVersion
from kernel.resolution import resolution
from tests.bench.bodies import make_form
from tests.bench.frame import Figure, measure
from tests.bench.grounds import TITLES, backends, standing

NAME, OTHER = "bench.renewal", "bench.floor"
LAYERS = 10
PLACE = "bench"


def figure() -> list[Figure]:
    """Resolution alone, then with publishing on each kind of database."""
    return [resolving(), *(publishing(backend) for backend in backends())]


def layers(revision: int = 0) -> list[Layer]:
    """A base and nine extensions; the last says something new with every revision."""
    base = Layer(NAME, "form", "p0", LayerMode.BASE, make_form("延续"), place=PLACE)
    return [base, *(extension(number, revision) for number in range(1, LAYERS))]


def extension(number: int, revision: int) -> Layer:
    """What a province's plugin typically does: a title, a field more, another taken away."""
    field = {"name": f"extra_{number}", "type": "text", "title": f"附加 {number}"}
    ops: tuple[dict[str, Any], ...] = (
        {"attributes": f"field_{number}", "set": {"title": f"第 {number} 项（{revision}）"}},
        {"after": f"field_{number}", "nodes": [field]},
        {"remove": f"field_{number + 10}"},
    )
    return Layer(NAME, "form", f"p{number}", LayerMode.EXTENSION, ops=ops, place=PLACE)


ORDER = [f"p{number}" for number in range(LAYERS)]


def resolving() -> Figure:
    """The pure part."""
    found = layers()
    body = resolved(NAME, found, ORDER)
    return measure(
        f"resolve: {LAYERS} layers",
        floor=lambda: copy.deepcopy(body),
        ours=lambda: resolution(found, ORDER, [], {}),
    )


def publishing(backend: str) -> Figure:
    """Each run resolves a new revision and puts it in force, in a transaction of its own."""
    with standing(backend) as here:
        engine = here.database.engine
        ours, floor = published(engine), copied(engine)
        return measure(
            f"resolve and publish: {LAYERS} layers, {TITLES[backend]}",
            floor=lambda: next(floor),
            ours=lambda: next(ours),
        )


def published(engine: Engine) -> Iterator[None]:
    """Ours, again and again."""
    for revision in itertools.count():
        body = resolution(layers(revision), ORDER, [], {}).bodies[NAME]
        with transaction(engine) as session:
            draft = Draft(NAME, "form", PLACE, body)
            publish(session, [draft], actor=PLACE, reason=PLACE, at=datetime.now(UTC))
        yield


def copied(engine: Engine) -> Iterator[None]:
    """The floor, again and again."""
    body = dict(resolved(NAME, layers(), ORDER))
    with transaction(engine) as session:
        other = Draft(OTHER, "form", PLACE, body)
        publish(session, [other], actor=PLACE, reason=PLACE, at=datetime.now(UTC))
        first = session.scalars(select(Definition.id).where(Definition.name == OTHER)).one()
    row = {"definition_id": first, "published_by": PLACE, "reason": PLACE}
    for revision in itertools.count(2):
        new = copy.deepcopy(body)
        with engine.begin() as connection:
            connection.execute(
                insert(DefinitionVersion),
                row
                | {
                    "number": revision,
                    "digest": digest_of(new),
                    "body": new,
                    "published_at": datetime.now(UTC),
                },
            )
        yield
