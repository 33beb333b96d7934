"""The plugins as cards: what lies in the folders, what is installed, how it fares."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kernel.errors import TongbanError
from kernel.health import Health, HealthState, checked
from kernel.manifest import Manifest
from kernel.models import Definition, DefinitionLayer, Plugin
from kernel.registry import Entry
from kernel.text import Text
from kernel.web import Platform


class CardState(StrEnum):
    """What a card says at its foot."""

    INSTALLED = "installed"
    UPGRADABLE = "upgradable"
    AVAILABLE = "available"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something that somebody should look at, and what to do about it."""

    what: Text
    remedy: Text | None = None
    place: str = ""


FOLDER_GONE = Complaint(
    Text("它的文件夹不在插件目录里。", "Its folder is not in the plugin folders."),
    Text(
        "请把文件夹放回；服务重启前功能不受影响。",
        "Put it back; until the next start the plugin works as before.",
    ),
)


@dataclass(frozen=True, slots=True)
class Card:
    """One plugin as the Apps page shows it."""

    name: str
    title: str
    summary: str
    category: str
    version: str
    newer: str
    depends: tuple[str, ...]
    state: CardState
    required: bool
    has_code: bool
    brings: Mapping[str, int]
    complaints: tuple[Complaint, ...]

    @property
    def ailing(self) -> bool:
        """Whether somebody should look at it."""
        return bool(self.complaints)


@dataclass(frozen=True, slots=True)
class Studio:
    """The layer of changes made in the browser, as one more card."""

    changes: int
    plugins: int
    last_by: str
    last_target: str
    last_at: datetime


def cards(session: Session, platform: Platform) -> list[Card]:
    """Every plugin installed or lying in a plugin folder: those that wait for somebody first, the core last."""
    discovery = platform.site.discovery()
    installed = {one.name: one for one in session.scalars(select(Plugin).order_by(Plugin.position))}
    brought = _brought(session)
    ailments = _ailments(session, platform)
    ailments |= {name: complaints_of(error) for name, error in discovery.broken.items()}
    found = [
        _installed_card(plugin, discovery.manifests.get(name), brought.get(name, {}), ailments.get(name, ()))
        for name, plugin in installed.items()
    ]
    found += [
        _available_card(one) for name, one in sorted(discovery.manifests.items()) if name not in installed
    ]
    found += [
        _broken_card(name, ailments[name]) for name in sorted(discovery.broken) if name not in installed
    ]
    return sorted(found, key=_rank)


def matching(found: Iterable[Card], *, query: str = "", state: str = "", category: str = "") -> list[Card]:
    """The cards that a filter leaves."""
    needle = query.strip().lower()
    return [
        card
        for card in found
        if (not needle or needle in f"{card.name} {card.title} {card.summary} {card.category}".lower())
        and (not category or card.category == category)
        and (not state or _has_state(card, state))
    ]


def counts(found: Sequence[Card]) -> dict[str, int]:
    """How many cards each filter would leave."""
    return {state: len(matching(found, state=state)) for state in ("", "installed", "upgradable", "ailing")}


def studio_card(session: Session) -> Studio | None:
    """The studio layer, once something has been changed in the browser."""
    layers = session.scalars(
        select(DefinitionLayer)
        .where(DefinitionLayer.plugin == "studio")
        .order_by(DefinitionLayer.changed_at.desc())
    ).all()
    if not layers:
        return None
    # a definition that was made here counts as one change
    changes = sum(max(1, len(layer.ops)) for layer in layers)
    plugins = {layer.target.partition(".")[0] for layer in layers} - {"studio"}
    last = layers[0]
    return Studio(changes, len(plugins), last.changed_by, last.target, last.changed_at)


def complaints_of(error: TongbanError) -> list[Complaint]:
    """Each problem of a refusal, or the refusal itself."""
    return [Complaint(one.what, one.remedy, one.place) for one in (error.problems or (error,))]


def _rank(card: Card) -> int:
    if card.ailing or card.state is CardState.UPGRADABLE:
        return 0
    return 2 if card.required else 1


def _has_state(card: Card, state: str) -> bool:
    match state:
        case "installed":
            return card.state in {CardState.INSTALLED, CardState.UPGRADABLE}
        case "upgradable":
            return card.state is CardState.UPGRADABLE
        case "ailing":
            return card.ailing
        case _:
            return False


def _installed_card(
    plugin: Plugin, manifest: Manifest | None, brings: Mapping[str, int], complaints: Sequence[Complaint]
) -> Card:
    changed = manifest is not None and manifest.digest != plugin.digest
    newer = manifest.version if manifest is not None and changed else ""
    about = plugin.manifest
    said = list(complaints) or ([FOLDER_GONE] if manifest is None else [])
    if plugin.broken:
        said.append(Complaint(Text(plugin.broken, plugin.broken)))
    return Card(
        plugin.name,
        plugin.title,
        about.get("summary", ""),
        about.get("category", ""),
        plugin.version,
        newer,
        tuple(about.get("depends", ())),
        CardState.UPGRADABLE if newer else CardState.INSTALLED,
        bool(about.get("required")),
        plugin.has_code,
        brings,
        tuple(said),
    )


def _available_card(manifest: Manifest) -> Card:
    return Card(
        manifest.name,
        manifest.title,
        manifest.summary,
        manifest.category,
        manifest.version,
        "",
        manifest.depends,
        CardState.AVAILABLE,
        required=False,
        has_code=manifest.has_code,
        brings={},
        complaints=(),
    )


def _broken_card(name: str, complaints: Sequence[Complaint]) -> Card:
    return Card(
        name,
        name,
        "",
        "",
        "",
        "",
        (),
        CardState.BROKEN,
        required=False,
        has_code=False,
        brings={},
        complaints=tuple(complaints),
    )


def _brought(session: Session) -> dict[str, dict[str, int]]:
    rows = session.execute(
        select(Definition.plugin, Definition.kind, func.count())
        .where(Definition.retired.is_(False))
        .group_by(Definition.plugin, Definition.kind)
        .order_by(Definition.kind)
    )
    found: dict[str, dict[str, int]] = {}
    for plugin, kind, count in rows:
        found.setdefault(plugin, {})[kind] = count
    return found


def _ailments(session: Session, platform: Platform) -> dict[str, list[Complaint]]:
    found: dict[str, list[Complaint]] = {}
    results: Iterable[tuple[Entry, Health]] = checked(session, platform.present())
    for entry, health in results:
        if health.state is not HealthState.OK:
            found.setdefault(entry.plugin, []).append(Complaint(health.what, health.remedy))
    for name, error in platform.loaded.broken.items():
        found.setdefault(name, []).extend(complaints_of(error))
    return found
