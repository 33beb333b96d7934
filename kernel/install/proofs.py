"""What can be proved of bodies and rows before anything is written."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from kernel.datafiles.definitions import Declared
from kernel.datafiles.document import Document, place_of
from kernel.definitions import STUDIO, refuse_unproved
from kernel.errors import InUse, TongbanError
from kernel.fitting import Footing, new_misfits, refusal_of
from kernel.install.checks import refusal
from kernel.install.plan import Obstacle
from kernel.install.records import RecordRow, refuse_unfit
from kernel.layers import Layer, LayerMode
from kernel.registry import Registry
from kernel.resolution import Resolution
from kernel.text import Text

MOST_ROWS_TOLD = 20


def unproved(
    registry: Registry,
    found: Resolution,
    moving: Iterable[Layer],
    layers: Sequence[Layer],
    declared: Iterable[Declared],
) -> Iterator[Obstacle]:
    """What the kinds say of every body that will say something new, at the lines where it was written."""
    documents = {one.layer.target: one.document for one in declared if one.layer.mode is LayerMode.BASE}
    known = _kinds(layers)
    for owner in moving:
        amending = [one.place for one in layers if one.target == owner.target and one is not owner]
        place, spot = " + ".join([owner.place, *amending]), _spot(documents, owner.target)
        try:
            body = found.bodies[owner.target]
            refuse_unproved(registry, owner.target, owner.kind, body, place, known=known, spot=spot)
        except TongbanError as error:
            yield refusal(error)


def misfitting(footing: Footing, owners: Mapping[str, Layer], moving: Iterable[str]) -> Iterator[Obstacle]:
    """What of the definitions that will say something new would not fit the others, or what is on record."""
    kinds = {name: owner.kind for name, owner in owners.items()}
    for _, one in new_misfits(footing, kinds, frozenset(moving)):
        yield refusal(refusal_of(one))


def bereft(
    registry: Registry, found: Resolution, owners: Iterable[Layer], leaving: Collection[str]
) -> Iterator[Obstacle]:
    """The definitions made in the studio that could not be used any more without the plugins that leave."""
    staying, left = registry.without(leaving), list(owners)
    known = {owner.target: owner.kind for owner in left}
    for owner in left if leaving else ():
        if owner.plugin != STUDIO:
            continue
        try:
            body = found.bodies[owner.target]
            refuse_unproved(staying, owner.target, owner.kind, body, owner.target, known=known)
        except TongbanError:
            yield Obstacle(
                Text(
                    f"设计中心新建的 {owner.target} 离不开要卸载的插件。",
                    f"{owner.target}, made in the studio, cannot do without what leaves.",
                ),
                Text("请先改掉它用到的内容。", "Change what it uses of it first."),
                owner.target,
                code=InUse.code,
            )


def unfit_rows(session: Session, registry: Registry, rows: Sequence[RecordRow]) -> list[Obstacle]:
    """The rows that their register would not take: unknown columns, values, references."""
    coming = {f"{row.plugin}.{row.name}" for row in rows}
    faults: list[Obstacle] = []
    for row in rows:
        try:
            refuse_unfit(session, registry, row, coming)
        except TongbanError as error:
            faults.append(refusal(error))
        if len(faults) == MOST_ROWS_TOLD:
            break
    return faults


def _kinds(layers: Sequence[Layer]) -> dict[str, str]:
    return {one.target: one.kind for one in layers if one.mode is not LayerMode.EXTENSION}


def _spot(documents: Mapping[str, Document], target: str) -> Callable[[str], str]:
    document = documents.get(target)
    if document is None:
        return str
    return lambda path: f"{place_of(document, path)} {path}"
