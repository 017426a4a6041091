"""Where names end that no list has, and what is no name: posts, some of a kind, meetings, who a people are."""

from __future__ import annotations

import loaded
import pytest

from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue

NOWHERE = Issue(IssueIdentity(), ())


def names(text: str, field: str) -> set[str]:
    enriched = loaded.enricher().enrich(Article(ordinal=1, paragraphs=(text,)), NOWHERE)
    return set(getattr(enriched, field))


@pytest.mark.parametrize(
    ("text", "field", "found"),
    [
        ("中共云南省委常委、秘书长柳禾青昨日到会。", "organizations", "中共云南省委"),
        ("柳林晚报报业集团、青岭报业集团先后成立。", "organizations", "柳林晚报报业集团"),
        ("柳林晚报报业集团、青岭报业集团先后成立。", "organizations", "青岭报业集团"),
        ("在重庆车管所登记的新车有六百辆。", "organizations", "重庆车管所"),
        ("联合国贸发会议公布了今年的报告。", "organizations", "联合国贸发会议"),
        ("联合国开发计划署公布了今年的报告。", "organizations", "联合国开发计划署"),
        ("第三节古勒、哈罗德连续得分,队伍领先六分。", "people", "古勒"),
        ("孟庭认识了他。因为忙,孟庭才会迟到。", "people", "孟庭"),
    ],
)
def test_names_end_where_they_do(text: str, field: str, found: str) -> None:
    assert found in names(text, field)


@pytest.mark.parametrize(
    ("text", "field", "none"),
    [
        ("自治区党委常委柳禾青昨日到会。", "organizations", "自治区党委常委"),
        ("自治区党委常委柳禾青昨日到会。", "organizations", "自治区党委"),
        ("目前有五家公司在运营。", "organizations", "五家公司"),
        ("他们登上此峰用了七个小时。", "places", "此峰"),
        ("机场在城东四公里处。", "places", "城东"),
        ("她住在步行街边上。", "places", "步行街"),
        ("马来人喜欢喝茶。", "people", "马来人"),
        ("联合国要求难民总署调查。", "organizations", "联合国要求难民总署"),
        ("孟庭认识了他。因为忙,孟庭才会迟到。", "people", "孟庭才"),
    ],
)
def test_what_is_no_name(text: str, field: str, none: str) -> None:
    assert none not in names(text, field)


def test_a_town_in_a_row_with_somebody_abroad_stays_a_place() -> None:
    assert "伦敦" in names("伦敦、哈罗德是他的两个梦。", "places")
