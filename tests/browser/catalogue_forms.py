"""What the forms of three matters of the catalogue ask: JL-1, AH-4 and CQ-7."""

from dataclasses import dataclass, field
from typing import Any

CATEGORIES = [("A", "企业主要负责人（A）"), ("B", "项目负责人（B）"), ("C", "专职安全生产管理人员（C）")]
POSTS = [("01", "法定代表人"), ("02", "总经理（总裁）"), ("03", "分管安全生产的副总经理"), ("06", "安全总监")]
TRADES = ("土建", "设备安装", "装饰装修", "市政")
TARGETS = [
    (f"{kind}{number}", f"{post}（{trade}）")
    for kind, post in (("s", "施工员"), ("z", "质量员"))
    for number, trade in enumerate(TRADES, 1)
]


@dataclass(frozen=True)
class Asked:
    """A question: its type, name and title, and what else its sheet says."""

    type: str
    name: str
    title: str
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A section: who fills it in, and what it asks."""

    title: str
    filled_by: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Form:
    """A form of the catalogue."""

    name: str
    title: str
    parts: tuple[Part, ...]


REQUIRED = {"required": True}
LEDGER = {"given": True, "source.zh": "来自证书台账", "source.en": "From the certificate ledger"}
IDENTITY = {"given": True, "source.zh": "来自实名信息", "source.en": "From your verified identity"}
JL_1 = Form(
    "jl_1",
    "安管人员安全生产考核合格证书延续申请单",
    (
        Part(
            "证书与持证人",
            "applicant",
            (
                Asked("text", "holder_name", "姓名", IDENTITY),
                Asked("resident_id", "holder_document", "证件号码", IDENTITY),
                Asked("certificate", "certificate", "证书编号", LEDGER),
                Asked("choice", "category", "类别", {"options": CATEGORIES, **LEDGER}),
                Asked("date", "valid_to", "现有效期至", LEDGER),
                Asked("date", "renewed_to", "本次延续后有效期至", {"compute": "add_years(valid_to, 3)"}),
            ),
        ),
        Part(
            "聘用与办理窗口",
            "applicant",
            (
                Asked("text", "enterprise_name", "受聘企业", {"given": True, "source.zh": "来自受聘关系"}),
                Asked("credit_code", "credit_code", "统一社会信用代码", {"given": True}),
                Asked(
                    "choice",
                    "appointment",
                    "职务",
                    {
                        "options": POSTS,
                        "visible_when": 'category == "A"',
                        "required_when": 'category == "A"',
                    },
                ),
                Asked("phone", "phone", "手机号码", REQUIRED),
                Asked("office", "office", "办理窗口", REQUIRED),
                Asked("file", "supplement", "补充说明"),
            ),
        ),
        Part(
            "承诺",
            "applicant",
            (
                Asked(
                    "declaration",
                    "pledge",
                    "承诺事项",
                    {
                        "options": [("true", "以上内容真实有效。"), ("agreed", "同意由受聘企业确认并提交。")],
                        **REQUIRED,
                    },
                ),
            ),
        ),
        Part(
            "受聘企业提交",
            "employer",
            (
                Asked("text", "contact", "企业经办人", REQUIRED),
                Asked("yes_no", "agrees", "同意提交延续申请", REQUIRED),
            ),
        ),
    ),
)
AH_4 = Form(
    "ah_4",
    "安管人员变更企业申请",
    (
        Part(
            "人员与证书",
            "applicant",
            (
                Asked("text", "person", "姓名", REQUIRED),
                Asked("resident_id", "document", "身份证号", REQUIRED),
                Asked("choice", "kind", "证书类别", {"options": CATEGORIES, **REQUIRED}),
            ),
        ),
        Part(
            "现企业上传材料",
            "receiving_enterprise",
            (
                Asked(
                    "materials",
                    "papers",
                    "材料",
                    {
                        "items": [
                            {"name": "released", "title.zh": "原企业解聘证明"},
                            {"name": "contract", "title.zh": "现企业劳动聘用合同"},
                            {
                                "name": "constructor",
                                "title.zh": "新企业的建造师注册证书",
                                "visible_when": 'kind == "B"',
                            },
                            {"name": "insurance", "title.zh": "现企业社保证明"},
                            {"name": "others", "title.zh": "其他材料", "necessity": "optional"},
                        ]
                    },
                ),
            ),
        ),
        Part(
            "原企业确认",
            "former_employer",
            (
                Asked("yes_no", "confirmed", "同意变更", REQUIRED),
                Asked("long_text", "reason", "不同意的理由", {"visible_when": "confirmed == False"}),
            ),
        ),
    ),
)
CQ_7 = Form(
    "cq_7",
    "安全员岗位转换申请",
    (
        Part(
            "实名信息",
            "applicant",
            (
                Asked("text", "person", "姓名", REQUIRED),
                Asked("resident_id", "document", "身份证号", REQUIRED),
                Asked("phone", "phone", "手机号码", REQUIRED),
                Asked("id_photo", "photo", "身份证照片", REQUIRED),
            ),
        ),
        Part(
            "转换岗位",
            "applicant",
            (
                Asked("choice", "target", "选择转换的岗位", {"options": TARGETS, **REQUIRED}),
                Asked("consent", "final", "选定的岗位不能更改", REQUIRED),
            ),
        ),
    ),
)
