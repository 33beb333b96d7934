# The pages of applicants and enterprises; read as a literal, never run.
{
    "name": "portal",
    "title": "办事门户",
    "summary": "服务目录与办事指南、我的证书、逐步申请与补正、企业工作台",
    "version": "1.0.0",
    "category": "核心",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["licensing", "letters", "notices"],
    "data": ["security/access.csv"],
}
