"""Finds a JDK that Elasticsearch can run on.

Elasticsearch 9 needs Java 21 or later, and modules that trimmed runtimes lack: a full JDK. Many machines have an older
``java`` on PATH beside a newer one elsewhere, so all usual places are looked at. A JDK says its version and modules in
its file ``release``, which is read without running anything; one without that file is asked.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from worker.embedded.private_files import write_whole
from worker.errors import ConfigurationError
from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from worker.embedded.reporting import Reporter

OLDEST_VERSION = 21
FETCHED_VERSION = 25  # of those kept up for years, the one that starts Elasticsearch fastest
NEEDED_MODULES = frozenset({"jdk.attach", "jdk.jdi", "jdk.jlink"})

# JAVA_VERSION="25.0.3", also "21" and "22-ea"; not IMPLEMENTOR_VERSION or JAVA_VERSION_DATE
_RELEASE_LINE = re.compile(r'^(?P<key>JAVA_VERSION|MODULES)="(?P<value>[^"]*)"', re.MULTILINE)
_LEADING_NUMBER = re.compile(r"(?:1\.)?(\d+)")  # Java 8 called itself 1.8
_PRINTED_VERSION = re.compile(r'version "([^"]+)"')
_ASK_SECONDS = 20
# Globs: each system's own packages, then what people install into their home.
_ROOTS = (
    "/usr/lib/jvm/*",
    "/usr/lib64/jvm/*",
    "/usr/java/*",
    "/opt/java/*",
    "/opt/jdk*",
    "/usr/local/openjdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
    "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
)
_HOME_ROOTS = (
    ".sdkman/candidates/java/*",
    ".jdks/*",
    ".asdf/installs/java/*",
    ".local/share/mise/installs/java/*",
    "Library/Java/JavaVirtualMachines/*/Contents/Home",
)
_ADVICE = message("""Install one, then start again:
  Debian, Ubuntu:  sudo apt install openjdk-21-jdk-headless   (or any newer openjdk-NN-jdk-headless)
  Fedora:          sudo dnf install java-latest-openjdk-devel
  macOS:           brew install openjdk
or unpack any JDK and set ES_JAVA_HOME to its folder.""")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Jdk:
    """An installed Java.

    Attributes:
        home: Its folder, links resolved.
        version: Its feature version, such as 21; 0 when it could not be told.
        modules: The names of its modules.
    """

    home: Path
    version: int
    modules: frozenset[str]

    @property
    def executable(self) -> Path:
        """The program ``java``."""
        return self.home / "bin" / "java"

    def lacks(self) -> str:
        """Return what keeps Elasticsearch from running on it, in words; empty when nothing does."""
        if not self.version:
            return message("does not run")
        if self.version < OLDEST_VERSION:
            return message(f"is Java {self.version}")
        missing = sorted(NEEDED_MODULES - self.modules)
        return message(f"is Java {self.version} without {', '.join(missing)} (not a full JDK)") if missing else ""


def find_java(
    *,
    remembered: Path,
    reporter: Reporter,
    reachable: Callable[[Path], bool],
    environment: Mapping[str, str] = os.environ,
    roots: Iterable[str] | None = None,
    fetch: Callable[[Reporter], Path] | None = None,
) -> Jdk:
    """Return a JDK that fits: the one of last time, else the first fit one of this machine, else a fetched one.

    Args:
        remembered: File that keeps the choice; a choice that no longer fits is made again.
        reporter: Told when a JDK is fetched.
        reachable: Tells whether the user that the engine runs as may reach a folder.
        environment: Where ES_JAVA_HOME, JAVA_HOME and PATH are read.
        roots: Globs of folders that hold JDKs; None: the usual ones.
        fetch: Gets a JDK from elsewhere and returns its folder; None: cjdk's Temurin.

    Raises:
        ConfigurationError: ES_JAVA_HOME names a JDK that does not fit, or there is none and none can be fetched.
    """
    named = environment.get("ES_JAVA_HOME", "")
    if named:
        found = look_at(Path(named))
        if found.lacks():
            raise ConfigurationError(f"ES_JAVA_HOME: {named} {found.lacks()}; Elasticsearch needs a JDK >= 21")
        return found
    known = _recall(remembered)
    if known is not None and reachable(known.home / "bin"):
        return known
    refused: list[str] = []
    for home in _candidates(environment, roots):
        found = look_at(home)
        problem = found.lacks() or (
            "" if reachable(found.home / "bin") else message("lies in a folder closed to the engines")
        )
        if not problem:
            _remember(remembered, found)
            return found
        refused.append(message(f"JDK {found.home} {problem}"))
    seen = "; ".join(refused) or message("none is installed")
    try:
        found = look_at((fetch or _fetch)(reporter))
    except ConfigurationError as error:
        raise ConfigurationError(f"no fit JDK ({seen}; {error}). {_ADVICE}") from error
    if found.lacks() or not reachable(found.home / "bin"):
        raise ConfigurationError(
            f"no fit JDK ({seen}; the fetched one {found.lacks() or message('is closed')}). {_ADVICE}"
        )
    _remember(remembered, found)
    return found


def look_at(home: Path) -> Jdk:
    """Return what is known of the Java in a folder, from its file ``release`` or else by running it."""
    home = home.resolve()
    try:
        facts = dict(_RELEASE_LINE.findall((home / "release").read_text("utf-8", "replace")))
    except OSError:
        facts = {}
    if not os.access(home / "bin" / "java", os.X_OK):
        return Jdk(home, 0, frozenset())
    if "JAVA_VERSION" in facts and "MODULES" in facts:
        return Jdk(home, feature_version(facts["JAVA_VERSION"]), frozenset(facts["MODULES"].split()))
    return _ask(home)


def feature_version(text: str) -> int:
    """Return the feature version of ``25.0.3``, ``22-ea`` or ``1.8.0_392``; 0 when there is none."""
    number = _LEADING_NUMBER.match(text)
    return int(number[1]) if number else 0


def _ask(home: Path) -> Jdk:
    java = os.fspath(home / "bin" / "java")
    try:
        version = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=_ASK_SECONDS, check=True)
        listed = subprocess.run(
            [java, "--list-modules"], capture_output=True, text=True, timeout=_ASK_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return Jdk(home, 0, frozenset())
    printed = _PRINTED_VERSION.search(version.stderr)
    modules = frozenset(line.partition("@")[0].strip() for line in listed.stdout.splitlines())
    return Jdk(home, feature_version(printed[1]) if printed else 0, modules)


def _candidates(environment: Mapping[str, str], roots: Iterable[str] | None) -> Iterator[Path]:
    """Yield the folders to look at, each once: what the person chose, then PATH, then the newest of each root."""
    seen: set[Path] = set()
    for home in _all_candidates(environment, roots):
        if (home / "bin" / "java").exists() and home.resolve() not in seen:
            seen.add(home.resolve())
            yield home


def _all_candidates(environment: Mapping[str, str], roots: Iterable[str] | None) -> Iterator[Path]:
    if environment.get("JAVA_HOME"):
        yield Path(environment["JAVA_HOME"])
    on_path = shutil.which("java", path=environment.get("PATH", ""))
    # /usr/bin/java of macOS is a stub that opens a window when no Java is installed
    if on_path and not (sys.platform == "darwin" and on_path == "/usr/bin/java"):
        yield Path(on_path).resolve().parent.parent
    for pattern in _usual_roots(environment) if roots is None else roots:
        base = Path(pattern)
        found = Path(base.anchor).glob(os.fspath(base.relative_to(base.anchor)))
        yield from sorted(found, key=look_at_release_version, reverse=True)


def look_at_release_version(home: Path) -> int:
    """Return the version that the file ``release`` names, 0 without one: enough to try the newest first."""
    try:
        facts = dict(_RELEASE_LINE.findall((home / "release").read_text("utf-8", "replace")))
    except OSError:
        return 0
    return feature_version(facts.get("JAVA_VERSION", ""))


def _usual_roots(environment: Mapping[str, str]) -> tuple[str, ...]:
    home = Path(environment.get("HOME", ""))
    return (*_ROOTS, *(os.fspath(home / root) for root in _HOME_ROOTS if home.is_absolute()))


def _recall(remembered: Path) -> Jdk | None:
    try:
        home = json.loads(remembered.read_bytes())["home"]
        found = look_at(Path(home))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None if found.lacks() else found


def _remember(remembered: Path, jdk: Jdk) -> None:
    write_whole(remembered, json.dumps({"home": os.fspath(jdk.home), "version": jdk.version}) + "\n")


def _fetch(reporter: Reporter) -> Path:
    """Fetch a Temurin JDK.

    Raises:
        ConfigurationError: It cannot be had from here.
    """
    import cjdk  # noqa: PLC0415 - needed on few machines, and slow to import

    reporter.step(message(f"Fetching a JDK {FETCHED_VERSION} (about 200 MB)"))
    try:
        return Path(cjdk.java_home(vendor="temurin", version=str(FETCHED_VERSION), progress=False))
    except Exception as error:  # cjdk lets requests', zipfile's and its own errors through
        log.info("no JDK could be fetched", extra={"action": "java_fetch_failed"}, exc_info=True)
        raise ConfigurationError(f"none could be fetched: {type(error).__name__}") from error
