# The plugin that keeps what people, enterprises and offices are told, for them to read here; never run.
{
    "name": "notices",
    "title": "消息",
    "summary": "站内消息：办理进展、补正、到期提醒送到本人、企业或机构，铃铛显示未读数",
    "version": "1.0.0",
    "category": "核心",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["licensing", "parties"],
    "data": [],
}
