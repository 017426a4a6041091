"""What the program's own words (outcomes, decisions, kinds, parts) are called in the terminal's language."""

from __future__ import annotations

from worker.app.i18n import say
from worker.messages import message

_OUTCOMES = {
    "indexed": message("indexed"),
    "replaced": message("replaced"),
    "moved": message("moved"),
    "corrected": message("corrected"),
    "restored": message("restored"),
    "conflict": message("conflict"),
    "held": message("held"),
    "withdrawn": message("withdrawn"),
    "continued": message("continued"),
    "duplicate": message("duplicate"),
    "superseded": message("superseded"),
    "failed": message("failed"),
    "gone": message("gone"),
    "changed": message("changed"),
    "early": message("early"),
    "waiting": message("waiting"),
}
ORIGINS = (message("sidecar"), message("format"), message("file name"), message("folder"), message("masthead"))
"""What says which issue a file is, in the texts of conflicts (``worker.document.issue.Origin``)."""
_DECISIONS = {
    "accept": message("accept"),
    "identify": message("identify"),
    "undo": message("undo"),
    "redo": message("redo"),
    "withdraw": message("withdraw"),
    "put back": message("put back"),
}
_FIELDS = {
    "publication": message("publication"),
    "date": message("date"),
    "page": message("page"),
    "edition": message("edition"),
    "number": message("number"),
    "section": message("section"),
    "article": message("article"),
}
_KINDS = {
    "news": message("news"),
    "photo": message("photo"),
    "essay": message("essay"),
    "brief": message("brief"),
    "poem": message("poem"),
    "notice": message("notice"),
}
_MENTIONS = {
    "person": message("person"),
    "place": message("place"),
    "organization": message("organization"),
}
_PARTS = {
    "folders": message("folders"),
    "disk": message("disk"),
    "index": message("index"),
    "queue": message("queue"),
    "worker": message("worker"),
    "watcher": message("watcher"),
    "pages": message("pages"),
    "web": message("web"),
    "metrics": message("metrics"),
}


def outcome_word(name: str) -> str:
    """Return what became of a file, in a word."""
    return say(_OUTCOMES.get(name, name))


def decision_word(name: str) -> str:
    """Return what a person decided, in a word."""
    return say(_DECISIONS.get(name, name))


def field_word(name: str) -> str:
    """Return what a field of an issue is called."""
    return say(_FIELDS.get(name, name))


def kind_word(name: str) -> str:
    """Return what a kind of article is called."""
    return say(_KINDS.get(name, name))


def mention_word(name: str) -> str:
    """Return what a kind of name is called."""
    return say(_MENTIONS.get(name, name))


def part_word(name: str) -> str:
    """Return what a part of a running baoku is called; engines keep their names."""
    return say(_PARTS.get(name, name))
