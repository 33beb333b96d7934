"""What administrators decide about the numbers of offices."""

from kernel.seams import setting
from kernel.settings import Setting, Whole
from kernel.text import Text

GOAL = "on_time_goal"


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
