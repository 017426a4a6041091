"""What a path, and a text below it, say of an issue."""

from __future__ import annotations

from worker.document.identity import IdentityHints, IssueIdentity
from worker.parsing.identity.identify import identify
from worker.parsing.layout.lines import visible_lines

PAPER = "渝州日报"
STORY = "本报讯(记者 陈小明)10月25日,记者从区农业农村委获悉,今年全区晚稻种植面积达到12.6万亩,目前已经收割过半。\n"
DAY = "2023-12-27"


def read(path: str, text: str = "") -> IssueIdentity:
    return identify(visible_lines(text), IdentityHints(path))[0]


def said(identity: IssueIdentity) -> tuple[str, str, str, str, str]:
    date = identity.date.isoformat() if identity.date else ""
    return identity.publication, date, identity.page, identity.edition, identity.part
