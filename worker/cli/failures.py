"""``baoku failures``: what lies in failed/ and why, grouped by reason. Reads the folder alone: no engine is needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import orjson
import typer
from rich.console import Group
from rich.text import Text

from worker.app.i18n import say, say_count, told
from worker.app.settings import load_settings
from worker.cli.terminal import Terminal
from worker.home.quarantine import Quarantined, quarantined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

NONE = 1
MOST_SHOWN = 20  # files of one reason


def failures(
    code: Annotated[str, typer.Option(help="Only this code, for example empty.")] = "",
    reason: Annotated[str, typer.Option(help="Only reasons that hold this text.")] = "",
    show_all: Annotated[bool, typer.Option("--all", help=f"Name more than {MOST_SHOWN} files a reason.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """List the files in quarantine by reason, the last to fail first, with what to do. Exit 1 when there is none."""
    settings = load_settings()
    found = chosen(quarantined(settings.failed), code=code, reason=reason)
    if as_json:
        counts = dict(Counter(one.code for one in found).most_common())
        values = {
            "failures": [{**asdict(one), "versions": dict(one.versions)} for one in found],
            "codes": counts,
            "total": len(found),
        }
        typer.echo(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())
    elif found:
        Terminal(soft_wrap=True).print(failures_view(found, most=len(found) if show_all else MOST_SHOWN))
    else:
        Terminal().print(say("no such file in quarantine") if code or reason else say("no file in quarantine"))
    if not found:
        raise typer.Exit(NONE)


def chosen(found: Sequence[Quarantined], *, code: str = "", reason: str = "") -> list[Quarantined]:
    """Return those with this code, if one is given, and with this text in their reason, as stored or as shown."""
    wanted = reason.casefold()
    return [
        one
        for one in found
        if code in {"", one.code} and (wanted in one.reason.casefold() or wanted in told(one.reason).casefold())
    ]


def failures_view(found: Sequence[Quarantined], *, most: int = MOST_SHOWN) -> RenderableType:
    """Return the groups, that of the last failure first; ``most`` files of each are named."""
    groups: dict[str, list[Quarantined]] = {}
    for one in found:
        groups.setdefault(one.code, []).append(one)
    parts: list[RenderableType] = []
    for code, members in groups.items():
        reasons = {one.reason for one in members}
        advices = {one.advice for one in members if one.advice}
        title = Text.assemble((code, "bold red"), "  " + say_count("{count} file", "{count} files", len(members)))
        if len(reasons) == 1:
            title.append(say(": {reason}", reason=told(members[0].reason)))
        parts.append(title)
        parts += [Text(f"  {told(advice)}", style="italic") for advice in advices if len(advices) == 1]
        for one in members[:most]:
            parts.append(_line(one, reason=one.reason if len(reasons) > 1 else ""))
            if len(advices) > 1:
                parts.append(Text(f"    {told(one.advice)}", style="italic"))
        if len(members) > most:
            parts.append(Text("  " + say("and {more} more (--all)", more=len(members) - most), style="dim"))
        parts.append(Text())
    if any(one.code != "held" for one in found):
        parts.append(Text(say("Mend a file in failed/ or what stood in its way, then: baoku retry NAME"), style="dim"))
    return Group(*parts)


def _line(one: Quarantined, *, reason: str) -> Text:
    """Return a file's line; whole, whatever the terminal's width, for a name is there to be copied."""
    moment = one.failed_at.astimezone().strftime("%Y-%m-%d %H:%M")
    tries = say_count("{count} try", "{count} tries", one.attempts) if one.attempts else say("? tries")
    said = [(f"  {told(reason)}", "dim")] if reason else []
    return Text.assemble((f"  {moment}  {tries:<7}  ", "dim"), shown(one), *said)


def shown(one: Quarantined) -> str:
    """Return the path below failed/, and the dropped one where that is another, as text that any terminal takes."""
    stored, dropped = (path.encode("utf-8", "backslashreplace").decode() for path in (one.stored, one.dropped))
    name = f"{stored}, {one.key}" if one.key else stored
    return name if stored == dropped else say("{name} (dropped as {dropped})", name=name, dropped=dropped)
