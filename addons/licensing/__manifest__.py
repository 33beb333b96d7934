# The plugin that knows what one may apply for, and joins what is filled in, decided and issued; never run.
{
    "name": "licensing",
    "title": "许可事项",
    "summary": "事项的定义与办事指南；申请把填报、办件和证书连在一起；办理前的核验、到期提醒",
    "version": "1.0.0",
    "category": "核心",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["certificates", "forms", "approvals"],
    "data": ["security/access.csv"],
}
