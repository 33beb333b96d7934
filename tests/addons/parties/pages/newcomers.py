"""People who come without an account: they register at a browser of their own."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from tests.addons.parties.oracles import credit_number, make_identity
from tests.addons.spine import Spine
from tests.app.offices import sign_in
from tests.stories.visitor import Visitor

PASSWORD = "Newcomer-2026"
ON_ROSTER = "220000199406060006"
"""冯一山, whom the roster of the demo knows without a mobile."""

_days = count()


def unknown_number() -> str:
    """A good number that nobody here has."""
    return make_identity(date(1960, 1, 1) + timedelta(next(_days)))


def unknown_code() -> str:
    """A good credit code that no enterprise here has."""
    return credit_number(f"92999999{900_000_000 + next(_days):09d}")


@dataclass
class Newcomer:
    """Somebody at their browser, from an address of their own."""

    office: Spine
    name: str = "冯一山"
    visitor: Visitor | None = None
    login: str = ""

    def comes(self) -> Visitor:
        """A browser that nobody has used."""
        client = self.office.app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"198.51.100.{next(_days) % 250 + 1}"
        self.visitor = Visitor(client)
        return self.visitor

    def registers(self, kind: str = "person", *, status: int = 200, **typed: Any) -> Visitor:
        """The form filled in and sent; the page that answers."""
        values = {"name": self.name, "mobile": "19900000031", "password": PASSWORD, "again": PASSWORD}
        page = self.comes().open(f"/register/{kind}")
        page.press("注册", status=status, **(values | typed))
        if status == 200:
            self.login = page.tree.get_element_by_id("login-name").text_content()
        return page

    def signs_in(self) -> Visitor:
        """The same browser, signed in."""
        assert self.visitor is not None
        sign_in(self.visitor.client, self.login, PASSWORD)
        return self.visitor

    def row(self) -> dict[str, Any]:
        """What the account says of itself."""
        return self.office.row(
            "SELECT i.*, u.id AS account FROM parties_identity i JOIN ab_user u ON u.id = i.user_id "
            "WHERE u.username = :name",
            name=self.login,
        )


def proof(number: str, **more: str) -> dict[str, Any]:
    """The fields of the proof, with the consent."""
    return {"number": number, "consent": "2026-11"} | more
