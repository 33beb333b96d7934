# The plugin that defines forms; read as a literal, never run.
{
    "name": "forms",
    "title": "表单",
    "summary": "表单的定义：分节、字段、规则与字段类型",
    "version": "1.0.0",
    "category": "核心",
    "author": "Tongban",
    "license": "MIT",
    "depends": [],
    "data": [],
    "auto_install": True,
}
