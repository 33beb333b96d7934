# A desk that lives, for whoever tries the platform: synthetic people and their cases, as data; read as a literal, never run.
{
    "name": "demo_jilin",
    "title": "吉林演示办件",
    "summary": "仅供演示：虚构的人员、证书和在办、已办的办件，以及一个省市两级的演示事项",
    "version": "1.0.0",
    "category": "演示",
    "author": "Tongban",
    "license": "MIT",
    "depends": ["pack_jilin"],
    "data": ["forms/change.yaml", "chains/change.yaml", "matters/change.yaml"],
}
