"""The course of a renewal over HTTP: what the person, the enterprise and the clerk do, each at a browser of their own."""

from dataclasses import dataclass
from typing import Any

from tests.addons.spine import Spine
from tests.stories.visitor import Visitor

MATTER = "pack_jilin.renewal"
GUIDE = f"/services/{MATTER}"
TICKED = ["true", "by_employer", "checked"]
CONFIRMED = {
    "employer_contact": "何经办",
    "employer_phone": "0431-85000000",
    "employer_declaration": ["employed", "agreed"],
}
CHANGCHUN, JILIN = "220100", "220200"
NUMBER = "吉建安A（2023）0001234"
"""Zhang's certificate, which ends on 31 May 2026; its window is open from 28 February."""


@dataclass
class Renewal:
    """One application on its way; a step is taken by whoever's turn it is."""

    office: Spine
    person: str = "zhang"
    firm: str = "hengji"
    window: str = CHANGCHUN

    def visitor(self, username: str) -> Visitor:
        """Somebody at their browser."""
        return Visitor(self.office.client(username))

    def begin(self) -> Visitor:
        """A draft, new or begun before, is open at its first section."""
        page = self.visitor(self.person).open(GUIDE)
        page = page.press("开始办理") if page.has_button("开始办理") else page.follow("继续填写")
        return page.open(f"{page.path}/fill/identity")

    def fill(self, **changes: Any) -> Visitor:
        """Every section is filled in; the applicant looks at what there is to check."""
        visitor = self.begin().press("信息无误，继续")
        visitor.press("保存并继续", **{"appointment": "05", "office": self.window} | changes)
        return visitor.press("保存并继续", declaration=TICKED)

    def hand_in(self, **changes: Any) -> Visitor:
        """The application is with the employer."""
        return self.fill(**changes).press("确认并提交")

    def declare(self) -> Visitor:
        """What has been mended is declared anew, point by point."""
        return self.page().follow("去勾选").press("保存修改", declaration=TICKED)

    def confirm(self, *, status: int = 200) -> Visitor:
        """The employer has submitted it to the window."""
        visitor = self.visitor(self.firm).open("/enterprise").follow("核对并提交")
        return visitor.press("确认并提交窗口", status=status, **CONFIRMED)

    def at_window(self, clerk: str = "clerk", *, words: str = "张小山") -> Visitor:
        """The clerk has opened the case from the list."""
        return self.visitor(clerk).open("/work").follow(words)

    def accept(self, clerk: str = "clerk") -> Visitor:
        """The window has accepted it."""
        return self.at_window(clerk).press("受理")

    def approve(self, clerk: str = "clerk") -> Visitor:
        """The window has granted it, and what followed is done."""
        visitor = self.at_window(clerk).press("同意", opinion="材料齐全，符合条件。")
        self.office.work()
        return visitor

    def filed(self) -> "Renewal":
        """Everything before the window."""
        self.hand_in()
        self.confirm()
        return self

    def granted(self) -> "Renewal":
        """The whole course."""
        self.filed()
        self.accept()
        self.approve()
        return self

    def application(self) -> dict[str, Any]:
        """The latest application of the installation."""
        return self.office.rows("SELECT * FROM licensing_application ORDER BY id DESC LIMIT 1")[0]

    def page(self, username: str = "") -> Visitor:
        """The page of the application, as its applicant sees it."""
        return self.visitor(username or self.person).open(f"/my/applications/{self.application()['id']}")

    def certificate(self) -> dict[str, Any]:
        """The row of the ledger."""
        return self.office.row("SELECT * FROM certificates_certificate WHERE number = :number", number=NUMBER)
