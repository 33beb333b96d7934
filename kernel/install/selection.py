"""The plugins that one act touches, with what lies in the folders and what is installed."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kernel.errors import DependencyError
from kernel.install.membership import load_order, members
from kernel.install.plan import Act
from kernel.manifest import Discovery, Manifest
from kernel.models import Plugin
from kernel.models.plugins import PluginState
from kernel.site import Site


@dataclass(frozen=True, slots=True)
class Selection:
    """Who takes part, and what the installation stands on afterwards."""

    act: Act
    plugin: str
    members: tuple[tuple[str, Act], ...]
    manifests: Mapping[str, Manifest]
    installed: Mapping[str, Plugin]
    depends: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]

    @property
    def incoming(self) -> list[str]:
        """The members that bring something, in order."""
        return [name for name, act in self.members if act is not Act.UNINSTALL]

    @property
    def brings_code(self) -> bool:
        """Whether code comes in that this process does not have."""
        return any(self.manifests[name].has_code for name in self.incoming)

    @property
    def leaving(self) -> list[str]:
        """The members that go, those that stand on others first."""
        return [name for name, act in self.members if act is Act.UNINSTALL]


def selected(
    session: Session, site: Site, act: Act, plugin: str, *, discovery: Discovery | None = None
) -> Selection:
    """The members of the act and the load order after it; reads the plugin folders unless they are given."""
    found = site.discovery() if discovery is None else discovery
    manifests = found.manifests
    installed = {
        one.name: one
        for one in session.scalars(select(Plugin).order_by(Plugin.position))
        if one.state != PluginState.UNINSTALLED
    }
    ground = {name: tuple(one.manifest["depends"]) for name, one in installed.items()}
    if act is not Act.UNINSTALL and plugin not in manifests and plugin in found.broken:
        raise found.broken[plugin]
    try:
        chosen = tuple(members(act, plugin, manifests, ground))
    except DependencyError as error:
        raise _located(error, found, installed) from error
    leaving = {name for name, one in chosen if one is Act.UNINSTALL}
    after = {name: found for name, found in ground.items() if name not in leaving}
    after |= {name: tuple(manifests[name].depends) for name, one in chosen if one is not Act.UNINSTALL}
    return Selection(act, plugin, chosen, manifests, installed, after, tuple(load_order(after)))


def _located(error: DependencyError, found: Discovery, installed: Container[str]) -> DependencyError:
    """The refusal at the line of `depends`, with what is wrong in the manifests of those that are missing."""
    manifest = found.manifests.get(error.place)
    if manifest is None:
        return error
    missing = [name for name in manifest.depends if name not in found.manifests and name not in installed]
    broken = [found.broken[name] for name in missing if name in found.broken]
    return DependencyError(
        error.what,
        remedy=error.remedy,
        place=manifest.place("depends"),
        problems=(*broken, *error.problems),
    )
