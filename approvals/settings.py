"""What administrators decide about the numbers of offices, and about parties that do nothing."""

from kernel.seams import setting
from kernel.settings import Setting, Whole
from kernel.text import Text

GOAL = "on_time_goal"
SILENT_AFTER = "silent_after"


@setting(GOAL)
def on_time_goal() -> Setting:
    """Which share of the steps offices want to be done in time."""
    return Setting(
        Text("按时办结率的目标", "Share of steps to be done in time"),
        Whole(1, 100, Text("%", "%")),
        97,
        Text("办理统计", "Numbers of offices"),
        Text(
            "统计页上的虚线；低于目标的标出来", "The broken line among the numbers; what is below stands out"
        ),
        order=400,
    )


@setting(SILENT_AFTER)
def silent_after() -> Setting:
    """How long an applicant waits for a party whose step has no time limit of its own."""
    return Setting(
        Text("对方不配合，申请人最早可登记", "An applicant may report a silent party after"),
        Whole(1, 60, Text("个工作日", "working days")),
        5,
        Text("办件", "Cases"),
        Text(
            "从对方这一步开始算；审批链给这一步定了时限的，以时限为准",
            "Counted from the day the step opened; where the chain gives the step a time limit, that counts",
        ),
        order=410,
    )
