"""The seam that notices open to plugins: who carries what is told out of the house, to a telephone or elsewhere."""

from collections.abc import Callable
from typing import Any, TypeVar

from kernel.registry import Seam
from kernel.text import Text

Thing = TypeVar("Thing", bound=Callable[..., Any])

CARRIER = Seam(
    "carrier",
    Text("传递渠道", "carrier"),
    Text(
        "实现 addons.notices.carrying.Carrier 的类：邮件、短信等；在事务之外调用，可能重复，由 key 识别。",
        "A class that is an addons.notices.carrying.Carrier: mail, SMS and the like. Called outside of any transaction, "
        "perhaps twice; the key tells that it is the same.",
    ),
)


def carrier(name: str, *, title: Text) -> Callable[[Thing], Thing]:
    """Offers a way out of the house; the name is also the way in people's preferences."""
    return CARRIER.mark(name, title=title)
