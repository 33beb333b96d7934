"""What the JSON interface offers of labels, for the OpenAPI document."""

from collections.abc import Mapping
from typing import Any

from approvals.casefile.labels import LONGEST, Look
from approvals.pages import WORK
from approvals.pages.cases_api_spec import BASE, NUMBER, TEXT, reference, rows_of, said_of, schema, sent
from kernel.seams import api
from kernel.text import Text
from kernel.web.registers.openapi import Described, Spec

SEEN = (NUMBER, Text("标签给出的 seen；之后有人改过则答 409", "The `seen` of the label; 409 if overtaken"))
NAME = (TEXT | {"maxLength": LONGEST}, Text("名称", "Name"))
LOOK = (TEXT | {"enum": list(Look)}, Text("颜色", "Colour"))
OFFICE = (NUMBER, Text("机构的编号；默认自己的机构", "Number of the office; your own unless said"))
IDS: Spec = {"type": "array", "items": NUMBER}
CASES = (NUMBER, Text("带这个标签的办件数", "How many cases bear it"))
ID = (NUMBER, Text("标签的编号", "The id of the label"))
BODIES: Mapping[str, tuple[Mapping[str, tuple[Spec, Text]], tuple[str, ...]]] = {
    "CaseLabel": ({"id": ID, "name": NAME, "look": LOOK}, ()),
    "CaseLabelRow": (
        {"id": ID, "name": NAME, "look": LOOK, "office": OFFICE, "seen": SEEN, "cases": CASES},
        (),
    ),
    "CaseLabelNew": ({"name": NAME, "look": LOOK, "office": OFFICE}, ("name",)),
    "CaseLabelChange": ({"name": NAME, "look": LOOK, "seen": SEEN}, ("name", "seen")),
    "CaseLabelGone": ({"seen": SEEN}, ("seen",)),
    "CaseLabelKept": ({"id": ID, "seen": SEEN, "cases": CASES}, ()),
    "CaseLabels": (
        {
            "add": (IDS, Text("打上的标签", "Labels put on")),
            "remove": (IDS, Text("去掉的标签", "Labels off")),
        },
        (),
    ),
    "CaseLabelled": (
        {
            "id": (NUMBER, Text("办件", "Case")),
            "labels": (
                {"type": "array", "items": reference("CaseLabel")},
                Text("现在的标签", "The labels now"),
            ),
        },
        (),
    ),
}


@api("cases.labels", permission=WORK)
def labels_described(locale: str) -> Described:
    """The labels of offices, and those that a case bears."""

    def posts(name: str, words: Text, body: str, answer: str) -> dict[str, Any]:
        return said_of(locale, name, words, reference(answer)) | sent(body)

    case = _key(locale, Text("办件的编号", "The id of the case"))
    label = _key(locale, Text("标签的编号", "The id of the label"))
    listed = said_of(locale, "list_labels", Text("列出标签", "List labels"), rows_of("CaseLabelRow"))
    made = posts("make_label", Text("新建标签", "Make a label"), "CaseLabelNew", "CaseLabelKept")
    changed = posts("change_label", Text("修改标签", "Change a label"), "CaseLabelChange", "CaseLabelKept")
    removed = posts("remove_label", Text("删去标签", "Remove a label"), "CaseLabelGone", "CaseLabelKept")
    put = posts("label_case", Text("给办件打标签", "Label a case"), "CaseLabels", "CaseLabelled")
    paths: Spec = {
        f"{BASE}/labels": {"get": listed, "post": made},
        f"{BASE}/labels/{{pk}}": {"post": changed, "parameters": [label]},
        f"{BASE}/labels/{{pk}}/remove": {"post": removed, "parameters": [label]},
        f"{BASE}/{{pk}}/labels": {"post": put, "parameters": [case]},
    }
    return Described(
        paths, {name: schema(locale, fields, needed) for name, (fields, needed) in BODIES.items()}
    )


def _key(locale: str, words: Text) -> Spec:
    return {
        "name": "pk",
        "in": "path",
        "required": True,
        "schema": NUMBER,
        "description": words.of(locale),
    }
