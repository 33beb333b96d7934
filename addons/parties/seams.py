"""The seams that parties open to plugins: who proves an identity, who passes on what parties are told."""

from collections.abc import Callable
from typing import Any, TypeVar

from kernel.registry import Seam
from kernel.text import Text

Thing = TypeVar("Thing", bound=Callable[..., Any])

IDENTITY_PROVIDER = Seam(
    "identity_provider",
    Text("实名核验来源", "identity provider"),
    Text(
        "函数 (session, Claimed) → Verdict：一致、不符或无从核验；按 order 依次询问，第一个有结论的为准。在事务之外调用，可以访问外部服务。",
        "A function (session, Claimed) → Verdict: verified, refused or unknown. Asked by order until one knows; called "
        "outside of a writing transaction, so that it may ask a service elsewhere.",
    ),
)
PARTY_LISTENER = Seam(
    "party_listener",
    Text("主体消息", "party listener"),
    Text(
        "函数 (session, News)：在同一事务里把消息交给收件主体；同一 key 只告知一次。",
        "A function (session, News) that passes it on to its parties in the same transaction, once for each key.",
    ),
)


def identity_provider(name: str, *, title: Text, order: int = 100) -> Callable[[Thing], Thing]:
    """Offers a way of proving that a name and a document belong together."""
    return IDENTITY_PROVIDER.mark(name, title=title, order=order)


def party_listener(name: str) -> Callable[[Thing], Thing]:
    """Offers a way of passing on what parties are told."""
    return PARTY_LISTENER.mark(name)
