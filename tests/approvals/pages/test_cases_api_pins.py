"""Places on files as JSON: where a line of a return points, and what is found of a file."""

from tests.approvals.pages.test_cases_api import callers, far, li, site

__all__ = ["callers", "far", "li", "site"]


def test_a_line_of_a_return_points_at_a_file(site, li):
    case = site.begin("张建国").id
    back = {"to": "filing", "complete": True}
    where = {"material": 2, "page": 1, "x": 10, "y": 20, "wide": 30, "high": 40}
    for pin, place in (
        ({**where, "material": 9}, ".material"),
        ({**where, "x": 990}, ""),
        ({**where, "part": 3}, ""),
        ({**where, "page": 0}, ".page"),
        ({**where, "corner": 1}, ""),
        ("2:1", ""),
    ):
        lines = [{"at": "form", "what": "没有盖章", "pin": pin}]
        assert li.act(case, "return", 422, defects=lines, **back)["place"] == f"defects.0.pin{place}"
    lines = [{"at": "form", "what": "没有盖章", "pin": where}, {"at": "", "what": "请尽快"}]
    li.act(case, "return", defects=lines, **back)
    assert [one["pin"] for one in li.get(f"/{case}")["result"]["defects"]] == [where, None]


def test_a_file_is_judged_and_its_verdict_taken_back(site, li, far):
    case = site.begin("张建国").id
    wrong = [{"what": "没有盖章", "pin": {"page": 2, "part": 9}}]
    assert far.post(f"/{case}/materials/2", 404, fit="fits")["code"] == "not_found"
    assert li.post(f"/{case}/materials/9", 409, fit="fits")["place"] == "verdict"
    assert li.post(f"/{case}/materials/2", 422, fit="good")["place"] == "fit"
    assert li.post(f"/{case}/materials/2", 422, fit="unfit")["place"] == "what"
    li.post(f"/{case}/materials/2", fit="unfit", wrong=wrong)
    told = li.get(f"/{case}")["result"]["materials"][1]["verdict"]
    assert (told["fit"], told["by"]) == ("unfit", "li")
    assert told["wrong"] == [{"what": "没有盖章", "pin": {"material": 2, "page": 2, "part": 9}}]
    assert li.post(f"/{case}/materials/2")["verdict"] is None
