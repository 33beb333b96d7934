# The plugin that knows people, enterprises and offices; read as a literal, never run.
{
    "name": "parties",
    "title": "主体",
    "summary": "人员、企业、机构与辖区：登记、受聘、账户绑定、数据范围与证件号保护",
    "version": "1.1.0",
    "category": "核心",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["forms", "approvals"],
    "data": [
        {"file": "data/regions.csv", "noupdate": True},
        {"file": "data/offices.csv", "noupdate": True},
        "security/access.csv",
        "identity/security/access.csv",
    ],
    "demo": ["demo/offices.csv", "demo/enterprises.csv"],
    "hooks": {"post_init": "hooks:welcomed"},
}
