# A pack of data to begin with: install it, change it, install it again; read as a literal, never run.
{
    "name": "pack_sample",
    "title": "示例事项包",
    "summary": "企业安全承诺申报：一张表单、一条审批链，供新用户安装、修改和升级",
    "version": "1.0.0",
    "category": "示例",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["forms", "approvals"],
    "data": ["forms/commitment.yaml", "chains/approval.yaml"],
}
