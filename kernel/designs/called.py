"""Names in two languages as they are typed: Chinese, which everybody reads, and no paragraphs; pure."""

from collections.abc import Mapping

from kernel.designs.properties import Property
from kernel.errors import Invalid
from kernel.text import Text


def refuse_nameless(one: Property, typed: Mapping[str, str]) -> None:
    """Raises for a name that has to be there and has no Chinese, or for one that is longer than the property takes."""
    if one.required and typed["en"] and not typed["zh"]:
        raise Invalid(
            Text("没有中文名称。", "There is no Chinese name."),
            remedy=Text(
                "请填写中文名称；英文可以不填。",
                "Give the Chinese one; the English one may be left out.",
            ),
        )
    longest = max(map(len, typed.values()))
    if longest > one.most:
        raise Invalid(
            Text(
                f"名称有 {longest} 字，最多 {one.most} 字。",
                f"The name has {longest} characters, at most {one.most} are taken.",
            ),
            remedy=Text(
                "请缩短；要多写的放到“说明”里。",
                "Shorten it; what else there is to say belongs in the help.",
            ),
        )
