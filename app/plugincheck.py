"""A plugin folder examined by its author: every file read, installed on trial in a scratch database, its demo proved."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from app.demo import PEOPLE, brought
from app.factory import SHELL
from app.installation import Installation
from app.serve.prepare import bring_required, perform
from kernel.clock import SystemClock
from kernel.datafiles.definitions import Declared, declared_in
from kernel.datafiles.document import place_of
from kernel.db import Database, session_factory
from kernel.demonstration import Brought, faults_in, folders_of
from kernel.errors import DefinitionError, Invalid, TongbanError
from kernel.install.operations import planned
from kernel.install.plan import Act
from kernel.install.records import rows_of
from kernel.install.selection import selected
from kernel.layers import LayerMode
from kernel.loading import installed_plugins, registry_of
from kernel.manifest import Manifest, read_manifest
from kernel.migrations import upgrade_core
from kernel.registry import Registry
from kernel.seams import KIND
from kernel.site import Site


def problems_of(folder: Path, addons: Sequence[Path]) -> list[TongbanError]:
    """Everything wrong with the plugin: how its files are written, what they mean, whether it installs."""
    try:
        manifest = read_manifest(folder)
    except TongbanError as error:
        return list(flat(error))
    problems: list[TongbanError] = []
    documents = _read(manifest, problems)
    if problems:
        return problems
    with _scratch(manifest, addons) as here:
        return list(_on_trial(here, manifest, documents))


def flat(error: TongbanError) -> Iterator[TongbanError]:
    """The problems inside a refusal, or the refusal itself."""
    if not error.problems:
        yield error
    for problem in error.problems:
        yield from flat(problem)


def _read(manifest: Manifest, problems: list[TongbanError]) -> list[Declared]:
    """The documents of every file; what cannot be read is added to the problems."""
    found: list[Declared] = []
    for entry in (*manifest.data, *manifest.demo):
        if entry.file.endswith((".yaml", ".yml")):
            path, place = manifest.folder / entry.file, f"{manifest.name}/{entry.file}"
            problems += _told(partial(_add, found, path, manifest.name, place))
    problems += _told(lambda: rows_of(manifest, demo=True))
    return found


def _add(found: list[Declared], path: Path, plugin: str, file: str) -> None:
    found += declared_in(path, plugin, file=file)


def _told(act: Callable[[], object]) -> list[TongbanError]:
    try:
        act()
    except TongbanError as error:
        return list(flat(error))
    return []


@contextmanager
def _scratch(manifest: Manifest, addons: Sequence[Path]) -> Iterator[Installation]:
    """An installation that is gone afterwards; this folder goes before another of the same name."""
    with tempfile.TemporaryDirectory(prefix="tongban-check-") as scratch:
        database = Database(f"sqlite:///{scratch}/scratch.db")
        site = Site(database.engine, (manifest.folder, *addons), Path(scratch), SystemClock(), demo=True)
        try:
            upgrade_core(site.engine)
            yield Installation({}, database, site)
        finally:
            database.close()


def _on_trial(
    here: Installation, manifest: Manifest, documents: Sequence[Declared]
) -> Iterator[TongbanError]:
    try:
        bring_required(here, lambda _said: None)
        # a plugin that every site needs has come with the others
        if manifest.name in {plugin.name for plugin in installed_plugins(here.site.engine)}:
            return
        registry = _registry_with(here.site, manifest.name)
        problems = list(_unproved(documents, registry)) or list(
            _in_the_way(here.site, manifest.name, registry)
        )
        yield from problems
        if not problems:
            perform(here, Act.INSTALL, manifest.name)
            yield from _ill_told(here.site, manifest.name, registry)
    except TongbanError as error:
        yield from flat(error)


def _registry_with(site: Site, plugin: str) -> Registry:
    with session_factory(site.engine)() as session:
        chosen = selected(session, site, Act.INSTALL, plugin)
    return registry_of([chosen.manifests[name] for name in chosen.order], shell=SHELL)


def _unproved(documents: Sequence[Declared], registry: Registry) -> Iterator[TongbanError]:
    """What the kinds say of whole definitions, each problem at its own line."""
    for one in documents:
        layer = one.layer
        if layer.mode is not LayerMode.BASE or not registry.has(KIND, layer.kind):
            continue
        for problem in registry.thing(KIND, layer.kind).check(layer.body or {}, registry):
            place = f"{place_of(one.document, problem.path)} {problem.path}".strip()
            yield DefinitionError(problem.what, remedy=problem.remedy, place=place)


def _in_the_way(site: Site, plugin: str, registry: Registry) -> Iterator[TongbanError]:
    with session_factory(site.engine)() as session:
        plan = planned(session, site, Act.INSTALL, plugin, registry=registry)
    for one in plan.obstacles:
        place = "\n".join((one.place, *(f"  {example}" for example in one.examples)))
        yield Invalid(one.what, remedy=one.remedy, place=place)


def _ill_told(site: Site, plugin: str, registry: Registry) -> Iterator[TongbanError]:
    """What is wrong with the demo that the plugin brings, beside the accounts of all demos that it stands on."""
    folders = folders_of(registry, site.addons)
    accounts = frozenset(one.username for one in (*brought(folders.values()), *PEOPLE))
    with session_factory(site.engine)() as session:
        yield from faults_in(session, registry, Brought(plugin, folders, accounts))
