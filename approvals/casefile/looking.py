"""What somebody looks at beside a case: what the registers say, numbers in full, a page of a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from approvals.casefile.faces import Material
from approvals.cases.view import CaseView
from approvals.material_seams import CASE_COMPARED, CASE_IDENTITY, MATERIAL_FILE, MATERIAL_PAGES
from kernel.errors import Invalid, NotFound
from kernel.keys import KeyRing
from kernel.registry import Registry
from kernel.text import Text

LEAST_REASON, MOST_REASON = 4, 200


@dataclass(frozen=True, slots=True)
class Compared:
    """An answer beside what the register says; its words are masked, `same` is told from the whole values."""

    title: Text
    said: str
    known: str
    same: bool
    path: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who wants to see a number in full, and why."""

    account: str
    reason: str
    keys: KeyRing
    now: datetime
    address: str = ""


@dataclass(frozen=True, slots=True)
class Secret:
    """A number in full, under the name of whom it belongs to."""

    title: Text
    whose: str
    number: str


@dataclass(frozen=True, slots=True)
class Leaves:
    """The pages of a file: how many, and the PNG of one of them."""

    count: int
    drawn: Callable[[int], bytes]


def compared_of(session: Session, registry: Registry, case: CaseView) -> list[Compared]:
    """Everything of the case that a register knows, in the order of its form; nothing of a closed one.

    What a case brought about stands in the register since: the comparison would blame the answers for it.
    """
    if case.state.outcome is not None:
        return []
    return [one for entry in registry.entries(CASE_COMPARED) for one in entry.thing(session, case)]


def secrets_of(session: Session, registry: Registry, case: CaseView, asker: Asker) -> list[Secret]:
    """The numbers in full; it is on record who saw them and why. Refused without a reason."""
    if not LEAST_REASON <= len(asker.reason) <= MOST_REASON:
        raise Invalid(
            Text("查看完整证件号须写明理由。", "Seeing the full number needs a reason."),
            remedy=Text(
                f"请写明核对什么，{LEAST_REASON} 到 {MOST_REASON} 字。",
                f"Say what you check, in {LEAST_REASON} to {MOST_REASON} characters.",
            ),
            place="reason",
        )
    return [one for entry in registry.entries(CASE_IDENTITY) for one in entry.thing(session, case, asker)]


def has_secrets(registry: Registry) -> bool:
    """Whether any plugin keeps numbers that a case shows masked."""
    return next(iter(registry.entries(CASE_IDENTITY)), None) is not None


def leaves_of(session: Session, registry: Registry, material: Material) -> Leaves | None:
    """The pages of a file that is no picture itself; none where nobody draws them."""
    if material.picture:
        return None
    found = (entry.thing(session, material) for entry in registry.entries(MATERIAL_PAGES))
    return next((one for one in found if one is not None), None)


def leaf_of(session: Session, registry: Registry, material: Material, page: int) -> bytes:
    """The PNG of one page; a page that there is not is not found."""
    leaves = leaves_of(session, registry, material)
    if leaves is None or not 1 <= page <= leaves.count:
        raise NotFound(
            Text("这份材料没有这一页，或不能按页显示。", "The file has no such page, or cannot be drawn."),
            remedy=Text("请下载原文件查看。", "Download the file itself."),
            place=f"material:{material.id}:{page}",
        )
    return leaves.drawn(page)


def content_of(session: Session, registry: Registry, material: Material) -> bytes:
    """The file as it was handed in; one that nobody has any more is not found."""
    found = (entry.thing(session, material) for entry in registry.entries(MATERIAL_FILE))
    content = next((one for one in found if one is not None), None)
    if content is None:
        raise NotFound(
            Text(f"找不到“{material.name}”的原件。", f"The file “{material.name}” is not there."),
            remedy=Text("请让系统管理员从备份恢复。", "Have the administrator restore it from a backup."),
            place=f"material:{material.id}",
        )
    return bytes(content)
