"""The tabs of the sheet of a step; pure."""

from enum import StrEnum

from kernel.text import Text


class Tab(StrEnum):
    """On which page of the sheet a property stands."""

    BASIC = "basic"
    CLOCK = "clock"
    CONTENT = "content"
    WAYS = "ways"
    EFFECTS = "effects"

    @property
    def heading(self) -> Text:
        """What people read on the tab."""
        return _TABS[self]


_TABS = {
    Tab.BASIC: Text("办理", "Who and what"),
    Tab.CLOCK: Text("时限", "Clock"),
    Tab.CONTENT: Text("填报", "Form"),
    Tab.WAYS: Text("去向", "Ways"),
    Tab.EFFECTS: Text("效果", "Effects"),
}
