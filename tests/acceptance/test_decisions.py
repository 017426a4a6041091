"""What a person decides about what is archived, by the installed command: what it says, where files and articles are.

Each row of ``CASES`` has pages of its own. After all of them the index is built anew: it must be the same.
"""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from baoku_process import TEXTS_ALONE, Baoku, wait_until

from worker.indexing import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from elasticsearch import Elasticsearch

SETTINGS = TEXTS_ALONE
SHARED_ENGINES = True
SECONDS = 60.0
LETTERS = "山水木石田禾竹米鱼鸟虫草花果树林江河湖海风云雨雪日月星火土金银铜铁车船桥路门窗灯书画琴棋茶酒饭菜笔墨纸砚"


def story(mark: str) -> str:
    """An article whose mark stands nowhere else; two of them share no more than two articles of a paper do."""
    draw = random.Random(mark)
    words = "".join(draw.choices(LETTERS, k=90))
    return (
        f"{mark}{words[:8]}开放\n\n　　本报讯(记者 何永年){words[8:40]},{mark}{words[40:60]}昨日开放,{words[60:]}。\n"
    )


def page(*marks: str, head: str = "") -> str:
    return (f"{head}\n\n" if head else "") + "\n".join(story(mark) for mark in marks)


@dataclass
class Told:
    """What the commands of a row said, in order."""

    baoku: Baoku
    client: Elasticsearch
    said: list[str] = field(default_factory=list)

    def drop(self, path: str, content: str) -> None:
        target = self.baoku.inbox / path
        target.parent.mkdir(parents=True, exist_ok=True)
        hidden = target.with_name(".writing")
        hidden.write_text(content, encoding="utf-8")
        os.utime(
            hidden, (1_700_000_000, 1_700_000_000)
        )  # written long ago: it does not go on where the one before it stops
        hidden.rename(target)
        wait_until(lambda: not target.exists(), SECONDS, f"{path} taken")

    def run(self, *arguments: str, code: int = 0) -> str:
        done = self.baoku.run(*arguments)
        assert done.returncode == code, (arguments, done.stdout, done.stderr)
        self.said.append(done.stdout + done.stderr)
        return self.said[-1]

    def found(self, mark: str) -> list[str]:
        """Ids of the articles that the index finds by their mark."""
        self.client.indices.refresh(index=self.baoku.articles)
        hits = self.client.search(index=self.baoku.articles, query={"match_phrase": {"body": mark}})["hits"]["hits"]
        return [hit["_id"] for hit in hits]

    def files(self, folder: str, path: str) -> int:
        """How many files stand in a folder under this name or one beside it."""
        stem = path.rpartition(".")[0]
        return sum(
            1
            for place in (self.baoku.home / folder).rglob("*.txt")
            if stem in place.as_posix() and not place.name.startswith(".")
        )


def undo(told: Told) -> None:
    """A correction is taken back, and given again."""
    path = "青石日报/2023-10-01/01版.txt"
    told.drop(path, page("撤甲", "撤乙"))
    told.drop(path, page("撤甲", "撤丙", "撤乙"))
    assert [len(told.found(mark)) for mark in ("撤甲", "撤乙", "撤丙")] == [1, 1, 1]
    assert "restored: " + path in told.run("undo", path)
    assert [len(told.found(mark)) for mark in ("撤甲", "撤乙", "撤丙")] == [1, 1, 0]
    assert told.files("archive", path) == 2  # both originals are kept
    assert "by decision: undo" in told.run("why", path)
    assert f"`baoku undo --redo {path}`" in told.run("undo", path, code=2)  # given twice it does what it does once
    assert "restored: " + path in told.run("undo", "--redo", path)
    assert "`baoku undo` took nothing out of it" in told.run("undo", "--redo", path, code=2)
    assert [len(told.found(mark)) for mark in ("撤甲", "撤乙", "撤丙")] == [1, 1, 1]


def nothing_to_undo(told: Told) -> None:
    path = "青石日报/2023-10-02/01版.txt"
    told.drop(path, page("独甲"))
    assert "it took the place of nothing" in told.run("undo", path, code=2)
    assert len(told.found("独甲")) == 1


def accept(told: Told) -> None:
    """Another page under the same name would drop all: it waits, and takes its place once somebody says so."""
    path = "白水晚报/2023-10-03/02版.txt"
    told.drop(path, page("守甲", "守乙"))
    told.drop(path, page("新甲", "新乙"))
    assert (len(told.found("守甲")), len(told.found("新甲"))) == (1, 0)
    listed = told.run("conflicts")
    assert f"held: {path}" in listed
    assert "it would drop 2 of the 2 articles" in listed
    assert "it would drop 2 of the 2 articles" in told.run("failures")
    assert "held" in told.run("why", path)
    assert told.files("archive", path) == 2
    assert "replaced: " + path in told.run("accept", path)
    assert (len(told.found("守甲")), len(told.found("新甲"))) == (0, 1)
    assert path not in told.run("conflicts", code=1)


def held_is_another_page(told: Told) -> None:
    """What was held is another page: both stand beside each other then."""
    path = "白水晚报/2023-10-04/03版.txt"
    told.drop(path, page("留甲"))
    told.drop(path, page("走甲"))
    held = next(one for one in json.loads(told.run("conflicts", "--json"))["held"] if one["path"] == path)
    assert "as baishuiwanbao-" in told.run("identify", held["digest"], "--page", "4")
    assert [one.rpartition("-p")[2] for mark in ("留甲", "走甲") for one in told.found(mark)] == ["03-a01", "04-a01"]


def held_is_nothing(told: Told) -> None:
    """What was held is not wanted at all."""
    path = "白水晚报/2023-10-05/03版.txt"
    told.drop(path, page("要甲"))
    told.drop(path, page("弃甲"))
    held = next(one for one in json.loads(told.run("conflicts", "--json"))["held"] if one["path"] == path)
    assert "withdrawn: " in told.run("withdraw", held["digest"])
    assert (len(told.found("要甲")), len(told.found("弃甲"))) == (1, 0)
    assert (told.files("archive", path), told.files("withdrawn", path)) == (1, 1)
    assert "nothing waits for a decision" in told.run("conflicts", code=1)


def another_masthead(told: Told) -> None:
    """``jcrb`` may be 江城日报 or 锦城日报: the same articles under the other's masthead wait."""
    path = "jcrb/2023-10-06/01.txt"
    head = "{}\n2023年10月6日 星期五 第01版"
    told.drop(path, page("城甲", "城乙", head=head.format("江城日报")))
    told.drop(path, page("城甲", "城乙", "城丙", head=head.format("江城日报")))  # a correction goes through
    assert len(told.found("城丙")) == 1
    told.drop(path, page("城甲", "城乙", "城丁", head=head.format("锦城日报")))
    assert len(told.found("城丁")) == 0
    assert "its masthead names 锦城日报, that of jcrb-2023-10-06-p01" in told.run("conflicts")
    held = next(one for one in json.loads(told.run("conflicts", "--json"))["held"] if one["path"] == path)
    assert "as jinchengribao-" in told.run("identify", held["digest"], "--publication", "锦城日报")
    assert {one.partition("-")[0] for one in told.found("城甲")} == {"jcrb", "jinchengribao"}


def conflict(told: Told) -> None:
    """A page whose masthead names another paper than its folder replaces nothing, and is settled by hand."""
    path = "云岭商报/2023-10-07/01版.txt"
    told.drop(path, page("岭甲"))
    told.drop(path, page("岭乙", head="邻县日报\n2023年10月7日 星期六 第01版"))
    assert (len(told.found("岭甲")), len(told.found("岭乙"))) == (1, 1)
    listed = told.run("conflicts")
    assert f"conflict: {path}" in listed
    assert "publication: the folder says 云岭商报, the masthead says 邻县日报" in listed
    assert "conflict: publication: the folder says 云岭商报" in told.run("why", path)
    (contested,) = (unit.rpartition("-a")[0] for unit in told.found("岭乙"))
    said = told.run("identify", contested, "--publication", "邻县日报", "--date", "2023-10-07")
    assert "as linxianribao-" in said
    assert told.found("岭乙")[0].startswith("linxianribao-")
    assert told.found("岭甲")[0].startswith("yunlingshangbao-")
    assert "nothing waits for a decision" in told.run("conflicts", code=1)


def withdraw(told: Told) -> None:
    """An issue is taken out, with its file, and put back."""
    path = "绿洲新报/2023-10-08/05版.txt"
    told.drop(path, page("取甲", "取乙"))
    unit = told.found("取甲")[0].rpartition("-a")[0]
    assert f"withdrawn: {unit}" in told.run("withdraw", path)
    assert (told.found("取甲"), told.files("archive", path), told.files("withdrawn", path)) == ([], 0, 1)
    assert "it is in withdrawn/" in told.run("why", path)
    assert "restored: " + path in told.run("withdraw", "--back", unit)
    assert (len(told.found("取甲")), told.files("archive", path), told.files("withdrawn", path)) == (1, 1, 0)
    assert "nothing of that name is withdrawn" in told.run("withdraw", "--back", "没有这样的文件.txt", code=2)


def dropped_after_withdrawal(told: Told) -> None:
    """An issue that was taken out stays out; what is dropped later stands."""
    path = "绿洲新报/2023-10-09/05版.txt"
    told.drop(path, page("旧甲"))
    told.run("withdraw", path)
    told.drop(path, page("后甲"))
    assert (told.found("旧甲"), len(told.found("后甲"))) == ([], 1)


def calendar(told: Told) -> None:
    """The days of a paper with their pages, and how often one was corrected; of one day no rhythm can be told."""
    paper, path = "金沙日报", "金沙日报/2023-10-11/{}版.txt"
    told.drop(path.format("01"), page("历甲"))
    told.drop(path.format("03"), page("历丙"))
    told.drop(path.format("01"), page("历甲", "历乙"))
    assert "2023-10-11  1 3  3 articles  corrected 1x" in told.run("calendar", paper)
    assert any(line.split() == [paper, "2023", "1", "0"] for line in told.run("calendar").splitlines())
    (day,) = json.loads(told.run("calendar", paper, "--year", "2023", "--json"))["days"]
    assert (day["date"], day["missing_pages"]) == ("2023-10-11", [])
    assert "nothing of 没有报 is indexed" in told.run("calendar", "没有报", code=1)


def failed_is_identified(told: Told) -> None:
    """A file in failed/ whose sidecar was nonsense is given another try with what somebody says."""
    path = "扫描件/无名.txt"
    outside = told.baoku.home.parent / "扫描件"
    outside.mkdir()
    (outside / "无名.txt").write_text(page("败甲"), encoding="utf-8")
    (outside / "无名.txt.yml").write_text("date: 昨天\n", encoding="utf-8")
    outside.rename(told.baoku.inbox / "扫描件")  # both at once: a sidecar that comes first may be refused alone
    wait_until(lambda: not (told.baoku.inbox / path).exists(), SECONDS, f"{path} taken")
    assert (told.files("failed", path), told.found("败甲")) == (1, [])
    said = told.run("identify", path, "--publication", "高原晚报", "--date", "2023-10-10", "--page", "2")
    assert "moved to the inbox" in said
    wait_until(lambda: bool(told.found("败甲")), SECONDS, "it is found")
    assert told.found("败甲")[0].startswith("gaoyuanwanbao-")
    assert told.files("failed", path) == 0


def wrong_input(told: Told) -> None:
    assert "say what it is" in told.run("identify", "x.txt", code=2)
    assert "nothing of that name to decide about" in told.run("identify", "没有.txt", "--page", "2", code=2)
    assert "昨天" in told.run("identify", "x.txt", "--date", "昨天", code=2)


CASES: tuple[Callable[[Told], None], ...] = (
    *(undo, nothing_to_undo, accept, held_is_another_page, held_is_nothing, another_masthead, conflict, withdraw),
    *(dropped_after_withdrawal, calendar, failed_is_identified, wrong_input),
)


@pytest.fixture(scope="module")
def client(baoku: Baoku) -> Iterator[Elasticsearch]:
    addresses = baoku.env()
    user, password = addresses["elasticsearch_user"], addresses["elasticsearch_password"]
    with connect(addresses["elasticsearch_url"], user=user, password=password) as connected:
        yield connected


@pytest.mark.parametrize("case", CASES, ids=[case.__name__ for case in CASES])
def test_a_decision_is_carried_out_and_told(baoku: Baoku, client: Elasticsearch, case: Callable[[Told], None]) -> None:
    case(Told(baoku, client))


def test_an_index_that_is_built_anew_has_every_decision(baoku: Baoku, client: Elasticsearch) -> None:
    before = everything(baoku, client)
    assert {entry["outcome"] for entry in before.values() if "outcome" in entry} >= {"indexed", "replaced", "restored"}
    done = baoku.run("reindex", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    assert everything(baoku, client) == before
    told = json.loads(done.stdout)
    assert told["articles"] == sum("headline" in document for document in before.values())
    assert (told["identified_otherwise"], told["left"], told["refused"]) == ([], [], [])


def everything(baoku: Baoku, client: Elasticsearch) -> dict[str, dict[str, Any]]:
    """Every article and ledger entry."""
    both = f"{baoku.articles},{baoku.issues}"
    client.indices.refresh(index=both)
    hits = client.search(index=both, size=1000)["hits"]["hits"]
    then = {"ingested_at", "similar", "story"}
    return {hit["_id"]: {name: hit["_source"][name] for name in hit["_source"].keys() - then} for hit in hits}
