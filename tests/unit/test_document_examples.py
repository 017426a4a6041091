"""Every example in the documents is run by a test, or says why it is not; the small ones are run here."""

from __future__ import annotations

import re
from pathlib import Path

from worker.document.source import Document
from worker.parsing.identity.sidecar import SIDECAR_KEYS, parse_sidecar
from worker.readers import registry
from worker.readers.base import Limits, Source

ROOT = Path(__file__).parents[2]
MIB = 1024 * 1024
FENCE = re.compile(r"^```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN_BY = {
    "README.md": "acceptance/test_documents_live.py",
    "docs/reading-room.md": "acceptance/test_documents_live.py",
    "docs/operating.md": "acceptance/test_operating.py",
    "docs/querying.md": "integration/test_search_recipes.py",
    "docs/scaling.md": "integration/test_scaling_docs.py",
    "docs/enrichment.md": "unit/test_enrichment_docs.py",
    "docs/language.md": "unit/test_usage.py",
    "docs/naming.md": "unit/test_document_examples.py",
    "docs/readers.md": "unit/test_document_examples.py",
}
NOT_RUN = {
    "CONTRIBUTING.md": "make test is what runs the tests; that its targets exist is tested",
    "docs/containers.md": "needs Docker, and the page says so",
    "docs/pdf.md": "pip install from an index: the set-up does just that from the lock",
}


def example(document: str) -> str:
    """The first example of a document."""
    found, *_ = FENCE.findall((ROOT / document).read_text())
    return str(found)


def test_every_document_with_examples_has_a_test_or_a_reason() -> None:
    documents = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    shown = {str(path.relative_to(ROOT)) for path in documents if FENCE.search(path.read_text())}
    assert shown == RUN_BY.keys() | NOT_RUN.keys()
    for test in RUN_BY.values():
        assert (ROOT / "tests" / test).is_file()


def test_the_sidecar_of_the_naming_page() -> None:
    stated = parse_sidecar(example("docs/naming.md").encode())
    assert list(stated) == list(SIDECAR_KEYS)
    assert (stated["publication"], stated["part"]) == ("北碚报", "3")


def test_the_mapping_of_the_readers_page() -> None:
    table = "稿件名,导语,全文,日期\n渡口通车,前天渡口通车。,大桥长三里。,2023-10-27\n".encode()
    mapping = {"table.csv.mapping.yml": example("docs/readers.md").encode()}
    (document,) = registry.read(Source("table.csv", table, mapping.get), Limits(MIB))
    assert isinstance(document, Document)
    (article,) = document.articles
    assert article.headline == "渡口通车"
    assert document.identity.publication == "云岭周报"
