# The plugin that extends a model of alpha; read as a literal, never run.
{
    "name": "gamma",
    "title": "测试插件丙",
    "summary": "给甲的单位加一列联系电话",
    "version": "1.0.0",
    "category": "测试",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["alpha"],
    "data": [],
}
