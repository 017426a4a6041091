"""Text without secrets: the values that are known to be secret, and whatever stands where a password stands."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable

HIDDEN = "***"
SHORTEST = 6  # a shorter one would blot out common words; Elasticsearch takes no shorter password either

# user:password@ in any address, as Celery and the Elasticsearch client print them. A password may hold an @ or a /
# that nobody escaped, so all up to the last @ of the word goes.
_IN_ADDRESS = re.compile(r"(?<=://)[^\s\"'<>]{0,512}@")
# The value of a header, however it is printed: Authorization: Basic ..., 'authorization': 'ApiKey ...'
_IN_HEADER = re.compile(r"(?i)(authorization\W{1,6}(?:basic|bearer|apikey)\s+)[\w+/=.~-]+")


@dataclass(frozen=True, slots=True)
class Redaction:
    """Replaces secrets in text. ``secrets`` are known values; what only looks like one needs no list."""

    secrets: frozenset[str] = frozenset()

    def with_secrets(self, secrets: Iterable[str]) -> Redaction:
        """Return one that knows these, too; values too short to be told from words are left out."""
        return Redaction(self.secrets | {secret for secret in secrets if len(secret) >= SHORTEST})

    def __call__(self, text: str) -> str:
        """Return the text without secrets, in whatever spelling they are in it."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            for form in _spellings(secret):
                text = text.replace(form, HIDDEN)
        if "@" in text:
            text = _IN_ADDRESS.sub(f"{HIDDEN}@", text)
        return _IN_HEADER.sub(rf"\1{HIDDEN}", text)


def _spellings(secret: str) -> set[str]:
    """Return a secret as it is, in an address, in Python's and in JSON's quotes, and in both, one inside the other."""
    plain = {secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]}
    return plain | {json.dumps(form, ensure_ascii=ascii_)[1:-1] for form in plain for ascii_ in (True, False)}
