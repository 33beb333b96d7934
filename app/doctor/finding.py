"""What one look found, and how the looks are taken one after the other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kernel.errors import TongbanError
from kernel.failures import told
from kernel.health import Health, HealthState
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing that was looked at."""

    name: str
    title: Text
    health: Health

    def as_dict(self) -> dict[str, Any]:
        """The finding as JSON-like data."""
        remedy = self.health.remedy
        return {
            "name": self.name,
            "title": {"zh": self.title.zh, "en": self.title.en},
            "state": self.health.state.value,
            "what": {"zh": self.health.what.zh, "en": self.health.what.en},
            "remedy": {"zh": remedy.zh, "en": remedy.en} if remedy else None,
        }


Look = Callable[[], Health]


def warned(what: Text, remedy: Text) -> Health:
    """Somebody should look at it in time."""
    return Health(HealthState.WARN, what, remedy)


def bad(what: Text, remedy: Text) -> Health:
    """Somebody is needed now."""
    return Health(HealthState.BAD, what, remedy)


def found(looks: Iterable[tuple[str, Text, Look]]) -> Iterator[Finding]:
    """Each look's finding; one that fails is a bad finding and does not stop the others."""
    for name, title, look in looks:
        yield Finding(name, title, _taken(look))


def _taken(look: Look) -> Health:
    try:
        return look()
    except TongbanError as error:
        place = f"{error.place}: " if error.place else ""
        return bad(Text(f"{place}{error.what.zh}", f"{place}{error.what.en}"), error.remedy)
    except Exception as error:  # noqa: BLE001 the doctor goes on whatever one look meets
        said = told(error)
        return bad(
            Text(f"检查时出错：{said}", f"The look itself failed: {said}"),
            Text("请把此行交给运维。", "Show this line to operations."),
        )
