"""The examples of docs/operating.md, and what of their outputs differs from run to run."""

from __future__ import annotations

import json
import re
from pathlib import Path

PAGE = (Path(__file__).parents[1] / "docs" / "operating.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```sh\n(.*?)^```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
# What differs from run to run: moments, figures, digests, ids, folders.
VARIABLE = (
    # what was done a moment ago is counted at one look or at the next
    (re.compile(r"(?:\d+ files? left, .*\n)*(?:nothing left, \d+ files? done\n)+"), "nothing left\n"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{27}\b"), "UUID"),
    (re.compile(r"\bsha256 [0-9a-f]{12}\b"), "sha256 DIGEST"),
    (re.compile(r"-[0-9a-f]{4}-(?=\d{4}-)"), "-MARK-"),
    (re.compile(r"/\S*/(?=backup)"), "/HOME/"),
    (re.compile(r"\d[\d,.:TZ+-]*"), "0"),
    (re.compile(r" +"), " "),
)


def same(text: str) -> list[str]:
    """The lines of an output with what differs from run to run made alike."""
    text = "\n".join(_settled(line.strip()) for line in text.strip().splitlines())
    for pattern, instead in VARIABLE:
        text = pattern.sub(instead, text)
    return [line.strip() for line in text.splitlines()]


def _settled(line: str) -> str:
    """Order the keys of a log record: what is bound to a task comes in any order."""
    return json.dumps(json.loads(line), ensure_ascii=False, sort_keys=True) if line.startswith('{"') else line
