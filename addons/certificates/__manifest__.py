# The plugin that keeps certificates and their types; read as a literal, never run.
{
    "name": "certificates",
    "title": "证书",
    "summary": "证书类型与证书台账：编号、有效期、时间窗、延续与变更、到期失效",
    "version": "1.0.0",
    "category": "核心",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["parties"],
    "data": ["types/safety.yaml", "security/access.csv"],
}
