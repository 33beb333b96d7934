"""What verbs, happenings and outcomes are called; pure."""

from collections.abc import Mapping

from approvals.engine.acts import Act, Deed
from approvals.words import Exit, Happening, Outcome, Stop, Verb
from kernel.text import Text

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.GRANTED: Text("准予", "granted"),
    Outcome.REFUSED: Text("不予许可", "refused"),
    Outcome.NOT_ACCEPTED: Text("不予受理", "not accepted"),
    Outcome.WITHDRAWN: Text("已撤回", "withdrawn"),
    Outcome.LAPSED: Text("已失效", "lapsed"),
    Outcome.TERMINATED: Text("已终止", "terminated"),
}
VERBS: Mapping[Verb, Text] = {
    Verb.SUBMIT: Text("提交", "submit"),
    Verb.RESUBMIT: Text("补正后提交", "resubmit"),
    Verb.ACCEPT: Text("受理", "accept"),
    Verb.NOT_ACCEPT: Text("不予受理", "not accept"),
    Verb.APPROVE: Text("同意", "approve"),
    Verb.REJECT: Text("不同意", "reject"),
    Verb.RETURN: Text("退回补正", "return"),
    Verb.WITHDRAW: Text("撤回", "withdraw"),
    Verb.TAKE_BACK: Text("拿回", "take back"),
    Verb.COUNTERSIGN: Text("会签", "countersign"),
    Verb.ADD_SIGNER: Text("加签", "add signers"),
    Verb.REMOVE_SIGNER: Text("减签", "remove signers"),
    Verb.TRANSFER: Text("转办", "transfer"),
    Verb.DELEGATE: Text("委派", "delegate"),
    Verb.CC: Text("抄送", "send a copy"),
    Verb.URGE: Text("催办", "urge"),
    Verb.SUSPEND: Text("中止", "suspend"),
    Verb.RESUME: Text("恢复", "resume"),
    Verb.TERMINATE: Text("终止", "terminate"),
    Verb.JUMP: Text("跳转", "jump"),
    Verb.SUBSTITUTE: Text("以替代材料办理", "substitute"),
}
HAPPENINGS: Mapping[Happening, Text] = {
    Happening.START: Text("开始", "began"),
    Happening.REMIND: Text("时限提醒", "reminded of the time limit"),
    Happening.OVERDUE: Text("超过时限", "the time limit has passed"),
    Happening.EXIT: Text("转到其他环节", "left by another way"),
    Happening.ELAPSED: Text("期满", "the time has passed"),
    Happening.HELD: Text("条件成就", "condition met"),
    Happening.EVENT: Text("收到外部结果", "result received"),
    Happening.SILENCE: Text("逾期视同决定", "decided by silence"),
    Happening.RECKONED: Text("按新日历重算期限", "recounted by the new calendar"),
    Happening.VANISHED: Text("经办账户已停用，改由他人办理", "an account is closed; others take over"),
}
EXITS: Mapping[Exit, Text] = {
    Exit.OVERDUE: Text("逾期未办", "not done in time"),
    Exit.UNDELIVERABLE: Text("无法送达", "nothing can be delivered"),
    Exit.PARTY_DEREGISTERED: Text("当事人已注销或被吊销", "the party has been struck off"),
    Exit.PARTY_SILENT: Text("当事人不配合", "the party does not cooperate"),
    Exit.FAILED: Text("核验不通过", "the checks fail"),
}
"""Why a step is left by another way."""
STOPS: Mapping[Stop, Text] = {
    Stop.CORRECTION: Text("补正", "correction"),
    Stop.NOTICE: Text("公示", "public notice"),
    Stop.WAIT: Text("等待", "waiting"),
    Stop.CHOICE: Text("等待选择", "choice"),
    Stop.EXAM: Text("考试考核", "exam"),
    Stop.EXPERT_REVIEW: Text("专家评审", "expert review"),
    Stop.HEARING: Text("听证", "hearing"),
    Stop.INSPECTION: Text("检验检测", "inspection"),
    Stop.STUDY: Text("学习", "study"),
    Stop.SUSPENDED: Text("中止", "suspension"),
}


def deed_text(deed: Deed) -> Text:
    """What an act or a happening is called."""
    return VERBS[deed] if isinstance(deed, Verb) else HAPPENINGS[deed]


def told(act: Act) -> Text:
    """What the act is called."""
    return deed_text(act.verb)
