"""Roles as people read them."""

from flask_babel import get_locale

from kernel.access import Role, role_of
from kernel.seams import role
from kernel.text import Text
from kernel.web import platform

DESIGNER = "designer"


@role("Clerk")
def clerk() -> Role:
    """Whoever sits at a window where no plugin says more."""
    return Role(Text("一般工作人员", "Staff"))


@role(DESIGNER)
def designer() -> Role:
    """Writes forms, chains and other definitions, and proposes them; somebody else publishes."""
    return Role(
        Text("设计员", "Designer"),
        Text(
            "设计表单、审批链等并提交，由另一人发布",
            "Designs forms, chains and the like; somebody else publishes",
        ),
    )


def role_title(name: str) -> str:
    """The role in the language of the request; one that nobody tells about under its own name."""
    return role_of(platform().registry, name).title.of(str(get_locale() or "zh"))
