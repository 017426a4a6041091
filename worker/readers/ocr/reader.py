"""The reader of image files: scans and photographs of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.document.source import Document
from worker.errors import EmptyFileError, RecognitionNeededError, TooLargeError
from worker.messages import message
from worker.readers.ocr.engine import is_installed
from worker.readers.ocr.images import images_of
from worker.readers.ocr.pages import read_image

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.source import Page
    from worker.readers.base import Limits, Source

_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


class ImageReader:
    """Recognises the text of image files; each image of a TIFF is a page."""

    name = "image"
    version = 1
    suffixes: tuple[str, ...] = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely a file is an image: by its first bytes alone."""
        return 1.0 if head.startswith(_SIGNS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the one document of an image file.

        Raises:
            PermanentError: It is broken or too large, shows no text, or no recogniser is installed.
            RecognitionNeededError: It must be recognised, and not here.
        """
        if is_installed() and not limits.recognise:
            raise RecognitionNeededError
        pages: list[Page] = []
        for position, shown in enumerate(images_of(source.data)):
            if position >= limits.max_pages:
                raise TooLargeError(f"the file has more than {limits.max_pages:,} images", "Split it into issues.")
            pages.append(read_image(shown.image, shown.dpi, position))
            limits.progress(len(pages))
        if not any(page.lines for page in pages):
            raise EmptyFileError("the image shows no text", "Look whether it is a newspaper page at all.")
        yield Document(
            tuple(pages),
            format=self.name,
            reader=f"{self.name}/{self.version}",
            warnings=(message(f"{len(pages)} of {len(pages)} pages were recognised from their image"),),
        )
