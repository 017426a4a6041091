"""Errors cross process borders (Celery's prefork pool pickles them) and must say the same on the other side."""

from __future__ import annotations

import inspect
import pickle

import pytest

from worker import errors
from worker.errors import ConfigurationError, IngestError, PermanentError, TransientError

INGEST_ERRORS = [found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, IngestError)]
# Raised as they are; the two in the middle are there to be caught.
LEAVES = [found for found in INGEST_ERRORS if found not in (IngestError, PermanentError, TransientError)]


@pytest.mark.parametrize("kind", INGEST_ERRORS)
def test_survives_pickling(kind: type[IngestError]) -> None:
    error = kind("第三行读不懂", "Mend it.", "some_code", "parse")
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is kind
    assert (back.reason, back.advice, back.code, back.stage) == ("第三行读不懂", "Mend it.", "some_code", "parse")
    assert str(back) == str(error) == "第三行读不懂. Mend it."


@pytest.mark.parametrize("kind", INGEST_ERRORS)
def test_survives_pickling_with_its_defaults(kind: type[IngestError]) -> None:
    back = pickle.loads(pickle.dumps(kind("reason")))
    assert (back.reason, back.advice, back.code, back.stage) == ("reason", "", kind.default_code, kind.default_stage)


def test_a_configuration_error_survives_pickling() -> None:
    back = pickle.loads(pickle.dumps(ConfigurationError("setting X: wrong")))
    assert str(back) == "setting X: wrong"


def test_every_failure_is_either_permanent_or_transient() -> None:
    """What to do next follows from the class alone; neither both nor none."""
    assert LEAVES
    for kind in LEAVES:
        assert issubclass(kind, PermanentError) != issubclass(kind, TransientError), kind


def test_a_configuration_error_is_no_fault_of_a_file() -> None:
    """Else a wrong password would send every file to quarantine."""
    assert not issubclass(ConfigurationError, IngestError)


def test_codes_tell_the_failures_apart() -> None:
    codes = [kind.default_code for kind in LEAVES]
    assert len(set(codes)) == len(codes)
