"""Synthetic data for demos: every plugin that has some adds it from the demo files of the plugins' folders."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from kernel.errors import TongbanError
from kernel.manifest import discovered
from kernel.registry import Registry
from kernel.seams import DEMO, topic
from kernel.surroundings import surroundings_of
from kernel.text import Text

TOPIC = "demo"
"""Deferred by an install that brought demo rows: an install has no keys, the worker has."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The plugin whose demo files are proved, the folders of all that are installed, and every account of a demo."""

    plugin: str
    folders: Mapping[str, Path]
    accounts: frozenset[str]


@topic(TOPIC, title=Text("演示数据", "demo data"))
def demonstrated(session: Session, payload: Mapping[str, Any]) -> None:  # noqa: ARG001 a handler's signature
    """The synthetic data of every installed plugin is there; what was there is left alone."""
    around = surroundings_of(session)
    folders = folders_of(around.registry, around.addons)
    for entry in around.registry.entries(DEMO):
        entry.thing(session, folders)
        session.flush()


def faults_in(session: Session, registry: Registry, brought: Brought) -> Iterator[TongbanError]:
    """What is wrong with the demo files of the plugin, as those say who read them."""
    for entry in registry.entries(DEMO):
        proof = entry.options.get("proof")
        if proof is not None:
            yield from proof(session, registry, brought)


def folders_of(registry: Registry, addons: Iterable[Path]) -> dict[str, Path]:
    """The folders of the installed plugins, in load order."""
    found = discovered([path for path in addons if path.is_dir()]).manifests
    return {name: found[name].folder for name in registry.plugins if name in found}
