"""The index that grew, and the one that is built anew from the archive, are the same: over random histories.

Every history has a paper of its own, so that hundreds of them share one engine, one inbox and every batch. At each step
a history drops a file (new, corrected, a copy, under another date, with or without a sidecar, too late), states
something of one that is archived, or decides about it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from worker.document.identifiers import digest
from worker.errors import ConfigurationError
from worker.home.filing import Filing
from worker.home.originals import originals
from worker.indexing import Archive, Versions, set_up, settling
from worker.indexing.reindex import rebuild
from worker.ingestion.decisions import Decisions
from worker.ingestion.ingest import Ingestion
from worker.ingestion.pipeline import Pipeline
from worker.ingestion.replay import Replay
from worker.job import Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from elasticsearch import Elasticsearch

    from worker.enrichment import Enricher
    from worker.indexing.settled import Settled
    from worker.indexing.writing import Written

HISTORIES = int(os.environ.get("TEST_HISTORIES", "30"))
ONLY = os.environ.get("TEST_HISTORY", "")  # numbers of those that failed, and of those with the same stories: 75,76,77
STEPS = 10
VERSIONS = Versions(parser="t", enricher="t", dictionary="t")
SHARED = 3  # histories that print the same stories: an article has copies in other papers

BRIDGE = "江城大桥昨日通车\n本报讯(记者 蒋文博)江城大桥昨日正式通车,两岸群众奔走相告,首日过桥车辆一万二千辆。"
MARKET = "老街夜市开市\n本报讯(记者 何永年)老街夜市昨晚开市,首日迎客两千人,摊位全部满员,市民称赞管理有序。"
FERRY = "末班渡轮停航\n本报讯(记者 沈思远)最后一班渡轮昨日停航,渡口将改作公园,老船工挥手告别守了三十年的江面。"
SCHOOL = "山村小学迁新址\n本报讯(记者 罗青禾)柳溪小学昨日迁入新址,二百名学生搬进明亮教室,家长送来锦旗表示感谢。"
WORDS = "山水木石田禾竹米鱼鸟虫草花果树林江河湖海风云雨雪日月星火土金银铜铁车船桥路门窗灯书画琴棋茶酒饭菜笔墨纸砚"
DAYS = ("2023-10-24", "2023-10-25")
PAGES = ("01", "02")


def contents(group: int) -> tuple[str, ...]:
    """The pages that a group of histories prints: its stories are like no other group's."""
    draw = random.Random(group)
    bridge, market, ferry, school = (
        f"{story}{''.join(draw.choices(WORDS, k=120))}。" for story in (BRIDGE, MARKET, FERRY, SCHOOL)
    )
    return (
        f"{bridge}\n\n{market}\n",
        f"{bridge.replace('一万二千', '一万三千')}\n\n{market}\n",  # a correction
        f"{bridge}\n\n{market}\n\n{school}\n",  # one more article
        f"{ferry}\n\n{school}\n",  # another page altogether: it would drop all
        f"{market}\n",  # half of it
    )


CONTENTS = contents(0)


@dataclass
class Clock:
    now: dt.datetime = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(milliseconds=7)
        return self.now


@dataclass
class History:
    """One paper's files, and a file that the queue has not given out yet."""

    number: int
    chance: random.Random
    dropped: list[str] = field(default_factory=list)
    late: list[tuple[Job, bytes, str]] = field(default_factory=list)

    @property
    def paper(self) -> str:
        return f"{chr(0x5000 + self.number)}{chr(0x6000 + self.number)}日报"

    def sidecar(self) -> str:
        values = {"date": self.chance.choice(DAYS), "page": self.chance.choice(PAGES), "number": "12"}
        chosen = self.chance.sample(sorted(values), self.chance.randint(1, 3))
        return "".join(f"{key}: '{values[key]}'\n" for key in chosen)

    def file(self) -> tuple[str, str, str]:
        """A path, a content and a sidecar (empty for none)."""
        chance = self.chance
        day, page = chance.choice(DAYS), chance.choice(PAGES)
        copy = chance.choice(["", "", "", " (1)"])
        named = chance.random() < 0.85
        path = f"{self.paper}/{day}/{page}版{copy}.txt" if named else f"{self.paper}/{chance.choice('甲乙')}.txt"
        content = chance.choice(contents(self.number // SHARED))
        if chance.random() < 0.15:
            content = f"{self.paper}\n2023年10月26日 星期四\n\n{content}"  # another day than its name says
        content = f"{content}\n{self.paper}编辑部\n"  # no two papers have the same bytes
        return path, content, self.sidecar() if chance.random() < 0.2 else ""


@dataclass
class World:
    """One home and its index."""

    ingestion: Ingestion
    clock: Clock
    outcomes: list[Outcome] = field(default_factory=list)

    def revision(self) -> int:
        return int(self.clock().timestamp() * 1000)

    def put(self, path: str, data: bytes) -> Job:
        place = self.ingestion.filing.inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        return Job(path, digest(data), self.revision())

    def step(self, histories: Sequence[History]) -> None:
        jobs: list[Job] = []
        deciding: list[History] = []
        for one in histories:
            does = one.chance.random()
            if does < 0.5 or not one.dropped:
                jobs += self.drop(one)
            elif does < 0.62:
                path = one.chance.choice(one.dropped)
                jobs.append(self.put(f"{path}.yml", one.sidecar().encode()))
            else:
                deciding.append(one)
        self.do(jobs)
        past = Decisions.of(self.ingestion)
        for one in deciding:
            self.decide(one, past)

    def drop(self, one: History) -> list[Job]:
        path, content, sidecar = one.file()
        if (self.ingestion.filing.inbox / path).exists():
            return []
        one.dropped.append(path)
        if sidecar:
            self.put(f"{path}.yml", sidecar.encode())
        job = self.put(path, content.encode())
        if one.late:
            late, data, said = one.late.pop()
            if not (self.ingestion.filing.inbox / late.path).exists():
                self.put(late.path, data)
                if said:
                    self.put(f"{late.path}.yml", said.encode())
                return [job, late]  # found earlier, and given out after it
        elif one.chance.random() < 0.2:
            place = self.ingestion.filing.inbox / path
            one.late.append((job, place.read_bytes(), sidecar))
            place.unlink()
            place.with_name(f"{place.name}.yml").unlink(missing_ok=True)
            return []
        return [job]

    def do(self, jobs: Sequence[Job]) -> None:
        for first in range(0, len(jobs), 400):
            batch = self.ingestion.ingest(jobs[first : first + 400])
            assert not batch.again
            self.outcomes += [result.outcome for result in batch.results]

    def decide(self, one: History, past: Decisions) -> None:
        name = one.chance.choice(one.dropped)
        stated = {"date": one.chance.choice(DAYS), "page": one.chance.choice(PAGES)}
        act = one.chance.choice(
            [
                lambda: past.undo(name),
                lambda: past.undo(name, redo=True),
                lambda: past.accept(name),
                lambda: past.identify(name, stated),
                lambda: past.withdraw(name) and [],
                lambda: past.put_back(name),
            ]
        )
        with contextlib.suppress(ConfigurationError):  # nothing of that name to decide about: a person is told so
            self.outcomes += [result.outcome for result in act()]


@pytest.fixture
def archives(client: Elasticsearch) -> Iterator[list[Archive]]:
    """Two archives, empty: the one that grows, and the one that is built anew."""
    marks = [uuid.uuid4().hex[:8] for _ in range(2)]
    made = [Archive(client, f"articles-{mark}", f"issues-{mark}") for mark in marks]
    for one in made:
        set_up(client, articles_alias=one.articles, issues_alias=one.issues, versions=VERSIONS)
    yield made
    for mark in marks:
        client.indices.delete(index=sorted(client.indices.get(index=[f"articles-{mark}-*", f"issues-{mark}-*"])))


def everything(client: Elasticsearch, alias: str) -> dict[str, dict[str, Any]]:
    client.indices.refresh(index=alias)
    found: dict[str, dict[str, Any]] = {}
    after: list[Any] | None = None
    key = "id" if alias.startswith("articles") else "path"
    while True:
        hits = client.search(
            index=alias,
            size=5000,
            sort=[{key: "asc"}, {"revision": "asc"}, {"digest" if key == "path" else "ordinal": "asc"}],
            search_after=after,
        )["hits"]["hits"]
        if not hits:
            return found
        for hit in hits:
            found[hit["_id"]] = hit["_source"]
        after = hits[-1]["sort"]


def test_a_rebuilt_index_equals_the_live_one_over_random_histories(archives: list[Archive], world: World) -> None:
    seed = int(os.environ.get("TEST_SEED", "1"))
    numbers = [int(number) for number in ONLY.split(",")] if ONLY else range(HISTORIES)
    histories = [History(number, random.Random(f"{seed} {number}")) for number in numbers]
    for _ in range(STEPS):
        world.step(histories)
    for one in histories:
        for job, data, said in one.late:
            if said:
                world.put(f"{job.path}.yml", said.encode())
            if not (world.ingestion.filing.inbox / job.path).exists():
                world.put(job.path, data)
                world.do([job])
    assert_same_when_rebuilt(world, archives)
    copies = sum("similar" in one for one in everything(archives[0].client, archives[0].articles).values())
    assert copies > HISTORIES / 2 or ONLY
    counted = {str(outcome): world.outcomes.count(outcome) for outcome in Outcome}
    print(counted, f"articles with copies: {copies}")  # noqa: T201 - what the histories came to, for whoever runs it
    told = {"indexed", "replaced", "moved", "corrected", "restored", "conflict", "held", "duplicate"}
    assert ONLY or {name for name, count in counted.items() if count} >= told


@pytest.fixture
def world(archives: list[Archive], tmp_path: Path, enricher: Enricher) -> World:
    """An empty home whose index is the first of the two."""
    clock = Clock()
    pipeline = Pipeline(enricher, max_bytes=1 << 20)
    filing = Filing(tmp_path / "inbox", tmp_path / "archive", tmp_path / "failed")
    filing.prepare()
    archive = Archive(archives[0].client, archives[0].articles, archives[0].issues, clock)
    return World(Ingestion(pipeline, filing, archive, VERSIONS, clock), clock)


def assert_same_when_rebuilt(world: World, archives: list[Archive]) -> None:
    """Build the second index from the archive, and hold it against the first."""
    filing, client = world.ingestion.filing, archives[0].client
    replay = Replay(world.ingestion.pipeline, filing.home, originals(filing.archive))
    rebuild(archives[1], replay.batches(), versions=VERSIONS)
    assert (replay.left, replay.renamed) == ([], [])
    for grown, built in ((archives[0].articles, archives[1].articles), (archives[0].issues, archives[1].issues)):
        one, other = everything(client, grown), everything(client, built)
        assert one.keys() == other.keys()
        for identifier, document in one.items():
            assert other[identifier] == document, identifier


@pytest.mark.parametrize(
    ("first", "outcomes"),
    [
        # the later find was done by the time the earlier is written: it is overtaken
        ("later", [Outcome.INDEXED, Outcome.CORRECTED, Outcome.SUPERSEDED]),
        # the earlier find was done by then: the later has written the same articles and finds the ledger written
        ("earlier", [Outcome.INDEXED, Outcome.CORRECTED, Outcome.CORRECTED]),
    ],
)
def test_two_workers_with_one_late_sidecar_that_was_found_twice(
    world: World, archives: list[Archive], monkeypatch: pytest.MonkeyPatch, first: str, outcomes: list[Outcome]
) -> None:
    """Between the look of one worker and its write the other does all of its job."""
    path = f"江城日报/{DAYS[0]}/01版.txt"
    world.do([world.put(path, CONTENTS[0].encode())])
    jobs = {name: world.put(f"{path}.yml", b"number: '12'") for name in ("earlier", "later")}
    write = settling.write_articles

    def raced(*arguments: Any, **options: Any) -> list[Written]:
        monkeypatch.undo()
        world.do([jobs.pop(first)])
        return write(*arguments, **options)

    monkeypatch.setattr(settling, "write_articles", raced)
    world.do([jobs[name] for name in jobs if name != first])
    assert [one.outcome for one in originals(world.ingestion.filing.archive)] == outcomes
    assert_same_when_rebuilt(world, archives)


def test_articles_that_were_written_again_before_a_kill_and_their_ledger_agree(
    world: World, archives: list[Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two workers with the same sidecar: the one with the later find is killed before it writes the ledger."""
    path = f"江城日报/{DAYS[0]}/01版.txt"
    world.do([world.put(path, CONTENTS[0].encode())])
    earlier, later = (world.put(f"{path}.yml", b"number: '12'") for _ in range(2))

    def killed(*_: object) -> dict[int, Settled]:
        monkeypatch.undo()
        world.do([earlier])
        raise KeyboardInterrupt

    monkeypatch.setattr(settling.Settling, "_write_ledger", killed)
    with pytest.raises(KeyboardInterrupt):
        world.do([later])
    world.put(f"{path}.yml", b"number: '12'")
    world.do([later])
    assert_same_when_rebuilt(world, archives)


@pytest.mark.parametrize("earlier", [(), CONTENTS[:1]])  # what the file corrects
def test_a_file_whose_worker_died_before_it_was_noted_and_that_is_ordered_anew(
    world: World, archives: list[Archive], monkeypatch: pytest.MonkeyPatch, earlier: Sequence[str]
) -> None:
    """A watcher that was started again gives it a later revision than that of the order which indexed it."""
    path = f"江城日报/{DAYS[0]}/01版.txt"
    for content in earlier:
        world.do([world.put(path, content.encode())])
    first = world.put(path, CONTENTS[1].encode())
    with monkeypatch.context() as broken:
        broken.setattr(Filing, "note", no_line)
        assert world.ingestion.ingest([first]).again
    later = Job(path, first.digest, world.revision())
    world.do([later])
    assert world.outcomes[-1] is (Outcome.REPLACED if earlier else Outcome.INDEXED)
    assert_same_when_rebuilt(world, archives)
    world.do([first])  # it comes back late
    world.do([world.put(path, CONTENTS[1].encode())])  # dropped once more it changes nothing
    assert world.outcomes[-2:] == [Outcome.GONE, Outcome.DUPLICATE]
    assert_same_when_rebuilt(world, archives)


def test_a_late_sidecar_whose_worker_died_before_it_was_noted_and_that_is_ordered_anew(
    world: World, archives: list[Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"江城日报/{DAYS[0]}/01版.txt"
    world.do([world.put(path, CONTENTS[0].encode())])
    first = world.put(f"{path}.yml", b"number: '12'")
    with monkeypatch.context() as broken:
        broken.setattr(Filing, "note", no_line)
        with pytest.raises(OSError, match="no line"):
            world.ingestion.ingest([first])
    world.do([Job(first.path, first.digest, world.revision())])
    assert_same_when_rebuilt(world, archives)
    world.do([world.put(f"{path}.yml", b"number: '12'")])  # dropped once more it changes nothing
    assert world.outcomes[-1] is Outcome.DUPLICATE
    assert_same_when_rebuilt(world, archives)


def test_an_undo_that_was_broken_off_before_it_was_noted_is_finished_not_undone(
    world: World, archives: list[Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"江城日报/{DAYS[0]}/01版.txt"
    for content in CONTENTS[:2]:
        world.do([world.put(path, content.encode())])
    kept = everything(archives[0].client, archives[0].articles)
    with monkeypatch.context() as broken:
        broken.setattr(Filing, "note", no_line)
        with pytest.raises(OSError, match="no line"):
            Decisions.of(world.ingestion).undo(path)
    Decisions.of(world.ingestion).undo(path)
    with pytest.raises(ConfigurationError, match="brought the earlier one back"):
        Decisions.of(world.ingestion).undo(path)
    restored = everything(archives[0].client, archives[0].articles)
    assert [one["body"] for one in restored.values()] != [one["body"] for one in kept.values()]
    assert_same_when_rebuilt(world, archives)
    Decisions.of(world.ingestion).undo(path, redo=True)
    again = everything(archives[0].client, archives[0].articles)
    assert [one["body"] for one in again.values()] == [one["body"] for one in kept.values()]


@pytest.mark.parametrize("command", ["accept", "identify", "put_back"])
def test_a_decision_that_was_broken_off_before_it_was_noted_is_finished(
    world: World, archives: list[Archive], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    path = f"江城日报/{DAYS[0]}/01版.txt"
    for content in (CONTENTS[0], CONTENTS[3])[: 1 + (command == "accept")]:
        world.do([world.put(path, content.encode())])
    if command == "put_back":
        Decisions.of(world.ingestion).withdraw(path)
    stated = ({"page": "2"},) if command == "identify" else ()
    with monkeypatch.context() as broken:
        broken.setattr(Filing, "note", no_line)
        with pytest.raises(OSError, match="no line"):
            getattr(Decisions.of(world.ingestion), command)(path, *stated)
    getattr(Decisions.of(world.ingestion), command)(path, *stated)
    if command != "identify":  # which states it once more
        with pytest.raises(ConfigurationError, match="nothing of that name"):
            getattr(Decisions.of(world.ingestion), command)(path)
    assert_same_when_rebuilt(world, archives)


def no_line(*_: object) -> None:
    """The manifest cannot be written: as if the process were killed before it is."""
    raise OSError("no line")


def test_a_withdrawal_that_was_broken_off_can_be_given_again(archives: list[Archive], world: World) -> None:
    path = f"江城日报/{DAYS[0]}/01版.txt"
    world.do([world.put(path, CONTENTS[0].encode())])
    filing = world.ingestion.filing
    filing.withdrawn.write_bytes(b"")  # in the way of the folder: the original cannot be moved
    with pytest.raises(OSError, match="withdrawn"):
        Decisions.of(world.ingestion).withdraw(path)
    filing.withdrawn.unlink()
    Decisions.of(world.ingestion).withdraw(path)
    assert [place.name for place in filing.withdrawn.rglob("*.txt")] == ["01版.txt"]
    assert not everything(archives[0].client, archives[0].articles)
