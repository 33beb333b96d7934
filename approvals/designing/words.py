"""What the words of a chain are called where it is drawn; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from approvals.words import (
    Exit,
    GroupKind,
    Level,
    Need,
    Order,
    Overdue,
    Party,
    Registrations,
    Routing,
    Silence,
    StepKind,
    Unit,
)
from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Word:
    """How a kind of node is shown: its title, its picture, and one line on what it is for."""

    title: Text
    icon: str
    about: Text


KINDS: Mapping[str, Word] = MappingProxyType(
    {
        StepKind.ACT: Word(
            Text("审批", "Decision"),
            "stamp",
            Text("机构或一方作决定", "An office or a party decides"),
        ),
        StepKind.FILL: Word(
            Text("填报", "Form"),
            "file-pen",
            Text("填写内容、交材料，不发表意见", "Somebody fills in, without an opinion"),
        ),
        StepKind.CONFIRM: Word(
            Text("确认", "Confirmation"), "building-2", Text("另一方同意", "A second party agrees")
        ),
        StepKind.WAIT: Word(
            Text("等待", "Wait"), "hourglass", Text("学时、外部状态", "Until something holds or has come")
        ),
        StepKind.NOTICE: Word(
            Text("公示", "Public notice"),
            "megaphone",
            Text("公示 N 个工作日", "Published for N working days"),
        ),
        StepKind.CHOOSE: Word(
            Text("选择", "Choice"), "list-checks", Text("持证人选定，不可改", "The holder picks, for good")
        ),
        StepKind.AUTO: Word(
            Text("自动", "Automatic"), "cog", Text("校验与效果", "Checks and effects, nobody acts")
        ),
        GroupKind.BRANCH: Word(
            Text("条件分支", "Branch"), "git-branch", Text("只走一支", "Exactly one way is taken")
        ),
        GroupKind.PARALLEL: Word(
            Text("并行组", "Parallel group"), "workflow", Text("全部走完", "All ways at once")
        ),
    }
)
CHAIN = Word(Text("整条审批链", "The whole chain"), "route", Text("", ""))
CASE = Word(Text("情形", "Case"), "git-branch", Text("", ""))
LANE = Word(Text("并行的一路", "Lane"), "workflow", Text("", ""))
PARTIES: Mapping[str, Text] = {
    Party.INITIATOR: Text("发起人", "Whoever started it"),
    Party.HOLDER: Text("持证人", "The holder"),
    Party.AGENT: Text("代办人", "The agent"),
    Party.EMPLOYER: Text("受聘企业", "The employer"),
    Party.FORMER_EMPLOYER: Text("原受聘企业", "The former employer"),
    Party.RECEIVING_ENTERPRISE: Text("调入企业", "The receiving enterprise"),
    Party.PROVIDER: Text("培训机构", "The provider"),
}
LEVELS: Mapping[str, Text] = {
    Level.PROVINCE: Text("省级主管部门", "The province's authority"),
    Level.CITY: Text("市（州）级主管部门", "The city's authority"),
    Level.STATION: Text("站所、窗口", "A station or window"),
}
ROUTINGS: Mapping[str, Text] = {
    Routing.ANY: Text("申请人任选（全省通办）", "Any, as the applicant chooses"),
    Routing.BY_EMPLOYER: Text("按企业所属地", "Where the employer is"),
    Routing.BY_REGION: Text("按申请人所在地", "Where the applicant is"),
    Routing.FIXED: Text("固定机关", "One office"),
}
REGISTRATIONS: Mapping[str, Text] = {
    Registrations.REGISTRATIONS: Text("等着接办的登记", "Those who have registered"),
}
UNITS: Mapping[str, Text] = {
    Unit.WORKING: Text("工作日", "working days"),
    Unit.CALENDAR: Text("自然日", "calendar days"),
    Unit.MONTHS: Text("月", "months"),
}
OVERDUES: Mapping[str, Text] = {
    Overdue.REMIND: Text("催办", "Remind"),
    Overdue.ESCALATE: Text("催办并报上级", "Remind and tell the office above"),
    Overdue.APPROVE: Text("视为同意", "Counts as approved"),
    Overdue.REJECT: Text("视为不同意", "Counts as rejected"),
    Overdue.GO_TO: Text("转到“去向”里逾期的一步", "Go where “ways” says"),
}
SILENCES: Mapping[str, Text] = {
    Silence.ACCEPT: Text("逾期视为受理", "Silence counts as acceptance"),
    Silence.GRANT: Text("逾期视为准予", "Silence counts as a grant"),
}
NEEDS: Mapping[str, Text] = {
    Need.ALL: Text("全部同意（会签）", "All agree"),
    Need.ANY: Text("一人同意即可（或签）", "One is enough"),
    Need.COUNT: Text("达到人数（票签）", "So many agree"),
    Need.PERCENT: Text("达到百分比（票签）", "So many percent agree"),
}
ORDERS: Mapping[str, Text] = {
    Order.ANY: Text("不分先后", "As they come"),
    Order.GIVEN: Text("依次", "One after the other"),
}
EXITS: Mapping[str, Text] = {
    Exit.OVERDUE: Text("逾期时", "When overdue"),
    Exit.UNDELIVERABLE: Text("无法送达时", "When nothing can be delivered"),
    Exit.PARTY_DEREGISTERED: Text("对方已注销时", "When the party is deregistered"),
    Exit.PARTY_SILENT: Text("对方不办理时", "When the party does nothing"),
    Exit.FAILED: Text("核验不通过时", "When the checks fail"),
}
YES_NO: Mapping[str, Text] = {"yes": Text("是", "Yes"), "no": Text("否", "No")}
