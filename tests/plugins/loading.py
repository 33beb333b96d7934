"""Plugins of a folder as far as they can be read without a database."""

from pathlib import Path

import kernel.seams
from kernel.datafiles.definitions import layers_from
from kernel.graph import ordered
from kernel.install.records import rows_of
from kernel.layers import Layer, resolved_all
from kernel.loading import modules_of
from kernel.manifest import Manifest, discovered
from kernel.nodes import Body
from kernel.registry import Registry, assembled

ROOT = Path(__file__).parents[2]
GROUND = (ROOT / "forms", ROOT / "approvals", ROOT / "addons")


def manifests(folder: Path) -> dict[str, Manifest]:
    """The manifests of the folder beside the product's own; the first broken one is raised."""
    found = discovered((*GROUND, folder))
    for error in found.broken.values():
        raise error
    return found.manifests


def bodies(folder: Path, *plugins: str) -> dict[str, Body]:
    """What the definitions of these plugins come to, each proved by its kind; tables are read as well."""
    known = manifests(folder)
    order = [name for name in ordered({name: one.depends for name, one in known.items()}) if name in plugins]
    layers: list[Layer] = []
    for name in order:
        rows_of(known[name], demo=True)
        for entry in known[name].data:
            if entry.file.endswith(".yaml"):
                place = f"{name}/{entry.file}"
                layers += layers_from(known[name].folder / entry.file, name, file=place)
    found = resolved_all(layers, order)
    kinds = {layer.target: layer.kind for layer in layers}
    prove(found, kinds)
    return found


def prove(found: dict[str, Body], kinds: dict[str, str]) -> None:
    """Nothing, or the first body's problems."""
    from kernel.definitions import refuse_unproved

    offered = registry()
    for name, body in found.items():
        offered.thing(kernel.seams.KIND, kinds[name])
        refuse_unproved(offered, name, kinds[name], body, name)


def registry() -> Registry:
    """What the kernel, forms, approvals and alpha offer."""
    known = manifests(ROOT / "tests/plugins")
    modules = {name: modules_of(known[name]) for name in ("forms", "approvals", "alpha", "gamma")}
    return assembled({"kernel": [kernel.seams], **modules})
