"""Five chains of the catalogue as somebody draws them: what stands where, and what is set on each sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Drawn:
    """A step under its name, with what is set on its sheet."""

    kind: str
    name: str
    title: str
    keys: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Forked:
    """A branch of one case and the rest."""

    name: str
    case: str
    title: str
    when: str
    steps: tuple[Drawn, ...]
    rest: tuple[Drawn, ...] = ()


@dataclass(frozen=True)
class Chained:
    """A chain with its steps; `ends` are outcomes that the list of paths shows."""

    name: str
    title: str
    nodes: tuple[Drawn | Forked, ...]
    ends: tuple[str, ...] = ("准予", "不予许可")

    def names(self) -> list[str]:
        """The nodes in the order of the drawing."""
        return list(_names(self.nodes))


def _names(nodes: tuple[Drawn | Forked, ...]) -> Iterator[str]:
    for node in nodes:
        yield node.name
        if isinstance(node, Forked):
            yield from _names((*node.steps, *node.rest))


def _city(routing: str, days: str, **more: Any) -> dict[str, Any]:
    return {"office.level": "city", "office.routing": routing, "clock.days": days, **more}


FILING = Drawn("fill", "registration", "本人登记", {"party": "holder"})
ORIGINAL = Drawn(
    "confirm",
    "original",
    "原企业确认（或以强制调动申请表替代）",
    {
        "party": "former_employer",
        "clock.days": "5",
        "substitute.by": "receiving_enterprise",
        "substitute.sections": "forced_transfer",
        "substitute.when": "uncooperative == True",
        "on.party_deregistered": "receiving",
    },
)
"""AH-4F: where the original enterprise does not cooperate or is no more, the form of forced transfer stands in."""
JL_2 = Chained(
    "jl_2",
    "特种作业资格证书变更",
    (
        Drawn("fill", "application", "申请", {"files": True}),
        Drawn(
            "act",
            "decision",
            "窗口审批",
            _city("any", "20", **{"clock.promised": "5", "effects.new": "change_employer"}),
        ),
    ),
)
AH_1 = Chained(
    "ah_1",
    "安管人员证书延期复核",
    (
        FILING,
        Drawn("fill", "employer", "企业申请", {"party": "employer", "files": True}),
        Drawn("act", "city", "市级审核", _city("by_employer", "10")),
        Drawn(
            "wait",
            "study",
            "学习学时达标",
            {"until": "hours >= 24", "lasts.days": "90", "lasts.unit": "calendar"},
        ),
        Drawn(
            "act",
            "province",
            "省级复核",
            {"office.level": "province", "office.routing": "any", "clock.days": "5", "effects.new": "extend"},
        ),
    ),
)
AH_4 = Chained(
    "ah_4",
    "变更企业（含强制调动）",
    (
        FILING,
        Drawn("fill", "receiving", "现企业上传", {"party": "receiving_enterprise", "files": True}),
        ORIGINAL,
        Drawn("act", "city", "市级审核", _city("by_employer", "10", **{"effects.new": "change_employer"})),
    ),
)
CQ_9 = Chained(
    "cq_9",
    "跨省重复持证处置",
    (
        Drawn(
            "choose",
            "choice",
            "持证人选定",
            {
                "party": "holder",
                "options": [("local", "注销本市证书"), ("other", "注销外省证书")],
                "clock.days": "5",
            },
        ),
        Drawn("notice", "publication", "公示", {"party": "holder", "lasts.days": "5", "choice": "choice"}),
        Drawn(
            "act",
            "station",
            "总站注销",
            {"office.level": "station", "office.routing": "any", "effects.new": "cancel"},
        ),
    ),
)
HA_A2 = Chained(
    "ha_a2",
    "安管人员认定延续",
    (
        Drawn("fill", "application", "申请", {"files": True}),
        Forked(
            "paper",
            "counter",
            "到窗口交材料",
            "on_paper == True",
            (Drawn("fill", "window", "窗口收取材料", {"party": "agent"}),),
        ),
        Drawn(
            "act",
            "province",
            "省厅审批",
            {
                "office.level": "province",
                "office.routing": "any",
                "clock.days": "20",
                "effects.new": "extend",
            },
        ),
    ),
)
