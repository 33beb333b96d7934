# The plugin that tests install, upgrade and remove; read as a literal, never run.
{
    "name": "alpha",
    "title": "测试插件甲",
    "summary": "登记簿、表单、审批链、作业、效果、钩子各一",
    "version": "1.0.0",
    "category": "测试",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["forms", "approvals"],
    "data": [
        "data/alpha_unit.csv",
        {"file": "data/start/alpha_unit.csv", "noupdate": True},
        "security/access.csv",
        "forms/request.yaml",
        "chains/approval.yaml",
    ],
    "demo": ["demo/alpha_case.csv"],
    "hooks": {"pre_init": "hooks:greeted", "post_init": "hooks:filled", "uninstall": "hooks:left"},
}
