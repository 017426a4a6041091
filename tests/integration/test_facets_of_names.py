"""People by position, places by region, organisations by form and kind: asked on the real engine."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from worker.document.identifiers import digest, unit_id
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment import Segmenter, load_enricher
from worker.indexing import Archive, Entry, Versions, connect, rebuild, set_up
from worker.job import Job
from worker.search import Request, Search

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from worker.search import Hit

VERSIONS = Versions("p1", "e1", "d1")
# Four issues of two papers: an office in full, in short, by its level alone, under an older name; a school and a firm.
PAGES: dict[str, tuple[str, str]] = {
    "full": (
        "柳林报",
        "昨日,柳林县人民代表大会常务委员会主任陈永明来到柳林县第二中学。柳林县第二中学校长周小林介绍了情况。",
    ),
    "short": ("柳林报", "柳林县人大常委会副主任赵青山走访了柳林县二中,县环保局局长孙志远参加。柳林县近日雨水增多。"),
    "older": ("柳林报", "柳林县环境保护局发布公告,柳林县生态环境局将继续监测湖水。"),
    "afar": (
        "澄江日报",
        "国网澄江供电公司员工李大海来到重庆市北碚区金刀峡镇检修线路。北京师范大学教授王文远在北京市朝阳区讲课,北师大师生参加。",
    ),
}
JOINED = "柳林县环境保护局 = 柳林县生态环境局\n"


class Made(NamedTuple):
    """An archive, its search, and the name of each of its articles by id."""

    archive: Archive
    search: Search
    names: dict[str, str]

    def found(self, query: str) -> set[str]:
        """Names of the articles that a query finds."""
        return {self.names[hit.id] for hit in self.search.run(Request(query, facets=False)).hits}

    def facet(self, name: str) -> dict[str, int]:
        """Values of a facet over the whole archive."""
        facets = {each.name: each for each in self.search.run(Request("")).facets}
        return {count.value: count.hits for count in facets[name].counts}


def entries(forms: Path | None = None) -> list[Entry]:
    """The pages as this version of enrichment, with these forms of organisations, has them."""
    enricher = load_enricher(body_forms=forms)
    made = []
    for number, (paper, text) in enumerate(PAGES.values(), start=1):
        identity = IssueIdentity(paper, dt.date(2024, 5, number), "1")
        content = digest(text.encode())
        issue = Issue(identity, (Article(ordinal=1, headline="要闻", paragraphs=(text,)),), coverage=1.0)
        job = Job(f"{number}.txt", content, number)
        made.append(Entry(job, unit_id(identity, content), issue, enricher.enrich_issue(issue)))
    return made


@pytest.fixture(scope="module")
def made(engines: Any, segmenter: Segmenter) -> Iterator[Made]:
    name = f"na-{uuid.uuid4().hex[:8]}"
    user, password = engines.admin
    with connect(engines.elasticsearch_url, user=user, password=password) as client:
        archive = Archive(client, f"articles-{name}", f"issues-{name}")
        set_up(client, articles_alias=archive.articles, issues_alias=archive.issues, versions=VERSIONS)
        units = entries()
        archive.replace(units, VERSIONS, refresh=True)
        names = {f"{unit.issue_id}-a01": page for unit, page in zip(units, PAGES, strict=True)}
        yield Made(archive, Search(client, archive.articles, segmenter), names)
        client.indices.delete(index=sorted(client.indices.get(index=[f"articles-{name}-*", f"issues-{name}-*"])))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # a position as printed, the office that ends it, with the name after it, and who has it
        ("职务:副主任", {"short"}),
        ("职务:校长", {"full"}),
        ("职务:校长周小林", {"full"}),
        ("职务:县环保局局长 人物:孙志远", {"short"}),
        ("职务:教授", {"afar"}),
        ("职务:市长", set()),
        # a division finds what lies in it; its name alone every one so called, its path just one
        ("地区:山西省", {"full", "short", "older"}),
        ("地区:重庆市/北碚区", {"afar"}),
        ("地区:北碚区", {"afar"}),
        ("地区:北京市/朝阳区", {"afar"}),
        ("地区:吉林省", set()),
        # one body by each of its forms, wherever it is printed in which
        ("机构:柳林县人大常委会", {"full", "short"}),
        ("机构:柳林县人民代表大会常务委员会", {"full", "short"}),
        ("机构:柳林县二中", {"full", "short"}),
        ("机构:北师大", {"afar"}),
        ("机构全称:柳林县第二中学", {"full", "short"}),
        ("机构全称:柳林县二中", set()),
        # kinds, by their Chinese and their stored names
        ("机构类型:学校", {"full", "short", "afar"}),
        ("机构类型:人大", {"full", "short"}),
        ("机构类型:company", {"afar"}),
        ("机构类型:政府 -机构类型:学校", {"older"}),
        ("机构类型:医院", set()),
    ],
)
def test_what_is_found(made: Made, query: str, expected: set[str]) -> None:
    assert made.found(query) == expected


def test_a_body_is_one_value_of_the_facet_and_shows_which_form_was_printed(made: Made) -> None:
    bodies = made.facet("organizations")
    assert bodies["柳林县人民代表大会常务委员会"] == 2
    assert bodies["柳林县第二中学"] == 2
    assert "柳林县二中" not in bodies
    assert made.facet("body_kinds")["school"] == 3
    regions = made.facet("divisions")
    assert regions["山西省"] == 3
    assert regions["重庆市/北碚区"] == 1
    [short] = [hit for hit in hits(made, "机构:柳林县二中") if made.names[hit.id] == "short"]
    source = made.archive.client.get(index=made.archive.articles, id=short.id)["_source"]
    assert {"body": "柳林县第二中学", "printed": "柳林县二中"} in source["body_forms"]
    assert "柳林县二中" in source["organizations"]


def hits(made: Made, query: str) -> tuple[Hit, ...]:
    return made.search.run(Request(query, facets=False)).hits


def test_a_file_of_forms_joins_after_a_rebuild_and_is_undone_by_another(made: Made, tmp_path: Path) -> None:
    older, newer = "柳林县环境保护局", "柳林县生态环境局"
    before = made.facet("organizations")
    assert (before[older], before[newer]) == (2, 1)  # the level alone, 县环保局, is the older one
    forms = tmp_path / "bodies.txt"
    forms.write_text(JOINED, encoding="utf-8")
    rebuild(made.archive, [entries(forms)], versions=VERSIONS)
    made.archive.refresh()
    joined = made.facet("organizations")
    assert (older in joined, joined[newer]) == (False, 2)
    assert made.found(f"机构:{newer}") == {"older", "short"}
    assert made.found(f"机构:{older}") == {"older"}  # where it is printed so
    rebuild(made.archive, [entries()], versions=VERSIONS)
    made.archive.refresh()
    assert made.facet("organizations") == before
