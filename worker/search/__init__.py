"""Search: a query language for people, its translation to Elasticsearch, and what was found."""

from worker.search.building import Order
from worker.search.errors import QueryError
from worker.search.facets import Count, Facet
from worker.search.marking import Excerpt, Mark, Marked
from worker.search.parser import parse
from worker.search.request import Request
from worker.search.results import Hit, Results
from worker.search.search import Search
from worker.search.suggesting import Suggestion

__all__ = [
    "Count",
    "Excerpt",
    "Facet",
    "Hit",
    "Mark",
    "Marked",
    "Order",
    "QueryError",
    "Request",
    "Results",
    "Search",
    "Suggestion",
    "parse",
]
