"""How people may hear of what: the groups of events, the ways, the usual choice, and what cannot be switched off."""

from collections.abc import Mapping
from types import MappingProxyType

from addons.licensing.telling import Group
from kernel.text import Text

IN_APP, DIGEST = "in_app", "digest"
MAIL = "mail"
GROUPS: Mapping[Group, Text] = MappingProxyType(
    {
        Group.PROGRESS: Text("办理进展", "progress of applications"),
        Group.CORRECTION: Text("补正与中止", "corrections and suspensions"),
        Group.OUTCOME: Text("办理结果", "outcomes"),
        Group.TASK: Text("待我办理", "what waits for me"),
        Group.DEADLINE: Text("时限提醒", "time limits"),
        Group.REMINDER: Text("证书到期与办理窗口", "expiry and windows"),
        Group.MESSAGE: Text("沟通与抄送", "messages and copies"),
        Group.IDENTITY: Text("账户与身份", "account and identity"),
    }
)
MUST = frozenset({Group.CORRECTION, Group.OUTCOME, Group.DEADLINE, Group.IDENTITY})
"""What the office has to tell (行政许可法第三十二条、第四十四条): it always lies among one's notices."""
AT_ONCE = frozenset(
    {Group.CORRECTION, Group.OUTCOME, Group.TASK, Group.DEADLINE, Group.REMINDER, Group.IDENTITY}
)
"""What is mailed at once unless somebody says otherwise."""
Choices = Mapping[tuple[str, str], bool]


def is_fixed(about: Group, way: str) -> bool:
    """Whether the way cannot be switched off for these events."""
    return way == IN_APP and about in MUST


def is_wanted(about: str, way: str, chosen: Choices, *, to_many: bool = False) -> bool:
    """Whether events of the group go that way; what a whole office is told is mailed only to who asks for it."""
    if way == IN_APP and about in MUST:
        return True
    usual = way == IN_APP or (way != DIGEST and about in AT_ONCE and not to_many)
    return chosen.get((about, way), usual)
