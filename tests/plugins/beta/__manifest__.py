# The plugin of data only that patches alpha in both modes; read as a literal, never run.
{
    "name": "beta",
    "title": "测试插件乙",
    "summary": "就地修改甲的表单，并派生自己的表单和审批链",
    "version": "1.0.0",
    "category": "测试",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["alpha"],
    "data": [
        "data/alpha_unit.csv",
        "security/access.csv",
        "forms/request.yaml",
        "chains/approval.yaml",
    ],
}
