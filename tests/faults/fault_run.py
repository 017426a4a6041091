"""Runs kinds of fault, each with several seeds, and keeps what came of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from baoku_process import TEXTS_ALONE
from fault_history import unlike_history
from fault_home import TIMES, FaultHome, OwnRedis, elasticsearch_of
from fault_kinds import KINDS, Fault, Place
from fault_proxy import Proxy
from fault_scene import Played, Scene, Stage, play
from fault_table import Outcome
from fault_verdict import Verdict, judge

from worker.app.settings import Settings
from worker.app.wiring import load_pipeline
from worker.home.names import MANIFEST
from worker.indexing import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from elasticsearch import Elasticsearch
    from redis import Redis

    from worker.embedded import Addresses
    from worker.ingestion.pipeline import Pipeline

ALLOWED_SECONDS = 150.0
SMALL_MIB = 48
OUTAGE_SECONDS = 6.0
# Read by each of the home's Python processes at its start. A library that steps the clock of the whole process
# (libfaketime 0.9.10) makes Python's time.sleep fail.
CLOCK = """
import time

true_time = time.time


def stepped_time():
    with open({clock!r}) as file:
        return true_time() + float(file.read() or 0)


time.time = stepped_time
"""
# How the values of Redis's types are read whole.
READ: dict[bytes, Callable[[Redis, bytes], object]] = {
    b"string": lambda client, key: client.get(key),
    b"hash": lambda client, key: client.hgetall(key),
    b"list": lambda client, key: client.lrange(key, 0, -1),
    b"set": lambda client, key: client.smembers(key),
    b"zset": lambda client, key: client.zrange(key, 0, -1, withscores=True),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One kind of fault with one seed, and what came of it."""

    fault: Fault
    seed: int
    played: Played
    verdict: Verdict

    def outcome(self) -> Outcome:
        """Return it as it is kept."""
        verdict, played = self.verdict, self.played
        return Outcome(
            self.fault.name,
            self.seed,
            verdict.files,
            verdict.lost,
            verdict.double,
            verdict.left_over,
            played.resumed,
            played.settled,
            played.looks,
        )

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
    outage: float = OUTAGE_SECONDS
    results: Path | None = None  # takes a line a run
    given: Addresses | None = None  # engines that run already: no home has its own
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="baoku-faults-")))
    runs: list[Run] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # kinds that the harness failed to do
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
        """Do every kind with every seed: all kinds with one seed, those of a stage together, then the next."""
        for name in names:
            if reason := why_not(KINDS[name]):
                self.tell(f"{name}: not done: {reason}")
        possible = [KINDS[name] for name in names if not why_not(KINDS[name])]
        for seed in seeds:
            for fault in sorted(possible, key=lambda fault: list(Place).index(fault.place)):
                try:
                    run = self.one(fault, seed)
                except AssertionError as error:
                    self.tell(f"{fault.name}: seed {seed} was not done: {error}")
                    self.broken.append(fault.name)
                    continue
                self.runs.append(run)
                self.tell(run.line())
                for finding in run.verdict.findings[:10]:
                    self.tell(f"    {finding}")
                if run.verdict.findings:
                    self.tell(f"    its logs and orders: {self._keep_evidence(run)}")
                if self.results is not None:
                    run.outcome().kept(self.results)

    def one(self, fault: Fault, seed: int) -> Run:
        """Do one kind of fault with one seed, on its stage; on that of given addresses where engines are given."""
        stage = self.stage(fault.place if self.given is None else Place.SHARED)
        run = f"{fault.name.replace('-', '')}{'abcdefghij'[seed % 10]}"
        scene = Scene(stage, run, self.files, self.seconds, self.outage)
        played = play(scene, fault.act, allowed=ALLOWED_SECONDS)
        with self._admin() as client:
            alias = stage.aliases[0]
            client.indices.refresh(index=alias)
            verdict = judge(scene.drops, scene.folders, client, alias, self._pure())
            for line in unlike_history(client, alias, stage.home.home, scene.run, self._pure()):
                verdict.left_over += 1
                verdict.findings.append(line)
        for path in played.nowhere:
            verdict.lost += 1
            verdict.findings.append(f"in no folder for a while: {path}")
        return Run(fault, seed, played, verdict)

    def _keep_evidence(self, run: Run) -> Path:
        """Copy what tells why a run failed out of the folder that is about to go; return where to."""
        stage = self.stage(run.fault.place if self.given is None else Place.SHARED)
        kept = Path(tempfile.mkdtemp(prefix=f"baoku-{run.fault.name}-{run.seed}-"))
        for log in (stage.home.log, *stage.home.home.rglob("*.log")):
            shutil.copy(log, kept / log.name)
        for manifest in (stage.home.home / "archive").rglob(MANIFEST):
            shutil.copy(manifest, kept / f"{'-'.join(manifest.parts[-3:-1])}{MANIFEST}")
        if stage.redis is not None:
            with stage.redis.client as client:
                lines = (f"{key!r} {READ[client.type(key)](client, key)!r}" for key in sorted(client.scan_iter()))
                (kept / "redis.txt").write_text("\n".join(lines))
        return kept

    def _pure(self) -> Pipeline:
        if self._pipeline is None:
            self._pipeline = load_pipeline(Settings(home=self.folder))
        return self._pipeline

    @contextlib.contextmanager
    def _admin(self) -> Iterator[Elasticsearch]:
        url, user, password = self._elasticsearch()
        with connect(url, user=user, password=password, timeout=120) as client:
            yield client

    def _elasticsearch(self) -> tuple[str, str, str]:
        if self.given is not None:
            return self.given.elasticsearch_url, *self.given.admin
        return elasticsearch_of(self.stage(Place.OWN).home)

    def stage(self, place: Place) -> Stage:
        """Return what faults of a place are done to, made ready when first asked for."""
        if place not in self._stages:
            self._stages[place] = self._own() if place is Place.OWN else self._external(place)
        return self._stages[place]

    def _own(self) -> Stage:
        home = FaultHome(self.folder / "own", settings=dict(TIMES))
        self._cleanup.callback(home.sweep)
        home.start()
        return Stage(home, self._admin)

    def _external(self, place: Place) -> Stage:
        """A home that is given addresses: a Redis of the harness, and the other home's Elasticsearch by a proxy."""
        folder = self.folder / place.name.lower()
        folder.mkdir(mode=0o711)
        url, user, password = self._elasticsearch()
        aliases = f"articles-{folder.name}", f"issues-{folder.name}"
        proxy = Proxy(url)
        self._cleanup.callback(proxy.close)
        if place is Place.SMALL:
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL_MIB}m", "tmpfs", folder], check=True)
            self._cleanup.callback(subprocess.run, ["umount", "--lazy", folder], check=False)
        own_redis = OwnRedis(folder / "redis")
        self._cleanup.callback(own_redis.stop)
        own_redis.start()
        settings = {
            **TIMES,
            "REDIS_URL": own_redis.url,
            "ELASTICSEARCH_URL": proxy.url,
            "ELASTICSEARCH_USER": user,
            "ELASTICSEARCH_PASSWORD": password,
            "BAOKU_ARTICLES_ALIAS": aliases[0],
            "BAOKU_ISSUES_ALIAS": aliases[1],
        }
        if self.given is not None:  # a handful of faults, done to texts that nobody reads
            settings |= TEXTS_ALONE
        clock = None
        if place is Place.CLOCK:
            clock = folder / "seconds_ahead"
            clock.write_text("0")
            (folder / "sitecustomize.py").write_text(CLOCK.format(clock=str(clock)))
            settings |= {"PYTHONPATH": str(folder)}
        home = FaultHome(folder / "home", settings=settings)
        self._cleanup.callback(home.sweep)
        home.start()
        ballast = folder / "ballast" if place is Place.SMALL else None
        return Stage(home, self._admin, aliases, own_redis, proxy, clock, ballast)


def why_not(fault: Fault) -> str:
    """Return why a kind of fault cannot be done on this machine; empty when it can."""
    if fault.place is Place.SMALL and os.geteuid() != 0:
        return "needs root, to mount a small file system"
    return ""


def moment() -> str:
    return time.strftime("%H:%M:%S")
