"""The seams of what an office holds beside a case: the registers, numbers in full, the pages of a file."""

from collections.abc import Callable
from typing import Any, TypeVar

from kernel.registry import Seam
from kernel.text import Text

Thing = TypeVar("Thing", bound=Callable[..., Any])

CASE_COMPARED = Seam(
    "case_compared",
    Text("与登记信息核对", "case beside the registers"),
    Text(
        "函数 (session, case: CaseView) → Compared 列表：填报的每一项和登记簿现在的记载，文字已隐去个人信息。",
        "A function (session, case: CaseView) → the Compared of the case: what answers say and what the registers say "
        "now, their words masked.",
    ),
)
CASE_IDENTITY = Seam(
    "case_identity",
    Text("完整证件号", "numbers in full"),
    Text(
        "函数 (session, case: CaseView, Asker) → Secret 列表：这件办件所涉人员的完整号码；查看的人和理由记入审计日志。",
        "A function (session, case: CaseView, Asker) → the Secrets of those whom the case is about: numbers in full; "
        "who asked and why goes into the audit log.",
    ),
)
MATERIAL_PAGES = Seam(
    "material_pages",
    Text("材料的页面", "pages of a material"),
    Text(
        "函数 (session, material: Material) → Leaves 或 None：这份文件有几页、每一页的图片；不会画的返回 None。",
        "A function (session, material: Material) → Leaves, how many pages the file has and a picture of each, or None "
        "for a file that it cannot draw.",
    ),
)
MATERIAL_FILE = Seam(
    "material_file",
    Text("材料的原件", "a material itself"),
    Text(
        "函数 (session, material: Material) → bytes 或 None：这份材料的原件；不是自己保存的返回 None。",
        "A function (session, material: Material) → bytes or None: the file as it was handed in, None for one that "
        "the plugin does not keep.",
    ),
)

CASE_CONCERNS = Seam(
    "case_concerns",
    Text("办件涉及谁", "whom cases are about"),
    Text(
        "函数 (session, CaseView) → PartyRef 的序列：办件涉及的人员和企业；他们不能以机构身份办理。",
        "A function (session, CaseView) → PartyRefs: the persons and enterprises that a case is about, who do not "
        "decide it at an office.",
    ),
)


def case_compared(name: str) -> Callable[[Thing], Thing]:
    """Offers what the registers say of the plugin's cases."""
    return CASE_COMPARED.mark(name)


def case_identity(name: str) -> Callable[[Thing], Thing]:
    """Offers the numbers in full of those whom the plugin's cases are about."""
    return CASE_IDENTITY.mark(name)


def material_pages(name: str) -> Callable[[Thing], Thing]:
    """Offers pictures of the pages of a file."""
    return MATERIAL_PAGES.mark(name)


def material_file(name: str) -> Callable[[Thing], Thing]:
    """Offers files as they were handed in."""
    return MATERIAL_FILE.mark(name)


def case_concerns(name: str) -> Callable[[Thing], Thing]:
    """Offers whom the plugin's cases are about."""
    return CASE_CONCERNS.mark(name)
