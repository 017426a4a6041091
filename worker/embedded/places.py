"""Where the engines' files are, and who may open them.

``STATE/engines`` belongs to whoever starts the engines; in it, configuration is readable by the engines and only what
they must write (data, logs, temporary files) is theirs. The state folder stays closed to everybody else: where the
engines are another user (see ``worker.embedded.owner``), that user's own group may pass through it, and not list it.

A home below a closed folder (``/root``) cannot be passed by another user without opening that folder. The engines'
files then lie in ``/var/lib/baoku``, and ``STATE/engines`` is a link to them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from worker.embedded.addresses import CREDENTIALS_FILE, RECORD_FILE
from worker.errors import ConfigurationError
from worker.messages import plain

if TYPE_CHECKING:
    from worker.embedded.owner import Owner

_ELSEWHERE = Path("/var/lib/baoku")
_CLOSED, _GROUP_PASSES, _GROUP_READS, _ALL_READ = 0o700, 0o710, 0o750, 0o755


@dataclass(frozen=True, slots=True)
class Places:
    """Folders and files of the engines of one state folder."""

    state: Path
    owner: Owner

    @property
    def credentials(self) -> Path:
        """Passwords; readable by whoever starts the engines."""
        return self.state / CREDENTIALS_FILE

    @property
    def record(self) -> Path:
        """What runs now: ports and processes."""
        return self.state / RECORD_FILE

    @property
    def lock(self) -> Path:
        """Held by the process that runs the engines."""
        return self.state / "engines.lock"

    @property
    def java_choice(self) -> Path:
        """The JDK that was found fit."""
        return self.state / "java.json"

    @property
    def engines(self) -> Path:
        """All that the engines read and write."""
        return (self.state / "engines").resolve()

    @property
    def es_config(self) -> Path:
        """Elasticsearch's configuration: read by it, written by us."""
        return self.engines / "elasticsearch" / "config"

    @property
    def es_data(self) -> Path:
        """Elasticsearch's indices."""
        return self.engines / "elasticsearch" / "data"

    @property
    def es_logs(self) -> Path:
        """Elasticsearch's own log files."""
        return self.engines / "elasticsearch" / "logs"

    @property
    def es_temporary(self) -> Path:
        """Elasticsearch's temporary files and working folder; emptied before each start."""
        return self.engines / "elasticsearch" / "tmp"

    @property
    def es_archive(self) -> Path:
        """Where an archive of its classes is made; it is kept in the cache."""
        return self.es_temporary / "classes.jsa"

    @property
    def redis_config(self) -> Path:
        """Redis's configuration."""
        return self.engines / "redis" / "config"

    @property
    def redis_data(self) -> Path:
        """Redis's append-only file."""
        return self.engines / "redis" / "data"

    @property
    def es_output(self) -> Path:
        """What Elasticsearch's JVM prints: above all why it did not start."""
        return self.state / "logs" / "elasticsearch.log"

    @property
    def redis_log(self) -> Path:
        """What Redis prints."""
        return self.state / "logs" / "redis.log"

    def prepare(self) -> None:
        """Make the folders with their owners and permissions; safe to run again.

        Raises:
            ConfigurationError: They cannot be made.
        """
        try:
            self._prepare()
        except OSError as error:
            raise ConfigurationError(f"the engines' folder cannot be made: {plain(error)}") from error

    def _prepare(self) -> None:
        self.state.mkdir(parents=True, exist_ok=True)
        self._close(self.state, _GROUP_PASSES if self.owner.changed else _CLOSED)
        _make(self.state / "logs", _CLOSED)
        link = self.state / "engines"
        if not link.exists() and self.owner.changed and not self.owner.may_pass(self.state):
            elsewhere = self._elsewhere()
            elsewhere.mkdir(parents=True, exist_ok=True)
            _ELSEWHERE.chmod(_ALL_READ)
            link.unlink(missing_ok=True)
            link.symlink_to(elsewhere, target_is_directory=True)
        link.mkdir(exist_ok=True)
        for folder in (self.engines, self.es_config.parent, self.redis_config.parent):
            folder.mkdir(exist_ok=True)
            self._close(folder, _GROUP_PASSES if self.owner.changed else _CLOSED)
        for folder in (self.es_config, self.redis_config):
            folder.mkdir(exist_ok=True)
            self._close(folder, _GROUP_READS if self.owner.changed else _CLOSED)
        shutil.rmtree(self.es_temporary, ignore_errors=True)
        for folder in (self.es_data, self.es_logs, self.es_temporary, self.redis_data):
            _make(folder, _CLOSED)
            self._give(folder)

    def _close(self, folder: Path, mode: int) -> None:
        if self.owner.changed:
            os.chown(folder, -1, self.owner.gid)
        folder.chmod(mode)

    def _give(self, folder: Path) -> None:
        """Give a folder to the engines, with all that lies in it when it was somebody else's."""
        if not self.owner.changed or folder.stat().st_uid == self.owner.uid:
            return
        for path in (*folder.rglob("*"), folder):
            os.chown(path, self.owner.uid, self.owner.gid, follow_symlinks=False)

    def _elsewhere(self) -> Path:
        name = hashlib.sha256(os.fsencode(self.state.resolve())).hexdigest()[:16]
        return _ELSEWHERE / name


def _make(folder: Path, mode: int) -> None:
    folder.mkdir(mode=mode, exist_ok=True)
    folder.chmod(mode)
