"""The seams that the kernel itself opens to plugins."""

from collections.abc import Callable
from typing import Any, TypeVar

from kernel.registry import Seam
from kernel.text import Text

Thing = TypeVar("Thing")

KIND = Seam(
    "kind",
    Text("定义类别", "definition kind"),
    Text(
        "一个类：title、check(body, registry) → 问题列表。", "A class with title and check(body, registry)."
    ),
)
REGISTER = Seam(
    "register",
    Text("登记簿", "register"),
    Text("可由 CSV 装入的映射类。", "A mapped class whose rows a CSV file of a plugin may bring."),
)
EFFECT = Seam(
    "effect",
    Text("效果", "effect"),
    Text(
        "一个 kernel.effects.Effect 子类：Parameters、dry_run、apply。",
        "A subclass of kernel.effects.Effect: Parameters, dry_run and apply.",
    ),
)
TOPIC = Seam(
    "topic",
    Text("延后工作", "deferred work"),
    Text(
        "函数 (session, payload)，在自己的事务中执行一次；选项 outward 的在事务之外执行，可以访问外部服务。",
        "A function (session, payload), run once in a transaction; with the option outward outside of any, so that it "
        "may call a service elsewhere.",
    ),
)
JOB = Seam(
    "job",
    Text("定时作业", "job"),
    Text(
        "函数 (session, slot) → 报告；选项 schedule、catch_up、attempts。",
        "A function (session, slot) → report; options schedule, catch_up, attempts.",
    ),
)
SCOPE = Seam(
    "scope",
    Text("行范围", "row scope"),
    Text("函数 (actor, model) → SQL 条件。", "A function (actor, model) → SQL criterion."),
)
USAGE = Seam(
    "usage",
    Text("占用检查", "usage check"),
    Text(
        "函数 (session, definitions) → 阻止卸载的 Usage 列表。",
        "A function (session, definitions) → the usages that forbid a removal.",
    ),
)
HEALTH = Seam(
    "health",
    Text("自检", "health check"),
    Text("函数 (session) → Health。", "A function (session) → Health."),
)
FUNCTION = Seam(
    "function",
    Text("规则函数", "rule function"),
    Text("kernel.expressions 的函数。", "A function of the rule language (kernel.expressions)."),
)
EXTENSION = Seam(
    "extension",
    Text("伴随模型", "companion model"),
    Text("与他人模型一对一的映射类。", "A mapped class one to one beside another plugin's model."),
)
SLOT = Seam(
    "slot",
    Text("页面插槽", "page slot"),
    Text("函数 (context) → HTML 片段，插入命名插槽。", "A function (context) → HTML, put into a named slot."),
)
PAGES = Seam(
    "pages",
    Text("页面", "pages"),
    Text("返回 kernel.web.Pages 的函数。", "A function that returns kernel.web.Pages."),
)
API = Seam(
    "api",
    Text("接口", "interface"),
    Text(
        "函数 (locale) → kernel.web.registers.openapi.Described：登记簿以外的 REST 接口的地址和数据；选项 permission。",
        "A function (locale) → kernel.web.registers.openapi.Described: the paths and schemas of a REST interface that "
        "is no register's; option permission.",
    ),
)
HOME = Seam(
    "home",
    Text("首页", "home"),
    Text(
        "函数 (visitor) → 端点或空：此访客打开站点时先看到哪一页。",
        "A function (visitor) → an endpoint or nothing: the page on which this visitor arrives.",
    ),
)
DEMO = Seam(
    "demo",
    Text("演示数据", "demo data"),
    Text(
        "函数 (session, folders)，可反复执行：按各插件文件夹里的演示文件登记虚构数据；选项 proof 检查插件的演示文件。",
        "A function (session, folders) that may run again: synthetic data from the demo files of the plugins' folders; "
        "the option proof (session, registry, brought: kernel.demonstration.Brought) yields what is wrong with one's own.",
    ),
)
FINDER = Seam(
    "finder",
    Text("查找", "finder"),
    Text(
        "函数 (session, seeker: Seeker, text, limit) → kernel.finding.Hit 列表；只给出找的人看得到的，text 为空时给出常用的。",
        "A function (session, seeker: Seeker, text, limit) → kernel.finding.Hits, those only that the seeker may see; "
        "what is often wanted when the text is empty.",
    ),
)
ROLE = Seam(
    "role",
    Text("角色", "role"),
    Text(
        "返回 kernel.access.Role 的函数：角色的名称、说明，是否工作人员，属于三员中的哪一员。",
        "A function that returns a kernel.access.Role: what the role is called, whether it works here, "
        "and which of the three separated duties it is.",
    ),
)
SETTING = Seam(
    "setting",
    Text("设置", "setting"),
    Text(
        "返回 kernel.settings.Setting 的函数：标题、可填的内容、默认值；管理员在浏览器中修改，立即生效。",
        "A function that returns a kernel.settings.Setting: title, kind and default; changed in the browser, "
        "taken up at once.",
    ),
)
SIGN_IN_NAME = Seam(
    "sign_in_name",
    Text("登录名", "sign-in name"),
    Text(
        "函数 (session, typed) → 用户名或空：没有账户叫这个名字时，还可以凭什么登录。",
        "A function (session, typed) → a username or None: what else one may sign in by when no account "
        "bears the name.",
    ),
)
SECOND_FACTOR = Seam(
    "second_factor",
    Text("第二重验证", "second factor"),
    Text(
        "函数 (session, user_id) → kernel.accounts.Challenge 或空：密码正确后还要回答什么。",
        "A function (session, user_id) → a kernel.accounts.Challenge or None: what is asked after the password.",
    ),
)
DEFINITION_REVIEW = Seam(
    "definition_review",
    Text("发布前的核对", "review of a definition"),
    Text(
        "函数 (session, registry, name, before, after) → kernel.proposals.ReviewSection 列表；before 为空表示新的定义。",
        "A function (session, registry, name, before, after) → kernel.proposals.ReviewSections, told to who publishes "
        "a definition of the kind; before is empty where the definition is new.",
    ),
)
RETIREMENT = Seam(
    "retirement",
    Text("停用前的核对", "check before retiring"),
    Text(
        "函数 (session, name) → kernel.kinds.Usage 列表：这个定义停用后就无法继续的事，例如还没有提交的申请。",
        "A function (session, name) → kernel.kinds.Usages: what could not go on without the definition, such as "
        "applications that are not handed in yet.",
    ),
)
CALENDAR_LISTENER = Seam(
    "calendar_listener",
    Text("日历变动", "change of the calendar"),
    Text(
        "函数 (session)：工作日日历改动之后执行一次，通常把重算分批延后。",
        "A function (session), called after the working-day calendar has changed; it defers what is to be counted anew.",
    ),
)
HOOK = Seam(
    "hook",
    Text("安装钩子", "install hook"),
    Text("函数 (session)，由清单的 hooks 指名。", "A function (session) named in the manifest's hooks."),
)


def kind(name: str) -> Callable[[Thing], Thing]:
    """Offers a definition kind."""
    return KIND.mark(name)


def register(name: str) -> Callable[[Thing], Thing]:
    """Lets plugins bring rows of this mapped class as CSV."""
    return REGISTER.mark(name)


def effect(name: str) -> Callable[[Thing], Thing]:
    """Offers an effect."""
    return EFFECT.mark(name)


def topic(name: str, **options: Any) -> Callable[[Thing], Thing]:
    """Offers the handler of deferred work; options `attempts`, `title`, and `outward` for what leaves the house."""
    return TOPIC.mark(name, **options)


def job(
    name: str, *, title: Text, schedule: Any, catch_up: int | None = 7, attempts: int = 5
) -> Callable[[Thing], Thing]:
    """Offers scheduled work by a kernel.jobs schedule; of missed slots the last `catch_up` run, None: all."""
    return JOB.mark(name, title=title, schedule=schedule, catch_up=catch_up, attempts=attempts)


def scope(name: str) -> Callable[[Thing], Thing]:
    """Offers a row scope that access rules may name."""
    return SCOPE.mark(name)


def usage(name: str) -> Callable[[Thing], Thing]:
    """Offers a check of what stands on definitions before they are removed."""
    return USAGE.mark(name)


def health(name: str, *, title: Text) -> Callable[[Thing], Thing]:
    """Offers a health check."""
    return HEALTH.mark(name, title=title)


def function(name: str) -> Callable[[Thing], Thing]:
    """Offers a function of the rule language."""
    return FUNCTION.mark(name)


def slot(name: str, *, slot: str, order: int = 100) -> Callable[[Thing], Thing]:
    """Fills the named slot of a page."""
    return SLOT.mark(name, slot=slot, order=order)


def pages(name: str) -> Callable[[Thing], Thing]:
    """Offers pages of the application."""
    return PAGES.mark(name)


def api(name: str, *, permission: tuple[str, str]) -> Callable[[Thing], Thing]:
    """Describes a REST interface to those who may call it."""
    return API.mark(name, permission=permission)


def home(name: str) -> Callable[[Thing], Thing]:
    """Offers the page on which some visitors arrive."""
    return HOME.mark(name)


def demo(name: str, *, proof: Callable[..., Any] | None = None) -> Callable[[Thing], Thing]:
    """Offers synthetic data for demos; `proof` finds what is wrong with the files that a plugin brings for it."""
    return DEMO.mark(name, proof=proof) if proof is not None else DEMO.mark(name)


def finder(name: str, *, title: Text, icon: str, order: int = 100) -> Callable[[Thing], Thing]:
    """Offers what is found from anywhere by a few letters, under a heading with a picture."""
    return FINDER.mark(name, title=title, icon=icon, order=order)


def role(name: str) -> Callable[[Thing], Thing]:
    """Says what a role is."""
    return ROLE.mark(name)


def setting(name: str) -> Callable[[Thing], Thing]:
    """Offers a setting that is changed in the browser."""
    return SETTING.mark(name)


def sign_in_name(name: str) -> Callable[[Thing], Thing]:
    """Offers another name to sign in by."""
    return SIGN_IN_NAME.mark(name)


def second_factor(name: str) -> Callable[[Thing], Thing]:
    """Offers what is asked after the password."""
    return SECOND_FACTOR.mark(name)


def definition_review(name: str, *, kind: str, order: int = 100) -> Callable[[Thing], Thing]:
    """Tells who publishes a definition of this kind what changes and what it touches."""
    return DEFINITION_REVIEW.mark(name, kind=kind, order=order)


def retirement(name: str) -> Callable[[Thing], Thing]:
    """Tells what could not go on if a definition were retired."""
    return RETIREMENT.mark(name)


def calendar_listener(name: str) -> Callable[[Thing], Thing]:
    """Hears that the working-day calendar has changed."""
    return CALENDAR_LISTENER.mark(name)
