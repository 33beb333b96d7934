"""The names that wordings may use, what they mean, and a sample of each; pure."""

from addons.licensing.telling import Word
from kernel.text import Text

MATTER = Word(
    "matter", Text("事项", "matter"), Text("安全生产考核合格证书延续", "Renewal of the certificate")
)
NUMBER = Word("number", Text("办件编号", "case number"), Text("220100-260303-0187", "220100-260303-0187"))
HOLDER = Word("holder", Text("申请人姓名", "name of the holder"), Text("钱一禾", "Qian Yihe"))
NEXT = Word(
    "next", Text("现在由谁办理", "whose turn it is"), Text("长春市城乡建设委员会", "Changchun window")
)
BY = Word("by", Text("最后一天", "the last day"), Text("2026-03-24", "2026-03-24"))
OUTCOME = Word("outcome", Text("办理结果", "outcome"), Text("不予许可", "refused"))
REASON = Word("reason", Text("理由", "reason"), Text("继续教育学时不足", "too few hours of study"))
DEFECTS = Word(
    "defects", Text("要补正的问题", "what is to be mended"), Text("照片不清楚", "the photo is blurred")
)
COUNT = Word("count", Text("问题的个数", "how many of them"), Text("1", "1"))
REMARK = Word("remark", Text("补充说明", "remark"), Text("有疑问请来电", "call us with questions"))
WHOSE = Word("whose", Text("谁的证书", "whose certificate"), Text("您的证书", "Your certificate"))
CERTIFICATE = Word(
    "certificate", Text("证书编号", "number of the certificate"), Text("吉建安A（2023）0001234", "0001234")
)
DAYS = Word("days", Text("剩余天数", "days left"), Text("30", "30"))
WINDOW = Word(
    "window", Text("什么时候可以办", "when it is possible"), Text("请及时办理。", "Please apply in time.")
)
SAID_TITLE = Word("title", Text("标题", "title"), Text("实名认证已通过", "Your identity is verified"))
SAID_TEXT = Word("text", Text("内容", "text"), Text("现在可以申办事项。", "You can apply now."))
STEP = Word("step", Text("环节", "step"), Text("市级决定", "decision"))
ACTOR = Word("actor", Text("谁", "who"), Text("王海涛", "Wang Haitao"))
OFFICE = Word("office", Text("机构", "office"), Text("长春市城乡建设委员会", "Changchun window"))
WHY = Word("why", Text("为什么转出", "why it was left"), Text("当事人不配合", "the party does not cooperate"))
BY_WHOM = Word("whose_word", Text("由谁登记", "who said so"), Text("申请人登记", "reported by the applicant"))
DONE = Word("done", Text("做了什么", "what was done"), Text("同意", "approved"))
OF_CASE = (MATTER, NUMBER, HOLDER)
