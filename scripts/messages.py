"""Bring the Chinese catalogue up to date with the messages in the code: ``make messages``.

Gathers every message, keeps the translations there are, drops those whose message is gone, compiles, and lists what is
not translated yet (exit 1). Translate an entry in ``worker/app/locale/zh/LC_MESSAGES/baoku.po``, and run it again.
"""

from __future__ import annotations

import sys

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from message_extractor import ROOT, extract

WORKER = ROOT / "worker"
PO = WORKER / "app" / "locale" / "zh" / "LC_MESSAGES" / "baoku.po"
MO = PO.with_suffix(".mo")
_METHODS = [("**.py", extract), ("web/templates/**.html", "jinja2")]
_OPTIONS = {"web/templates/**.html": {"trimmed": "true"}}


def gathered() -> Catalog:
    """Return every message of the source, without translations."""
    catalog = Catalog()
    for _file, _line, text, _comments, _context in extract_from_dir(
        WORKER, _METHODS, _OPTIONS, strip_comment_tags=True
    ):
        catalog.add(text)
    return catalog


def translated() -> Catalog:
    """Return the catalogue as it lies there."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def missing(catalog: Catalog) -> list[str]:
    """Return the messages that have no translation."""
    return [
        message.id if isinstance(message.id, str) else message.id[-1]
        for message in catalog
        if message.id and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


def main() -> int:
    """Write the catalogue and its compiled form; return 1 when a translation is missing."""
    catalog = translated()
    catalog.update(gathered(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    with PO.open("wb") as file:
        write_po(file, catalog, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    with MO.open("wb") as file:
        write_mo(file, catalog, use_fuzzy=True)
    absent = missing(catalog)
    for text in absent:
        print(f"not translated: {text!r}")
    print(f"{len(catalog) - len(absent)} messages are translated, {len(absent)} are not ({PO.relative_to(ROOT)})")
    return 1 if absent else 0


if __name__ == "__main__":
    sys.exit(main())
