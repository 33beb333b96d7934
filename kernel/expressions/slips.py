"""What to write instead of signs and words that are no part of the language."""

from kernel.text import Text

INSTEAD = {
    "=": "==",
    "&&": "and",
    "||": "or",
    "&": "and",
    "|": "or",
    "!": "not",
    "<>": "!=",
    "=>": ">=",
    "is": "==",
    "（": "(",
    "）": ")",
    "【": "[",
    "】": "]",
    "［": "[",
    "］": "]",
    "，": ",",
    "、": ",",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "＝": "==",
    "≠": "!=",
    "＜": "<",
    "＞": ">",
    "≤": "<=",
    "≥": ">=",
    "＋": "+",
    "－": "-",
    "−": "-",
    "＊": "*",
    "×": "*",
    "÷": "/",
    "／": "/",
    "％": "%",
}
ADVICE = {
    "**": Text("乘方请写成连乘。", "Write a power as a product."),
    "//": Text("请用 / 和 round(…)。", "Use / and round(…)."),
    ".": Text(
        "值没有属性；请用函数，如 year(日期)。", "Values have no attributes; use a function, as in year(day)."
    ),
    '"': Text("文本缺少结束的引号。", "The text lacks its closing quote."),
    "'": Text("文本缺少结束的引号。", "The text lacks its closing quote."),
    "#": Text("规则里不写注释；请写在说明栏。", "A rule holds no comments; use the description instead."),
    "\u3000": Text("这是全角空格，请改用半角空格。", "This is a full-width space; use an ordinary one."),
    "\u00a0": Text("这是不换行空格，请改用普通空格。", "This is a no-break space; use an ordinary one."),
}
OTHERWISE = Text(
    "请删去它，可用的写法见表达式说明。", "Delete it; see the page on expressions for what can be used."
)


def remedy_for(written: str) -> Text:
    """The remedy for what was written."""
    if written in INSTEAD:
        instead = INSTEAD[written]
        return Text(f"请改用半角的 {instead} 。", f"Write {instead} instead.")
    return ADVICE.get(written, OTHERWISE)
