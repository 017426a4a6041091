"""Who, where, what about, when: everything that is read out of an article's text."""

from typing import TYPE_CHECKING

from worker.on_demand import on_demand

if TYPE_CHECKING:
    from worker.enrichment.enricher import Enricher, Stages, enricher_version, load_enricher
    from worker.enrichment.export import enrichment_json
    from worker.enrichment.words import Segmenter, load_segmenter
else:
    __getattr__ = on_demand(
        __name__,
        {
            "Enricher": "enricher",
            "Segmenter": "words",
            "Stages": "enricher",
            "enricher_version": "enricher",
            "enrichment_json": "export",
            "load_enricher": "enricher",
            "load_segmenter": "words",
        },
    )

__all__ = ["Enricher", "Segmenter", "Stages", "enricher_version", "enrichment_json", "load_enricher", "load_segmenter"]
