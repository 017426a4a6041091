"""Gets Elasticsearch: Elastic's own minimal distribution from Maven Central, once a machine.

What is fetched is checked against a digest pinned here, unpacked beside its place and renamed into it, under a lock: an
interrupted download or unpack leaves nothing that could be taken for an engine, and two starts share one.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import logging
import os
import re
import shutil
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import ConfigurationError
from worker.messages import message, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from worker.embedded.reporting import Reporter

GROUP = "org.elasticsearch.distribution.integ-test-zip"
ARTIFACT = "elasticsearch"
VERSION = "9.5.3"
# Of elasticsearch-9.5.3.zip. Maven Central keeps no SHA-256 for it; this one was computed when the version was chosen.
SHA256 = "bec49f3b8d00e75c8d1cec85c35298635ec9fbd3ae80ef5aeb6bc05abdb3db2d"
UNPACKED_MAJOR = 9

_SERVER_JAR = re.compile(r"elasticsearch-(\d+)\.(\d+)\.(\d+)(?:-SNAPSHOT)?\.jar")
_CHUNK = 1024 * 1024
_READ_TIMEOUT_SECONDS = 60
_FOLDER_MODE, _FILE_MODE, _PROGRAM_MODE = 0o755, 0o644, 0o755
_TEMPORARY = ".partial-"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Distribution:
    """An unpacked Elasticsearch.

    Attributes:
        home: Its folder.
        version: Such as ``9.5.3``.
    """

    home: Path
    version: str

    @property
    def modules(self) -> frozenset[str]:
        """Names of the modules it carries."""
        return frozenset(each.name for each in (self.home / "modules").iterdir() if each.is_dir())


def examine(home: Path) -> Distribution:
    """Return the Elasticsearch unpacked in a folder.

    Raises:
        ConfigurationError: There is none, or not one of the version that this program can start.
    """
    home = home.expanduser().absolute()
    try:
        named = [_SERVER_JAR.fullmatch(each.name) for each in (home / "lib").iterdir()]
    except OSError as error:
        raise ConfigurationError(
            f"BAOKU_ES_HOME: {home} is not an unpacked Elasticsearch ({error.strerror})"
        ) from error
    versions = [match for match in named if match is not None]
    if not versions or not (home / "modules").is_dir():
        raise ConfigurationError(f"BAOKU_ES_HOME: {home} is not an unpacked Elasticsearch (no server in its lib/)")
    version = ".".join(versions[0].groups())
    if int(versions[0][1]) != UNPACKED_MAJOR:
        raise ConfigurationError(f"BAOKU_ES_HOME: {home} is Elasticsearch {version}; {UNPACKED_MAJOR}.x is needed")
    return Distribution(home, version)


def default_cache() -> Path:
    """Return the folder for what may be fetched again: shared by all state folders of this user."""
    if os.geteuid() == 0:
        return Path("/var/cache/baoku")  # root's home is closed to the user that the engine runs as
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "baoku"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "baoku"


def provide(
    cache: Path,
    reporter: Reporter,
    *,
    sha256: str = SHA256,
    fetch: Callable[[Path, Reporter], Path] | None = None,
) -> Distribution:
    """Return the pinned Elasticsearch, fetched and unpacked into ``cache`` unless it is there.

    Args:
        cache: Made when absent.
        reporter: Told of the download's bytes.
        sha256: What the fetched file must be.
        fetch: Puts the zip below the given folder and returns its path; None: from Maven Central.

    Raises:
        ConfigurationError: It cannot be fetched, is not what was pinned, or there is no room for it.
    """
    target = cache / f"elasticsearch-{VERSION}"
    if target.is_dir():
        return Distribution(target, VERSION)
    try:
        cache.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        with _one_at_a_time(cache):
            if not target.is_dir():
                _clear_remains(cache)
                _make(cache, target, reporter, sha256, fetch or _fetch)
    except OSError as error:
        raise ConfigurationError(f"Elasticsearch {VERSION} cannot be unpacked into {cache}: {plain(error)}") from error
    return Distribution(target, VERSION)


def _make(cache: Path, target: Path, reporter: Reporter, sha256: str, fetch: Callable[[Path, Reporter], Path]) -> None:
    with tempfile.TemporaryDirectory(dir=cache, prefix=_TEMPORARY) as folder:
        work = Path(folder)
        archive = _known_archive(sha256)
        if archive is None:
            reporter.step(message(f"Fetching Elasticsearch {VERSION} (once a machine)"))
            archive = fetch(work, reporter)
            found = digest_of(archive)
            if found != sha256:
                raise ConfigurationError(
                    f"the fetched Elasticsearch {VERSION} is not the expected file (SHA-256 {found}, expected {sha256})"
                    "; it was not used. Is a proxy changing downloads?"
                )
        reporter.step(message(f"Unpacking Elasticsearch {VERSION}"))
        unpacked = work / "unpacked"
        unpack(archive, unpacked, reporter)
        (only,) = unpacked.iterdir()
        only.rename(target)


def unpack(archive: Path, into: Path, reporter: Reporter) -> None:
    """Unpack a zip, readable by every user: the engine may be another one."""
    with zipfile.ZipFile(archive) as packed:
        total = sum(each.file_size for each in packed.infolist())
        done = 0
        for each in packed.infolist():
            path = Path(packed.extract(each, into))
            is_program = bool(each.external_attr >> 16 & 0o111)
            path.chmod(_FOLDER_MODE if each.is_dir() else _PROGRAM_MODE if is_program else _FILE_MODE)
            done += each.file_size
            reporter.progress(done, total)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known_archive(sha256: str) -> Path | None:
    """Return the zip that another Maven tool already fetched for this user, when it is the very same."""
    root = Path(os.environ.get("M2_REPO") or Path.home() / ".m2" / "repository")
    path = root.joinpath(*GROUP.split("."), ARTIFACT, VERSION, f"{ARTIFACT}-{VERSION}.zip")
    return path if path.is_file() and digest_of(path) == sha256 else None


def _fetch(work: Path, reporter: Reporter) -> Path:
    """Fetch the zip with jgo, into a repository of its own: jgo takes a half-written file of an earlier try for it."""
    from jgo.maven import MavenContext, PythonResolver  # noqa: PLC0415 - needed once a machine, and slow to import

    @contextlib.contextmanager
    def show(_name: str, total: int) -> Iterator[Callable[[int], None]]:
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            reporter.progress(done, total)

        yield advance

    context = MavenContext(
        repo_cache=work / "repository",
        timeout=_READ_TIMEOUT_SECONDS,
        resolver=PythonResolver(progress_callback=show),
    )
    try:
        zipped = context.project(GROUP, ARTIFACT).at_version(VERSION).artifact(packaging="zip")
        return Path(zipped.resolve())
    except Exception as error:  # jgo lets requests', urllib3's and its own RuntimeError through
        log.info("Elasticsearch could not be fetched", extra={"action": "distribution_fetch_failed"}, exc_info=True)
        raise ConfigurationError(
            f"Elasticsearch {VERSION} cannot be fetched from Maven Central ({type(error).__name__}). Is the network "
            "there? An unpacked Elasticsearch can be named by BAOKU_ES_HOME, running engines by ELASTICSEARCH_URL and "
            "REDIS_URL."
        ) from error


@contextlib.contextmanager
def _one_at_a_time(cache: Path) -> Iterator[None]:
    with (cache / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _clear_remains(cache: Path) -> None:
    """Remove what an interrupted run left; called under the lock, so nobody is using it."""
    for remains in cache.glob(f"{_TEMPORARY}*"):
        shutil.rmtree(remains, ignore_errors=True)
