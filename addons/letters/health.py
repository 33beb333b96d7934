"""Self-checks: whether certificates can be drawn with Chinese letters, and whether every document could be."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from addons.certificates.models import Certificate
from addons.letters.fonts import INSTALL, serif
from addons.letters.models import Document, Issuer
from addons.letters.words import DocumentState
from addons.parties.models import Office
from kernel.health import Health, HealthState, well
from kernel.seams import health
from kernel.text import Text, listed


@health("letters.fonts", title=Text("电子证照字体", "Fonts of e-certificates"))
def fonts(session: Session) -> Health:  # noqa: ARG001 a check is called with it
    """Whether a Chinese serif font is there for e-certificates."""
    found = serif()
    if found is not None:
        return well(f"使用 {found}。", f"{found} is used.")
    return Health(
        HealthState.BAD,
        Text(
            "没有中文宋体，电子证照上的汉字会是方框。",
            "There is no Chinese serif font; the letters on certificates would be boxes.",
        ),
        Text(INSTALL, INSTALL),
    )


@health("letters.failed", title=Text("生成失败的文书", "Documents that failed"))
def failed(session: Session) -> Health:
    """Whether any document could not be drawn."""
    row = session.execute(
        select(func.count(Document.id), func.min(Document.error)).where(
            Document.state == DocumentState.FAILED
        )
    ).one()
    count, error = row
    if not count:
        return well("所有文书都已生成。", "Every document could be drawn.")
    return Health(
        HealthState.BAD,
        Text(f"{count} 份文书或电子证照生成失败：{error}", f"{count} documents could not be drawn: {error}"),
        Text(
            "排除原因后，在作业页运行“重新生成失败的文书”。",
            "Mend the cause, then run “Draw failed documents again” from the jobs page.",
        ),
    )


@health("letters.issuers", title=Text("发证机关代码", "Codes of issuers"))
def issuers(session: Session) -> Health:
    """Whether every office that has issued certificates has the code that national identifiers need."""
    known = select(Issuer.office_id)
    issuing = select(Certificate.office_id).where(Certificate.office_id.not_in(known)).distinct()
    names = session.scalars(select(Office.name).where(Office.id.in_(issuing)).order_by(Office.code)).all()
    if not names:
        return well("发证机关都有统一社会信用代码。", "Every issuer has its credit code.")
    said = listed(names)
    return Health(
        HealthState.WARN,
        Text(
            f"{said.zh} 没有登记统一社会信用代码，电子证照上没有证照标识。",
            f"{said.en} have no credit code on record, so their e-certificates bear no national identifier.",
        ),
        Text(
            "请在事项包的 issuers.csv 里写明 office_id/id 和 credit_code。",
            "Write office_id/id and credit_code into issuers.csv of the pack.",
        ),
    )
