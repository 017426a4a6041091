"""Elasticsearch's configuration: settings, users, roles, logging. Text in, text out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from worker.embedded.credentials import bcrypt_hash
from worker.embedded.ports import LOOPBACK
from worker.indexing.accounts import READER, WORKER, roles

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from worker.embedded.credentials import Credentials

ADMIN = "baoku_admin"

# Modules that a fuller Elasticsearch carries, what switches each off, and why: nothing here uses them.
_OPTIONAL = {
    "ingest-geoip": {"ingest.geoip.downloader.enabled": "false"},  # would fetch a database from the network
    "x-pack-ml": {"xpack.ml.enabled": "false"},  # starts native processes
    "x-pack-watcher": {"xpack.watcher.enabled": "false"},
    "x-pack-profiling": {"xpack.profiling.enabled": "false"},
    "x-pack-deprecation": {"cluster.deprecation_indexing.enabled": "false"},  # deprecations into indices
}

# Everything into one file of bounded size; the console tells only why a start failed.
_LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
appender.console.filter.threshold.type = ThresholdFilter
appender.console.filter.threshold.level = error
appender.rolling.type = RollingFile
appender.rolling.name = rolling
appender.rolling.fileName = ${sys:es.logs.base_path}/elasticsearch.log
appender.rolling.filePattern = ${sys:es.logs.base_path}/elasticsearch-%i.log
appender.rolling.layout.type = PatternLayout
appender.rolling.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
appender.rolling.policies.type = Policies
appender.rolling.policies.size.type = SizeBasedTriggeringPolicy
appender.rolling.policies.size.size = 10MB
appender.rolling.strategy.type = DefaultRolloverStrategy
appender.rolling.strategy.max = 3
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
rootLogger.appenderRef.rolling.ref = rolling
"""


class _Plain(yaml.SafeDumper):
    """YAML without anchors: Elasticsearch drops a role whose YAML refers to another place."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        return True


@dataclass(frozen=True, slots=True)
class NodePaths:
    """Where one node's files are."""

    home: Path
    data: Path
    logs: Path


def node_settings(paths: NodePaths, *, port: int, modules: Collection[str]) -> dict[str, str | list[str]]:
    """Return the settings of a node for this machine alone.

    Args:
        paths: Its folders.
        port: Port for HTTP.
        modules: The modules its distribution carries.
    """
    settings: dict[str, str | list[str]] = {
        "cluster.name": "baoku",
        "node.name": "baoku",
        "path.home": str(paths.home),
        "path.data": [str(paths.data)],  # as a text, a path with a comma would be two
        "path.logs": str(paths.logs),
        "network.host": LOOPBACK,
        "http.port": str(port),
        "transport.port": "0",  # any free port: nobody connects to it
        "discovery.type": "single-node",
        "xpack.security.enabled": "true",
        "xpack.security.enrollment.enabled": "false",
        "xpack.security.http.ssl.enabled": "false",  # what crosses the loopback interface alone needs no encryption
        "xpack.security.transport.ssl.enabled": "false",
        "xpack.security.authc.realms.file.baoku.order": "0",
        "xpack.security.authc.realms.native.unused.enabled": "false",
        "xpack.security.authc.realms.native.unused.order": "1",
        # The defaults are shares of the disk: on a large disk that is 90 % full they would stop indexing.
        "cluster.routing.allocation.disk.watermark.low": "3gb",
        "cluster.routing.allocation.disk.watermark.high": "2gb",
        "cluster.routing.allocation.disk.watermark.flood_stage": "1gb",
        # By default requests are refused when the heap is nearly full, garbage included. The serial collector leaves
        # garbage until the heap *is* full, so that a busy node refused requests it had the memory for.
        "indices.breaker.total.use_real_memory": "false",
    }
    for module, off in _OPTIONAL.items():
        if module in modules:
            settings |= off
    return settings


def config_files(credentials: Credentials, *, articles_alias: str, issues_alias: str) -> dict[str, str]:
    """Return the content of each file of the configuration folder by its name.

    Args:
        credentials: Passwords of the three users.
        articles_alias: Alias of the articles.
        issues_alias: Alias of the ledger.
    """
    definitions = {ADMIN: admin_role(articles_alias, issues_alias), **roles(articles_alias, issues_alias)}
    passwords = {ADMIN: credentials.admin, WORKER: credentials.worker, READER: credentials.reader}
    return {
        "roles.yml": yaml.dump(definitions, Dumper=_Plain, sort_keys=False),
        "users": "".join(f"{name}:{bcrypt_hash(password)}\n" for name, password in passwords.items()),
        "users_roles": "".join(f"{name}:{name}\n" for name in passwords),
        "log4j2.properties": _LOGGING,
    }


def admin_role(articles_alias: str, issues_alias: str) -> dict[str, object]:
    """Return the role of set-up: everything about the two aliases and the versioned indices behind them, no other."""
    names = [name for alias in (articles_alias, issues_alias) for name in (alias, f"{alias}-*")]
    return {
        "cluster": ["monitor", "manage_index_templates", "cluster:admin/analyze"],
        "indices": [{"names": names, "privileges": ["all"]}],
    }
