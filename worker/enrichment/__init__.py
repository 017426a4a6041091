"""Who, where, what about, when: everything that is read out of an article's text."""

from worker.enrichment.enricher import Enricher, Stages, load_enricher
from worker.enrichment.export import enrichment_json
from worker.enrichment.words import Segmenter, load_segmenter

__all__ = ["Enricher", "Segmenter", "Stages", "enrichment_json", "load_enricher", "load_segmenter"]
