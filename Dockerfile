# The image of baoku's own services: set-up, watcher and worker are the same image with another command.
# Everything from PyPI is checked against the hashes of the locks.

FROM python:3.11-slim-bookworm AS wheel
WORKDIR /source
# whole, for the build backend in it; the layer is kept until the lock changes
# a compiler, for the modules that a wheel holds compiled (hatch_build.py); whichever Debian has, it stays in this stage
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --root-user-action ignore \
    --require-hashes -r requirements.lock
COPY . .
RUN python -m hatchling build --target wheel --directory /wheel

FROM python:3.11-slim-bookworm AS installed
WORKDIR /source
RUN python -m venv /opt/baoku
COPY requirements-run.lock ./
RUN /opt/baoku/bin/pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes -r requirements-run.lock
COPY --from=wheel /wheel /wheel
RUN /opt/baoku/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps /wheel/*.whl

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="baoku" \
      org.opencontainers.image.description="A watched folder of Chinese newspaper issue files becomes a searchable archive" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=installed /opt/baoku /opt/baoku
# HOME: whoever it runs as can write to /data and /tmp alone
ENV PATH="/opt/baoku/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    BAOKU_HOME=/data
# not /data: settings are also read from the working folder, and anybody may drop files into /data
WORKDIR /opt/baoku
USER 10001:10001
HEALTHCHECK --interval=60s --timeout=20s --start-period=60s --retries=3 CMD ["baoku", "health"]
ENTRYPOINT ["baoku"]
CMD ["--help"]
