# The plugin that defines approval chains; read as a literal, never run.
{
    "name": "approvals",
    "title": "审批链",
    "summary": "审批链的定义：步骤、分支、并行、时限与效果；办件与工作台",
    "version": "1.0.0",
    "category": "核心",
    "author": "Tongban",
    "license": "MIT",
    "depends": [],
    "data": ["security/access.csv"],
    "auto_install": True,
}
