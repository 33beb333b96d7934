"""What each HTTP status says, in both languages: what happened and what to do."""

from dataclasses import dataclass

from kernel.text import Text


@dataclass(frozen=True, slots=True)
class ErrorText:
    """A refusal as the page shows it."""

    code: str
    icon: str
    title: Text
    what: Text
    remedy: Text


HTTP_ERRORS = {
    400: ErrorText(
        "bad_request",
        "circle-alert",
        Text("请求无法处理", "The request cannot be handled"),
        Text("浏览器送来的内容不完整或格式不对。", "What the browser sent is incomplete or malformed."),
        Text("请返回上一页，刷新后重试。", "Go back, reload the page and try again."),
    ),
    401: ErrorText(
        "not_signed_in",
        "lock",
        Text("请先登录", "Sign in first"),
        Text("这一页要登录后才能打开。", "This page opens after signing in."),
        Text("请登录后重试。", "Sign in and try again."),
    ),
    403: ErrorText(
        "not_allowed",
        "lock",
        Text("不在您的权限内", "Outside of your permissions"),
        Text("您的账户没有打开这一页或做这件事的权限。", "Your account may not open this page or do this."),
        Text("如工作需要，请联系本单位的系统管理员授权。", "If your work needs it, ask your administrator."),
    ),
    404: ErrorText(
        "not_found",
        "file-question",
        Text("没有这一页", "There is no such page"),
        Text("地址有误，或者内容已经移走。", "The address is wrong, or what was here has moved."),
        Text("请核对地址，或从首页重新进入。", "Check the address, or begin at the start page."),
    ),
    405: ErrorText(
        "method_not_allowed",
        "ban",
        Text("不能这样操作", "This cannot be done this way"),
        Text("这个地址不接受这种操作方式。", "The address does not accept this kind of request."),
        Text("请从页面上的按钮操作。", "Use the buttons of the page."),
    ),
    409: ErrorText(
        "conflict",
        "git-merge",
        Text("刚刚被改动过", "It has just changed"),
        Text("您打开之后，这里的内容已被他人改动。", "Somebody changed this after you opened it."),
        Text("请刷新页面，看过新的内容再决定。", "Reload, look at what is new and decide again."),
    ),
    413: ErrorText(
        "too_large",
        "upload",
        Text("内容太大", "Too large"),
        Text("提交的文件或内容超过了上限。", "The file or the content exceeds the limit."),
        Text(
            "请用浏览器的“后退”回到原页，填过的还在那里；压缩或拆分后重新提交。",
            "Go back with your browser: what you filled in is still there. Make it smaller or divide it, then send it again.",
        ),
    ),
    414: ErrorText(
        "address_too_long",
        "circle-alert",
        Text("地址太长", "The address is too long"),
        Text("网址超过了服务器接受的长度。", "The address is longer than the server accepts."),
        Text("请从页面上的链接重新进入。", "Come back by a link of the pages."),
    ),
    422: ErrorText(
        "invalid",
        "circle-alert",
        Text("内容不能使用", "It cannot be used"),
        Text("提交的内容不符合要求。", "What was sent does not meet the requirements."),
        Text("请按提示改正后重试。", "Correct it as described and try again."),
    ),
    423: ErrorText(
        "in_use",
        "lock",
        Text("正在使用，不能移除", "In use, it cannot be removed"),
        Text("还有业务建立在它上面。", "Something still stands on it."),
        Text("请先办结或转移这些业务。", "Close or move these first."),
    ),
    429: ErrorText(
        "too_many",
        "clock",
        Text("操作太频繁", "Too many requests"),
        Text("短时间内的请求太多。", "There were too many requests in a short time."),
        Text("请稍等几分钟再试。", "Wait some minutes and try again."),
    ),
    431: ErrorText(
        "headers_too_large",
        "circle-alert",
        Text("请求头太大", "The headers are too large"),
        Text(
            "浏览器送来的请求头太大，多半是积累的 Cookie。",
            "The browser sent too many headers, most likely cookies.",
        ),
        Text("请清除本站的 Cookie 后重新登录。", "Clear the cookies of this site and sign in again."),
    ),
    503: ErrorText(
        "unavailable",
        "cloud-off",
        Text("暂时不能服务", "Out of service for the moment"),
        Text("系统正在维护或启动。", "The platform is starting or under maintenance."),
        Text("请稍后再试。", "Try again later."),
    ),
}

INTERNAL = ErrorText(
    "internal",
    "cloud-off",
    Text("系统出错了", "Something went wrong"),
    Text(
        "遇到没有预料到的情况，这次操作没有完成。",
        "Something unforeseen happened; the act was not completed.",
    ),
    Text(
        "请稍后再试；若仍不行，请把下面的编号告诉系统管理员。",
        "Try again later; if it persists, tell your administrator the number below.",
    ),
)

STALE_FORM = ErrorText(
    "stale_form",
    "clock",
    Text("页面已过期", "The page has expired"),
    Text(
        "这张表单没有有效的安全标记，多半是停留太久或已在别处退出登录，内容没有提交。",
        "The form has no valid security token, most likely because it stood open too long "
        "or you signed out elsewhere; nothing was submitted.",
    ),
    Text("请返回上一页，刷新后重新提交。", "Go back, reload the page and submit again."),
)
