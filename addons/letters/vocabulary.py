"""What every letter may say: the names that templates use, what they mean, and how they look; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kernel.text import Text


@dataclass(frozen=True, slots=True)
class Word:
    """A name that templates use, with a value to try a template with."""

    title: Text
    sample: str


VOCABULARY: Mapping[str, Word] = MappingProxyType(
    {
        "title": Word(Text("文书名称", "title of the letter"), "准予延续决定书"),
        "number": Word(Text("文号", "number of the letter"), "吉建许准延〔2026〕第1号"),
        "code": Word(Text("查验码", "code for comparing"), "7KQ2-M9XD"),
        "qr": Word(Text("查验二维码", "QR code for verifying"), ""),
        "issuer": Word(Text("发证机关", "issuing authority"), "吉林省住房和城乡建设厅"),
        "office": Word(Text("审查机关", "office that examined"), "长春市城乡建设委员会"),
        "case_number": Word(Text("办件编号", "number of the case"), "220100-260303-0187"),
        "matter": Word(Text("事项名称", "matter"), "安管人员安全生产考核合格证书延续"),
        "applied_on": Word(Text("申请日期", "day of the application"), "2026-03-03"),
        "decided_on": Word(Text("决定日期", "day of the decision"), "2026-03-11"),
        "holder_name": Word(Text("持证人姓名", "name of the holder"), "张小山"),
        "holder_number": Word(Text("证件号码（掩码）", "masked document number"), "220***********1234"),
        "enterprise_name": Word(Text("聘用企业", "employer"), "长春示范建筑工程有限公司"),
        "enterprise_code": Word(Text("企业信用代码", "credit code of the employer"), "92999999000000001G"),
        "certificate_title": Word(
            Text("证书名称", "title of the certificate"), "安管人员安全生产考核合格证书"
        ),
        "certificate_number": Word(Text("证书编号", "number of the certificate"), "吉建安A（2023）0001234"),
        "category": Word(Text("证书类别", "category"), "企业主要负责人（A）"),
        "first_issued_on": Word(Text("初次领证日期", "first issued on"), "2023-06-01"),
        "valid_from": Word(Text("有效期起", "valid from"), "2023-06-01"),
        "valid_to_before": Word(Text("原有效期止", "valid to, before"), "2026-05-31"),
        "valid_to": Word(Text("有效期止", "valid to"), "2029-05-31"),
        "basis": Word(Text("依据（可在文书定义中给出）", "legal basis, which a letter may give"), ""),
    }
)
"""Days are written 2026-03-11; `|day` makes 2026年3月11日 of them. What is not known is empty."""

RESERVED = frozenset(VOCABULARY) - {"basis"}
"""Names whose values are facts; a definition cannot give them others."""
