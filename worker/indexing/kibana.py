"""Gives Kibana what it needs to be of use at once: data views, saved searches, two dashboards, a time range that fits.

What is sent lies in ``mappings/kibana/`` and can be imported by hand as well (``objects.ndjson``). Everything has an id
of ours and replaces what had it before, so it may be sent again; objects of others are not touched.
"""

from __future__ import annotations

import base64
import http.client
import ssl
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from worker.errors import ConfigurationError, EngineUnavailableError
from worker.messages import message
from worker.resources import mapping_path

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES_VIEW, ISSUES_VIEW = "baoku-articles", "baoku-issues"
DASHBOARDS = ("archive", "ingest")
_TIMEOUT_SECONDS = 60.0
_TOO_MANY, _SERVER_TROUBLE = 429, 500
# The one that the dashboards' interface had when it became stable (9.5).
_API_VERSION = "2023-10-31"


@dataclass(frozen=True, slots=True)
class Kibana:
    """Where Kibana is, and as whom.

    Attributes:
        url: For example ``http://127.0.0.1:5601``, with its base path and space (``/s/NAME``) if it has them.
        user: May write saved objects and change settings; ``elastic`` may.
        ca: File of certificates to trust, for an address that begins with ``https``.
    """

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    ca: Path | None = None

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")):
            raise ConfigurationError(f"Kibana address {self.url!r}: it must begin with http:// or https://")

    def send(self, method: str, path: str, body: bytes, media_type: str = "application/json") -> Any:
        """Send one request and return the decoded answer.

        Raises:
            EngineUnavailableError: Kibana is away, starting or overloaded.
            ConfigurationError: It refuses the request.
        """
        headers = {"Content-Type": media_type, "kbn-xsrf": "baoku", "Elastic-Api-Version": _API_VERSION}
        if path.startswith("/internal/"):
            # Kibana refuses its internal interfaces to strangers, and has no version of that form for them.
            headers |= {"x-elastic-internal-origin": "baoku"}
            del headers["Elastic-Api-Version"]
        if self.user:
            token = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
            headers["Authorization"] = f"Basic {token}"
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            self.url.rstrip("/") + path, data=body, headers=headers, method=method
        )
        context = ssl.create_default_context(cafile=str(self.ca)) if self.ca is not None else None
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS, context=context) as answer:  # noqa: S310 - as above
                content = answer.read()
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error.code, path, error.read()) from None
        except (OSError, http.client.HTTPException) as error:
            raise EngineUnavailableError(f"Kibana does not answer ({error}).", "Try again when it is up.") from error
        return orjson.loads(content) if content else None


def set_up_kibana(kibana: Kibana, *, articles_alias: str, issues_alias: str) -> tuple[str, ...]:
    """Send everything; return the titles of what Kibana has now.

    Raises:
        EngineUnavailableError: Kibana is away, starting or overloaded: run it again.
        ConfigurationError: It refuses something: the user lacks a right, or the version is too old (9.5 is needed).
    """
    titles = _import(kibana, saved_objects(articles_alias, issues_alias))
    default = {"data_view_id": ARTICLES_VIEW, "force": True}
    kibana.send("POST", "/api/data_views/default", orjson.dumps(default))
    for name in DASHBOARDS:
        body = mapping_path(f"kibana/dashboard-{name}.json").read_bytes()
        kibana.send("PUT", f"/api/dashboards/baoku-{name}", body)
        titles.append(orjson.loads(body)["title"])
    kibana.send("POST", "/internal/kibana/settings", mapping_path("kibana/settings.json").read_bytes())
    return tuple(titles)


def saved_objects(articles_alias: str, issues_alias: str) -> list[dict[str, Any]]:
    """Return the data views and saved searches, the views looking at these aliases."""
    lines = mapping_path("kibana/objects.ndjson").read_bytes().splitlines()
    objects: list[dict[str, Any]] = [orjson.loads(line) for line in lines]
    aliases = {ARTICLES_VIEW: articles_alias, ISSUES_VIEW: issues_alias}
    for each in objects:
        if each["type"] == "index-pattern":
            each["attributes"]["title"] = aliases[each["id"]]
    return objects


def _import(kibana: Kibana, objects: list[dict[str, Any]]) -> list[str]:
    """Import saved objects, replacing those with the same ids; return their titles."""
    content = b"".join(orjson.dumps(each, option=orjson.OPT_APPEND_NEWLINE) for each in objects)
    boundary = uuid.uuid4().hex
    head = (
        f"--{boundary}\r\n"
        'Content-Disposition: form-data; name="file"; filename="objects.ndjson"\r\n'
        "Content-Type: application/ndjson\r\n\r\n"
    )
    body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    path = "/api/saved_objects/_import?overwrite=true"
    answer = kibana.send("POST", path, body, f"multipart/form-data; boundary={boundary}")
    if not answer.get("success"):
        failed = ", ".join(f"{error['id']} ({error['error']['type']})" for error in answer.get("errors", ()))
        raise ConfigurationError(f"Kibana refuses {failed or message('the saved objects')}")
    return [each["attributes"].get("name") or each["attributes"]["title"] for each in objects]


def _refused(status: int, path: str, content: bytes) -> ConfigurationError | EngineUnavailableError:
    try:
        reason = orjson.loads(content).get("message", "")
    except (orjson.JSONDecodeError, AttributeError):
        reason = content[:200].decode(errors="replace")
    if status == _TOO_MANY or status >= _SERVER_TROUBLE:
        return EngineUnavailableError(f"Kibana refuses for now ({status}: {reason}).", "Try again when it is up.")
    return ConfigurationError(f"Kibana answers {status} to {path}: {reason}")
