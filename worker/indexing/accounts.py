"""Who may do what on a full Elasticsearch: the users that set-up makes there, each with as little as its work needs.

Only a server whose native users can be managed over the security API is served here (Elastic's own images); the
embedded server has its users in files, written by ``worker.embedded``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import elasticsearch

from worker.errors import ConfigurationError
from worker.indexing.client import failures_named

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

WORKER = "baoku_worker"
READER = "baoku_reader"
KIBANA_SYSTEM = "kibana_system"  # built in; Kibana itself signs in with it

# ``delete`` is for documents: a corrected issue deletes the articles that vanished. ``maintenance`` is the refresh that
# makes a write visible at once. None of them makes or removes an index. (Elasticsearch 9 still lets whoever may write
# extend a mapping, and says that the next major version will not.)
_WORKER_PRIVILEGES = ("read", "index", "delete", "view_index_metadata", "maintenance")
_READER_PRIVILEGES = ("read", "view_index_metadata")


@dataclass(frozen=True, slots=True)
class Passwords:
    """The passwords to set; an empty one leaves its user alone."""

    worker: str = field(default="", repr=False)
    reader: str = field(default="", repr=False)
    kibana_system: str = field(default="", repr=False)


def roles(articles_alias: str, issues_alias: str) -> dict[str, dict[str, Any]]:
    """Return the roles by name, as the security API takes them.

    Index privileges name the aliases alone: they then hold for whatever index stands behind, and for no other. Only
    the reader's name the versioned indices too: a search over a point in time is one over the indices behind the alias.
    The cluster privilege is the one for asking the server's health.
    """
    aliases = [articles_alias, issues_alias]
    behind = [f"{alias}-v*" for alias in aliases]
    return {
        WORKER: {
            "cluster": ["monitor"],
            "indices": [{"names": list(aliases), "privileges": list(_WORKER_PRIVILEGES)}],
        },
        READER: {
            "cluster": ["monitor"],
            "indices": [{"names": [*aliases, *behind], "privileges": list(_READER_PRIVILEGES)}],
            # to sign in to Kibana and look at everything there, in all its spaces, without changing any of it
            "applications": [{"application": "kibana-.kibana", "privileges": ["read"], "resources": ["*"]}],
        },
    }


def set_up_accounts(
    client: Elasticsearch, passwords: Passwords, *, articles_alias: str, issues_alias: str
) -> tuple[str, ...]:
    """Make roles and users, or bring them up to date; return the names of the users. Safe to run again at any time.

    Args:
        client: Connected as a user who may manage security, such as ``elastic``.
        passwords: See ``Passwords``; at least six characters each, which is Elasticsearch's own rule.
        articles_alias: Alias of the articles.
        issues_alias: Alias of the ledger.

    Raises:
        ConfigurationError: The client's user may not manage security, the server refuses a password, or it has no
            native users.
        EngineUnavailableError: The server is away.
    """
    definitions = roles(articles_alias, issues_alias)
    done: list[str] = []
    with failures_named():
        try:
            for name, password in ((WORKER, passwords.worker), (READER, passwords.reader)):
                if password:
                    role = definitions[name]
                    client.security.put_role(name=name, **role)
                    client.security.put_user(username=name, password=password, roles=[name])
                    done.append(name)
            if passwords.kibana_system:
                client.security.change_password(username=KIBANA_SYSTEM, password=passwords.kibana_system)
                done.append(KIBANA_SYSTEM)
        except elasticsearch.BadRequestError as error:
            raise ConfigurationError(f"Elasticsearch did not accept the users of set-up: {_reason(error)}") from error
    return tuple(done)


def _reason(error: elasticsearch.ApiError) -> str:
    """Return the server's own words: they name the rule that a password broke, never the password."""
    cause = error.body.get("error", {}) if isinstance(error.body, dict) else {}
    return str(cause.get("reason", error.message)) if isinstance(cause, dict) else str(cause)
