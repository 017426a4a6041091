"""ZIP files that are one document of a format that is not read: told by the member that all of them have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.errors import UnsupportedFormatError
from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Container


class _Package(NamedTuple):
    member: str
    name: str
    advice: str


# Their specifications name the first member: GB/T 33190, ECMA-376, ECMA-388, Apple's own.
_PACKAGES = (
    _Package("OFD.xml", message("an OFD document"), message("Save it as PDF from an OFD reader.")),
    _Package("ppt/presentation.xml", message("a presentation"), message("Save it as PDF.")),
    _Package("FixedDocSeq.fdseq", message("an XPS document"), message("Save it as PDF.")),
    _Package("FixedDocumentSequence.fdseq", message("an XPS document"), message("Save it as PDF.")),
    _Package("Index/Document.iwa", message("a document of Pages"), message("Export it as Word or PDF.")),
)


def refuse_packages(members: Container[str]) -> None:
    """Pass when an archive of these members may be one of files.

    Raises:
        UnsupportedFormatError: It is a document; names its format and what to do.
    """
    for known in _PACKAGES:
        if known.member in members:
            raise UnsupportedFormatError(f"the file is {known.name}, which is not read.", known.advice)
