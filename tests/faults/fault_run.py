"""Runs kinds of fault, each with several seeds, and keeps what came of them."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fault_home import TIMES, FaultHome, OwnRedis, elasticsearch_of
from fault_kinds import KINDS, Fault, Place
from fault_proxy import Proxy
from fault_scene import Played, Scene, Stage, play
from fault_verdict import Verdict, judge

from worker.cli.parse import load_pipeline
from worker.indexing import connect
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from elasticsearch import Elasticsearch

    from worker.pipeline import Pipeline

ALLOWED_SECONDS = 150.0
SHARED_ALIAS, SHARED_LEDGER = "articles-shared", "issues-shared"


@dataclass(frozen=True, slots=True)
class Run:
    """One kind of fault with one seed, and what came of it."""

    fault: Fault
    seed: int
    played: Played
    verdict: Verdict

    @property
    def is_good(self) -> bool:
        return self.verdict.is_good

    def line(self) -> str:
        """Return it in a line for people."""
        verdict, played = self.verdict, self.played

        def seconds(value: float | None) -> str:
            return "never" if value is None else f"{value:.1f} s"

        counts = f"files {verdict.files}  lost {verdict.lost}  double {verdict.double}  left over {verdict.left_over}"
        times = f"resumed {seconds(played.resumed)}  settled {seconds(played.settled)}  looks {played.looks}"
        return f"{self.fault.name:20} seed {self.seed}  {counts}  {times}"


@dataclass
class Harness:
    """The stages, made when first needed, and the pure pipeline."""

    files: int
    seconds: float
    tell: Callable[[str], None]
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="baoku-faults-")))
    runs: list[Run] = field(default_factory=list)
    _stages: dict[Place, Stage] = field(default_factory=dict)
    _cleanup: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)
    _pipeline: Pipeline | None = None

    @contextlib.contextmanager
    def ready(self) -> Iterator[Harness]:
        """End everything that was started, whatever happens."""
        self.folder.chmod(0o711)  # the engines run as a user of their own
        self._cleanup.callback(shutil.rmtree, self.folder, ignore_errors=True)
        with self._cleanup:
            yield self

    def run(self, names: Sequence[str], seeds: Sequence[int]) -> None:
        """Do every kind with every seed: kinds of one stage one after the other."""
        for place in Place:
            for name in names:
                if KINDS[name].place is place:
                    for seed in seeds:
                        self.runs.append(self._one(KINDS[name], seed))
                        self.tell(self.runs[-1].line())
                        for finding in self.runs[-1].verdict.findings[:10]:
                            self.tell(f"    {finding}")

    def total(self) -> Verdict:
        """Return the counts over all runs."""
        total = Verdict()
        for run in self.runs:
            total.add(run.verdict)
        return total

    def _one(self, fault: Fault, seed: int) -> Run:
        stage = self._stage(fault.place)
        run = f"{fault.name.replace('-', '')}{'abcdefghij'[seed % 10]}"
        scene = Scene(stage, run, self.files, self.seconds)
        played = play(scene, fault.act, allowed=ALLOWED_SECONDS)
        with self._client() as client:
            alias = "articles" if fault.place is Place.OWN else SHARED_ALIAS
            client.indices.refresh(index=alias)
            verdict = judge(scene.drops, scene.folders, client, alias, self._pure())
        for path in played.nowhere:
            verdict.lost += 1
            verdict.findings.append(f"in no folder for a while: {path}")
        return Run(fault, seed, played, verdict)

    def _pure(self) -> Pipeline:
        if self._pipeline is None:
            self._pipeline = load_pipeline(Settings(home=self.folder))
        return self._pipeline

    @contextlib.contextmanager
    def _client(self) -> Iterator[Elasticsearch]:
        url, user, password = elasticsearch_of(self._own().home)
        with connect(url, user=user, password=password, timeout=120) as client:
            yield client

    def _stage(self, place: Place) -> Stage:
        return self._own() if place is Place.OWN else self._shared()

    def _own(self) -> Stage:
        if Place.OWN not in self._stages:
            home = FaultHome(self.folder / "own", settings=dict(TIMES))
            self._cleanup.callback(home.sweep)
            home.start()
            self._stages[Place.OWN] = Stage(home)
        return self._stages[Place.OWN]

    def _shared(self) -> Stage:
        """A home that is given addresses: a Redis of the harness, and the other home's Elasticsearch by the proxy."""
        if Place.SHARED not in self._stages:
            url, user, password = elasticsearch_of(self._own().home)
            proxy = Proxy(url)
            self._cleanup.callback(proxy.close)
            own_redis = OwnRedis(self.folder / "redis")
            self._cleanup.callback(own_redis.stop)
            own_redis.start()
            settings = {
                **TIMES,
                "REDIS_URL": own_redis.url,
                "ELASTICSEARCH_URL": proxy.url,
                "ELASTICSEARCH_USER": user,
                "ELASTICSEARCH_PASSWORD": password,
                "BAOKU_ARTICLES_ALIAS": SHARED_ALIAS,
                "BAOKU_ISSUES_ALIAS": SHARED_LEDGER,
            }
            home = FaultHome(self.folder / "shared", settings=settings)
            self._cleanup.callback(home.sweep)
            home.start()
            self._stages[Place.SHARED] = Stage(home, own_redis, proxy)
        return self._stages[Place.SHARED]


def moment() -> str:
    return time.strftime("%H:%M:%S")
