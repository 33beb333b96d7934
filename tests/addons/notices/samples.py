"""Messages to begin a test with, and the parties of a small town."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from addons.licensing.telling import Message
from addons.notices import service
from addons.notices.queries import Mailbox, mailbox_of
from addons.parties.models import Enterprise, Person
from approvals.people.assignment import PartyKind, PartyRef
from kernel.text import Text
from tests.addons.parties.town import JILIN, Town


def make_message(*to: PartyRef, key: str = "case:1:1", at: datetime, **changes: Any) -> Message:
    """Something told to these parties."""
    words: dict[str, Any] = {
        "title": Text("申请已受理", "Accepted"),
        "body": Text("预计 3 月 13 日前办结。", "A decision is due by 13 March."),
        "link": "/my/applications/1",
    }
    return Message(key=key, to=to, at=at, **(words | changes))


@dataclass
class Post:
    """Zhang, who works at a firm; the firm's clerk; two windows; and what is sent to them."""

    town: Town

    def __post_init__(self) -> None:
        self.firm: Enterprise = self.town.enterprise()
        self.zhang: Person = self.town.staff(self.firm, "张小山")
        self.li: Person = self.town.staff(self.firm, "李安娜")
        self.boxes: dict[str, Mailbox] = {
            "zhang": self._box(self.town.applicant(self.zhang).user_id),
            "li": self._box(self.town.applicant(self.li).user_id),
            "boss": self._box(self.town.boss(self.firm).user_id),
            "clerk": self._box(self.town.clerk().user_id),
            "jilin": self._box(self.town.clerk(JILIN).user_id),
            "idle": self._box(self.town.user("idle", "applicant")),
        }
        self.refs = {
            "zhang": PartyRef(PartyKind.PERSON, self.zhang.id),
            "li": PartyRef(PartyKind.PERSON, self.li.id),
            "boss": PartyRef(PartyKind.ENTERPRISE, self.firm.id),
            "clerk": PartyRef(PartyKind.OFFICE, self.town.office().id),
            "jilin": PartyRef(PartyKind.OFFICE, self.town.office(JILIN).id),
        }

    def _box(self, user_id: int | None) -> Mailbox:
        return mailbox_of(self.town.session, user_id or 0)

    def send(self, *to: str, key: str = "case:1:1", **changes: Any) -> int:
        """A message to these; for how many it was new."""
        message = make_message(*(self.refs[name] for name in to), key=key, at=self.town.now, **changes)
        return service.keep(self.town.session, message)
