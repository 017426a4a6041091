"""Redis and Elasticsearch of one state folder, started and stopped together by one process."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import http.client
import logging
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

import redis

from worker.embedded import credentials, es_config, es_wire
from worker.embedded.addresses import Addresses, Record, addresses, read_record
from worker.embedded.class_archive import Preparation, archive_file
from worker.embedded.distribution import default_cache, examine, provide
from worker.embedded.engine import GUARD, Engine, Launch, end_leftover
from worker.embedded.es_command import archive_command, server_command, server_environment, server_options
from worker.embedded.java import find_java
from worker.embedded.owner import owner_for
from worker.embedded.places import Places
from worker.embedded.ports import LOOPBACK
from worker.embedded.private_files import open_private, write_whole
from worker.embedded.processes import stamp
from worker.embedded.redis_config import USER, find_redis, redis_config
from worker.embedded.reporting import Silent
from worker.errors import ConfigurationError
from worker.messages import message, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from worker.embedded.credentials import Credentials
    from worker.embedded.distribution import Distribution
    from worker.embedded.java import Jdk
    from worker.embedded.reporting import Reporter

START_SECONDS = 180.0  # a slow disk, a machine under load; an engine that dies is noticed at once
STOP_SECONDS = 8.0
_PROBE_SECONDS = 5.0
_READABLE_BY_ENGINE = 0o640
_HTTP_OK = 200

log = logging.getLogger(__name__)


@dataclass
class Engines:
    """The engines of one state folder.

    Attributes:
        state: Holds passwords, data and logs; made when absent.
        es_home: An unpacked Elasticsearch to run; None: the pinned one, fetched once a machine.
        es_heap_mb: Java heap of Elasticsearch in MiB.
        es_port: Port to try first for Elasticsearch.
        redis_port: Port to try first for Redis.
        reporter: Told what goes on.
        articles_alias: Alias that the worker's and the reader's users may use.
        issues_alias: The same for the ledger.
        cache: Where the pinned Elasticsearch is unpacked; None: the platform's cache folder.
        prepare_classes: Make an archive of classes in the background when there is none, for shorter starts: once a
            machine, half a minute of one processor at the lowest priority.
    """

    state: Path
    es_home: Path | None = None
    es_heap_mb: int = 512
    es_port: int = 9200
    redis_port: int = 6379
    reporter: Reporter = field(default_factory=Silent)
    articles_alias: str = "articles"
    issues_alias: str = "issues"
    cache: Path | None = None
    prepare_classes: bool = True
    _lock: BinaryIO | None = field(default=None, init=False, repr=False)
    _places: Places | None = field(default=None, init=False, repr=False)
    _preparation: Preparation | None = field(default=None, init=False, repr=False)
    _engines: tuple[Engine, ...] = field(default=(), init=False, repr=False)
    _credentials: Credentials | None = field(default=None, init=False, repr=False)

    @contextlib.contextmanager
    def running(self) -> Iterator[Addresses]:
        """Start both, give their addresses, and stop them on the way out.

        Raises:
            ConfigurationError: See ``start``.
            EngineUnavailableError: See ``start``.
        """
        try:
            yield self.start()
        finally:
            self.stop()

    def start(self) -> Addresses:
        """Start both engines and return their addresses once both answer.

        Raises:
            ConfigurationError: Another process runs engines here, something is missing on this machine, or an engine
                does not start; one message says what to do.
            EngineUnavailableError: An engine runs but does not answer in time.
        """
        owner = owner_for(self.state.absolute())
        places = Places(self.state.absolute(), owner)
        self._take_lock(places)
        try:
            return self._start(places)
        except BaseException:
            self.stop()
            raise

    def _start(self, places: Places) -> Addresses:
        self._end_leftovers(places)
        places.prepare()
        self._places = places
        known = self._credentials = credentials.load_or_make(places.credentials)
        cache = self.cache or default_cache()
        in_redis = self._redis(places, known, cache)
        in_redis.spawn()
        self._engines = (in_redis,)
        self._note(places)
        distribution = examine(self.es_home) if self.es_home else provide(cache, self.reporter)
        if not places.owner.may_pass(distribution.home / "lib"):
            raise ConfigurationError(f"{distribution.home} lies in a folder closed to the user that the engines run as")
        java = find_java(remembered=places.java_choice, reporter=self.reporter, reachable=places.owner.may_pass)
        in_elasticsearch = self._elasticsearch(places, known, distribution, java)
        in_elasticsearch.spawn()
        self._engines = (in_elasticsearch, in_redis)
        self._note(places)
        self.reporter.step(message(f"Starting Redis and Elasticsearch {distribution.version}"))
        deadline = time.monotonic() + START_SECONDS
        for engine in reversed(self._engines):
            engine.wait_ready(deadline)
        self._note(places, ready=True)
        if self.prepare_classes and self._preparation is not None and not self._preparation.kept.exists():
            self._preparation.begin()
        return addresses(known, self._ports())

    def stop(self) -> None:
        """Stop both in order; nothing is left running. Safe to call at any time."""
        deadline = time.monotonic() + STOP_SECONDS
        if self._preparation is not None:
            self._preparation.stop()
        for engine in self._engines:
            engine.ask_to_stop()
        for engine in self._engines:
            engine.wait_stopped(deadline)
        self._engines = ()
        if self._lock is not None:
            if self._places is not None:
                self._places.record.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    def alive(self) -> dict[str, bool]:
        """Tell of each engine whether its process runs."""
        return {engine.name: engine.is_running() for engine in self._engines}

    def pids(self) -> tuple[int, ...]:
        """Return the number of each engine's process; each leads a session of its own."""
        return tuple(engine.process.pid for engine in self._engines if engine.process is not None)

    def is_preparing(self) -> bool:
        """Tell whether an archive of classes is being made in the background; ``keep_running`` ends it."""
        return self._preparation is not None and self._preparation.is_running()

    def keep_running(self) -> None:
        """Start again what died, with a growing pause, and return at once. To be called about every second.

        Raises:
            ConfigurationError: It cannot be started at all.
        """
        for engine in self._engines:
            if engine.keep_running() and self._places is not None:
                self._note(self._places, ready=True)
        if self._preparation is not None:
            self._preparation.look()

    def _ports(self) -> dict[str, int]:
        return {engine.name: engine.port for engine in self._engines}

    def _take_lock(self, places: Places) -> None:
        try:
            places.state.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = open_private(places.lock)
        except OSError as error:
            raise ConfigurationError(f"the state folder cannot be used: {plain(error)}") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            record = read_record(places.record)
            pid = record.owner.pid if record is not None else "?"
            raise ConfigurationError(
                f"another baoku (pid {pid}) runs on {places.state}: stop it, or set BAOKU_HOME to another folder"
            ) from None
        self._lock = lock

    def _end_leftovers(self, places: Places) -> None:
        record = read_record(places.record)
        for process in record.engines if record is not None else ():
            end_leftover(process)

    def _note(self, places: Places, *, ready: bool = False) -> None:
        owner = stamp(os.getpid())
        processes = tuple(engine.process for engine in self._engines if engine.process is not None)
        if owner is not None:
            Record(owner, processes, self._ports() if ready else {}).write(places.record)

    def _redis(self, places: Places, known: Credentials, cache: Path) -> Engine:
        program = find_redis(cache=cache, reachable=places.owner.may_pass)
        config = places.redis_config / "redis.conf"

        def launch(port: int) -> Launch:
            text = redis_config(port=port, data=places.redis_data, password=known.redis)
            write_whole(config, text, mode=_READABLE_BY_ENGINE, group=places.owner.gid)
            command = ["/bin/sh", "-c", GUARD, "baoku-redis", os.fspath(program), os.fspath(config)]
            return Launch(command, {"PATH": os.defpath, "LC_ALL": "C"}, places.redis_data)

        def answers(port: int) -> bool:
            client = redis.Redis(
                host=LOOPBACK, port=port, username=USER, password=known.redis, socket_timeout=_PROBE_SECONDS
            )
            with client, contextlib.suppress(redis.RedisError):
                return bool(client.ping())
            return False

        return Engine("redis", self.redis_port, launch, answers, places.redis_log, places.owner)

    def _elasticsearch(self, places: Places, known: Credentials, distribution: Distribution, jdk: Jdk) -> Engine:
        options = server_options(distribution, heap_mb=self.es_heap_mb)
        archive = archive_file(self.cache or default_cache(), jdk, distribution, options)
        command = server_command(
            jdk,
            distribution,
            heap_mb=self.es_heap_mb,
            temporary=places.es_temporary,
            logs=places.es_logs,
            archive=archive,
        )
        self._preparation = Preparation(
            archive_command(
                jdk,
                distribution,
                heap_mb=self.es_heap_mb,
                temporary=places.es_temporary,
                made=places.es_archive,
            ),
            server_environment(places.es_temporary),
            places.es_archive,
            archive,
            places.owner,
        )
        files = es_config.config_files(known, articles_alias=self.articles_alias, issues_alias=self.issues_alias)
        for name, content in files.items():
            write_whole(places.es_config / name, content, mode=_READABLE_BY_ENGINE, group=places.owner.gid)
        paths = es_config.NodePaths(distribution.home, places.es_data, places.es_logs)

        def launch(port: int) -> Launch:
            message = es_wire.server_arguments(
                settings=es_config.node_settings(paths, port=port, modules=distribution.modules),
                seed=known.keystore_seed,
                config=places.es_config,
                logs=places.es_logs,
            )
            return Launch(command, server_environment(places.es_temporary), places.es_temporary, message)

        token = base64.b64encode(f"{es_config.ADMIN}:{known.admin}".encode()).decode()

        def answers(port: int) -> bool:
            connection = http.client.HTTPConnection(LOOPBACK, port, timeout=_PROBE_SECONDS)
            with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
                path = "/_cluster/health?wait_for_status=yellow&timeout=2s"
                connection.request("GET", path, headers={"Authorization": f"Basic {token}"})
                return connection.getresponse().status == _HTTP_OK
            return False

        return Engine(
            "elasticsearch",
            self.es_port,
            launch,
            answers,
            places.es_output,
            places.owner,
            stop_word=es_wire.STOP,
        )
