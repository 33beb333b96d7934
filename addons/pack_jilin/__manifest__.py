# The services of Jilin's housing and construction department, as data; read as a literal, never run.
{
    "name": "pack_jilin",
    "title": "吉林省住建许可事项",
    "summary": "吉建函〔2026〕7号：安管人员安全生产考核合格证书延续，全省通办",
    "version": "1.0.0",
    "category": "省级事项包",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["certificates", "licensing", "letters", "notices", "portal"],
    "data": [
        "forms/renewal.yaml",
        "chains/renewal.yaml",
        "letters/renewal_granted.yaml",
        "matters/renewal.yaml",
    ],
    "demo": ["demo/issuers.csv"],
}
