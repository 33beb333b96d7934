"""The life of a drawing child: warm up, close the doors, answer one request after another.

It is started by exec with an empty environment, knows no database and no key, and speaks over its pipes only.
"""

import importlib
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any

from addons.letters.rendering.frames import Silent, packed, receive, send
from addons.letters.rendering.limits import LAYOUTS, TEMPLATES, Limits, confine
from kernel.errors import Invalid, TongbanError
from kernel.text import Text

INPUT, OUTPUT, ERRORS = 0, 1, 2
FAILED = 3
LATE = ("encodings.cp437", "encodings.utf_16", "jinja2.debug")
"""What is loaded for a name in a zip file, an odd encoding, a failing template: too late behind closed doors."""
Answer = Callable[[Mapping[str, Any], bytes], tuple[dict[str, Any], bytes]]


def main(role: str) -> None:
    """Answers until the parent closes the pipe."""
    answer, limits = ROLES[role]()
    confine(limits)
    send(OUTPUT, packed({"ok": True}))
    while True:
        try:
            head, body = receive(INPUT)
        except Silent:
            return
        send(OUTPUT, _answered(answer, head, body))


def _answered(answer: Answer, head: Mapping[str, Any], body: bytes) -> bytes:
    try:
        found, made = answer(head, body)
    except TongbanError as error:
        return _refusal(error)
    except OSError:
        return _refusal(_closed())
    except (MemoryError, RecursionError) as error:
        # what is left of this process cannot be trusted with another document
        os.write(ERRORS, f"a drawing child ends: {error!r}\n".encode())
        os._exit(FAILED)
    return packed({"ok": True} | found, made)


def _refusal(error: TongbanError) -> bytes:
    what, remedy = error.what, error.remedy
    said = {"what": [what.zh, what.en], "remedy": [remedy.zh, remedy.en], "place": error.place}
    return packed({"ok": False} | said)


def _closed() -> Invalid:
    return Invalid(
        Text("文书要打开不在其中的内容。", "The document wants to open what is not in it."),
        remedy=Text("请用 Word 另存为普通的 docx。", "Save it with Word as a plain docx."),
        place="docx",
    )


def _templates() -> tuple[Answer, Limits]:
    """docx from templates; whatever is imported late is imported now."""
    for late in LATE:
        importlib.import_module(late)

    from addons.letters.rendering.template import Ready, ready
    from addons.letters.rendering.trial import exercise

    kept: dict[str, Ready] = {}

    def answer(head: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        if body:
            kept[head["key"]] = ready(body, head["sizes"])
        template = kept[head["key"]]
        if head["facts"] is None:
            return {"names": sorted(template.names)}, b""
        return {}, template.filled(head["facts"], head["codes"])

    exercise()
    return answer, TEMPLATES


def _layouts() -> tuple[Answer, Limits]:
    """PDF from our own layouts; the fonts are in memory before the doors close."""
    from addons.letters.rendering.layout import Layouts, sample
    from addons.letters.rendering.leaves import LEAF, leaf

    layouts = Layouts()

    def answer(head: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        if head["layout"] == LEAF:
            return {}, leaf(body, head["page"])
        return {}, layouts.drawn(head["layout"], head["facts"], body)

    layouts.drawn("certificate", sample(), b"")
    return answer, LAYOUTS


ROLES: Mapping[str, Callable[[], tuple[Answer, Limits]]] = {"templates": _templates, "layouts": _layouts}


def unrenderable(head: Mapping[str, Any]) -> Invalid:
    """The refusal that a child sent."""
    what, remedy = head["what"], head["remedy"]
    return Invalid(Text(*map(str, what)), remedy=Text(*map(str, remedy)), place=str(head["place"]))


if __name__ == "__main__":
    main(sys.argv[1])
