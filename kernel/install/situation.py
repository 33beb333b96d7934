"""Gathers what a plan is made of: the folders, the database, and what would become of every definition."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.orm import Session

from kernel.datafiles.definitions import Declared, declared_in
from kernel.definitions import STUDIO, Published, digest_of, published, stored_layers
from kernel.errors import TongbanError
from kernel.fitting import Footing
from kernel.install.checks import layers_out_of_reach, refusal, standing_in_the_way, usages
from kernel.install.choices import Raw, read_choices
from kernel.install.plan import Act, Obstacle
from kernel.install.proofs import bereft, misfitting, unfit_rows, unproved
from kernel.install.records import RecordRow, rows_of
from kernel.install.selection import Selection, selected
from kernel.layers import Layer, LayerMode
from kernel.manifest import Discovery, Manifest
from kernel.registry import Registry
from kernel.resolution import Resolution, StudioLayer, resolution
from kernel.site import Site

OWNING = frozenset({LayerMode.BASE, LayerMode.PRIMARY})
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything known before the act; the plan is told from it and the installer works from it.

    `moving` are the definitions that will say something new, parents first; `retiring` those that will no
    longer be there.
    """

    selection: Selection
    rows: Mapping[str, Sequence[RecordRow]]
    layers: Mapping[str, Sequence[Layer]]
    owners: Mapping[str, Layer]
    resolution: Resolution
    published: Mapping[str, Published]
    lost_studio: tuple[StudioLayer, ...]
    choices: Raw
    obstacles: tuple[Obstacle, ...]
    moving: tuple[str, ...]
    retiring: tuple[str, ...]


def surveyed(
    session: Session,
    site: Site,
    act: Act,
    plugin: str,
    *,
    choices: Raw,
    registry: Registry,
    booted: bool = False,
    discovery: Discovery | None = None,
) -> Situation:
    """The situation before the act; what forbids it is among its obstacles, nothing is written.

    `booted` says that the registry holds the code that the act brings; without it bodies that may need that
    code are left for the installing process to prove. `discovery` spares reading the plugin folders again.
    """
    chosen = selected(session, site, act, plugin, discovery=discovery)
    obstacles = list(standing_in_the_way(chosen))
    rows = _gathered(obstacles, chosen, lambda found: rows_of(found, demo=site.demo))
    declared = _gathered(obstacles, chosen, _declared_of)
    layers = {name: [one.layer for one in found] for name, found in declared.items()}
    kept, studio = stored_layers(session, without=[name for name, _ in chosen.members])
    every = _in_order([*kept, *_flat(layers)], chosen.order)
    owners = {layer.target: layer for layer in every if layer.mode in OWNING}
    obstacles += layers_out_of_reach(every, chosen.depends)
    staying = [one for one in studio if one.layer.target in owners]
    found = _resolved(obstacles, every, chosen.order, staying, choices)
    before = published(session)
    moving = tuple(name for name in found.bodies if moves(name, found, before))
    gone, flat = retiring(before, owners), _flat(rows)
    obstacles += [*usages(session, registry, gone), *bereft(registry, found, owners.values(), chosen.leaving)]
    if booted or not chosen.brings_code:
        footing = Footing(session, registry, found.bodies, frozenset(map(_external_id, flat)))
        obstacles += unproved(registry, found, [owners[name] for name in moving], every, _flat(declared))
        obstacles += unfit_rows(session, registry, flat)
        obstacles += [] if obstacles else misfitting(footing, owners, moving)
    lost = tuple(one for one in studio if one.layer.target not in owners)
    gathered = (chosen, rows, layers, owners, found, before, lost, choices)
    return Situation(*gathered, tuple(obstacles), moving, tuple(gone))


def _external_id(row: RecordRow) -> str:
    return f"{row.plugin}.{row.name}"


def retiring(before: Mapping[str, Published], owners: Mapping[str, Layer]) -> list[str]:
    """The definitions in force that no layer brings any more."""
    return sorted(name for name, one in before.items() if not one.retired and name not in owners)


def moves(name: str, found: Resolution, before: Mapping[str, Published]) -> bool:
    """Whether the definition will say something else than its newest version, or comes back."""
    last = before.get(name)
    return last is None or last.retired or last.digest != digest_of(found.bodies[name])


def _declared_of(manifest: Manifest) -> list[Declared]:
    return [
        declared
        for entry in manifest.data
        if entry.file.endswith((".yaml", ".yml"))
        for declared in declared_in(
            manifest.folder / entry.file, manifest.name, file=f"{manifest.name}/{entry.file}"
        )
    ]


def _gathered(
    obstacles: list[Obstacle], chosen: Selection, reader: Callable[[Manifest], Sequence[Item]]
) -> dict[str, Sequence[Item]]:
    found: dict[str, Sequence[Item]] = {}
    for name in chosen.incoming:
        try:
            found[name] = reader(chosen.manifests[name])
        except TongbanError as error:
            obstacles.append(refusal(error))
            found[name] = ()
    return found


def _flat(found: Mapping[str, Sequence[Item]]) -> list[Item]:
    return [one for several in found.values() for one in several]


def _in_order(layers: Iterable[Layer], order: Sequence[str]) -> list[Layer]:
    place = {name: number for number, name in enumerate(order)}
    return sorted(layers, key=lambda layer: place.get(layer.plugin, -1))


def _resolved(
    obstacles: list[Obstacle],
    layers: list[Layer],
    order: Sequence[str],
    studio: list[StudioLayer],
    choices: Raw,
) -> Resolution:
    try:
        return resolution(layers, (*order, STUDIO), studio, read_choices(choices))
    except TongbanError as error:
        obstacles.append(refusal(error))
        return Resolution({}, {})
