"""Why the names of an article are what they are: which stage found each, how sure, and what took others away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.enrichment.names.own import BY_DICTIONARY
from worker.enrichment.names.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.enrichment import MentionKind
    from worker.enrichment.names.spans import Name
    from worker.enrichment.passages import Passages


class Reason(NamedTuple):
    """A name that was found, and whether it stayed.

    Attributes:
        field: As a mention has it: ``headline``, ``body``, ``captions.0``; ``source_line`` besides.
        start: In the field; ``end`` likewise.
        kind: The last that it had.
        text: As it is printed.
        found: The stage that brought it; the dictionary wherever it holds the name.
        weight: How much the model prefers it to no name, in nats a character; None where the
            model did not mark it, or your dictionary decides.
        refused: The stage that took it away, None when it stayed.
        instead: The name that stands in its place, "" when none does.
    """

    field: str
    start: int
    end: int
    kind: MentionKind
    text: str
    found: Stage
    weight: float | None
    refused: Stage | None = None
    instead: str = ""


class Steps:
    """Watches the stages of one article."""

    def __init__(self) -> None:
        self._steps: list[tuple[Stage, list[Name]]] = []

    def watch(self, stage: Stage, names: Sequence[Name]) -> None:
        """Remember the names after a stage."""
        self._steps.append((stage, list(names)))

    def reasons(self, passages: Passages) -> tuple[Reason, ...]:
        """Return every name that any stage had, in order of position.

        Args:
            passages: Of the article.
        """
        weights = {
            (name.start, name.end, name.kind): name.sure
            for stage, names in self._steps
            for name in names
            if stage is Stage.MODEL
        }
        first: dict[tuple[int, int, MentionKind], Stage] = {}
        last: dict[tuple[int, int, MentionKind], int] = {}
        for number, (stage, names) in enumerate(self._steps):
            for name in names:
                key = name.start, name.end, name.kind
                if stage is Stage.DICTIONARY and name.sure >= BY_DICTIONARY:
                    first[key] = stage  # it decides, also where others had found the same before
                first.setdefault(key, stage)
                last[key] = number
        final = self._steps[-1][1] if self._steps else []
        reasons = []
        for key, number in last.items():
            start, end, kind = key
            field, at = passages.locate(start)
            stays = number == len(self._steps) - 1
            instead = next((name for name in final if name.start < end and start < name.end), None)
            reasons.append(
                Reason(
                    field,
                    at,
                    at + end - start,
                    kind,
                    "".join(passages.source[start:end].split()),
                    first[key],
                    None if first[key] is Stage.DICTIONARY else weights.get(key),
                    None if stays else self._steps[number + 1][0],
                    "" if stays or instead is None else "".join(passages.source[instead.start : instead.end].split()),
                )
            )
        order = {field: number for number, field in enumerate(passages.fields)}
        return tuple(sorted(reasons, key=lambda one: (order[one.field], one.start, one.end, one.refused is not None)))
