"""The file that a worker process put off half taken: it goes on with it where it stopped, without reading it again.

A file of years is taken in slices, so that others get their turn and no slice meets the time limit. The job goes back
to the queue in between. Whichever process has it next goes on from where that process itself had come to; what others
took meanwhile it meets again as known. So each process reads the file once, however many slices it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.errors import UnfinishedError
from worker.home.files import Signature

if TYPE_CHECKING:
    from pathlib import Path

    from worker.ingestion.hand import InHand
    from worker.job import Job


@dataclass(slots=True)
class Unfinished:
    """Holds one file at most, of this process alone.

    Attributes:
        inbox: The folder that it stands in.
    """

    inbox: Path
    _file: InHand | None = None

    def go_on(self, job: Job) -> InHand | None:
        """Return the file of a job as it was put off; None where it was not, or was written to meanwhile.

        What is held for another job is let go of once that is out of the inbox.
        """
        file = self._file
        if file is None:
            return None
        there = self._stands(file)
        if file.job == job or not there:
            self._file = None
        if file.job == job and there:
            file.again = None
            return file
        if not there:
            file.close()
        return None

    def let_go(self, file: InHand) -> None:
        """Close a file, unless it goes on later."""
        if not isinstance(file.again, UnfinishedError):
            file.close()
            return
        if self._file is not None and self._file is not file:
            self._file.close()
        self._file = file

    def _stands(self, file: InHand) -> bool:
        try:
            return Signature.of(self.inbox / file.job.path) == file.source.signature
        except OSError:
            return False
