"""How the file of a case comes onto paper: laid out like a filled form, in a child process."""

from collections.abc import Mapping
from typing import Any

from addons.letters.fonts import INSTALL, chinese
from addons.letters.rendering import drawing
from approvals.seams import case_paper
from kernel.errors import Conflict
from kernel.text import Text


@case_paper("letters")
def case_file(facts: Mapping[str, Any]) -> bytes:
    """The PDF of a case's file."""
    if chinese() is None:
        raise Conflict(
            Text(
                "本机没有中文字体，不能生成 PDF。", "The machine has no Chinese font, so no PDF can be drawn."
            ),
            remedy=Text(
                f"请用浏览器打印；管理员可运行 {INSTALL}。",
                f"Print it with your browser; an administrator can run {INSTALL}.",
            ),
            place="pdf",
        )
    return drawing.form({name: value for name, value in facts.items() if name != "name"})
