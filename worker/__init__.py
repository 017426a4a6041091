"""baoku (报库): newspaper issue files in, a searchable archive out."""

from worker.compiled import refuse_stale

__version__ = "0.1.0"
refuse_stale()
