"""Bodies told by who heads them, by what they report, by their legal form, and by play."""

from __future__ import annotations

import loaded
import pytest

from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue

NOWHERE = Issue(IssueIdentity(), ())


def bodies(text: str) -> set[str]:
    return set(loaded.enricher().enrich(Article(ordinal=1, paragraphs=(text,)), NOWHERE).organizations)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("签约的有翱蓝食品董事长柳禾青、松溪新材料总裁杜小渡、万岭集团总经理孟庭芳。", "万岭集团"),
        ("签约的有翱蓝食品董事长柳禾青、松溪新材料总裁杜小渡、万岭集团总经理孟庭芳。", "翱蓝食品"),
        ("与会的有青石总商会会长柳禾青、白沙童军联会理事长杜小渡。", "白沙童军联会"),
        ("公告说,康源制造有限公司与他们签约。", "康源制造有限公司"),
        ("法院认为,上诉人平岭发展有限公司应当付款。", "平岭发展有限公司"),
        ("据柳林新闻网10日报道,雨还要下三天。", "柳林新闻网"),
        ("据山城媒体《上岭新闻》报道,雨还要下三天。", "上岭新闻"),
        ("记者从《柳林青年报》编辑部获悉,雨还要下三天。", "柳林青年报"),
        ("火箭队全场命中十二个三分球,主场大胜。", "火箭队"),
        ("湖人主场迎战火箭,詹姆斯拿下30分10个篮板,最终119:117险胜。", "火箭"),
    ],
)
def test_what_stands_around_a_body_tells_it(text: str, found: str) -> None:
    assert found in bodies(text)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("该公司董事长柳禾青说,订单排到明年。", "该公司"),
        ("酒店总经理柳禾青说,客房都满了。", "酒店"),
        ("民营企业董事长柳禾青说,订单排到明年。", "民营企业"),
        ("这家医院院长柳禾青说,病人少了。", "这家医院"),
        ("青岭“山里红”农业发展有限公司签了约。", "农业发展有限公司"),
        ("据有关新闻报道,雨还要下三天。", "有关新闻"),
        ("据当地电视台报道,雨还要下三天。", "当地电视台"),
        ("据《县志》记载,这里有过一座桥。", "县志"),
        ("据《年报》报道的数字,订单多了。", "年报"),
        ("长征火箭发射成功,太阳升了起来。", "太阳"),
        ("高铁从这里经过,去柳林只要一小时。", "高铁"),
    ],
)
def test_what_only_stands_so_is_no_body(text: str, none: str) -> None:
    assert none not in bodies(text)
