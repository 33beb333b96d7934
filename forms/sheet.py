"""How a type of fields describes itself and its properties to the form designer; pure."""

from enum import StrEnum

from kernel.designs.properties import Entry, Property
from kernel.text import Text

__all__ = ["Entry", "Group", "Property", "Tab"]


class Group(StrEnum):
    """Where the palette of the designer shows a type."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    DATE = "date"
    IDENTITY = "identity"
    PICKER = "picker"
    FILE = "file"
    LAYOUT = "layout"

    @property
    def heading(self) -> Text:
        """What people read above the types of the group."""
        return _GROUPS[self]


_GROUPS = {
    Group.TEXT: Text("文字", "Text"),
    Group.NUMBER: Text("数字", "Numbers"),
    Group.CHOICE: Text("选择", "Choices"),
    Group.DATE: Text("日期与时间", "Dates and times"),
    Group.IDENTITY: Text("证件与联系方式", "Identity and contact"),
    Group.PICKER: Text("从登记册选取", "Chosen from a register"),
    Group.FILE: Text("文件与材料", "Files and materials"),
    Group.LAYOUT: Text("版面与承诺", "Layout and declarations"),
}


class Tab(StrEnum):
    """On which page of the property sheet a property stands."""

    BASIC = "basic"
    CHECK = "check"
    SOURCE = "source"
    PRINT = "print"

    @property
    def heading(self) -> Text:
        """What people read on the tab."""
        return _TABS[self]


_TABS = {
    Tab.BASIC: Text("基本", "Basic"),
    Tab.CHECK: Text("校验", "Checks"),
    Tab.SOURCE: Text("来源", "Source"),
    Tab.PRINT: Text("打印", "Print"),
}
