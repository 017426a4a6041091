"""``baoku env``: addresses and credentials of a running baoku, as shell exports or JSON."""

from __future__ import annotations

import shlex
from typing import Annotated

import orjson
import typer

from worker.app import connection
from worker.app.i18n import say
from worker.app.settings import load_settings
from worker.web.address import address_of


def env(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    role: Annotated[str, typer.Option(help="Whose account: admin, writer or reader.")] = "admin",
) -> None:
    """Print addresses and credentials: ``eval "$(baoku env)"``, then curl works at once."""
    settings = load_settings()
    found = connection.find(settings)
    accounts = {"admin": found.admin, "writer": found.writer, "reader": found.reader}
    if role not in accounts:
        raise typer.BadParameter(say("it is one of {names}", names=", ".join(accounts)), param_hint="--role")
    account = accounts[role]
    values = {
        "elasticsearch_url": found.elasticsearch_url.split(",")[0],  # what curl can use
        "elasticsearch_user": account.user,
        "elasticsearch_password": account.password,
        "redis_url": found.redis_url,
        "home": str(settings.home_path),
        "inbox": str(settings.inbox),
        "web_url": address_of(settings.state),
    }
    if as_json:
        typer.echo(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())
        return
    for name, value in values.items():
        prefix = "BAOKU_" if name in {"home", "inbox", "web_url"} else ""
        typer.echo(f"export {prefix}{name.upper()}={shlex.quote(value)}")
