"""Set-up: both aliases exist, over indices that this version can write. Safe to run again at any time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import elasticsearch

from worker.errors import ConfigurationError
from worker.indexing import definitions
from worker.indexing.client import failures_named
from worker.indexing.definitions import Profile, Versions, detect_profile
from worker.messages import message

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# what follows the alias in the name of an index of ours; not the ``-v2-v1-000001`` of an alias ``articles-v2``
_NUMBER = re.compile(r"-v\d+-(\d{6,})")


@dataclass(frozen=True, slots=True)
class SetUpReport:
    """What set-up did and found.

    Attributes:
        profile: The analysis that the server can do.
        created: Names of the indices made.
        updated: Names of the indices whose mapping or settings were brought up to date in place.
        rebuild: Why ``baoku reindex`` is due, one line each; empty when it is not.
    """

    profile: Profile
    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    rebuild: tuple[str, ...] = ()


def set_up(
    client: Elasticsearch,
    *,
    articles_alias: str,
    issues_alias: str,
    shards: int = 1,
    replicas: int = 0,
    versions: Versions,
) -> SetUpReport:
    """Create what is missing, update what can be updated in place, say when a rebuild is due.

    Raises:
        ConfigurationError: An index stands where an alias belongs, the index was made by a newer version, or the user
            may not manage indices.
        EngineUnavailableError: The server is away.
    """
    profile = detect_profile(client)
    bodies = {
        articles_alias: definitions.articles_body(profile, versions, shards=shards, replicas=replicas),
        issues_alias: definitions.issues_body(profile, versions, replicas=replicas),
    }
    created: list[str] = []
    updated: list[str] = []
    rebuild: list[str] = []
    for alias, body in bodies.items():
        name = index_behind(client, alias)
        if name is None:
            created += _create_first(client, alias, body)
            continue
        changed, reasons = _update(client, name, body)
        updated += [name] if changed else []
        rebuild += [reason for reason in reasons if reason not in rebuild]
    return SetUpReport(profile, tuple(created), tuple(updated), tuple(rebuild))


def rebuild_due(client: Elasticsearch, *aliases: str) -> tuple[str, ...]:
    """Return why ``baoku reindex`` is due, as the last set-up found; empty when it is not.

    Raises:
        EngineUnavailableError: The server is away.
        ConfigurationError: An alias is missing, or the user lacks a right.
    """
    with failures_named():
        found = client.indices.get_mapping(index=list(aliases), filter_path="*.mappings._meta.rebuild")
    reasons = (reason for index in found.values() for reason in index["mappings"]["_meta"]["rebuild"])
    return tuple(dict.fromkeys(reasons))


def index_behind(client: Elasticsearch, alias: str) -> str | None:
    """Return the name of the one index behind an alias; None when there is no such alias.

    Raises:
        ConfigurationError: ``alias`` is the name of an index, or stands for several.
    """
    with failures_named():
        try:
            names = sorted(client.indices.get_alias(name=alias))
        except elasticsearch.NotFoundError:
            if client.indices.exists(index=alias):
                if client.indices.exists_alias(name=alias):  # another set-up made it since it was asked for
                    return index_behind(client, alias)
                raise ConfigurationError(
                    f"{alias!r} is an index, not an alias: rename or delete it, or set another alias"
                ) from None
            return None
    if len(names) > 1:
        raise ConfigurationError(f"alias {alias!r} stands for several indices ({', '.join(names)}): leave it one")
    return names[0]


def index_name(alias: str, number: int) -> str:
    """Return the name of the ``number``-th index built for ``alias``: ``articles-v2-000001``."""
    return f"{alias}-v{definitions.SCHEMA}-{number:06d}"


def number_of(alias: str, name: str) -> int:
    """Return the running number of an index that was built for ``alias``, 0 for any other index."""
    match = _NUMBER.fullmatch(name.removeprefix(alias)) if name.startswith(alias) else None
    return int(match.group(1)) if match else 0


def create_index(client: Elasticsearch, name: str, body: dict[str, Any], *, alias: str | None = None) -> bool:
    """Create an index, with its alias in the same step when one is given; False when it was there already."""
    aliases = {alias: {"is_write_index": True}} if alias else {}
    with failures_named():
        try:
            client.indices.create(index=name, settings=body["settings"], mappings=body["mappings"], aliases=aliases)
        except elasticsearch.BadRequestError as error:
            if error.error != "resource_already_exists_exception":
                raise
            return False
    return True


def _create_first(client: Elasticsearch, alias: str, body: dict[str, Any]) -> list[str]:
    """Create the index behind a new alias; return its name, or nothing when another set-up did it at this moment."""
    number = 1
    while not create_index(client, index_name(alias, number), body, alias=alias):
        if index_behind(client, alias) is not None:
            return []
        number += 1  # an index of that name without the alias is somebody's leftover: not ours to touch
    return [index_name(alias, number)]


def _update(client: Elasticsearch, name: str, body: dict[str, Any]) -> tuple[bool, list[str]]:
    """Bring one index up to date as far as can be in place; return whether anything changed, and what cannot be."""
    with failures_named():
        described = client.indices.get(index=name)[name]
    stored = described["mappings"].get("_meta", {})
    wanted = body["mappings"]["_meta"]
    if stored.get("schema", 0) > wanted["schema"]:
        raise ConfigurationError(
            f"index {name} has schema {stored['schema']}, this version writes {wanted['schema']}: update baoku"
        )
    reasons = _reasons(stored, wanted)
    shards = described["settings"]["index"]["number_of_shards"]
    if shards != str(body["settings"]["index"]["number_of_shards"]):
        reasons.append(
            message(f"{name} has {shards} shards, the settings say {body['settings']['index']['number_of_shards']}")
        )
    if not reasons and _text(described["settings"]["index"].get("analysis", {})) != _text(
        body["settings"]["index"].get("analysis", {})
    ):
        reasons.append(message("the analysis changed"))
    if described["settings"]["index"].get("blocks", {}).get("write") == "true":
        reasons.append(message("writing is blocked: a rebuild was interrupted, or is about to end"))
    mappings = {key: value for key, value in body["mappings"].items() if key != "_meta"}
    changed = False
    if stored.get("schema") == wanted["schema"] and _properties(described["mappings"]) != _properties(mappings):
        with failures_named():
            try:
                # without ``_meta``: the stored one says what the documents were made with
                client.indices.put_mapping(index=name, dynamic="strict", properties=mappings["properties"])
                changed = True
            except elasticsearch.BadRequestError:
                reasons.append(message("the mapping changed"))
    if stored.get("rebuild", []) != reasons:  # in the index that is to go: what is built anew asks for nothing
        with failures_named():
            client.indices.put_mapping(index=name, meta={**stored, "rebuild": reasons})
    settings = _changed_settings(described["settings"]["index"], body["settings"]["index"], stored, wanted)
    if settings:
        with failures_named():
            client.indices.put_settings(index=name, settings={"index": settings})
        changed = True
    return changed, reasons


def _reasons(stored: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    """Say why an index with ``_meta`` ``stored`` should be built anew."""
    if stored.get("schema") != wanted["schema"]:
        return [message(f"the mapping's schema is {stored.get('schema', 'unknown')}, now {wanted['schema']}")]
    reasons = []
    if stored.get("profile") != wanted["profile"]:
        reasons.append(
            message(f"the analysis profile is {stored.get('profile')}, this server can do {wanted['profile']}")
        )
    before = stored.get("versions", {})
    reasons += [
        message(f"the {part} version is {before.get(part, 'unknown')}, now {version}")
        for part, version in wanted["versions"].items()
        if before.get(part) != version
    ]
    return reasons


def _text(setting: Any) -> Any:
    """Return a setting as Elasticsearch keeps it: everything but objects and lists as a string."""
    if isinstance(setting, dict):
        return {key: _text(value) for key, value in setting.items()}
    if isinstance(setting, list):
        return [_text(value) for value in setting]
    return str(setting).lower() if isinstance(setting, bool) else str(setting)


def _properties(mappings: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = mappings["properties"]
    return properties


def _changed_settings(
    stored: dict[str, Any], wanted: dict[str, Any], stored_meta: dict[str, Any], wanted_meta: dict[str, Any]
) -> dict[str, Any]:
    """Return the dynamic settings that differ (Elasticsearch stores numbers as strings)."""
    changes: dict[str, Any] = {}
    for key in ("number_of_replicas", "refresh_interval", "gc_deletes"):
        if str(stored.get(key)) != str(wanted[key]):
            changes[key] = wanted[key]
    same_fields = (
        stored_meta.get("schema") == wanted_meta["schema"] and stored_meta["profile"] == wanted_meta["profile"]
    )
    fields = wanted.get("query")
    if same_fields and fields and stored.get("query") != fields:
        changes["query"] = fields
    return changes
