"""Seams and the immutable snapshot of everything that plugins offer at them.

Decorators only mark; `assembled` reads the marks of the installed plugins and freezes them. A process
holds one snapshot; tests build their own.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType, ModuleType
from typing import Any, TypeVar

from kernel.errors import RegistryError
from kernel.text import Text, listed

MARKS = "__tongban_marks__"
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Seam:
    """A named place where plugins add something; `offers` says what a thing must be."""

    name: str
    title: Text
    offers: Text

    def mark(self, name: str, **options: Any) -> Callable[[Thing], Thing]:
        """Marks a function or class as offered here under `name`; nothing is registered yet."""

        def marked(thing: Thing) -> Thing:
            own = list(vars(thing).get(MARKS, ()))
            setattr(thing, MARKS, (*own, Mark(self.name, name, MappingProxyType(options))))
            return thing

        return marked


@dataclass(frozen=True, slots=True)
class Mark:
    """What a decorator left on a thing."""

    seam: str
    name: str
    options: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing at one seam, with its owner."""

    seam: str
    name: str
    plugin: str
    thing: Any
    options: Mapping[str, Any]

    @property
    def doc(self) -> str:
        """The first line of the thing's docstring."""
        return (getattr(self.thing, "__doc__", None) or "").strip().split("\n")[0]


@dataclass(frozen=True, slots=True)
class Registry:
    """Every seam with the plugin that opens it, and everything offered there; never changes."""

    seams: Mapping[str, Seam]
    owners: Mapping[str, str]
    plugins: tuple[str, ...]
    _entries: Mapping[str, Mapping[str, Entry]] = field(repr=False)

    def entries(self, seam: Seam | str) -> Iterator[Entry]:
        """What is offered at the seam, in the plugins' load order."""
        return iter(self._entries.get(_name(seam), {}).values())

    def names(self, seam: Seam | str) -> frozenset[str]:
        """The names taken at the seam."""
        return frozenset(self._entries.get(_name(seam), ()))

    def has(self, seam: Seam | str, name: str) -> bool:
        """Whether something is offered under the name."""
        return name in self._entries.get(_name(seam), ())

    def entry(self, seam: Seam | str, name: str) -> Entry:
        """The entry, or a refusal that suggests the names nearest to it."""
        found = self._entries.get(_name(seam), {}).get(name)
        if found is None:
            raise self._unknown(_name(seam), name)
        return found

    def thing(self, seam: Seam | str, name: str) -> Any:
        """The function or class offered under the name."""
        return self.entry(seam, name).thing

    def without(self, plugins: Collection[str]) -> "Registry":
        """The same snapshot less what these plugins offer."""
        entries = {
            seam: MappingProxyType({name: one for name, one in found.items() if one.plugin not in plugins})
            for seam, found in self._entries.items()
        }
        standing = tuple(name for name in self.plugins if name not in plugins)
        return Registry(self.seams, self.owners, standing, MappingProxyType(entries))

    def _unknown(self, seam: str, name: str) -> RegistryError:
        near = get_close_matches(name, self._entries.get(seam, ()), n=3)
        title = self.seams[seam].title if seam in self.seams else Text(seam, seam)
        known = listed(near or sorted(self._entries.get(seam, ())))
        return RegistryError(
            Text(f"没有名为“{name}”的{title.zh}。", f"There is no {title.en} named “{name}”."),
            remedy=Text(
                f"请改用已有的名称（{known.zh}），或先安装提供它的插件。",
                f"Use one that exists ({known.en}) or install the plugin that offers it.",
            ),
            place=f"{seam}:{name}",
        )


def assembled(modules: Mapping[str, Iterable[ModuleType]]) -> Registry:
    """The snapshot of what the plugins' modules mark, in the order given; duplicates are refused."""
    frozen = {plugin: tuple(found) for plugin, found in modules.items()}
    seams: dict[str, Seam] = {}
    owners: dict[str, str] = {}
    for plugin, found in frozen.items():
        for module in found:
            for seam in vars(module).values():
                if isinstance(seam, Seam):
                    owner = owners.setdefault(seam.name, plugin)
                    if seams.setdefault(seam.name, seam) is not seam:
                        raise _twice("seam", seam.name, plugin, owner)
    entries: dict[str, dict[str, Entry]] = {name: {} for name in seams}
    for plugin, found in frozen.items():
        for module in found:
            for thing, mark in _marked(module):
                _add(entries, Entry(mark.seam, mark.name, plugin, thing, mark.options))
    return Registry(
        seams=MappingProxyType(seams),
        owners=MappingProxyType(owners),
        plugins=tuple(frozen),
        _entries=MappingProxyType({name: MappingProxyType(found) for name, found in entries.items()}),
    )


def _marked(module: ModuleType) -> Iterator[tuple[Any, Mark]]:
    for thing in vars(module).values():
        if getattr(thing, "__module__", None) != module.__name__:
            continue
        for mark in getattr(thing, "__dict__", {}).get(MARKS, ()):
            yield thing, mark


def _add(entries: dict[str, dict[str, Entry]], entry: Entry) -> None:
    if entry.seam not in entries:
        raise RegistryError(
            Text(f"没有名为“{entry.seam}”的接缝。", f"There is no seam “{entry.seam}”."),
            remedy=Text("请在依赖中加上定义它的插件。", "Depend on the plugin that defines it."),
            place=f"{entry.plugin}: {entry.name}",
        )
    if entry.name in entries[entry.seam]:
        raise _twice(entry.seam, entry.name, entry.plugin, entries[entry.seam][entry.name].plugin)
    entries[entry.seam][entry.name] = entry


def _twice(seam: str, name: str, plugin: str, owner: str = "") -> RegistryError:
    return RegistryError(
        Text(
            f"{seam}“{name}”已由插件 {owner or '另一插件'} 提供，{plugin} 不能再次提供。",
            f"The {seam} “{name}” is already offered by {owner or 'another plugin'}; {plugin} may not offer it again.",
        ),
        remedy=Text("请换一个名称。", "Choose another name."),
        place=f"{plugin}: {name}",
    )


def _name(seam: Seam | str) -> str:
    return seam if isinstance(seam, str) else seam.name
